//! What becomes late of the room's own tickets while this desk is alone is heard here all the same.

use crate::line::State;
use crate::stage::{Stage, later, lines, note, open, send, ticket};
use kentongan_rules::clock::{ClockKind, Level};
use kentongan_rules::command::Command;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Changes, LineKind, Query, Reply};
use std::time::Duration;

/// As the speaker and the toasts listen.
const LISTENER: &str = "wall.sound";

/// The next changes that this listener hears of.
async fn next(stage: &Stage) -> Changes {
    let heard = async {
        loop {
            let Ok(Reply::Board(board)) = stage.desk.there.query(LISTENER, &Query::Board).await else {
                panic!("no board")
            };
            match stage.desk.there.changes(LISTENER, board.seq, None).await {
                Err(Problem::AskAnew) => {}
                changes => return changes.unwrap(),
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), heard).await.expect("it was heard of")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_that_passes_while_the_room_is_away_is_heard_once_and_taken_by_a_person() {
    let stage = Stage::new().await;
    let desk = &stage.desk;
    desk.says(open(1, later(0))).await;
    desk.says(send(1)).await;
    desk.board().await;
    stage.line.is(State::Refusing);
    assert_eq!(desk.tries(note(1, "api membesar")).await, Err(Problem::Alone));

    // Two minutes are promised for the fire service's word.
    let (changes, ()) = tokio::join!(next(&stage), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        stage.now(121);
    });
    let fired: Vec<_> = changes
        .lines
        .iter()
        .filter_map(|line| match &line.about {
            Some(About::Clock { clock, clock_kind: ClockKind::Acknowledge, agency, level, .. }) => {
                assert_eq!((line.kind, line.ticket), (LineKind::Fired, ticket(1)));
                Some((*clock, agency.clone().unwrap(), level.unwrap()))
            }
            _ => None,
        })
        .collect();
    let (clock, agency, level) = fired.last().cloned().unwrap();
    assert_eq!((agency.as_str(), level), ("DAMKAR", Level::Late));
    // A listener reads as the wall does.
    assert!(changes.rows.iter().all(|row| row.narrative.is_none() && row.reporter_number.is_none()));
    let row = desk.row(1).await.unwrap();
    assert!(row.clocks.iter().any(|one| one.no == clock && one.asks && one.breached_at.is_some()));

    let quiet = tokio::time::timeout(Duration::from_secs(1), next(&stage)).await;
    assert!(quiet.is_err(), "it is heard twice: {quiet:?}");
    let receipt = desk.says(Command::AcknowledgeAlarm { ticket: ticket(1), clock }).await;
    assert!(receipt.held.is_some());
    let row = desk.row(1).await.unwrap();
    let taken = row.clocks.iter().find(|one| one.no == clock).unwrap();
    assert_eq!((taken.asks, taken.acknowledged_by.as_deref()), (false, Some("Siti")));

    stage.line.is(State::Whole);
    desk.comes_back().await;
    let seat = stage.at_the_room("rudi").await;
    let page = stage.page_at(&seat, 1).await.unwrap();
    assert!(lines(&page).contains(&LineKind::AlarmAcknowledged), "{:?}", lines(&page));
    assert!(desk.outbox().await.is_empty());
}
