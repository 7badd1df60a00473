//! The desk is switched off between every two steps.

use crate::line::State;
use crate::stage::{Stage, WINDOW, later, note, open, pressed, send, who};

/// Written down, sent and taken, and no reply came: stopped, and started where the room answers, or does not.
async fn stopped_before_the_reply(away_at_start: bool) {
    let Stage { room, line, desk, room_time, folder } = Stage::new().await;
    line.is(State::Deaf);
    let opening = pressed(open(1, later(0)));
    let waiting = desk.there.execute(WINDOW, &opening);
    // Long enough for the room to have it, and less than the desk waits.
    let taken = async {
        let (token, _) = room.sign_in(who("rudi"), 1).await.unwrap();
        let seat = kentongan_room::Seat::Person(token);
        let query = || kentongan_rules::view::Query::Ticket { id: crate::stage::ticket(1) };
        while room.query(&seat, query()).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = waiting => {}
        () = taken => {}
    }
    line.is(if away_at_start { State::Refusing } else { State::Whole });
    let desk = desk.restarts().await;
    if away_at_start {
        desk.there.sign_in(WINDOW, &who("siti")).await.unwrap();
        let row = desk.row(1).await.unwrap();
        assert_eq!((row.number.0.as_str(), row.held), ("SDA-261126-2-01", true));
        line.is(State::Whole);
    }
    desk.comes_back().await;
    let stage = Stage { room, line, desk, room_time, folder };
    let seat = stage.at_the_room("rudi").await;
    let rows = stage.rows_at(&seat).await;
    assert_eq!(rows.iter().map(|row| row.number.0.as_str()).collect::<Vec<_>>(), ["SDA-261126-2-01"]);
    assert_eq!(stage.desk.session().await.alone, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_before_the_reply_and_started_with_the_room() {
    stopped_before_the_reply(false).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_before_the_reply_and_started_alone() {
    stopped_before_the_reply(true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_while_alone_it_goes_on_where_it_was() {
    let mut stage = Stage::new().await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(1, later(0))).await;
    stage.desk.says(send(1)).await;
    let Stage { room, line, desk, room_time, folder } = stage;
    let desk = desk.restarts().await;
    stage = Stage { room, line, desk, room_time, folder };
    stage.desk.there.sign_in(WINDOW, &who("siti")).await.unwrap();
    let row = stage.desk.row(1).await.unwrap();
    assert_eq!((row.number.0.as_str(), row.assignments.len(), row.held), ("SDA-261126-2-01", 1, true));
    stage.desk.says(note(1, "api membesar")).await;
    stage.desk.says(open(2, later(0))).await;
    assert_eq!(stage.desk.row(2).await.unwrap().number.0, "SDA-261126-2-02");
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    let seat = stage.at_the_room("rudi").await;
    assert_eq!(stage.rows_at(&seat).await.len(), 2);
    let page = stage.page_at(&seat, 1).await.unwrap();
    assert_eq!(page.ticket.assignments.len(), 1);
}
