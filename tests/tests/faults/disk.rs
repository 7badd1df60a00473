//! A disk in memory that can lose its power, fill up and fail. It knows for each file what is safe, what a program
//! reads, and what was written since it was last synced.

use crate::chance::Chance;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

/// A disk writes whole sectors or none of them.
const SECTOR: u64 = 512;

/// What lies on a disk after a power cut: files by name.
pub type Image = BTreeMap<String, Vec<u8>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    Write,
    Sync,
    Truncate,
    Delete,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No space left.
    Full,
    /// The device failed.
    Io,
    /// Half of it was written, then no space was left.
    Short,
}

/// The operation that fails: the `nth` of its sort from now on, counted from 1.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    pub op: Op,
    pub nth: u64,
    pub kind: Kind,
    /// Every later one fails too, until the disk is healed.
    pub lasts: bool,
}

/// Why an operation did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Full,
    Io,
    Missing,
    Exists,
}

enum Change {
    Write { at: u64, bytes: Vec<u8> },
    Truncate(u64),
}

#[derive(Default)]
struct File {
    /// What a program reads.
    now: Vec<u8>,
    /// What survives a power cut for certain.
    safe: Vec<u8>,
    /// What may or may not.
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Naming {
    Made(String, usize),
    Gone(String),
}

#[derive(Default)]
struct State {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    safe_names: BTreeMap<String, usize>,
    /// Since the folder was last synced.
    pending_names: Vec<Naming>,
    counts: BTreeMap<Op, u64>,
    trouble: Option<(Trouble, u64)>,
    /// How often trouble struck since it was asked for.
    struck: u64,
    cut: Option<(u64, u64)>,
    image: Option<Image>,
    dead: bool,
}

#[derive(Default)]
pub struct Disk(Mutex<State>);

fn apply(bytes: &mut Vec<u8>, at: u64, new: &[u8]) {
    let (start, end) = (at as usize, at as usize + new.len());
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[start..end].copy_from_slice(new);
}

impl File {
    fn change(&mut self, change: Change) {
        match &change {
            Change::Write { at, bytes } => apply(&mut self.now, *at, bytes),
            Change::Truncate(size) => self.now.resize(*size as usize, 0),
        }
        self.pending.push(change);
    }

    fn sync(&mut self) {
        for change in self.pending.drain(..) {
            match change {
                Change::Write { at, bytes } => apply(&mut self.safe, at, &bytes),
                Change::Truncate(size) => self.safe.resize(size as usize, 0),
            }
        }
    }

    /// What is found after the power comes back: what was safe, and of the rest whatever the disk had got round to.
    fn after_cut(&self, chance: &mut Chance) -> Vec<u8> {
        let mut found = self.safe.clone();
        let (mode, part) = (chance.below(4), chance.below(100));
        let whole = chance.below(self.pending.len() as u64 + 1);
        for (no, change) in (0u64..).zip(&self.pending) {
            // Nothing; everything; in order up to a torn one; or any sector of any write, as a disk may reorder.
            let kept = match mode {
                0 => 0,
                1 => 100,
                2 if no < whole => 100,
                2 if no == whole => 50,
                2 => 0,
                _ => part,
            };
            match change {
                Change::Truncate(size) if chance.percent(kept) => found.resize(*size as usize, 0),
                Change::Truncate(_) => {}
                Change::Write { at, bytes } => {
                    for (at, sector) in sectors(*at, bytes) {
                        if chance.percent(kept) {
                            apply(&mut found, at, sector);
                        }
                    }
                }
            }
        }
        found
    }
}

/// The pieces of a write, cut where the disk's sectors are.
fn sectors(at: u64, bytes: &[u8]) -> Vec<(u64, &[u8])> {
    let mut pieces = Vec::new();
    let (mut at, mut rest) = (at, bytes);
    while !rest.is_empty() {
        let room = (SECTOR - at % SECTOR) as usize;
        let (piece, after) = rest.split_at(room.min(rest.len()));
        pieces.push((at, piece));
        at += piece.len() as u64;
        rest = after;
    }
    pieces
}

impl State {
    fn after_cut(&self, seed: u64) -> Image {
        let mut chance = Chance::of(seed);
        let mut names = self.safe_names.clone();
        // A journalling file system replays its names in order, up to where it got.
        let kept = chance.below(self.pending_names.len() as u64 + 1) as usize;
        for naming in &self.pending_names[..kept] {
            match naming.clone() {
                Naming::Made(name, file) => drop(names.insert(name, file)),
                Naming::Gone(name) => drop(names.remove(&name)),
            }
        }
        names.into_iter().map(|(name, file)| (name, self.files[file].after_cut(&mut chance))).collect()
    }

    /// Counts an operation; the trouble that strikes it, if any. `Err` once there is no power.
    fn begin(&mut self, op: Op) -> Result<Option<Kind>, Failure> {
        if self.dead {
            return Err(Failure::Io);
        }
        *self.counts.entry(op).or_default() += 1;
        let Some((trouble, seen)) = self.trouble.as_mut().filter(|(trouble, _)| trouble.op == op) else {
            return Ok(None);
        };
        *seen += 1;
        let strikes = if trouble.lasts { *seen >= trouble.nth } else { *seen == trouble.nth };
        self.struck += u64::from(strikes);
        Ok(strikes.then_some(trouble.kind))
    }

    /// The power fails once this many operations have begun; the last of them is under way.
    fn end(&mut self) -> Result<(), Failure> {
        let begun: u64 = self.counts.values().sum();
        match self.cut {
            Some((at, seed)) if begun >= at => {
                self.image = Some(self.after_cut(seed));
                self.dead = true;
                Err(Failure::Io)
            }
            _ => Ok(()),
        }
    }

    fn sync_names(&mut self) {
        self.pending_names.clear();
        self.safe_names = self.names.clone();
    }
}

impl Disk {
    pub fn of(image: &Image) -> Disk {
        let mut state = State::default();
        for (name, bytes) in image {
            state.names.insert(name.clone(), state.files.len());
            state.files.push(File { now: bytes.clone(), safe: bytes.clone(), pending: Vec::new() });
        }
        state.sync_names();
        Disk(Mutex::new(state))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics while it holds the disk")
    }

    /// Everything as a program sees it, as if it had been synced.
    pub fn whole(&self) -> Image {
        let state = self.state();
        state.names.iter().map(|(name, file)| (name.clone(), state.files[*file].now.clone())).collect()
    }

    /// What a power cut at this instant leaves.
    pub fn cut_now(&self, seed: u64) -> Image {
        self.state().after_cut(seed)
    }

    /// Cuts the power at the `nth` operation from now on; what is left is then [`Disk::left`].
    pub fn cut_at(&self, nth: u64, seed: u64) {
        let mut state = self.state();
        let begun: u64 = state.counts.values().sum();
        state.cut = Some((begun + nth, seed));
    }

    pub fn left(&self) -> Option<Image> {
        self.state().image.clone()
    }

    pub fn fail(&self, trouble: Trouble) {
        let mut state = self.state();
        (state.trouble, state.struck) = (Some((trouble, 0)), 0);
    }

    /// No more trouble; how often it struck.
    pub fn heal(&self) -> u64 {
        let mut state = self.state();
        state.trouble = None;
        std::mem::take(&mut state.struck)
    }

    /// Operations of each sort so far.
    pub fn counts(&self) -> BTreeMap<Op, u64> {
        self.state().counts.clone()
    }

    pub fn exists(&self, name: &str) -> bool {
        self.state().names.contains_key(name)
    }

    pub fn open(&self, name: &str, create: bool, exclusive: bool) -> Result<usize, Failure> {
        let mut state = self.state();
        match state.names.get(name) {
            _ if state.dead => Err(Failure::Io),
            Some(_) if create && exclusive => Err(Failure::Exists),
            Some(file) => Ok(*file),
            None if !create => Err(Failure::Missing),
            None => {
                let file = state.files.len();
                state.files.push(File::default());
                state.names.insert(name.to_owned(), file);
                state.pending_names.push(Naming::Made(name.to_owned(), file));
                Ok(file)
            }
        }
    }

    pub fn delete(&self, name: &str, sync: bool) -> Result<(), Failure> {
        let mut state = self.state();
        if state.begin(Op::Delete)?.is_some() {
            return Err(Failure::Io);
        }
        state.names.remove(name).ok_or(Failure::Missing)?;
        state.pending_names.push(Naming::Gone(name.to_owned()));
        state.end()?;
        if sync {
            state.sync_names();
        }
        Ok(())
    }

    /// Fills `into` and says how much of it there was.
    pub fn read(&self, file: usize, at: u64, into: &mut [u8]) -> Result<usize, Failure> {
        let state = self.state();
        if state.dead {
            return Err(Failure::Io);
        }
        let bytes = state.files[file].now.get(at as usize..).unwrap_or_default();
        let length = bytes.len().min(into.len());
        into[..length].copy_from_slice(&bytes[..length]);
        into[length..].fill(0);
        Ok(length)
    }

    pub fn write(&self, file: usize, at: u64, bytes: &[u8]) -> Result<(), Failure> {
        let mut state = self.state();
        let written = match state.begin(Op::Write)? {
            None => bytes,
            Some(Kind::Short) => &bytes[..bytes.len() / 2],
            Some(Kind::Full | Kind::Io) => &[],
        };
        let struck = written.len() < bytes.len();
        let io = state.trouble.is_some_and(|(trouble, _)| trouble.kind == Kind::Io);
        state.files[file].change(Change::Write { at, bytes: written.to_vec() });
        state.end()?;
        match (struck, io) {
            (false, _) => Ok(()),
            (true, true) => Err(Failure::Io),
            (true, false) => Err(Failure::Full),
        }
    }

    pub fn truncate(&self, file: usize, size: u64) -> Result<(), Failure> {
        let mut state = self.state();
        if state.begin(Op::Truncate)?.is_some() {
            return Err(Failure::Io);
        }
        state.files[file].change(Change::Truncate(size));
        state.end()
    }

    /// With `names` the folder too, as SQLite does for a journal that it made.
    pub fn sync(&self, file: usize, names: bool) -> Result<(), Failure> {
        let mut state = self.state();
        if state.begin(Op::Sync)?.is_some() {
            // A kernel forgets that these pages were dirty: no later sync writes them.
            state.files[file].pending.clear();
            return Err(Failure::Io);
        }
        state.end()?;
        state.files[file].sync();
        if names {
            state.sync_names();
        }
        Ok(())
    }

    pub fn size(&self, file: usize) -> u64 {
        self.state().files[file].now.len() as u64
    }
}

#[test]
fn what_is_not_synced_may_be_lost_and_what_is_may_not() {
    let disk = Disk::default();
    let file = disk.open("a", true, false).unwrap();
    disk.write(file, 0, &[1; 1024]).unwrap();
    assert!(
        (0..40).any(|seed| !disk.cut_now(seed).contains_key("a")),
        "a name is not safe before its folder is"
    );
    disk.sync(file, true).unwrap();
    disk.write(file, 0, &[2; 1024]).unwrap();
    let found: Vec<_> = (0..200).map(|seed| disk.cut_now(seed)["a"].clone()).collect();
    let (old, new) = (vec![1; 1024], vec![2; 1024]);
    let torn = [vec![2; 512], vec![1; 512]].concat();
    for wanted in [old, new, torn] {
        assert!(found.contains(&wanted));
    }
    disk.sync(file, false).unwrap();
    assert!((0..40).all(|seed| disk.cut_now(seed)["a"] == [2; 1024]));
}

#[test]
fn a_sync_that_failed_has_lost_what_it_should_have_kept() {
    let disk = Disk::default();
    let file = disk.open("a", true, false).unwrap();
    disk.sync(file, true).unwrap();
    disk.write(file, 0, &[1; 10]).unwrap();
    disk.fail(Trouble { op: Op::Sync, nth: 1, kind: Kind::Io, lasts: false });
    assert_eq!(disk.sync(file, false), Err(Failure::Io));
    disk.sync(file, false).unwrap();
    assert_eq!((disk.heal(), disk.size(file)), (1, 10));
    assert!((0..40).all(|seed| disk.cut_now(seed)["a"].is_empty()));
}

#[test]
fn the_power_fails_once_and_for_good() {
    let disk = Disk::default();
    let file = disk.open("a", true, false).unwrap();
    disk.sync(file, true).unwrap();
    disk.cut_at(2, 1);
    disk.write(file, 0, &[1; 10]).unwrap();
    assert_eq!(disk.write(file, 10, &[2; 10]), Err(Failure::Io));
    assert_eq!(disk.sync(file, false), Err(Failure::Io));
    assert!(disk.left().unwrap()["a"].len() <= 20);
}
