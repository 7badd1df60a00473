//! Single bits turned over in the database, in its log and in a backup: noticed, or of no consequence. Never another
//! history.

use crate::chance::Chance;
use crate::disk::{Disk, Image};
use crate::full;
use crate::ground::{in_groups, jobs, lines, mount, open, options, put};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource, restore};
use kentongan_store::{Head, OpenOptions, Reader, Store, Synchronous};
use kentongan_tests::script::{MORNING, RECOVERY, founding};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::sync::Arc;

/// What a person would see: every column of these tables, and nothing of how SQLite lays them out.
const TABLES: [&str; 7] = ["journal", "sealed", "ticket", "alarm", "call", "setup", "desk_day"];

fn seen(path: &Path) -> Result<Vec<Vec<Value>>, rusqlite::Error> {
    let connection = Connection::open(path)?;
    let mut all = Vec::new();
    for table in TABLES {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.push((0..columns).map(|no| row.get(no)).collect::<Result<_, _>>()?);
        }
    }
    Ok(all)
}

/// A room in the middle of its work, with a log beside the database, and the head that was written down.
fn running() -> (Image, Head, Vec<Vec<Value>>) {
    let disk = Arc::new(Disk::default());
    let mount = mount(&disk);
    let mut store = open(&mount.database()).unwrap();
    let lines = lines(1, 2);
    for (no, group) in in_groups(&lines).into_iter().enumerate() {
        store.act(&jobs(group)).unwrap();
        if no == 12 {
            // Half of it in the database, half in the log.
            let raw = Connection::open(mount.database()).unwrap();
            raw.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(())).unwrap();
        }
    }
    let head = store.reader().unwrap().head().unwrap();
    (disk.whole(), head, seen(&mount.database()).unwrap())
}

/// Whether anything that looks at the room at its start, or `verify` with the head, speaks of damage.
fn noticed(path: &Path, head: &Head) -> bool {
    let opened = open(path);
    let report = Reader::open(path, &options(Synchronous::Full)).and_then(|mut r| r.verify(Some(head)));
    opened.is_err()
        || report.is_ok_and(|report| !report.faults.is_empty())
        || Reader::open(path, &OpenOptions::default()).is_err()
}

#[test]
fn a_bit_turned_over_in_database_or_log_is_noticed_or_of_no_consequence() {
    let (image, head, before) = running();
    assert!(image["room.db-wal"].len() > 100_000 && image["room.db"].len() > 100_000);
    let flips = if full() { 4_000 } else { 150 };
    let (mut found, mut harmless, mut chance) = (0, 0, Chance::of(5));
    for no in 0..flips {
        let name = if no % 2 == 0 { "room.db" } else { "room.db-wal" };
        let mut damaged = image.clone();
        let bytes = damaged.get_mut(name).unwrap();
        let (at, bit) = (chance.below(bytes.len() as u64) as usize, chance.below(8));
        bytes[at] ^= 1 << bit;
        let folder = tempfile::tempdir().unwrap();
        put(&damaged, folder.path());
        let path = folder.path().join("room.db");
        if noticed(&path, &head) {
            found += 1;
        } else {
            let after = seen(&path).unwrap();
            assert!(after == before, "bit {bit} of byte {at} of {name} made another history");
            harmless += 1;
        }
    }
    println!("{flips} bits: {found} noticed, {harmless} of no consequence");
    assert!(found > flips / 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_turned_over_in_a_backup_does_not_restore() {
    let folder = tempfile::tempdir().unwrap();
    let options = RoomOptions {
        data: folder.path().to_owned(),
        desk: 1,
        time: TimeSource::hand(MORNING),
        version: "0.0.0".to_owned(),
    };
    let room = Room::open(options).await.unwrap();
    room.execute(&Seat::Desk, founding().unwrap().execute).await.unwrap();
    let backup = room.back_up().await.unwrap();
    let file = room.backup_folder().join(&backup.file);
    room.close().await;
    let whole = std::fs::read(&file).unwrap();
    let into = tempfile::tempdir().unwrap();
    let restored = restore(&file, into.path(), RECOVERY).unwrap();
    assert_eq!(restored.report.head_hash, backup.head_hash);
    let mut chance = Chance::of(3);
    for _ in 0..if full() { 200 } else { 12 } {
        let mut bytes = whole.clone();
        let at = chance.below(bytes.len() as u64) as usize;
        bytes[at] ^= 1 << chance.below(8);
        let damaged = folder.path().join("damaged.kentongan.age");
        std::fs::write(&damaged, &bytes).unwrap();
        let into = tempfile::tempdir().unwrap();
        let problem = restore(&damaged, into.path(), RECOVERY).err();
        assert!(problem.is_some(), "a bit of byte {at} of {} did not matter", bytes.len());
        assert!(!into.path().join("room.db").exists(), "half a restore was left");
    }
}
