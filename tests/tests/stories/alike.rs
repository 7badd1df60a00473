//! Those of a role are told of a commit from one reading; what differs between two of them never goes from one to the
//! other, whoever asked first.

use crate::stage::{Door, TestRoom, crossing, on_every_carrier, say};
use kentongan_rules::time::Seq;
use kentongan_rules::view::Changes;

on_every_carrier!(what_one_is_told_first_another_of_the_role_is_told_as_it_is_theirs);

/// All ask for the same at the same moment, the first of them first.
async fn ask_at_once(doors: &[&Door], after: Seq) -> Vec<Changes> {
    let mut asking = Vec::new();
    for door in doors {
        let door = (*door).clone();
        asking.push(tokio::spawn(async move { door.changes(after).await.unwrap() }));
    }
    let mut told = Vec::new();
    for one in asking {
        told.push(one.await.unwrap());
    }
    told
}

async fn what_one_is_told_first_another_of_the_role_is_told_as_it_is_theirs(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let hana = room.signed_in("hana").await;
    let dewi = room.signed_in("dewi").await;
    let wall = room.wall();
    let everybody = [&wall, &dewi, &siti, &rudi, &hana];
    let reads = |told: &Changes| crossing(told).contains(say::NUMBER);
    let before = siti.board().await.seq;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    for _ in 0..2 {
        let told = ask_at_once(&everybody, before).await;
        assert_eq!(told.iter().map(reads).collect::<Vec<_>>(), [false, false, true, true, true]);
        // The two operators are told the same.
        assert_eq!((&told[2].rows, &told[2].lines), (&told[3].rows, &told[3].lines));
        assert_eq!(told.iter().map(|one| one.rows.len()).collect::<Vec<_>>(), [1; 5]);
    }
    // A restricted case beside it, and by itself: hers to read, and not his.
    let between = siti.board().await.seq;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    for after in [before, between] {
        for doors in [[&siti, &rudi, &siti], [&rudi, &siti, &rudi]] {
            let told = ask_at_once(&doors, after).await;
            for (door, changes) in doors.iter().zip(&told) {
                let row = changes.rows.iter().find(|row| row.id == say::ticket(2)).unwrap();
                let hers = std::ptr::eq(*door, &siti);
                assert_eq!((row.masked, row.narrative.is_some()), (!hers, hers));
            }
        }
    }
    room.end().await;
}
