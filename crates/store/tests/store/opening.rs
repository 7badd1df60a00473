use crate::ground::{FIRE, Ground, operator, person};
use kentongan_rules::id::CallId;
use kentongan_rules::problem::BrokenPart;
use kentongan_rules::time::At;
use kentongan_rules::view::Draft;
use kentongan_store::{OpenOptions, Reader, Sqlite, Store};
use rusqlite::Connection;
use std::path::Path;
use uuid::Uuid;

fn part(path: &Path) -> Option<BrokenPart> {
    Sqlite::open(path, &OpenOptions::default()).err().map(|broken| broken.part)
}

#[test]
fn a_file_of_something_else_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    let text = "bukan basis data, hanya teks biasa ".repeat(50);
    std::fs::write(&path, &text).unwrap();
    assert_eq!(part(&path), Some(BrokenPart::Corrupt));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE a(b)").unwrap();
    assert_eq!(part(&path), Some(BrokenPart::Corrupt));
    let tables: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_newer_database_is_refused_by_writer_and_reader() {
    let ground = Ground::new();
    ground.raw().pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(part(&ground.path()), Some(BrokenPart::NewerDatabase));
    let reader = Reader::open(&ground.path(), &OpenOptions::default());
    assert_eq!(reader.err().map(|broken| broken.part), Some(BrokenPart::NewerDatabase));
}

#[test]
fn durability_is_on() {
    let ground = Ground::new();
    let mode: String = ground.raw().pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let raw = ground.raw();
    assert!(
        raw.query_row("SELECT application_id FROM pragma_application_id", [], |row| row.get::<_, i64>(0))
            .unwrap()
            != 0
    );
}

#[test]
fn the_journal_takes_nothing_but_the_next_row() {
    let mut ground = Ground::new();
    ground.open("KBR-BGN", &FIRE);
    let raw = ground.raw();
    for sql in [
        "UPDATE journal SET at = 0 WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT 2, 'policy', 77, 0, 0, actor, x'00', 0, kind, data, hash FROM journal WHERE seq = 2",
        "INSERT INTO journal SELECT 9, 'policy', 77, 0, 0, actor, x'00', 0, kind, data, hash FROM journal WHERE seq = 2",
    ] {
        assert!(raw.execute(sql, []).unwrap_err().to_string().contains("append_only"), "{sql}");
    }
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn a_damaged_tail_of_the_chain_is_noticed_at_the_start() {
    let mut ground = Ground::new();
    ground.open("KBR-BGN", &FIRE);
    let path = ground.path();
    ground
        .raw()
        .execute_batch("DROP TRIGGER journal_update; UPDATE journal SET at = at + 1 WHERE seq = 2;")
        .unwrap();
    assert_eq!(part(&path), Some(BrokenPart::Corrupt));
}

#[test]
fn a_reader_cannot_write_and_sees_what_was_committed() {
    let mut ground = Ground::new();
    assert_eq!(ground.reader.head().unwrap().seq.0, 1);
    ground.open("KBR-BGN", &FIRE);
    assert_eq!(ground.reader.head().unwrap().seq.0, 3);
    let missing = Reader::open(&ground.folder.path().join("none.db"), &OpenOptions::default());
    assert_eq!(missing.err().map(|broken| broken.part), Some(BrokenPart::DiskFault));
    assert!(!ground.folder.path().join("none.db").exists());
}

#[test]
fn secrets_are_given_out_and_nothing_else_under_their_name() {
    let mut ground = Ground::new();
    ground.open("KBR-BGN", &FIRE);
    let setup = ground.reader.setup().unwrap();
    let secret = setup.person(person(9)).unwrap().secret.id;
    assert_eq!(ground.reader.secret(secret).unwrap().as_deref(), Some("argon2id-one"));
    let recovery = setup.recovery.clone().unwrap().id;
    assert_eq!(ground.reader.secret(recovery).unwrap().as_deref(), Some("argon2id-two"));
    let name: Vec<u8> =
        ground.raw().query_row("SELECT id FROM sealed WHERE kind = 'name'", [], |row| row.get(0)).unwrap();
    let name = kentongan_rules::id::SealedId(Uuid::from_slice(&name).unwrap());
    assert_eq!(ground.reader.secret(name).unwrap(), None);
}

#[test]
fn drafts_are_kept_per_desk_until_they_are_done_with() {
    let mut ground = Ground::new();
    let draft = |call: u128, form: &str, at: i64| Draft {
        call: CallId(Uuid::from_u128(call)),
        form: form.to_owned(),
        kept_at: At(at),
    };
    ground.store.keep_draft(1, &draft(1, "asap", 5)).unwrap();
    ground.store.keep_draft(1, &draft(2, "banjir", 6)).unwrap();
    ground.store.keep_draft(2, &draft(1, "lain", 7)).unwrap();
    ground.store.keep_draft(1, &draft(1, "asap tebal", 8)).unwrap();
    assert_eq!(ground.reader.drafts(1).unwrap(), [draft(2, "banjir", 6), draft(1, "asap tebal", 8)]);
    ground.store.keep_draft(1, &draft(1, "", 9)).unwrap();
    assert_eq!(ground.reader.drafts(1).unwrap(), [draft(2, "banjir", 6)]);
    assert_eq!(ground.reader.drafts(2).unwrap().len(), 1);
}

#[test]
fn facts_about_the_room_are_kept_and_forgotten() {
    let mut ground = Ground::new();
    ground.store.keep("epoch", Some("1")).unwrap();
    ground.store.keep("epoch", Some("2")).unwrap();
    assert_eq!(ground.store.kept("epoch").unwrap().as_deref(), Some("2"));
    assert_eq!(ground.reader.kept("epoch").unwrap().as_deref(), Some("2"));
    ground.store.keep("epoch", None).unwrap();
    assert_eq!(ground.reader.kept("epoch").unwrap(), None);
}

#[test]
fn another_writer_on_the_same_file_is_not_overlooked() {
    let mut ground = Ground::new();
    let mut other = Sqlite::open(&ground.path(), &OpenOptions::default()).unwrap();
    let (_, opening) = ground.opening("KBR-BGN", &FIRE);
    let job = ground.job(operator(1), opening);
    other.act(&[job]).unwrap();
    ground.open("KBR-BGN", &FIRE);
    assert!(ground.verify().faults.is_empty());
}

/// Where the system lets an open file be taken away, nothing more is acknowledged into it.
#[cfg(unix)]
#[test]
fn nothing_is_acknowledged_into_a_file_that_was_taken_away() {
    for name in ["room.db", "room.db-wal"] {
        let mut ground = Ground::new();
        let file = ground.folder.path().join(name);
        let aside = ground.folder.path().join("aside");
        std::fs::rename(&file, &aside).unwrap();
        let (_, opening) = ground.opening("KBR-BGN", &FIRE);
        let job = ground.job(operator(1), opening);
        let gone = ground.store.act(std::slice::from_ref(&job)).unwrap_err();
        assert_eq!(gone.part, BrokenPart::DiskFault, "{name}");
        std::fs::copy(&aside, &file).unwrap();
        let replaced = ground.store.act(std::slice::from_ref(&job)).unwrap_err();
        assert_eq!(replaced.part, BrokenPart::DiskFault, "{name}");
        // Put back, it goes on; and the command is there once.
        std::fs::rename(&aside, &file).unwrap();
        ground.store.act(&[job]).unwrap();
        assert_eq!(ground.reader.board(&operator(1), ground.now).unwrap().tickets.len(), 1);
        assert!(ground.verify().faults.is_empty());
    }
}
