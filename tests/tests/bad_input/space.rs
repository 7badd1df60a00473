//! No space left, as the kernel says it, from the k-th write of the command line on.

use crate::folder::room;
use crate::line::{LANGUAGES, assert_said, failed};
use kentongan_store::{OpenOptions, Sqlite};
use kentongan_tests::programs;
use std::process::Command;
use tempfile::TempDir;

const HEAD: &str = "id,minute_offset,caller_phone,narrative,kecamatan,desa,landmark,category_code,call_kind,lead,\
                    supports,severity,duplicate_of,what_it_tests\n";
const CALL: &str = "1,2,0812-0000-0001,api,Krian,Krian,,KBR-BGN,emergency,DAMKAR,,kritis,,\n";

/// Runs it once per language, each on a folder of its own. Counted per thread, as strace does.
fn fails(from: u32, error: &str, arguments: &[&str], data: impl Fn() -> TempDir) -> [String; 2] {
    LANGUAGES.map(|language| {
        let data = data();
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=pwrite64", "-e"]);
        command.arg(format!("inject=pwrite64:error={error}:when={from}+"));
        command.args(["-o", "/dev/null"]).arg(programs::room().unwrap());
        command.env("LC_ALL", language).args(arguments).arg("--data").arg(data.path());
        let said = failed(&command.output().expect("strace runs; `cargo xtask test` installs it"));
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
