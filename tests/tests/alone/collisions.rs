use crate::line::State;
use crate::stage::{Stage, later, note, open, pressed, send, ticket};
use kentongan_room::wire::held::{Answered, Delivery, Held};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Command;
use kentongan_rules::id::TicketNumber;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Span;
use kentongan_rules::view::OutboxState;

fn held(stage: &Stage, command: Command<String>, number: Option<&str>) -> Held {
    let execute = pressed(command);
    let held = Held {
        id: execute.id,
        body: serde_json::to_string(&execute).unwrap(),
        actor: Actor::desk(2),
        occurred_at: later(0),
        number: number.map(|number| TicketNumber(number.to_owned())),
        signature: String::new(),
    };
    held.sign(&stage.desk.pin.own_key).unwrap()
}

async fn told(stage: &Stage, desk: u16, held: &[Held]) -> Result<Vec<Answered>, Problem> {
    let certificate = stage.desk.pin.own_certificate.clone();
    stage.room.take(desk, Delivery { certificate, commands: held.to_vec() }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_room_refuses_waits_for_somebody_with_what_was_typed() {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    stage.line.is(State::Refusing);
    desk.says(open(1, later(0))).await;
    desk.says(note(1, "api membesar")).await;
    // Meanwhile somebody at the room takes the very same call.
    let seat = stage.at_the_room("rudi").await;
    let Command::OpenTicket(mut same) = open(1, later(0)) else { unreachable!() };
    same.ticket = ticket(9);
    stage.room.execute(&seat, pressed(Command::OpenTicket(same))).await.unwrap();
    stage.line.is(State::Whole);
    desk.comes_back().await;

    let alone = desk.session().await.alone.unwrap();
    assert_eq!((alone.since, alone.held, alone.to_look_at), (None, 0, 2));
    let rows = desk.outbox().await;
    let why = |refusal: Refusal| OutboxState::Refused { why: refusal.into() };
    assert_eq!(rows[0].state, why(Refusal::AlreadyExists));
    assert_eq!(rows[1].state, why(Refusal::UnknownTicket));
    assert_eq!(
        (rows[0].by.as_str(), rows[0].number.as_ref().unwrap().0.as_str()),
        ("Siti", "SDA-261126-2-01")
    );
    let Command::OpenTicket(typed) = &rows[0].command.command else { panic!("{rows:?}") };
    assert_eq!(typed.narrative.as_deref(), Some("dapur terbakar, nenek di dalam"));

    // Looked at, one by one; it is gone from the list and from nowhere else.
    for row in rows {
        desk.says(Command::PutAside { held: row.command.id }).await;
    }
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.session().await.alone, None);
    let again = desk.tries(Command::PutAside { held: pressed(note(1, "")).id }).await;
    assert_eq!(again, Err(Problem::Unknown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_is_taken_as_told_or_not_at_all() {
    let stage = Stage::new().await;
    stage.desk.says(open(1, later(0))).await;
    let taken =
        |number: &str| Answered::Refused { why: Refusal::NumberTaken { number: number.to_owned() }.into() };
    let commands = [
        held(&stage, open(2, later(0)), Some("SDA-261126-2-07")),
        // Used by the room for this desk, and just now.
        held(&stage, open(3, later(0)), Some("SDA-261126-2-01")),
        held(&stage, open(4, later(0)), Some("SDA-261126-2-07")),
        // Another desk's, another day's, another room's, and none at all.
        held(&stage, open(5, later(0)), Some("SDA-261126-1-08")),
        held(&stage, open(6, later(0)), Some("SDA-261125-2-08")),
        held(&stage, open(7, later(0)), Some("GRS-261126-2-08")),
        held(&stage, open(8, later(0)), Some("8")),
    ];
    let answers = told(&stage, 2, &commands).await.unwrap();
    assert_eq!(answers[0], Answered::Taken { number: commands[0].number.clone() });
    for (command, answer) in commands.iter().zip(&answers).skip(1) {
        assert_eq!(*answer, taken(&command.number.as_ref().unwrap().0));
    }
    // The room counts on from the highest.
    stage.desk.says(open(9, later(0))).await;
    assert_eq!(stage.desk.row(9).await.unwrap().number.0, "SDA-261126-2-08");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_desk_that_signs_speaks_for_those_who_could_then() {
    let stage = Stage::new().await;
    let no = Answered::Refused { why: Problem::NotAllowed };
    let good = held(&stage, open(1, later(0)), Some("SDA-261126-2-01"));
    let key = &stage.desk.pin.own_key;
    let as_of = |at| Held { occurred_at: at, ..good.clone() }.sign(key).unwrap();
    let by = |actor: Actor| Held { actor, ..good.clone() }.sign(key).unwrap();
    let siti = stage.desk.session().await.actor;
    let unsigned = Held { occurred_at: later(1), ..good.clone() };
    let stranger =
        by(Actor { person: Some(kentongan_rules::id::PersonId(uuid::Uuid::from_u128(77))), ..siti.clone() });
    let promoted = by(Actor { role: kentongan_rules::actor::Role::Supervisor, ..siti.clone() });
    let other_desk = by(Actor { desk: 1, ..siti.clone() });
    let ticket = ticket(1);
    let sweep = Command::Sweep { ticket, suspect: false };
    let not_held = held(&stage, sweep, None);
    let all = [unsigned, stranger, promoted, other_desk, not_held];
    assert_eq!(told(&stage, 2, &all).await.unwrap(), vec![no.clone(); all.len()]);
    let long_ago = as_of(later(0) - Span::hours(8 * 24));
    let wrong = Answered::Refused { why: Refusal::WrongTime.into() };
    assert_eq!(told(&stage, 2, &[long_ago]).await.unwrap(), [wrong]);
    // The room's own desk has no key, and nobody speaks with another's.
    assert_eq!(told(&stage, 1, std::slice::from_ref(&good)).await, Err(Problem::NotAllowed));
    let certificate = stage.desk.pin.certificate.clone();
    let not_its_own = stage.room.take(2, Delivery { certificate, commands: vec![good.clone()] }).await;
    assert_eq!(not_its_own, Err(Problem::NotAllowed));
    let answers = told(&stage, 2, &[good]).await.unwrap();
    assert!(matches!(answers[0], Answered::Taken { .. }), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_closed_meanwhile_is_judged_as_of_then() {
    let stage = Stage::new().await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(1, later(0))).await;
    stage.now(60);
    let hana = stage.at_the_room("hana").await;
    let siti = stage.desk.session().await.actor.person.unwrap();
    stage.room.execute(&hana, pressed(Command::ClosePerson { person: siti })).await.unwrap();
    stage.now(120);
    // The desk cannot know yet; the room does.
    stage.desk.says(send(1)).await;
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    let page = stage.page_at(&hana, 1).await.unwrap();
    assert_eq!((page.ticket.opened_by.as_str(), page.ticket.assignments.len()), ("Siti", 0));
    assert_eq!(stage.desk.session().await.alone.unwrap().to_look_at, 1);
}
