use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, Level};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::policy::Policy;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Span;
use kentongan_rules::view::{ClockRow, LineKind, Query, Reply};

on_every_carrier!(a_new_policy_reaches_what_runs_and_leaves_what_is_over);

async fn policy(door: &Door) -> Policy {
    match door.query(Query::Setup).await.unwrap() {
        Reply::Setup(setup) => setup.policy,
        other => panic!("{other:?}"),
    }
}

async fn answer(door: &Door, n: u128) -> ClockRow {
    let row = door.ticket(say::ticket(n)).await;
    row.clocks.into_iter().rfind(|c| c.kind == ClockKind::Answer).unwrap()
}

async fn a_new_policy_reaches_what_runs_and_leaves_what_is_over(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    siti.says(say::answer(2, say::told())).await;
    let over = answer(&siti, 2).await;
    room.now("14:10");
    let before = policy(&hana).await;
    let change = |answer| {
        let after = Policy { answer, ..before.clone() };
        Command::ChangePolicy(Change { before: Some(before.clone()), after })
    };
    assert_eq!(siti.tries(change(Span::hours(2))).await, Err(Problem::NotAllowed));
    let changed = hana.says(change(Span::hours(2))).await;
    let (_, lines) = siti.until(changed.seq, |c| c.lines.iter().any(|l| l.kind == LineKind::Reaimed)).await;
    assert!(lines.iter().filter(|l| l.kind == LineKind::Reaimed).all(|l| l.ticket == say::ticket(1)));
    assert_eq!(answer(&siti, 1).await.due_at, at("16:00"));
    assert_eq!(answer(&siti, 2).await, over);
    // Whoever edits what was seen before that is told so.
    let version = match hana.query(Query::Setup).await.unwrap() {
        Reply::Setup(setup) => setup.version,
        other => panic!("{other:?}"),
    };
    hana.is_refused(change(Span::hours(3)), Refusal::Stale { now: version }).await;
    // The levels of the new aim fire: half an hour left of two.
    room.now("15:30");
    let soon = |c: &kentongan_rules::view::Changes| {
        c.rows.iter().any(|r| r.clocks.iter().any(|c| c.level == Some(Level::Soon)))
    };
    siti.until(changed.seq, soon).await;
    siti.says(say::open(3, say::NOISE, "15:30")).await;
    assert_eq!(answer(&siti, 3).await.due_at, at("17:30"));
    room.end().await;
}
