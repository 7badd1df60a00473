//! The room is restored from an older backup, or from a copy of its file.

use crate::line::State;
use crate::stage::{Stage, later, note, open, send, ticket};
use kentongan_rules::view::{NumberRun, OutboxState, Query, Reply};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_this_desk_had_told_a_room_that_lost_it_is_told_again() {
    let stage = Stage::new().await;
    stage.desk.says(open(1, later(0))).await;
    let copy = stage.copy_of_the_room().await;
    let file = rusqlite::Connection::open(copy.path().join("room.db")).unwrap();
    let count: i64 = file.query_row("SELECT count(*) FROM ticket", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
    drop(file);
    // After the copy: online, and one that was held and delivered.
    stage.desk.says(send(1)).await;
    stage.desk.says(open(2, later(0))).await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(3, later(0))).await;
    stage.desk.says(note(3, "gang sempit")).await;
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    stage.desk.there.look().await;

    let stage = stage.restored_from(&copy).await;
    let seat = stage.at_the_room("rudi").await;
    stage.desk.comes_back().await;
    stage.desk.until("all told again", async |desk| desk.outbox().await.is_empty()).await;
    let mut told: Vec<_> = stage
        .rows_at(&seat)
        .await
        .into_iter()
        .map(|row| (row.id, row.number.0, row.assignments.len()))
        .collect();
    told.sort();
    let numbered = |n, number: &str, sent| (ticket(n), number.to_owned(), sent);
    assert_eq!(
        told,
        [
            numbered(1, "SDA-261126-2-01", 1),
            numbered(2, "SDA-261126-2-02", 0),
            numbered(3, "SDA-261126-2-03", 0)
        ]
    );
    assert!(stage.desk.outbox().await.iter().all(|row| row.state == OutboxState::Held));
    assert_eq!(stage.desk.session().await.alone, None);

    // A copy of its file says nothing by itself: the desk has said what it had seen, and all of that is back.
    let hana = stage.at_the_room("hana").await;
    let Reply::Losses { rows } = stage.room.query(&hana, Query::Losses).await.unwrap() else { panic!() };
    let [row] = &rows[..] else { panic!("one loss: {rows:#?}") };
    let [saw] = &row.loss.desks[..] else { panic!("one desk: {row:#?}") };
    assert!(!row.loss.restored && saw.desk == 2 && saw.seq > row.loss.after, "{row:#?}");
    let back = NumberRun { day: "261126".to_owned(), desk: 2, from: 2, to: 3 };
    assert_eq!((&row.back[..], &row.missing[..]), (&[back][..], &[][..]));
    // Heard once, however often the desk looks.
    stage.desk.there.look().await;
    assert_eq!(stage.room.setup().losses.len(), 1);
}
