//! Single bits turned over in the database, in its log and in a backup: noticed, or of no consequence. Never another
//! history.

use crate::chance::Chance;
use crate::disk::{Disk, Image};
use crate::full;
use crate::ground::{in_groups, jobs, lines, mount, open, options, put};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource, restore};
use kentongan_rules::call::Call;
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_store::{Head, OpenOptions, Reader, Store, Synchronous};
use kentongan_tests::script::{MORNING, RECOVERY, founding};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::sync::Arc;

/// Whose text columns are compared as they stand, and the one of JSON that is compared as what it says: a letter
/// turned over in the name of an empty optional field changes nothing.
const TABLES: [(&str, &str); 7] = [
    ("journal", "*"),
    // What `verify` holds against the journal. The kind of a text, and its ticket, are not in the journal.
    ("sealed", "id, salt, text, tag"),
    ("ticket", "*"),
    ("alarm", "*"),
    ("call", "*"),
    ("setup", "*"),
    ("desk_day", "*"),
];

fn meant(table: &str, text: &str) -> Option<String> {
    match table {
        "ticket" => serde_json::to_string(&serde_json::from_str::<Ticket>(text).ok()?).ok(),
        "call" => serde_json::to_string(&serde_json::from_str::<Call>(text).ok()?).ok(),
        "setup" => serde_json::to_string(&serde_json::from_str::<Setup>(text).ok()?).ok(),
        _ => None,
    }
}

fn seen(path: &Path) -> Result<Vec<Vec<Value>>, rusqlite::Error> {
    let connection = Connection::open(path)?;
    let mut all = Vec::new();
    for (table, columns) in TABLES {
        let mut statement = connection.prepare(&format!("SELECT {columns} FROM {table} ORDER BY 1, 2, 3"))?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let value = |no: usize| match row.get(no)? {
                Value::Text(text) if names[no] == "doc" => {
                    Ok(Value::Text(meant(table, &text).unwrap_or(text)))
                }
                value => Ok(value),
            };
            all.push((0..names.len()).map(value).collect::<Result<_, rusqlite::Error>>()?);
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
            let other: Vec<_> = after.iter().zip(&before).filter(|(after, before)| after != before).collect();
            assert!(after == before, "bit {bit} of byte {at} of {name} made another history: {other:?}");
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
    room.execute(&Seat::Desk(room.own_desk()), founding().unwrap().execute).await.unwrap();
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
