//! What desks did alone is told up to five times, out of order, by several desks at once.

use crate::desks::{opening, pressed, sending};
use crate::full;
use crate::ground::{Ground, VERSION};
use crate::ledger::{Acknowledged, Ledger};
use kentongan_room::TimeSource;
use kentongan_room::client::Client;
use kentongan_room::wire::held::{Answered, Delivery, Held, MOST_HELD};
use kentongan_room::wire::pin::Pin;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::id::{CommandId, TicketId, TicketNumber};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::local_day;
use kentongan_tests::chance::Chance;
use kentongan_tests::script::ticket_id;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

const MOST_TIMES: u64 = 5;

/// A command that a desk holds, and what it is about.
struct Told {
    held: Held,
    ticket: TicketId,
    kind: &'static str,
}

/// What desk `no` did while it was alone: so many fires, opened and sent.
fn done_alone(pin: &Pin, no: usize, fires: u32) -> Vec<Told> {
    let mut all = Vec::new();
    for n in 1..=fires {
        let call = no as u32 * 50_000 + n;
        let (ticket, at) = (ticket_id(call), TimeSource::Wall.now());
        let number = TicketNumber::new("SDA", local_day(at, 420), pin.desk, n);
        let mut hold = |kind, execute: Execute<String>, number| {
            let held = Held {
                id: execute.id,
                body: serde_json::to_string(&execute).unwrap(),
                actor: Actor::desk(pin.desk),
                occurred_at: at,
                number,
                signature: String::new(),
            };
            all.push(Told { held: held.sign(&pin.own_key).unwrap(), ticket, kind });
        };
        hold("opened", pressed(opening(call)), Some(number));
        hold("assigned", pressed(sending(ticket)), None);
    }
    all
}

/// Each one to five times, in any order, cut where chance will have it.
fn shuffled(all: &[Told], chance: &mut Chance) -> Vec<Vec<Held>> {
    let mut many: Vec<Held> = Vec::new();
    for told in all {
        many.extend((0..=chance.below(MOST_TIMES)).map(|_| told.held.clone()));
    }
    for at in (1..many.len()).rev() {
        many.swap(at, chance.below(at as u64 + 1) as usize);
    }
    let (mut cut, mut rest) = (Vec::new(), many.as_slice());
    while !rest.is_empty() {
        let (some, after) = rest.split_at((1 + chance.below(9) as usize).min(rest.len()));
        cut.push(some.to_vec());
        rest = after;
    }
    cut
}

/// What the room answered to a command, each time.
type Answers = BTreeMap<CommandId, Vec<Answered>>;

async fn tell(client: &Client, pin: &Pin, commands: Vec<Held>, answers: &mut Answers) {
    let ids: Vec<_> = commands.iter().map(|held| held.id).collect();
    let told =
        client.deliver(&Delivery { certificate: pin.own_certificate.clone(), commands }).await.unwrap();
    assert_eq!(told.len(), ids.len());
    for (id, answer) in ids.into_iter().zip(told) {
        answers.entry(id).or_default().push(answer);
    }
}

/// A ticket that the room has not heard of yet is no reason to refuse what is about it for ever.
fn is_too_early(answer: &Answered) -> bool {
    let unknown = Problem::from(Refusal::UnknownTicket);
    matches!(answer, Answered::Refused { why } if *why == unknown)
}

#[tokio::test(flavor = "multi_thread")]
async fn told_up_to_five_times_and_out_of_order_by_many_desks_it_happens_once() {
    let (desks, fires, rounds) = if full() { (50, 40, 3) } else { (4, 10, 1) };
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let (ledger, began) = (Ledger::default(), Instant::now());
    let mut telling = Vec::new();
    for no in 0..desks {
        let pin = ground.pin(no);
        let all = done_alone(&pin, no, fires);
        telling.push(tokio::spawn(async move {
            let (client, mut answers) = (Client::joined(&pin, VERSION).unwrap(), Answers::new());
            for round in 0..rounds {
                for some in shuffled(&all, &mut Chance::of(no as u64 * 1_000 + round)) {
                    tell(&client, &pin, some, &mut answers).await;
                }
            }
            // As a desk tells it: in its order, until each is answered for.
            for some in all.chunks(MOST_HELD) {
                let some = some.iter().map(|told| told.held.clone()).collect();
                tell(&client, &pin, some, &mut answers).await;
            }
            (all, answers)
        }));
    }
    let (mut times, mut early) = (0, 0);
    for desk in telling {
        let (all, answers) = desk.await.unwrap();
        for told in all {
            let said = &answers[&told.held.id];
            times += said.len();
            // Too early perhaps, and once it is taken always the same.
            let taken: BTreeSet<_> =
                said.iter().skip_while(|one| is_too_early(one)).map(|one| format!("{one:?}")).collect();
            early += said.iter().filter(|one| is_too_early(one)).count();
            let number = told.held.number.clone();
            assert_eq!(taken, BTreeSet::from([format!("{:?}", Answered::Taken { number: number.clone() })]));
            let (id, number) = (told.held.id, number.map(|number| number.0));
            ledger.note(Acknowledged { id, ticket: told.ticket, kind: told.kind, seq: None, number });
        }
    }
    room.kill();
    let tally = ledger.assert_kept(ground.folder.path(), "shuffled");
    println!("{desks} desks told {times} times in {:?}, {early} too early: {tally}", began.elapsed());
    assert!(early > 0, "nothing was out of order");
}
