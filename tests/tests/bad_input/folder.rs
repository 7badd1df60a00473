//! A data folder that cannot be used.

use crate::line::{LANGUAGES, Serving, assert_said, command, fails};
use kentongan_store::{OpenOptions, Sqlite, Store};
use kentongan_tests::script::{Line, founding, shift};
use rusqlite::Connection;
use std::ffi::OsStr;
use std::path::Path;
use tempfile::TempDir;

/// A room with two tickets, closed.
pub fn room() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Sqlite::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
    let mut lines = vec![founding().unwrap()];
    lines.extend(shift(1, 1));
    let jobs: Vec<_> = lines.iter().map(Line::job).collect::<Result<_, _>>().unwrap();
    store.act(&jobs).unwrap();
    folder
}

/// Every verb that opens a room's folder, and what each says: nobody opens what is broken.
pub fn every_verb_fails(data: &Path, id: &str, en: &str) {
    for verb in ["serve", "verify", "backup"] {
        let mut arguments = vec![OsStr::new(verb), OsStr::new("--data"), data.as_os_str()];
        if verb == "serve" {
            arguments.extend([OsStr::new("--port"), OsStr::new("0")]);
        }
        assert_said(&fails(&arguments), id, en);
    }
}

#[test]
fn a_second_copy_on_one_folder_gets_a_sentence_and_the_first_goes_on() {
    let folder = room();
    let mut first = Serving::start(folder.path());
    for verb in ["serve", "backup"] {
        let arguments = [OsStr::new(verb), OsStr::new("--data"), folder.path().as_os_str()];
        assert_said(
            &fails(&arguments),
            "sedang dibuka Kentongan lain",
            "Another Kentongan has this room open",
        );
    }
    let verify = [OsStr::new("verify"), OsStr::new("--data"), folder.path().as_os_str()];
    assert!(command(LANGUAGES[0], &verify).output().unwrap().status.success(), "verify reads beside it");
    assert!(first.is_up());
    drop(first);
    // The lock goes with the process.
    assert!(Serving::start(folder.path()).is_up());
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_as_it_is() {
    let folder = room();
    let path = folder.path().join("room.db");
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    every_verb_fails(folder.path(), "versi Kentongan yang lebih baru", "made by a newer Kentongan");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_damage() {
    let whole = std::fs::read(room().path().join("room.db")).unwrap();
    let mut headless = whole.clone();
    headless[..64].fill(0xff);
    let mut holed = whole.clone();
    let middle = holed.len() / 2;
    holed[4096..middle].fill(0);
    let cut = whole[..whole.len() / 2].to_vec();
    for (what, bytes) in
        [("text", b"bukan basis data".repeat(100)), ("no head", headless), ("a hole", holed), ("cut", cut)]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        std::fs::write(&path, &bytes).unwrap();
        for verb in ["serve", "backup"] {
            let arguments = [OsStr::new(verb), OsStr::new("--data"), folder.path().as_os_str()];
            assert_said(&fails(&arguments), "Berkas rusak", "The file is damaged");
        }
        let verify = [OsStr::new("verify"), OsStr::new("--data"), folder.path().as_os_str()];
        let output = command(LANGUAGES[1], &verify).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.code() == Some(1) && said.contains("damaged"), "{what}: {said}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{what}: the evidence was changed");
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    let before = std::fs::read(&path).unwrap();
    every_verb_fails(folder.path(), "Berkas rusak", "The file is damaged");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn where_there_is_no_room_none_is_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    for data in [folder.path().to_owned(), folder.path().join("none")] {
        for verb in ["verify", "backup"] {
            let arguments = [OsStr::new(verb), OsStr::new("--data"), data.as_os_str()];
            assert_said(&fails(&arguments), "tidak ada ruang", "There is no room in");
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_in_which_no_room_was_made_holds_nothing_to_verify() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    std::fs::write(&path, b"").unwrap();
    let arguments = [OsStr::new("verify"), OsStr::new("--data"), folder.path().as_os_str()];
    assert_said(&fails(&arguments), "Berkas rusak", "The file is damaged");
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn a_file_where_the_folder_should_be_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    std::fs::write(&file, "x").unwrap();
    let arguments = [OsStr::new("serve"), OsStr::new("--data"), file.as_os_str()];
    assert_said(&fails(&arguments), "Disk gagal", "The disk could not be read or written");
}

#[test]
fn a_backup_that_is_none_does_not_touch_the_room() {
    let folder = room();
    let before = std::fs::read(folder.path().join("room.db")).unwrap();
    let file = folder.path().join("x.kentongan.age");
    std::fs::write(&file, "bukan cadangan").unwrap();
    let restore = |file: &Path| {
        let arguments = [
            OsStr::new("restore"),
            file.as_os_str(),
            OsStr::new("--data"),
            folder.path().as_os_str(),
            OsStr::new("--recovery"),
            OsStr::new("AB12-CD34-EF56-GH78-JK90-MN12"),
        ];
        fails(&arguments)
    };
    assert_said(&restore(&file), "Berkas rusak", "The file is damaged");
    let none = folder.path().join("none");
    assert_said(&restore(&none), "Disk gagal", "The disk could not be read");
    assert_eq!(std::fs::read(folder.path().join("room.db")).unwrap(), before);
}

/// Longer than the 260 characters that Windows once had for a whole path, with spaces and letters of other scripts.
#[test]
fn a_folder_that_lies_deep_is_as_good_as_any() {
    let from = room();
    let top = tempfile::tempdir().unwrap();
    let mut deep = top.path().to_owned();
    while deep.as_os_str().len() < 320 {
        deep.push("Ruang Siaga Kabupaten é 火");
    }
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::copy(from.path().join("room.db"), deep.join("room.db")).unwrap();
    assert!(Serving::start(&deep).is_up());
    let verify = [OsStr::new("verify"), OsStr::new("--data"), deep.as_os_str()];
    let output = command(LANGUAGES[0], &verify).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
