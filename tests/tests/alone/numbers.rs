//! What a ticket is called where the room has numbered it and its reply was lost, or heard twice.

use crate::line::State;
use crate::stage::{Stage, WINDOW, later, open, pressed, ticket};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::Receipt;
use std::time::Duration;

/// Said while answers are lost; once the room has it, its news arrive again before the desk has waited in vain.
async fn answered_by_news_alone(stage: &Stage, n: u128, said: &Execute<String>) -> Result<Receipt, Problem> {
    let seat = stage.at_the_room("rudi").await;
    stage.line.is(State::Deaf);
    let there = &stage.desk.there;
    let news = async {
        while stage.page_at(&seat, n).await.is_none() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        stage.line.is(State::Whole);
        there.look().await;
    };
    tokio::join!(there.execute(WINDOW, said), news).0
}

async fn numbers_at_the_room(stage: &Stage) -> Vec<String> {
    let seat = stage.at_the_room("rudi").await;
    let mut rows = stage.rows_at(&seat).await;
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(|row| row.number.0).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_that_name_a_ticket_before_its_reply_is_given_up_are_believed() {
    let stage = Stage::new().await;
    stage.desk.says(open(1, later(0))).await;
    let receipt = answered_by_news_alone(&stage, 2, &pressed(open(2, later(0)))).await.unwrap();
    assert!(receipt.held.is_some(), "{receipt:?}");
    stage.line.is(State::Refusing);
    assert_eq!(stage.desk.row(2).await.unwrap().number.0, "SDA-261126-2-02");
    stage.desk.says(open(3, later(0))).await;
    assert_eq!(stage.desk.row(3).await.unwrap().number.0, "SDA-261126-2-03");
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    stage.desk.until("all told", async |desk| desk.outbox().await.is_empty()).await;
    assert_eq!(numbers_at_the_room(&stage).await, ["SDA-261126-2-01", "SDA-261126-2-02", "SDA-261126-2-03"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_pressed_again_is_counted_once() {
    for news_between in [false, true] {
        let stage = Stage::new().await;
        let (there, opening) = (&stage.desk.there, pressed(open(1, later(0))));
        let first = there.execute(WINDOW, &opening).await.unwrap();
        if news_between {
            there.look().await;
        }
        assert_eq!(there.execute(WINDOW, &opening).await.unwrap(), first);
        stage.line.is(State::Refusing);
        stage.desk.says(open(2, later(0))).await;
        assert_eq!(stage.desk.row(2).await.unwrap().number.0, "SDA-261126-2-02", "{news_between}");
    }
}

/// A number that no ticket bears after all is the next one's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_alone_takes_no_number() {
    let stage = Stage::new().await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(1, later(0))).await;
    let Command::OpenTicket(mut same) = open(1, later(0)) else { unreachable!() };
    same.ticket = ticket(9);
    let refused = stage.desk.tries(Command::OpenTicket(same)).await;
    assert!(matches!(refused, Err(Problem::Refused { .. })), "{refused:?}");
    stage.desk.says(open(2, later(0))).await;
    assert_eq!(stage.desk.row(2).await.unwrap().number.0, "SDA-261126-2-02");
}
