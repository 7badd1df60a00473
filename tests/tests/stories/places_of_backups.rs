//! Where backups go, and when.

use crate::stage::{Door, RECOVERY, TestRoom, on_every_carrier, say};
use kentongan_room::restore;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::setup::{BackupPlace, Settings};
use kentongan_rules::view::{PlaceHealth, Query, Reply};
use std::path::Path;

fn backups_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".age"));
    names.sort_unstable();
    names
}

async fn health(door: &Door) -> Vec<PlaceHealth> {
    match door.query(Query::Health).await.unwrap() {
        Reply::Health(health) => health.backups,
        other => panic!("{other:?}"),
    }
}

on_every_carrier!(backups_go_to_every_place_that_is_there);

async fn backups_go_to_every_place_that_is_there(room: TestRoom) {
    let beside = tempfile::tempdir().unwrap();
    let (stick, disk) = (beside.path().join("stik"), beside.path().join("disk"));
    std::fs::create_dir(&disk).unwrap();
    let hana = room.signed_in("hana").await;
    let Reply::Setup(setup) = hana.query(Query::Setup).await.unwrap() else { panic!() };
    let place = |folder: &Path| BackupPlace { folder: folder.display().to_string(), on: true };
    let off = BackupPlace { on: false, ..place(&beside.path().join("lain")) };
    let after = Settings { backup_places: vec![place(&stick), place(&disk), off], ..setup.settings.clone() };
    hana.says(Command::ChangeSettings(Change { before: Some(setup.settings), after })).await;
    room.tend().await;
    let first = room.folder().join("backup");
    assert_eq!((backups_in(&first).len(), backups_in(&disk).len()), (1, 1));
    let places = health(&hana).await;
    let said: Vec<_> = places.iter().map(|one| (one.is_there, one.last.clone().unwrap().failed)).collect();
    assert_eq!(said, [(true, None), (false, Some("absent".to_owned())), (true, None)]);
    assert!(!stick.exists(), "what is not plugged in is not made");
    assert!(places.iter().all(|one| !one.is_stale));

    // Nothing happened for an hour: nothing is made, and the stick is looked for without a word.
    room.now("15:10");
    let before = hana.board().await.seq;
    room.tend().await;
    assert_eq!(hana.board().await.seq, before);
    // The stick is there: it gets its backup at once, the others have theirs.
    std::fs::create_dir(&stick).unwrap();
    room.tend().await;
    assert_eq!((backups_in(&first).len(), backups_in(&stick).len()), (1, 1));
    // Something happened: all of them an hour later.
    hana.says(say::open(1, say::FIRE, "15:00")).await;
    room.now("15:50");
    room.tend().await;
    assert_eq!((backups_in(&first).len(), backups_in(&stick).len()), (2, 1));
    // The shift changes.
    room.now("22:01");
    room.tend().await;
    let made = (backups_in(&first).len(), backups_in(&stick).len(), backups_in(&disk).len());
    assert_eq!(made, (3, 2, 3));
    // Somebody asks: all at once, whatever happened.
    room.now("22:02");
    hana.says(Command::AskBackup).await;
    room.tend().await;
    assert_eq!(backups_in(&stick).len(), 2, "the newest of its hour is enough");
    assert!(backups_in(&stick)[1].starts_with("20261126-2202"));
    // For a day and more the stick is gone: that is a warning, of it alone.
    std::fs::remove_dir_all(&stick).unwrap();
    for hour in ["+1 06:01", "+1 14:01", "+1 22:01", "+2 00:30"] {
        room.now(hour);
        room.tend().await;
    }
    let stale: Vec<bool> = health(&hana).await.iter().map(|one| one.is_stale).collect();
    assert_eq!(stale, [false, true, false]);
    // Every one of them opens, and nothing unfinished lies beside it.
    let newest = backups_in(&disk).pop().unwrap();
    drop(hana);
    room.end().await;
    let new = tempfile::tempdir().unwrap();
    restore(&disk.join(newest), new.path(), RECOVERY).unwrap();
    assert!(std::fs::read_dir(&disk).unwrap().all(|one| {
        let name = one.unwrap().file_name();
        !name.to_string_lossy().ends_with(".part")
    }));
}
