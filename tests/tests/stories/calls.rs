use crate::stage::{Door, TestRoom, on_every_carrier, say};
use kentongan_rules::call::{CallOutcome, NoCase};
use kentongan_rules::command::Command;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::view::{LineKind, Query, Reply};

on_every_carrier!(not_a_case_is_counted_and_taken_back_in_time, a_second_call_about_the_same_ticket);

async fn today(door: &Door) -> Vec<(CallOutcome, u32)> {
    let today = door.board().await.today;
    assert_eq!(today.calls, today.outcomes.iter().map(|o| o.count).sum::<u32>());
    let mut counts: Vec<_> = today.outcomes.iter().map(|o| (o.outcome, o.count)).collect();
    counts.retain(|(_, count)| *count > 0);
    counts
}

async fn not_a_case_is_counted_and_taken_back_in_time(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::no_case(1, NoCase::Prank, "14:00")).await;
    siti.says(say::no_case(2, NoCase::Silent, "14:00")).await;
    let mut counted = today(&siti).await;
    counted.sort_by_key(|(outcome, _)| format!("{outcome:?}"));
    assert_eq!(counted, [(CallOutcome::Prank, 1), (CallOutcome::Silent, 1)]);
    let undo = |n| Command::UndoCall { call: say::call(n) };
    room.now("14:01");
    siti.says(undo(1)).await;
    room.now("14:01:01");
    siti.is_refused(undo(2), Refusal::TooLate).await;
    assert_eq!(today(&siti).await, [(CallOutcome::Silent, 1)]);
    // The call taken back becomes the ticket that it was.
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let mut counted = today(&siti).await;
    counted.sort_by_key(|(outcome, _)| format!("{outcome:?}"));
    assert_eq!(counted, [(CallOutcome::Silent, 1), (CallOutcome::Ticket, 1)]);
    // Midnight begins another day.
    room.now("+1 00:00");
    assert_eq!(today(&siti).await, []);
    room.end().await;
}

async fn a_second_call_about_the_same_ticket(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let clocks = siti.ticket(say::ticket(1)).await.clocks.len();
    // The same number in another shape: the other desk sees what is known of it.
    let ask = |number: &str| Query::Caller { number: number.to_owned() };
    let Reply::Caller { hits, calls, .. } = rudi.query(ask("+62 812 0000 0890")).await.unwrap() else {
        panic!("no caller")
    };
    assert_eq!(hits.iter().map(|h| h.id).collect::<Vec<_>>(), [say::ticket(1)]);
    assert_eq!(calls.iter().map(|c| c.outcome).collect::<Vec<_>>(), [CallOutcome::Ticket]);
    rudi.says(say::follow_up(2, 1, "14:00")).await;
    let row = rudi.ticket(say::ticket(1)).await;
    assert_eq!((row.follow_ups, row.version, row.clocks.len()), (1, 1, clocks));
    assert_eq!(rudi.board().await.tickets.len(), 1);
    let line = rudi.page(say::ticket(1)).await.lines.into_iter().find(|l| l.kind == LineKind::FollowedUp);
    assert_eq!(line.unwrap().text.as_deref(), Some("api membesar"));
    let Reply::Caller { calls, .. } = rudi.query(ask(say::NUMBER)).await.unwrap() else {
        panic!("no caller")
    };
    assert_eq!(calls.len(), 2);
    // Another number knows nothing of it.
    let Reply::Caller { hits, calls, .. } = rudi.query(ask("0812-0000-0999")).await.unwrap() else {
        panic!("no caller")
    };
    assert!(hits.is_empty() && calls.is_empty());
    room.end().await;
}
