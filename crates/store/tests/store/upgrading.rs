//! A database of every earlier schema opens with everything in it; a newer one is left alone.
//!
//! `schemas/6.sql` and `7.sql` are the rows that the programs of 27 November 2026 wrote whose newest schemas these were:
//! `fault_script store FOLDER 1 found` of then, a founded room and a shift of two tickets and a prank call, its tables
//! read out one by one with the index of words. Two texts that stand in them many times are kept once, in `region.json`
//! and `actor.json`. Of the schemas before there are no programs any more: each of these databases is made by its own
//! migrations, which never change, and has the rows of schema 6 without the columns and tables that came later.

use crate::ground::{FIRE, Ground, MORNING, Said, supervisor};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::problem::BrokenPart;
use kentongan_rules::search::Search;
use kentongan_rules::ticket::TicketState;
use kentongan_rules::time::{At, Span};
use kentongan_store::{DeskStore, Earlier, OpenOptions, Sqlite, Standing};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use uuid::Uuid;

const MIGRATIONS: [&str; 8] = [
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_access.sql"),
    include_str!("../../migrations/0003_erasure.sql"),
    include_str!("../../migrations/0004_photos.sql"),
    include_str!("../../migrations/0005_sessions.sql"),
    include_str!("../../migrations/0006_report.sql"),
    include_str!("../../migrations/0007_facets.sql"),
    include_str!("../../migrations/0008_review.sql"),
];

/// The schemas whose rows were kept as they were written.
const WRITTEN: [(usize, &str); 2] = [(6, include_str!("schemas/6.sql")), (7, include_str!("schemas/7.sql"))];
const REGION: &str = include_str!("schemas/region.json");
const ACTOR: &str = include_str!("schemas/actor.json");
/// Who was signed in, since there is a table for it.
const SESSION: &str = r#"INSERT INTO session (token, person, desk, shift, since, heard) VALUES
    ('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', x'00000000000070008000000000000009', 1,
     '"morning"', 1795395600000, 1795395600000);"#;

const APPLICATION: i64 = 0x4b4e_5447;
/// What an index of words has before anything was indexed.
const EMPTY_INDEX: &str = "DELETE FROM words_data; DELETE FROM words_idx; DELETE FROM words_config;";

const FIRE_OF_THEN: TicketId = TicketId(Uuid::from_u128(0x7000_8000_0001_0000_0001));
const SICK_OF_THEN: TicketId = TicketId(Uuid::from_u128(0x7000_8000_0002_0000_0001));

/// A database of that schema without a row.
fn bare(path: &Path, schema: usize) -> Connection {
    let raw = Connection::open(path).unwrap();
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    raw.execute_batch(&MIGRATIONS[..schema].concat()).unwrap();
    raw.execute_batch(EMPTY_INDEX).unwrap();
    raw.pragma_update(None, "application_id", APPLICATION).unwrap();
    raw.pragma_update(None, "user_version", schema as i64).unwrap();
    raw
}

fn tables(raw: &Connection, but: &str) -> Vec<String> {
    let sql = format!(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '{but}'
         ORDER BY name"
    );
    let mut names = raw.prepare(&sql).unwrap();
    names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The database as it lay on the disk under that schema.
fn earlier(schema: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    let (written, rows) = WRITTEN.into_iter().find(|(written, _)| *written >= schema).unwrap();
    let plain = |text: &str| text.trim_end().replace('\'', "''");
    let rows = rows.replace("@REGION@", &plain(REGION)).replace("@ACTOR@", &plain(ACTOR));
    let source = folder.path().join("written.db");
    bare(&source, written).execute_batch(&format!("BEGIN; {rows} COMMIT;")).unwrap();
    let raw = bare(&path, schema);
    raw.execute("ATTACH ?1 AS written", [source.to_str().unwrap()]).unwrap();
    for table in tables(&raw, "words") {
        let mut columns = raw.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        let columns: Vec<String> =
            columns.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let columns = columns.join(", ");
        // In the order of its key: the journal takes nothing but the next row.
        raw.execute_batch(&format!(
            "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM written.{table} ORDER BY 1;"
        ))
        .unwrap();
    }
    raw.execute_batch("DETACH written;").unwrap();
    if schema >= 5 {
        raw.execute_batch(SESSION).unwrap();
    }
    drop(raw);
    for name in ["written.db", "written.db-wal", "written.db-shm"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    (folder, path)
}

fn schema_of(path: &Path) -> usize {
    let raw = Connection::open(path).unwrap();
    raw.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap() as usize
}

/// How many rows every table of its own has, but what the migrations themselves note.
fn counts(path: &Path) -> BTreeMap<String, i64> {
    let raw = Connection::open(path).unwrap();
    let count = |table: String| {
        let count = raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        (table, count)
    };
    let own = tables(&raw, "words%").into_iter().filter(|table| table != "meta");
    own.map(count).collect()
}

fn last_hash(path: &Path) -> String {
    let raw = Connection::open(path).unwrap();
    raw.query_row("SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1", [], |row| row.get(0))
        .unwrap()
}

fn finds(ground: &mut Ground, text: &str) -> usize {
    ground.reader.find(&Search::of(text), None, &supervisor(), ground.now).unwrap().hits.len()
}

#[test]
fn every_earlier_schema_opens_with_everything_in_it() {
    for schema in 1..MIGRATIONS.len() {
        let (folder, path) = earlier(schema);
        let (before, hash) = (counts(&path), last_hash(&path));
        let [journal, alarms, tickets, calls] =
            ["journal", "alarm", "ticket", "call"].map(|table| before[table]);
        assert!((journal, tickets, calls) == (38, 2, 3) && alarms > 0, "{schema}: {before:?}");
        let mut ground = Ground::of(folder, MORNING + Span::hours(2));
        assert_eq!(schema_of(&path), MIGRATIONS.len());
        let after = counts(&path);
        for (table, rows) in &before {
            assert_eq!(after.get(table), Some(rows), "{table} of schema {schema}");
        }
        let report = ground.verify();
        assert_eq!((report.faults, report.rows), (vec![], 38), "schema {schema}");
        assert_eq!(report.head_hash, hash);

        let fire = ground.reader.ticket(FIRE_OF_THEN, &supervisor(), ground.now).unwrap().unwrap();
        assert_eq!(fire.ticket.number.0, "SDA-261123-1-01");
        assert_eq!(fire.ticket.narrative.as_deref(), Some("Asap tebal dari gudang kayu"));
        assert_eq!(fire.ticket.reporter_number.as_deref(), Some("0812-0000-0001"));
        assert_eq!((fire.ticket.assignments.len(), fire.ticket.state), (2, TicketState::Closed));
        assert!(format!("{:?}", fire.lines).contains("Jalan masuk ditutup portal"), "{:?}", fire.lines);
        let sick = ground.reader.ticket(SICK_OF_THEN, &supervisor(), ground.now).unwrap().unwrap();
        assert_eq!(sick.ticket.narrative.as_deref(), Some("Sesak napas berat, masih sadar"));
        assert_eq!((finds(&mut ground, "gudang"), finds(&mut ground, "kereta")), (1, 0));
        let sessions = ground.store.sessions().unwrap();
        assert_eq!(sessions.len(), usize::from(schema >= 5));

        // Older tickets are filed while the room is open; from then on that is proven too.
        while ground.store.file_older(1).unwrap() {}
        ground.open("KBR-BGN", &Said { narrative: "Kompor meledak", ..FIRE });
        assert_eq!((ground.verify().faults, finds(&mut ground, "meledak")), (vec![], 1), "schema {schema}");
    }
}

#[test]
fn what_is_copied_before_stays_of_its_schema_whole_and_as_it_was() {
    for schema in 1..MIGRATIONS.len() {
        let (folder, path) = earlier(schema);
        let copy = folder.path().join("before.db");
        let found = Earlier::room(&path, &OpenOptions::default()).unwrap().unwrap();
        assert_eq!(found.next(), MIGRATIONS.len());
        found.copy_to(&copy).unwrap();
        drop(found);
        let (before, hash) = (counts(&path), last_hash(&path));
        drop(Sqlite::open(&path, &OpenOptions::default()).unwrap());
        assert_eq!((schema_of(&copy), counts(&copy), last_hash(&copy)), (schema, before, hash));
        // It is a database of then: the program of now brings it up to date like any other.
        let opened = Sqlite::open(&copy, &OpenOptions::default()).unwrap();
        assert_eq!(opened.reader().unwrap().verify(None).unwrap().faults, []);
    }
}

#[test]
fn nothing_is_copied_of_a_new_an_empty_or_a_present_database() {
    let ground = Ground::new();
    let look = |path: &Path| Earlier::room(path, &OpenOptions::default()).map(|found| found.is_some());
    assert!(!look(&ground.path()).unwrap());
    assert!(!look(&ground.folder.path().join("none.db")).unwrap());
    let empty = ground.folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(!look(&empty).unwrap());
    let desk = ground.folder.path().join("desk.db");
    drop(DeskStore::open(&desk, &OpenOptions::default()).unwrap());
    assert!(Earlier::desk(&desk, &OpenOptions::default()).unwrap().is_none());
    // A damaged one is not copied over what may be sound.
    let (folder, path) = earlier(7);
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("DROP TRIGGER journal_update; UPDATE journal SET at = at + 1 WHERE seq = 3;").unwrap();
    let copy = folder.path().join("before.db");
    std::fs::write(&copy, "yang lama").unwrap();
    let found = Earlier::room(&path, &OpenOptions::default()).unwrap().unwrap();
    assert_eq!(found.copy_to(&copy).unwrap_err().part, BrokenPart::Corrupt);
    assert_eq!(std::fs::read(&copy).unwrap(), b"yang lama");
}

/// As another program would have left it: the same events, and proposals of its own.
fn folded_elsewhere(path: &Path) {
    let raw = Connection::open(path).unwrap();
    raw.execute_batch(
        "UPDATE setup SET doc = replace(doc, 'Ruang Uji', 'Ruang Lain');
         UPDATE meta SET value = '0.0.1' WHERE key = 'folded_by';",
    )
    .unwrap();
}

#[test]
fn what_another_program_has_folded_is_no_damage_and_is_folded_anew() {
    let mut ground = Ground::new();
    let path = ground.path();
    folded_elsewhere(&path);
    assert_eq!(ground.verify().faults, []);
    // A program that only reads changes nothing, and a row that says less than the journal is damage all the same.
    let short = Connection::open(&path).unwrap();
    short.execute_batch("UPDATE setup SET changed = changed - 1").unwrap();
    assert_eq!(ground.verify().faults.len(), 1);
    drop(short);
    let mut ground = Ground::of(ground.folder, MORNING);
    assert_eq!(
        (ground.verify().faults, ground.reader.setup().unwrap().region.name.as_str()),
        (vec![], "Ruang Uji")
    );
    // From then on it is this program's.
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("UPDATE setup SET doc = replace(doc, 'Ruang Uji', 'Ruang Lain')").unwrap();
    assert_eq!(ground.verify().faults.len(), 1);
}

/// The first schema of what a joined desk keeps is its newest so far; its rows are written here by hand.
#[test]
fn the_first_schema_of_a_desk_opens_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    raw.execute_batch(include_str!("../../migrations/desk/0001_first.sql")).unwrap();
    raw.execute_batch(
        "INSERT INTO outbox (nth, id, occurred_at, state, number, signature, sealed) VALUES
             (1, x'00000000000070008000000000000001', 1795395600000, 'held', 'SDA-261123-2-01', 'ab12', x'0102'),
             (2, x'00000000000070008000000000000002', 1795395601000, 'written', NULL, NULL, x'03');
         INSERT INTO day_count (day, count) VALUES ('261123', 7);
         INSERT INTO draft (call, kept_at, sealed) VALUES (x'00000000000070008000000000000003', 5, x'04');
         INSERT INTO kept (key, sealed) VALUES ('stock', x'0506');",
    )
    .unwrap();
    raw.pragma_update(None, "application_id", APPLICATION).unwrap();
    raw.pragma_update(None, "user_version", 1).unwrap();
    drop(raw);
    let mut desk = DeskStore::open(&path, &OpenOptions::default()).unwrap();
    let [held] = &desk.standing(Standing::Held).unwrap()[..] else { panic!("one is held") };
    assert_eq!(held.id, CommandId(Uuid::from_u128(0x7000_8000_0000_0000_0001)));
    assert_eq!((held.occurred_at, held.sealed.as_slice()), (At(1_795_395_600_000), &[1, 2][..]));
    assert_eq!(held.number.as_ref().map(|number| number.0.as_str()), Some("SDA-261123-2-01"));
    assert_eq!(desk.count(Standing::Written).unwrap(), 1);
    assert_eq!(desk.drafts().unwrap().len(), 1);
    assert_eq!(desk.kept("stock").unwrap(), Some(vec![5, 6]));
    assert_eq!(desk.counted(At(1_795_395_600_000), 420, 0).unwrap(), 7);
}

/// A file of a newer program as that one left it when it was killed: with a log that nobody has moved into the file.
fn newer(make: impl Fn(&Path)) -> (TempDir, PathBuf) {
    let (made, left) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = made.path().join("a.db");
    make(&path);
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("CREATE TABLE of_tomorrow (a); PRAGMA user_version = 99;").unwrap();
    for name in ["a.db", "a.db-wal"] {
        std::fs::copy(made.path().join(name), left.path().join(name)).unwrap();
    }
    assert!(std::fs::metadata(left.path().join("a.db-wal")).unwrap().len() > 0);
    let path = left.path().join("a.db");
    (left, path)
}

#[test]
fn a_newer_database_is_refused_and_not_a_byte_of_it_is_changed() {
    let bytes =
        |path: &Path| (std::fs::read(path).unwrap(), std::fs::read(path.with_extension("db-wal")).unwrap());
    let options = OpenOptions::default();
    let (_folder, room) = newer(|path| drop(Sqlite::open(path, &OpenOptions::default()).unwrap()));
    let before = bytes(&room);
    for _ in 0..2 {
        assert_eq!(
            Sqlite::open(&room, &options).err().map(|broken| broken.part),
            Some(BrokenPart::NewerDatabase)
        );
        let looked = Earlier::room(&room, &options).err().map(|broken| broken.part);
        assert_eq!(looked, Some(BrokenPart::NewerDatabase));
        assert!(bytes(&room) == before);
    }
    let (_folder, desk) = newer(|path| drop(DeskStore::open(path, &OpenOptions::default()).unwrap()));
    let before = bytes(&desk);
    for _ in 0..2 {
        let refused = DeskStore::open(&desk, &options).err().map(|broken| broken.part);
        assert_eq!(refused, Some(BrokenPart::NewerDatabase));
        assert!(bytes(&desk) == before);
    }
}
