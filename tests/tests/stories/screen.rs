use crate::stage::{TestRoom, on_every_carrier, say};
use kentongan_rules::id::TicketId;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{LineKind, TicketRow};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::timeout;

on_every_carrier!(
    a_screen_that_slept_arrives_where_the_others_are,
    a_waiting_screen_is_woken_by_what_happens
);

const NOTES: usize = 560;
/// Windows turns away who stands in line behind two hundred.
const AT_ONCE: usize = 140;

async fn a_screen_that_slept_arrives_where_the_others_are(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    for n in 1..=6 {
        siti.says(say::open(n, say::NOISE, "14:00")).await;
    }
    // More than one answer holds.
    let mut last = Seq(0);
    for from in (0..NOTES).step_by(AT_ONCE) {
        let mut writing = tokio::task::JoinSet::new();
        for n in from..from + AT_ONCE {
            let siti = siti.clone();
            writing.spawn(async move { siti.says(say::note(1 + n as u128 % 6, "catatan")).await.seq });
        }
        last = writing.join_all().await.into_iter().fold(last, Seq::max);
    }
    siti.says(say::send(3, ["SATPOLPP"])).await;

    let mut rows: BTreeMap<TicketId, TicketRow> = BTreeMap::new();
    let (mut seq, mut notes, mut answers) = (Seq(0), 0, 0);
    while seq <= last {
        let changes = rudi.changes(seq).await.unwrap();
        assert!(changes.seq > seq && changes.gone.is_empty());
        // Line by line, each after the one before.
        assert!(changes.lines.iter().all(|l| l.seq > seq && l.seq <= changes.seq));
        assert!(changes.lines.is_sorted_by_key(|l| l.seq));
        notes += changes.lines.iter().filter(|l| l.kind == LineKind::Noted).count();
        for row in changes.rows {
            let newer = rows.get(&row.id).is_none_or(|known| known.changed <= row.changed);
            assert!(newer, "an older row after a newer one");
            rows.insert(row.id, row);
        }
        (seq, answers) = (changes.seq, answers + 1);
    }
    assert!(answers >= 2, "one answer held it all");
    assert_eq!(notes, NOTES);
    let mut board = rudi.board().await.tickets;
    board.sort_by_key(|row| row.id);
    assert_eq!(rows.into_values().collect::<Vec<_>>(), board);
    drop((siti, rudi));
    room.end().await;
}

async fn a_waiting_screen_is_woken_by_what_happens(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let seq = rudi.board().await.seq;
    let waiting = tokio::spawn(async move { rudi.changes(seq).await });
    let opened = siti.says(say::open(1, say::NOISE, "14:00")).await;
    // The poll waits twenty seconds for nothing; it must not wait for this.
    let woken = timeout(Duration::from_secs(15), waiting).await.unwrap().unwrap().unwrap();
    assert_eq!((woken.seq, woken.rows.len()), (opened.seq, 1));
    assert_eq!(woken.today.unwrap().calls, 1);
    drop(siti);
    room.end().await;
}
