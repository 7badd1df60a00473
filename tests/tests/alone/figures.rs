//! The day's figures at a desk whose room is away: as they were last heard, with its own since.

use crate::line::State;
use crate::stage::{Stage, WINDOW, later, who};
use kentongan_rules::call::{CallOutcome, NoCase};
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::id::CallId;
use kentongan_rules::time::Span;
use kentongan_rules::view::{AsOf, Today};
use uuid::Uuid;

fn ended(n: u128, outcome: NoCase, seconds: i64) -> Command<String> {
    Command::EndCall(EndCall {
        call: CallId(Uuid::from_u128(0xE4D0_0000 + n)),
        called_at: later(seconds),
        outcome,
        number: None,
        note: None,
        call_back: false,
    })
}

fn count(today: &Today, outcome: CallOutcome) -> u32 {
    today.outcomes.iter().find(|one| one.outcome == outcome).map_or(0, |one| one.count)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_is_what_was_heard_and_what_this_desk_did_since() {
    let mut stage = Stage::new().await;
    stage.desk.says(ended(1, NoCase::Prank, 0)).await;
    stage.desk.says(ended(2, NoCase::Info, 0)).await;
    let today = stage.desk.board().await.today;
    assert_eq!((today.calls, today.as_of), (2, None));

    stage.now(300);
    stage.line.is(State::Refusing);
    stage.desk.says(ended(3, NoCase::Prank, 290)).await;
    let heard = Some(AsOf::Heard { at: later(0) });
    let today = stage.desk.board().await.today;
    assert_eq!((today.calls, today.as_of), (3, heard));
    assert_eq!([count(&today, CallOutcome::Prank), count(&today, CallOutcome::Info)], [2, 1]);

    // Switched off and on again, it still knows.
    let Stage { room, line, desk, room_time, folder } = stage;
    stage = Stage { room, line, desk: desk.restarts().await, room_time, folder };
    stage.desk.there.sign_in(WINDOW, &who("siti")).await.unwrap();
    let today = stage.desk.board().await.today;
    assert_eq!((today.calls, today.as_of), (3, heard));

    // Of the next day it has heard nothing: its own, and said to be that.
    stage.desk.time.set(later(0) + Span::hours(11));
    let today = stage.desk.board().await.today;
    assert_eq!((today.calls, today.as_of), (0, Some(AsOf::Own)));

    // The room's own again, once it answers.
    stage.now(600);
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    let today = stage.desk.board().await.today;
    assert_eq!((today.calls, today.as_of), (3, None));
}
