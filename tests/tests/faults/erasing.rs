//! The power fails while personal text is erased: a ticket has all of its texts or none, and the next night goes on.

use crate::chance::Chance;
use crate::disk::{Disk, Image};
use crate::full;
use crate::ground::{in_groups, jobs, lines, mount, open, put};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::erasure::Erasable;
use kentongan_rules::id::{CommandId, SealedId, TicketId};
use kentongan_rules::time::At;
use kentongan_store::{Job, Store};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

type Texts = BTreeMap<TicketId, Vec<SealedId>>;

fn running() -> Image {
    let disk = Arc::new(Disk::default());
    let mount = mount(&disk);
    let mut store = open(&mount.database()).unwrap();
    for group in in_groups(&lines(1, 3)) {
        store.act(&jobs(group)).unwrap();
    }
    disk.whole()
}

/// What is there of every ticket's text.
fn texts(database: &Path) -> Texts {
    let raw = Connection::open(database).unwrap();
    let mut statement =
        raw.prepare("SELECT ticket, id FROM sealed WHERE ticket IS NOT NULL ORDER BY id").unwrap();
    let ids = statement
        .query_map([], |row| {
            let (ticket, id) = (Uuid::from_bytes(row.get(0)?), Uuid::from_bytes(row.get(1)?));
            Ok((TicketId(ticket), SealedId(id)))
        })
        .unwrap();
    let mut texts = Texts::new();
    for (ticket, id) in ids.map(Result::unwrap) {
        texts.entry(ticket).or_default().push(id);
    }
    texts
}

/// One command a ticket, each in a commit of its own.
fn erasures(texts: &Texts) -> Vec<Job> {
    let job = |(ticket, texts): (&TicketId, &Vec<SealedId>)| Job {
        command: Execute {
            id: CommandId(Uuid::now_v7()),
            command: Command::Erase {
                what: Erasable::Ticket { ticket: *ticket },
                texts: texts.clone(),
                again: true,
            },
        },
        body_digest: String::new(),
        actor: Actor::clock(),
        at: At(0),
        told: None,
        texts: Vec::new(),
        faults: Vec::new(),
    };
    texts.iter().map(job).collect()
}

#[test]
fn a_power_cut_leaves_all_of_a_tickets_text_or_none_and_the_rest_goes_the_next_time() {
    let start = running();
    let folder = tempfile::tempdir().unwrap();
    put(&start, folder.path());
    let all = texts(&folder.path().join("room.db"));
    assert!(all.len() >= 4, "{}", all.len());
    let operations = {
        let disk = Arc::new(Disk::of(&start));
        let mount = mount(&disk);
        let mut store = open(&mount.database()).unwrap();
        erasures(&all).iter().for_each(|job| drop(store.act(std::slice::from_ref(job)).unwrap()));
        store.empty_log().unwrap();
        drop(store);
        disk.counts().values().sum::<u64>()
    };
    let (mut chance, mut part) = (Chance::of(112), 0);
    for no in 0..if full() { 600 } else { 30 } {
        let (at, seed) = (1 + chance.below(operations), chance.draw());
        let disk = Arc::new(Disk::of(&start));
        let mounted = mount(&disk);
        disk.cut_at(at, seed);
        let mut said = 0;
        if let Ok(mut store) = open(&mounted.database()) {
            let done = |job: &Job| store.act(std::slice::from_ref(job)).is_ok();
            said = erasures(&all).iter().map(done).take_while(|done| *done).count();
        }
        let left = disk.left().unwrap_or_else(|| disk.cut_now(seed));
        let folder = tempfile::tempdir().unwrap();
        put(&left, folder.path());
        let database = folder.path().join("room.db");
        let what = format!("cut {no} at {at} of {operations}, seed {seed}");
        let mut store = open(&database).unwrap();
        assert_eq!(store.reader().unwrap().verify(None).unwrap().faults, [], "{what}");
        let left = texts(&database);
        assert!(all.len() - left.len() >= said, "{what}: what was said to be gone is");
        assert!(left.iter().all(|(ticket, ids)| all[ticket] == *ids), "{what}: half of a ticket");
        part += usize::from(!left.is_empty() && left.len() < all.len());
        for job in erasures(&left) {
            store.act(&[job]).unwrap();
        }
        assert!(store.empty_log().unwrap());
        assert_eq!(texts(&database), Texts::new(), "{what}");
        assert_eq!(store.reader().unwrap().verify(None).unwrap().faults, [], "{what}");
    }
    assert!(part > 3, "the cuts never came in the middle: {part}");
}
