//! A data folder that may be read and not written. An administrator may write anywhere, so the program is then run as
//! nobody, from a copy that nobody may run.

use crate::folder::room;
use crate::line::{LANGUAGES, assert_said, failed};
use kentongan_tests::programs;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const NOBODY: u32 = 65_534;

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn fails(data: &Path, arguments: &[&str]) -> [String; 2] {
    let place = tempfile::tempdir().unwrap();
    let program = place.path().join("kentongan-room");
    std::fs::copy(programs::room().unwrap(), &program).unwrap();
    allow(place.path(), 0o755);
    allow(&program, 0o755);
    LANGUAGES.map(|language| {
        let mut command = Command::new(&program);
        command.env("LC_ALL", language).args(arguments).arg("--data").arg(data);
        if std::fs::metadata(place.path()).unwrap().uid() == 0 {
            command.uid(NOBODY);
        }
        failed(&command.output().unwrap())
    })
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let folder = room();
    allow(&folder.path().join("room.db"), 0o444);
    allow(folder.path(), 0o555);
    let said = fails(folder.path(), &["serve", "--port", "0"]);
    assert_said(&said, "Folder data tidak dapat ditulis", "The data folder cannot be written");
    allow(folder.path(), 0o755);
}

#[test]
fn a_database_that_cannot_be_written_is_said() {
    let folder = room();
    allow(folder.path(), 0o777);
    allow(&folder.path().join("room.db"), 0o444);
    let before = std::fs::read(folder.path().join("room.db")).unwrap();
    let said = fails(folder.path(), &["serve", "--port", "0"]);
    assert_said(&said, "tidak dapat ditulis", "cannot be written");
    assert_eq!(std::fs::read(folder.path().join("room.db")).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = tempfile::tempdir().unwrap();
    allow(folder.path(), 0o555);
    let said = fails(&folder.path().join("data"), &["serve", "--port", "0"]);
    assert_said(&said, "tidak dapat ditulis", "cannot be written");
    allow(folder.path(), 0o755);
}
