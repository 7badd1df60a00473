use crate::ground::{FIRE, Ground, operator, supervisor};
use kentongan_rules::actor::{Actor, Shift};
use kentongan_rules::command::Command;
use kentongan_rules::id::TicketNumber;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::{Seq, Span};
use kentongan_rules::view::Receipt;
use kentongan_store::{Sqlite, Store, Verdict};
use std::time::Duration;

fn count(ground: &Ground, table: &str) -> i64 {
    ground.raw().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn law_23_the_same_command_twice_is_one_effect_and_one_reply() {
    let mut ground = Ground::new();
    let (_, opening) = ground.opening("KBR-BGN", &FIRE);
    let job = ground.job(operator(1), opening);
    let first = ground.store.act(std::slice::from_ref(&job)).unwrap();
    let rows = count(&ground, "journal");
    ground.pass(Span::hours(9));
    // Later, in another shift, from another desk: still the same person and the same words.
    let mut again = job.clone();
    again.at = ground.now;
    again.actor = Actor { shift: Some(Shift::Afternoon), desk: 4, ..operator(1) };
    assert_eq!(ground.store.act(&[again, job.clone()]).unwrap(), [first[0].clone(), first[0].clone()]);
    assert_eq!((count(&ground, "journal"), count(&ground, "ticket")), (rows, 1));
    // Another body, or another person, under the same id.
    let mut other = job.clone();
    other.body_digest = "another".into();
    let mut stranger = job;
    stranger.actor = operator(2);
    let refused = Verdict::Refused(Refusal::OtherBody);
    assert_eq!(ground.store.act(&[other, stranger]).unwrap(), [refused.clone(), refused]);
    assert_eq!(count(&ground, "journal"), rows);
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn a_refusal_is_replied_for_ever_too() {
    let mut ground = Ground::new();
    let ticket = ground.ticket_id();
    let note = Command::Note { ticket, text: "siapa".into(), internal: false };
    let job = ground.job(operator(1), note);
    let refused = [Verdict::Refused(Refusal::UnknownTicket)];
    assert_eq!(ground.store.act(std::slice::from_ref(&job)).unwrap(), refused);
    assert_eq!(ground.store.act(&[job]).unwrap(), refused);
    // What was refused left no text behind.
    let left: i64 = ground
        .raw()
        .query_row("SELECT count(*) FROM sealed WHERE kind = 'note'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_refusal_in_the_middle_of_a_group_takes_nobody_with_it() {
    let mut ground = Ground::new();
    let (first, opening) = ground.opening("KBR-BGN", &FIRE);
    let (unknown, other) = (ground.ticket_id(), ground.opening("KBR-BGN", &FIRE));
    let jobs = [
        ground.job(operator(1), opening),
        ground.job(operator(1), Command::Claim { ticket: unknown }),
        ground.job(operator(1), other.1),
        // The third job's ticket is seen by the fourth, in the same group.
        ground.job(operator(2), Command::Attach { ticket: other.0, seen: 1, parent: first }),
    ];
    let verdicts = ground.store.act(&jobs).unwrap();
    let receipt = |seq: i64, number: Option<&str>| {
        let number = number.map(|number| TicketNumber(number.to_owned()));
        Verdict::Receipt(Receipt { number, ..Receipt::committed(Seq(seq)) })
    };
    let unknown = Verdict::Refused(Refusal::UnknownTicket);
    let [opened, other_opened] = [receipt(3, Some("SDA-261123-1-01")), receipt(5, Some("SDA-261123-1-02"))];
    assert_eq!(verdicts, [opened, unknown, other_opened, receipt(7, None)]);
    assert_eq!(ground.row(first).number.0, "SDA-261123-1-01");
    assert_eq!(ground.row(other.0).number.0, "SDA-261123-1-02");
    assert_eq!((ground.row(first).children, ground.row(other.0).parent), (vec![other.0], Some(first)));
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn two_streams_or_none() {
    let mut ground = Ground::new();
    let parent = ground.open("KBR-BGN", &FIRE);
    let child = ground.open("KBR-BGN", &FIRE);
    ground.ok(operator(1), Command::Attach { ticket: child, seen: 1, parent });
    // A tree has two levels: the refused attachment is on neither stream.
    let grandchild = ground.open("KBR-BGN", &FIRE);
    let refused = ground.act(operator(1), Command::Attach { ticket: grandchild, seen: 1, parent: child });
    assert_eq!(refused, Verdict::Refused(Refusal::CannotAttach));
    assert_eq!((ground.row(child).children, ground.row(grandchild).parent), (vec![], None));
    let seen = ground.row(child).version;
    ground.ok(operator(1), Command::Detach { ticket: child, seen });
    assert_eq!((ground.row(parent).children, ground.row(child).parent), (vec![], None));
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn a_group_that_cannot_be_written_leaves_nothing_and_the_store_goes_on() {
    let mut ground = Ground::new();
    let (ticket, opening) = ground.opening("KBR-BGN", &FIRE);
    let job = ground.job(operator(1), opening);
    let settings = {
        let now = ground.store.setup().unwrap().settings.clone();
        let after = kentongan_rules::setup::Settings { wall_metres: 9, ..now.clone() };
        Command::ChangeSettings(kentongan_rules::command::Change { before: Some(now), after })
    };
    let change = ground.job(supervisor(), settings);
    // A row in the way of the ticket's: the first write after everything was judged and folded.
    ground
        .raw()
        .execute_batch("CREATE TRIGGER wall BEFORE INSERT ON ticket BEGIN SELECT RAISE(ABORT, 'wall'); END;")
        .unwrap();
    let rows = count(&ground, "journal");
    ground.store.act(&[change.clone(), job.clone()]).unwrap_err();
    assert_eq!((count(&ground, "journal"), count(&ground, "sealed")), (rows, 2));
    assert_eq!(ground.store.setup().unwrap().settings.wall_metres, 6);
    ground.raw().execute_batch("DROP TRIGGER wall").unwrap();
    let verdicts = ground.store.act(&[change, job]).unwrap();
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Receipt(_))), "{verdicts:?}");
    assert_eq!(ground.store.setup().unwrap().settings.wall_metres, 9);
    assert_eq!(ground.row(ticket).number.0, "SDA-261123-1-01");
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn recorded_time_never_runs_backwards() {
    let mut ground = Ground::new();
    ground.pass(Span::hours(1));
    let first = ground.open("KBR-BGN", &FIRE);
    let before = ground.row(first).opened_at;
    ground.pass(Span::hours(-1));
    ground.ok(operator(1), Command::Note { ticket: first, text: "lagi".into(), internal: false });
    let page = ground.reader.ticket(first, &supervisor(), ground.now).unwrap().unwrap();
    assert_eq!(page.lines.last().unwrap().recorded_at, before);
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn each_desk_counts_its_own_tickets_of_the_day() {
    let mut ground = Ground::new();
    let open = |ground: &mut Ground, desk: u128| {
        let (ticket, opening) = ground.opening("KBR-BGN", &FIRE);
        ground.ok(operator(desk), opening);
        ground.row(ticket).number.0
    };
    assert_eq!(open(&mut ground, 1), "SDA-261123-1-01");
    assert_eq!(open(&mut ground, 2), "SDA-261123-2-01");
    assert_eq!(open(&mut ground, 2), "SDA-261123-2-02");
    // After a restart the count goes on, and a new day starts again.
    ground.store = Sqlite::open(&ground.path(), &kentongan_store::OpenOptions::default()).unwrap();
    assert_eq!(open(&mut ground, 2), "SDA-261123-2-03");
    ground.pass(Span::hours(16));
    assert_eq!(open(&mut ground, 2), "SDA-261124-2-01");
}

#[test]
fn what_is_due_is_given_in_due_order_and_swept_once() {
    let mut ground = Ground::new();
    let first = ground.open("KBR-BGN", &FIRE);
    ground.pass(Span::seconds(10));
    let second = ground.open("KBR-BGN", &FIRE);
    let next = ground.store.next_due().unwrap().unwrap();
    assert!(ground.store.due(next - Span(1), 10).unwrap().is_empty());
    assert_eq!(ground.store.due(next, 10).unwrap(), [first]);
    ground.pass(Span::minutes(2));
    assert_eq!(ground.store.due(ground.now, 10).unwrap(), [first, second]);
    assert_eq!(ground.store.due(ground.now, 1).unwrap(), [first]);
    for ticket in [first, second] {
        ground.ok(Actor::clock(), Command::Sweep { ticket, suspect: false });
    }
    assert!(ground.store.due(ground.now, 10).unwrap().is_empty());
    assert_eq!(ground.reader.due(ground.now, 10).unwrap(), []);
    let alarms: i64 = ground.raw().query_row("SELECT count(*) FROM alarm", [], |row| row.get(0)).unwrap();
    assert!(alarms >= 4, "{alarms}");
    ground.ok(operator(1), Command::AcknowledgeAlarm { ticket: first, clock: 0 });
    let by: String = ground
        .raw()
        .query_row(
            "SELECT DISTINCT acknowledged_by FROM alarm WHERE acknowledged_by IS NOT NULL",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(by, "Operator 1");
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn tickets_aimed_by_an_older_policy_are_due_until_they_are_aimed_again() {
    let mut ground = Ground::new();
    let ticket = ground.open("KBR-BGN", &FIRE);
    assert!(ground.store.due(ground.now, 10).unwrap().is_empty());
    let before = ground.store.setup().unwrap().policy.clone();
    let after = kentongan_rules::policy::Policy { answer: Span::hours(12), ..before.clone() };
    let change = kentongan_rules::command::Change { before: Some(before), after };
    ground.ok(supervisor(), Command::ChangePolicy(change));
    assert_eq!(ground.store.due(ground.now, 10).unwrap(), [ticket]);
    ground.ok(Actor::clock(), Command::Sweep { ticket, suspect: false });
    assert!(ground.store.due(ground.now, 10).unwrap().is_empty());
}

#[test]
fn what_does_not_fit_into_the_budget_is_not_judged_and_the_first_always_is() {
    let mut ground = Ground::new();
    let jobs: Vec<_> = (0..3)
        .map(|_| {
            let (_, opening) = ground.opening("KBR-BGN", &FIRE);
            ground.job(operator(1), opening)
        })
        .collect();
    let first = ground.store.act_within(&jobs, Duration::ZERO).unwrap();
    assert_eq!((first.len(), count(&ground, "ticket")), (1, 1));
    let rest = ground.store.act_within(&jobs[1..], Duration::MAX).unwrap();
    assert_eq!((rest.len(), count(&ground, "ticket")), (2, 3));
    assert!(ground.verify().faults.is_empty());
}
