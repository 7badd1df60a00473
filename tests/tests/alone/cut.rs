use crate::line::State;
use crate::stage::{START, Stage, WINDOW, later, lines, note, open, send, ticket};
use kentongan_rules::call::NoCase;
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::id::CallId;
use kentongan_rules::problem::Problem;
use kentongan_rules::report::ReportAsk;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::{LineKind, Query, Reply};
use std::time::{Duration, Instant};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_room_answers_everything_goes_there() {
    let stage = Stage::new().await;
    let receipt = stage.desk.says(open(1, later(0))).await;
    assert_eq!(receipt.held, None);
    let seat = stage.at_the_room("rudi").await;
    let page = stage.page_at(&seat, 1).await.unwrap();
    assert_eq!((page.ticket.number.0.as_str(), page.ticket.opened_by.as_str()), ("SDA-261126-2-01", "Siti"));
    assert_eq!(stage.desk.session().await.alone, None);
    assert!(stage.desk.outbox().await.is_empty());
    let row = stage.desk.row(1).await.unwrap();
    assert!(!row.held && row.seen_at.is_none());
}

/// A fire while nobody answers: numbered on from what the room had counted, sent, noted, and told the room in order.
async fn a_call_is_taken(state: State) {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    desk.says(open(1, later(0))).await;
    desk.board().await;
    stage.line.is(state);
    stage.now(30);
    let began = Instant::now();
    let receipt = desk.says(open(2, later(20))).await;
    assert!(receipt.held.is_some(), "{state:?}");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    stage.now(50);
    desk.says(send(2)).await;
    desk.says(note(2, "gang sempit")).await;
    let prank = Command::EndCall(EndCall {
        call: CallId(Uuid::from_u128(77)),
        called_at: later(45),
        outcome: NoCase::Prank,
        number: None,
        note: None,
        call_back: false,
    });
    desk.says(prank).await;

    // The desk sees its own, and the room's as it last was.
    let own = desk.row(2).await.unwrap();
    assert_eq!((own.number.0.as_str(), own.held, own.seen_at), ("SDA-261126-2-02", true, None));
    let stale = desk.row(1).await.unwrap();
    assert_eq!((stale.held, stale.seen_at), (false, Some(later(0))));
    let alone = desk.session().await.alone.unwrap();
    assert_eq!((alone.since, alone.held), (Some(later(30)), 4));
    assert_eq!(desk.outbox().await.len(), 4);
    // What it does not hold it does not judge.
    assert_eq!(desk.tries(note(1, "api membesar")).await, Err(Problem::Alone));
    let ask = ReportAsk { from: later(-3_600), to: later(3_600), as_of: None, language: None };
    let report = desk.there.query(WINDOW, &Query::Report(ask)).await;
    assert_eq!(report, Err(Problem::Alone), "figures are the room's");

    stage.now(300);
    stage.line.is(State::Whole);
    desk.comes_back().await;
    assert_eq!(desk.session().await.alone, None);
    let seat = stage.at_the_room("rudi").await;
    let page = stage.page_at(&seat, 2).await.unwrap();
    assert_eq!(page.ticket.number.0, "SDA-261126-2-02");
    assert_eq!((page.ticket.opened_at, page.ticket.opened_by.as_str()), (later(30), "Siti"));
    assert_eq!(page.ticket.assignments[0].sent_at, later(50));
    let told = lines(&page);
    for kind in [LineKind::Opened, LineKind::Assigned, LineKind::Noted] {
        assert_eq!(told.iter().filter(|one| **one == kind).count(), 1, "{told:?}");
    }
    // Sent 30 s after the call: met, though the room heard of it five minutes later.
    let dispatch = page.ticket.clocks.iter().find(|clock| clock.kind == ClockKind::Dispatch).unwrap();
    assert_eq!(dispatch.outcome, Some(ClockOutcome::Met));
    let after = desk.row(2).await.unwrap();
    assert!(!after.held && after.seen_at.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_taken_while_the_room_is_gone() {
    a_call_is_taken(State::Refusing).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_taken_while_the_line_swallows_everything() {
    a_call_is_taken(State::Swallowing).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_taken_while_no_answer_arrives() {
    a_call_is_taken(State::Deaf).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_taken_while_every_answer_is_two_seconds_late() {
    a_call_is_taken(State::Late(Duration::from_secs(2))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deadlines_run_at_the_desk_alone() {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    stage.line.is(State::Refusing);
    desk.says(open(1, later(0))).await;
    let from = desk.board().await.seq;
    stage.now(70);
    let fired = async {
        let mut seq = from;
        loop {
            let changes = desk.there.changes(WINDOW, seq, None).await.unwrap();
            seq = changes.seq;
            if changes.lines.iter().any(|line| line.kind == LineKind::Fired) {
                return changes;
            }
        }
    };
    let changes = tokio::time::timeout(Duration::from_secs(20), fired).await.unwrap();
    assert!(changes.rows.iter().all(|row| row.held && row.id == ticket(1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_position_of_the_other_journal_asks_for_the_board_again() {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    let seq = desk.board().await.seq;
    let waiting = desk.there.changes(WINDOW, seq, None);
    let cutting = async {
        stage.line.is(State::Refusing);
        desk.says(open(1, later(0))).await;
    };
    let (changes, ()) = tokio::join!(waiting, cutting);
    assert_eq!(changes, Err(Problem::AskAnew));
    assert_eq!(desk.there.changes(WINDOW, seq, None).await, Err(Problem::AskAnew));
    desk.board().await;
    assert!(desk.there.changes(WINDOW, START, None).await.is_ok());
    stage.line.is(State::Whole);
    desk.comes_back().await;
    assert_eq!(desk.there.changes(WINDOW, START, None).await, Err(Problem::AskAnew));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_the_room_says_so() {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    desk.says(open(1, later(0))).await;
    desk.board().await;
    stage.line.is(State::Refusing);
    let close = Command::Close { ticket: ticket(1), seen: 1, outcome: CloseOutcome::Unfounded, reason: None };
    assert_eq!(desk.tries(close).await, Err(Problem::Alone));
    assert_eq!(desk.there.training(WINDOW, true).await, Err(Problem::Alone));
    assert_eq!(desk.there.door(WINDOW).await, Err(Problem::Alone));
    // What was last seen of it can still be read.
    let Ok(Reply::Ticket(page)) = desk.there.query(WINDOW, &Query::Ticket { id: ticket(1) }).await else {
        panic!("no page")
    };
    assert_eq!(page.ticket.seen_at, Some(later(0)));
    // Nothing is told the room that somebody was told would not be.
    stage.line.is(State::Whole);
    desk.comes_back().await;
    let seat = stage.at_the_room("rudi").await;
    assert!(stage.page_at(&seat, 1).await.unwrap().ticket.closed.is_none());
}
