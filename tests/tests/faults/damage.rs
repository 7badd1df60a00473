//! Damage done by hand, and `kentongan-room verify` asked about it, as an administrator would.

use crate::ground::{in_groups, jobs, lines, open};
use kentongan_store::Store;
use kentongan_tests::programs;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

const COLUMNS: [(&str, &str); 10] = [
    ("stream", "'policy'"),
    ("version", "version + 7"),
    ("at", "at - 1"),
    ("recorded_at", "recorded_at + 1"),
    ("actor", "replace(actor, '\"desk\":1', '\"desk\":2')"),
    ("command", "x'00112233445566778899aabbccddeeff'"),
    ("nth", "nth + 9"),
    ("kind", "'claimed'"),
    ("data", "replace(data, '\"', '\" ')"),
    ("hash", "zeroblob(32)"),
];

fn lived_in() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("room.db")).unwrap();
    for group in in_groups(&lines(1, 1)) {
        store.act(&jobs(group)).unwrap();
    }
    folder
}

/// Past the journal's own guards.
fn damage(folder: &Path, sql: &str) {
    let raw = Connection::open(folder.join("room.db")).unwrap();
    raw.execute_batch("DROP TRIGGER journal_update; DROP TRIGGER journal_delete; DROP TRIGGER journal_next;")
        .unwrap();
    raw.execute_batch(sql).unwrap();
    assert!(raw.changes() > 0, "{sql} changed nothing");
}

/// Whether it is sound, and what was said.
fn verify(folder: &Path, head: Option<&str>) -> (bool, String) {
    let mut command = Command::new(programs::room().unwrap());
    command.env("LC_ALL", "en_GB.UTF-8").arg("verify").arg("--data").arg(folder);
    if let Some(head) = head {
        command.args(["--head", head]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    (output.status.success(), said)
}

#[test]
fn every_changed_column_of_any_row_is_named_by_its_seq() {
    let whole = lived_in();
    assert!(verify(whole.path(), None).0);
    let last: i64 = Connection::open(whole.path().join("room.db"))
        .unwrap()
        .query_row("SELECT max(seq) FROM journal", [], |row| row.get(0))
        .unwrap();
    for (no, (column, value)) in COLUMNS.iter().enumerate() {
        for seq in [3 + no as i64, if no % 2 == 0 { 1 } else { last }] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::copy(whole.path().join("room.db"), folder.path().join("room.db")).unwrap();
            damage(folder.path(), &format!("UPDATE journal SET {column} = {value} WHERE seq = {seq}"));
            let (sound, said) = verify(folder.path(), None);
            assert!(!sound, "{column} of {seq}: {said}");
            assert!(
                said.contains(&format!("Event {seq}: changed after it was recorded")),
                "{column}: {said}"
            );
        }
    }
}

#[test]
fn a_cut_tail_shows_against_the_head_that_was_written_down() {
    let folder = lived_in();
    let (sound, said) = verify(folder.path(), None);
    let head = said.trim().rsplit("head ").next().unwrap().to_owned();
    assert!(sound && head.contains(':'), "{said}");
    assert!(verify(folder.path(), Some(&head)).0, "the head as it was printed");
    // As carefully as can be: the last call goes with everything that is known of it.
    damage(
        folder.path(),
        "DELETE FROM sealed WHERE tag = (SELECT tag FROM call WHERE outcome = 'prank');
         DELETE FROM call WHERE outcome = 'prank';
         DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    );
    let (sound, said) = verify(folder.path(), None);
    assert!(sound, "without a head nothing can tell: {said}");
    let (sound, said) = verify(folder.path(), Some(&head));
    let seq = head.split(':').next().unwrap();
    assert!(!sound && said.contains(&format!("head {seq} is no longer in it")), "{said}");
}

#[test]
fn a_stolen_or_changed_text_is_named_by_the_event_that_names_it() {
    for (sql, word) in [
        ("DELETE FROM sealed WHERE kind = 'narrative'", "gone without a record"),
        ("UPDATE sealed SET text = 'tidak ada apa-apa' WHERE kind = 'narrative'", "personal text changed"),
    ] {
        let folder = lived_in();
        damage(folder.path(), sql);
        let (sound, said) = verify(folder.path(), None);
        assert!(!sound && said.contains("Event 3: its personal text"), "{said}");
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_head_that_is_no_head_is_said() {
    let folder = lived_in();
    let (sound, said) = verify(folder.path(), Some("abc"));
    assert!(!sound && said.contains("SEQ:HASH"), "{said}");
}
