//! No space left, as the kernel says it, from the k-th write of the command line on.

use crate::folder::room;
use crate::line::{LANGUAGES, assert_said, failed};
use kentongan_store::{OpenOptions, Sqlite};
use kentongan_tests::programs;
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const HEAD: &str = "id,minute_offset,caller_phone,narrative,kecamatan,desa,landmark,category_code,call_kind,lead,\
                    supports,severity,duplicate_of,what_it_tests\n";
const CALL: &str = "1,2,0812-0000-0001,api,Krian,Krian,,KBR-BGN,emergency,DAMKAR,,kritis,,\n";

/// What it says as it fails. Counted per thread, as strace does.
fn said(from: u32, error: &str, language: &str, arguments: &[&str], data: &Path) -> String {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=pwrite64", "-e"]);
    command.arg(format!("inject=pwrite64:error={error}:when={from}+"));
    command.args(["-o", "/dev/null"]).arg(programs::room().unwrap());
    command.env("LC_ALL", language).args(arguments).arg("--data").arg(data);
    failed(&command.output().expect("strace runs; `cargo xtask test` installs it"))
}

/// Runs it once per language, each on a folder of its own.
fn fails(from: u32, error: &str, arguments: &[&str], data: impl Fn() -> TempDir) -> [String; 2] {
    LANGUAGES.map(|language| {
        let data = data();
        let said = said(from, error, language, arguments, data.path());
        // With space again the room is whole, or is made now: a half one would be neither.
        let store = Sqlite::open(&data.path().join("room.db"), &OpenOptions::default()).unwrap();
        assert_eq!(store.reader().unwrap().verify(None).unwrap().faults, [], "{error} from {from}");
        said
    })
}

#[test]
fn a_full_or_broken_disk_is_said_wherever_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shift.csv");
    std::fs::write(&file, format!("{HEAD}{CALL}")).unwrap();
    for from in [1, 2, 20, 60, 120] {
        let replay = ["replay", file.to_str().unwrap()];
        let said = fails(from, "ENOSPC", &replay, || tempfile::tempdir().unwrap());
        assert_said(&said, "Disk penuh", "The disk is full");
    }
    let said = fails(60, "EIO", &["replay", file.to_str().unwrap()], || tempfile::tempdir().unwrap());
    assert_said(&said, "Disk gagal", "The disk could not be read or written");
}

#[test]
fn a_room_that_was_there_stays_when_its_disk_is_full() {
    let said = fails(1, "ENOSPC", &["backup"], room);
    assert_said(&said, "Disk penuh", "The disk is full");
}

/// A schema is not brought up to date where there is no space for the copy of before, from whichever write on.
#[test]
fn an_older_room_stays_of_its_schema_when_its_disk_is_full() {
    for from in [1, 2, 5, 20] {
        let data = room();
        let file = data.path().join("room.db");
        // The last migration made an index and nothing else.
        let older = "DROP INDEX journal_reviewed; PRAGMA user_version = 7;";
        Connection::open(&file).unwrap().execute_batch(older).unwrap();
        let before = std::fs::read(&file).unwrap();
        let said = said(from, "ENOSPC", LANGUAGES[0], &["backup"], data.path());
        assert!(said.contains("Disk penuh"), "from {from}: {said}");
        let names = std::fs::read_dir(data.path()).unwrap().map(|one| one.unwrap().file_name());
        let copies: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with("before-")).collect();
        assert!(copies.is_empty() && std::fs::read(&file).unwrap() == before, "from {from}: {copies:?}");
    }
}
