//! What desks wrote down while the line was cut comes late, in pieces, again and again, in any order.

use crate::ground::{FIRE, Ground, operator, supervisor};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Progress};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::region::AgencyCode;
use kentongan_rules::ticket::{AssignmentRole, Channel, Sending};
use kentongan_rules::time::{Seq, Span};
use kentongan_rules::view::{Line, TicketRow};
use kentongan_store::{Job, Store, Verdict};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DESKS: usize = 3;
/// Commands of one desk.
const LENGTH: usize = 7;

/// What each desk has to say, in its own order; one command of each is refused.
fn batches(ground: &mut Ground) -> (Vec<Vec<Job>>, Vec<TicketId>) {
    let mut tickets = Vec::new();
    let batches = (1..=DESKS as u128).map(|desk| {
        // The call was a while ago: no agency was told in time.
        ground.pass(Span::minutes(-2));
        let (ticket, opening) = ground.opening("KBR-BGN", &FIRE);
        ground.pass(Span::minutes(2));
        tickets.push(ticket);
        let to = |agency: &str| Command::Assign {
            ticket,
            seen: 1,
            plan: "R-01".into(),
            to: vec![Sending {
                agency: AgencyCode::from(agency),
                role: AssignmentRole::Lead,
                channel: Channel::Radio,
                recipient: "Piket".into(),
            }],
            departures: None,
            at: None,
        };
        let step = Progress { ticket, assignment: 1, seen: 1, by: "Pak Budi".into(), at: None };
        let prank = ground.prank().1;
        let said: [(Actor, Command<String>); LENGTH] = [
            (operator(desk), opening),
            (Actor::clock(), Command::Sweep { ticket, suspect: false }),
            (operator(desk), Command::Note { ticket, text: "portal ditutup".into(), internal: false }),
            (operator(desk), to("DAMKAR")),
            (operator(desk), Command::Acknowledge(step.clone())),
            // Stale: somebody has acknowledged since.
            (operator(desk), Command::EnRoute(step)),
            (operator(desk), prank),
        ];
        said.into_iter().map(|(actor, command)| ground.job(actor, command)).collect()
    });
    (batches.collect(), tickets)
}

/// A ticket and its lines, without their places among those of the others.
type Told = (TicketRow, Vec<Line>);

fn told(ground: &mut Ground, ticket: TicketId) -> Told {
    let page = ground.reader.ticket(ticket, &supervisor(), ground.now).unwrap().unwrap();
    let lines = page.lines.into_iter().map(|line| Line { seq: Seq(0), ..line }).collect();
    (TicketRow { changed: Seq(0), ..page.ticket }, lines)
}

/// Delivers the first so many commands of a batch, each time as one group or one by one. Whatever is sent again gets
/// the reply it got.
fn deliver(batches: &[Vec<Job>], tickets: &[TicketId], parts: &[(usize, usize, bool)]) -> (Vec<Told>, i64) {
    let mut ground = Ground::new();
    let mut replies: BTreeMap<CommandId, Verdict> = BTreeMap::new();
    for (batch, length, whole) in parts {
        let part = &batches[*batch][..*length];
        let verdicts: Vec<Verdict> = if *whole {
            ground.store.act(part).unwrap()
        } else {
            part.chunks(1).flat_map(|job| ground.store.act(job).unwrap()).collect()
        };
        for (job, verdict) in part.iter().zip(verdicts) {
            let first = replies.entry(job.command.id).or_insert_with(|| verdict.clone());
            assert_eq!(*first, verdict, "another reply to {job:?}");
        }
    }
    assert_eq!(replies.len(), DESKS * LENGTH);
    let refused = replies.values().filter(|verdict| matches!(verdict, Verdict::Refused(_))).count();
    assert_eq!(refused, DESKS);
    assert_eq!(ground.verify().faults, []);
    assert_eq!(ground.reader.today(ground.now + Span::hours(1)).unwrap().calls, 2 * DESKS as u32);
    let head = ground.reader.head().unwrap().seq.0;
    (tickets.iter().map(|ticket| told(&mut ground, *ticket)).collect(), head)
}

/// Each batch one to five times, one of them to its end, all in any order.
fn parts() -> impl Strategy<Value = Vec<(usize, usize, bool)>> {
    let of = |batch: usize| {
        let more = prop::collection::vec((1..=LENGTH, any::<bool>()), 0..5);
        (more, any::<bool>()).prop_map(move |(more, whole)| {
            let parts = more.into_iter().chain([(LENGTH, whole)]);
            parts.map(|(length, whole)| (batch, length, whole)).collect::<Vec<_>>()
        })
    };
    (of(0), of(1), of(2)).prop_map(|(a, b, c)| [a, b, c].concat()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn law_23_late_batches_in_any_order_and_number_converge(parts in parts()) {
        let mut ground = Ground::new();
        ground.pass(Span::minutes(2));
        let (batches, tickets) = batches(&mut ground);
        let once: Vec<_> = (0..DESKS).map(|batch| (batch, LENGTH, true)).collect();
        let reference = deliver(&batches, &tickets, &once);
        prop_assert_eq!(deliver(&batches, &tickets, &parts), reference);
    }
}
