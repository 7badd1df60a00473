use crate::ground::{FIRE, Ground, operator};
use kentongan_rules::problem::BrokenPart;
use kentongan_rules::search::Search;
use kentongan_store::{OpenOptions, Reader, Sqlite};
use std::thread::{sleep, spawn};
use std::time::Duration;

#[test]
fn a_copy_is_whole_and_opens_as_a_room() {
    let mut ground = Ground::new();
    let ticket = ground.open("KBR-BGN", &FIRE);
    let copy = ground.folder.path().join("salinan.db");
    std::fs::write(&copy, "yang lama").unwrap();
    let head = ground.reader.copy_to(&copy).unwrap();
    assert_eq!(head, ground.reader.head().unwrap());
    ground.open("KBR-BGN", &FIRE);
    let mut reader = Reader::open(&copy, &OpenOptions::default()).unwrap();
    let report = reader.verify(Some(&head)).unwrap();
    assert_eq!((report.faults, report.head_seq), (vec![], head.seq));
    // The present head is not in the older copy.
    assert_eq!(reader.verify(Some(&ground.reader.head().unwrap())).unwrap().faults.len(), 1);
    drop(reader);
    let store = Sqlite::open(&copy, &OpenOptions::default()).unwrap();
    let mut reader = store.reader().unwrap();
    assert!(reader.ticket(ticket, &operator(1), ground.now).unwrap().is_some());
    let found = reader.find(&Search::of("gudang"), None, &operator(1), ground.now).unwrap();
    assert_eq!(found.hits.len(), 1);
}

#[test]
fn a_copy_takes_the_place_of_one_that_is_still_being_read() {
    let mut ground = Ground::new();
    let copy = ground.folder.path().join("salinan.db");
    ground.reader.copy_to(&copy).unwrap();
    let reading = Reader::open(&copy, &OpenOptions::default()).unwrap();
    let let_go = spawn(move || {
        sleep(Duration::from_millis(300));
        drop(reading);
    });
    ground.open("KBR-BGN", &FIRE);
    let head = ground.reader.copy_to(&copy).unwrap();
    let_go.join().unwrap();
    assert_eq!(Reader::open(&copy, &OpenOptions::default()).unwrap().head().unwrap(), head);
}

#[test]
fn a_copy_that_cannot_be_made_leaves_the_older_one() {
    let mut ground = Ground::new();
    let copy = ground.folder.path().join("salinan.db");
    ground.reader.copy_to(&copy).unwrap();
    let before = std::fs::read(&copy).unwrap();
    ground.raw().execute_batch("DROP TRIGGER journal_update; UPDATE journal SET at = at + 1;").unwrap();
    assert_eq!(ground.reader.copy_to(&copy).unwrap_err().part, BrokenPart::Corrupt);
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    let beside: Vec<_> = std::fs::read_dir(ground.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
    let nowhere = ground.folder.path().join("tidak/ada/salinan.db");
    assert_eq!(ground.reader.copy_to(&nowhere).unwrap_err().part, BrokenPart::DiskFault);
}
