//! The disk is full, or somebody else holds the database, while levels are due: said meanwhile, fired once afterwards.

use crate::disk::{Disk, Kind, Op, Trouble};
use crate::running::{Clocks, assert_once, fired, missed, prepare};
use crate::vfs::Mount;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Health, Query, Reply, SignIn};
use kentongan_tests::script::{ACCOUNT, MORNING, PASSWORD};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const TICKETS: usize = 10;
const PATIENCE: Duration = Duration::from_secs(15);
const RED: Span = Span::seconds(30);

struct Firing {
    room: Room,
    seat: Seat,
    clocks: Clocks,
}

impl Firing {
    /// A room with open tickets on which nothing is due yet.
    async fn open(folder: &Path) -> Firing {
        let calls: Vec<At> = (0..TICKETS as i64).map(|no| MORNING + Span(no)).collect();
        prepare(folder, MORNING - Span::hours(1), &calls).await;
        let clocks = Clocks::start(folder, MORNING + Span::seconds(1));
        let time = TimeSource::Driven(clocks.file.clone());
        let options = RoomOptions { data: folder.to_owned(), desk: 1, time, version: "0.0.0".to_owned() };
        let room = Room::open(options).await.unwrap();
        let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
        let (token, _) = room.sign_in(who, room.own_desk()).await.unwrap();
        let firing = Firing { room, seat: Seat::Person(token), clocks };
        firing.until("at rest", |now| now.pulse.heartbeat < RED && !now.disk_refused).await;
        assert!(fired(folder).is_empty());
        firing
    }

    async fn health(&self) -> Health {
        match self.room.query(&self.seat, Query::Health).await.unwrap() {
            Reply::Health(health) => health,
            other => panic!("{other:?}"),
        }
    }

    async fn until(&self, what: &str, holds: impl Fn(&Health) -> bool) {
        let began = Instant::now();
        loop {
            let now = self.health().await;
            if holds(&now) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{what}: {now:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Every level of every dispatch becomes due and cannot be written down. It is tried again and again, and every
    /// screen says so.
    async fn is_refused(&self, folder: &Path) {
        // As after a nap: no canary is due, so firing is what is refused first.
        self.clocks.sleep(Span::seconds(100));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        self.clocks.pass(Span::seconds(31));
        for _ in 0..5 {
            let now = self.health().await;
            assert!(now.pulse.heartbeat > RED, "it says that all is well: {now:?}");
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        assert!(fired(folder).is_empty());
        assert_eq!(missed(folder, self.clocks.wall()), TICKETS);
    }

    /// Once it can, it does, once.
    async fn fires(&self, folder: &Path, what: &str) {
        let began = Instant::now();
        let due = self.clocks.wall();
        self.until("fired", |now| missed(folder, due) == 0 && now.pulse.heartbeat < RED && !now.disk_refused)
            .await;
        let took = began.elapsed();
        let all = assert_once(folder, what);
        assert_eq!(all.len(), TICKETS * 4);
        // Late as they were when they were at last written down: the last level by over ten seconds and more.
        assert!(all.iter().all(|one| one.late() >= Span::seconds(35)), "{all:?}");
        println!("{what}: {} levels fired once, {took:?} after it could", all.len());
        self.room.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn law_26_a_full_disk_is_said_and_what_was_due_fires_once_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Disk::default());
    let _mount = Mount::new(folder.path(), &disk);
    let firing = Firing::open(folder.path()).await;
    disk.fail(Trouble { op: Op::Write, nth: 1, kind: Kind::Full, lasts: true });
    firing.is_refused(folder.path()).await;
    assert!(firing.health().await.disk_refused);
    let tries = disk.heal();
    // Again and again, but not without a pause between.
    assert!((2..60).contains(&tries), "{tries} writes were tried");
    firing.fires(folder.path(), "a full disk").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn law_26_a_busy_database_is_said_and_what_was_due_fires_once_when_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let firing = Firing::open(folder.path()).await;
    let mut other = Connection::open(folder.path().join("room.db")).unwrap();
    let held = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    firing.is_refused(folder.path()).await;
    // A writer waits five seconds for a busy database; whatever stood before the firing is refused first.
    firing.until("refused", |now| now.disk_refused).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert!(firing.health().await.disk_refused && fired(folder.path()).is_empty());
    drop(held);
    firing.fires(folder.path(), "a busy database").await;
}
