//! The script played once without faults, and what every run with faults is held against.

use crate::disk::{Disk, Image};
use crate::vfs::Mount;
use kentongan_store::{Broken, Job, OpenOptions, Reader, Sqlite, Store, Synchronous, Verdict};
use kentongan_tests::script::{Line, founding, groups, shift};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

pub type Rows = Vec<(i64, Vec<u8>)>;

/// Founding and then so many pairs of tickets.
pub fn lines(first: u32, pairs: u32) -> Vec<Line> {
    let mut lines = vec![founding().unwrap()];
    lines.extend(shift(first, pairs));
    lines
}

pub fn jobs(group: &[Line]) -> Vec<Job> {
    group.iter().map(|line| line.job().unwrap()).collect()
}

/// The founding alone, then the shift in groups: as `fault_script` plays it.
pub fn in_groups(lines: &[Line]) -> Vec<&[Line]> {
    let (founding, shift) = lines.split_at(1);
    let mut all = vec![founding];
    all.extend(groups(shift));
    all
}

pub fn options(synchronous: Synchronous) -> OpenOptions {
    OpenOptions { vfs: None, synchronous }
}

pub fn open(path: &Path) -> Result<Sqlite, Broken> {
    Sqlite::open(path, &options(Synchronous::Full))
}

/// The journal as it lies there: each row's seq and the hash that covers it and all before it.
pub fn rows(path: &Path) -> Rows {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT seq, hash FROM journal ORDER BY seq").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

pub fn assert_sound(path: &Path, what: &str) {
    let report = Reader::open(path, &OpenOptions::default()).unwrap().verify(None).unwrap();
    assert_eq!(report.faults, [], "{what}");
}

/// A folder that only SQLite thinks is there, on `disk`.
pub fn mount(disk: &Arc<Disk>) -> Mount {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("kentongan-disk-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    Mount::new(&std::env::temp_dir().join(name), disk)
}

/// What was acknowledged: seq by the command's id.
pub type Acknowledged = BTreeMap<String, i64>;

pub fn note(said: &mut Acknowledged, group: &[Line], verdicts: &[Verdict]) {
    for (line, verdict) in group.iter().zip(verdicts) {
        match verdict {
            Verdict::Receipt(receipt) => drop(said.insert(line.execute.id.to_string(), receipt.seq.0)),
            Verdict::Refused(refusal) => panic!("{line:?}: {refusal:?}"),
        }
    }
}

/// A run without faults.
pub struct Reference {
    pub lines: Vec<Line>,
    pub receipts: Acknowledged,
    pub rows: Rows,
}

impl Reference {
    pub fn of(lines: Vec<Line>) -> Reference {
        let disk = Arc::new(Disk::default());
        let mount = mount(&disk);
        let mut store = open(&mount.database()).unwrap();
        let mut receipts = Acknowledged::new();
        for group in in_groups(&lines) {
            let verdicts = store.act(&jobs(group)).unwrap();
            note(&mut receipts, group, &verdicts);
        }
        assert_sound(&mount.database(), "the reference");
        let rows = rows(&mount.database());
        assert!(rows.len() >= lines.len());
        Reference { lines, receipts, rows }
    }

    /// What was acknowledged in `found` is there, once; sent again, all of it gets the same replies; and in the end
    /// everything is as if nothing had happened.
    pub fn assert_kept(&self, path: &Path, said: &Acknowledged, what: &str) {
        let mut store = open(path).unwrap_or_else(|broken| panic!("{what}: {broken}"));
        assert_sound(path, what);
        let found = rows(path);
        assert_eq!(found, self.rows[..found.len()], "{what}: the journal is another");
        let newest = said.values().max().copied().unwrap_or(0);
        assert!(found.len() as i64 >= newest, "{what}: {newest} was acknowledged, {} are there", found.len());
        for (id, seq) in said {
            assert_eq!(self.receipts.get(id), Some(seq), "{what}");
        }
        let mut again = Acknowledged::new();
        for group in in_groups(&self.lines) {
            let verdicts = store.act(&jobs(group)).unwrap_or_else(|broken| panic!("{what}: {broken}"));
            note(&mut again, group, &verdicts);
        }
        assert_eq!(again, self.receipts, "{what}");
        assert_eq!(rows(path), self.rows, "{what}: the journal is another");
        assert_sound(path, what);
    }

    /// How many of `said` are not there.
    pub fn lost(&self, path: &Path, said: &Acknowledged) -> usize {
        let found = rows(path).len() as i64;
        said.values().filter(|seq| **seq > found).count()
    }
}

/// A founded room, closed, as the files of a disk.
pub fn founded() -> Image {
    let disk = Arc::new(Disk::default());
    let mount = mount(&disk);
    open(&mount.database()).unwrap().act(&jobs(&[founding().unwrap()])).unwrap();
    disk.whole()
}

/// Puts the files of an image into a real folder.
pub fn put(image: &Image, folder: &Path) {
    for (name, bytes) in image {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

/// The control of every test here: a command that was acknowledged and is not there is seen.
#[test]
fn what_is_lost_is_seen() {
    let reference = Reference::of(lines(1, 1));
    let seen = |said: &Acknowledged| {
        let disk = Arc::new(Disk::of(&founded()));
        let mount = mount(&disk);
        std::panic::catch_unwind(|| reference.assert_kept(&mount.database(), said, "founded only")).is_err()
    };
    let first = reference.receipts.iter().min_by_key(|(_, seq)| **seq).unwrap();
    let mut said = Acknowledged::from([(first.0.clone(), *first.1)]);
    assert!(!seen(&said), "the founding is there");
    let second = reference.receipts.iter().find(|(_, seq)| **seq == 3).unwrap();
    said.insert(second.0.clone(), *second.1);
    assert!(seen(&said), "the first ticket is not");
}
