//! The power fails at any instant of a shift: what was not synced is gone or torn.

use crate::chance::Chance;
use crate::disk::{Disk, Image, Kind, Op, Trouble};
use crate::full;
use crate::ground::{Acknowledged, Reference, in_groups, jobs, lines, mount, note, open, options, put};
use kentongan_store::{Sqlite, Store, Synchronous};
use std::sync::Arc;

/// Pairs of tickets before the run, so that its log is checkpointed within it.
const BEFORE: u32 = 3;
const PAIRS: u32 = 5;

/// A room that has been running for a while: its files in the middle of it, all of them safe.
fn running() -> Image {
    let disk = Arc::new(Disk::default());
    let mount = mount(&disk);
    let mut store = open(&mount.database()).unwrap();
    let lines = lines(1, BEFORE);
    for group in in_groups(&lines) {
        store.act(&jobs(group)).unwrap();
    }
    disk.whole()
}

/// Plays the script until the power fails; what was acknowledged by then, and what is left on the disk.
fn cut(
    start: &Image,
    reference: &Reference,
    synchronous: Synchronous,
    seed: u64,
    at: u64,
) -> (Acknowledged, Image) {
    let disk = Arc::new(Disk::of(start));
    let mount = mount(&disk);
    let mut said = Acknowledged::new();
    disk.cut_at(at, seed);
    if let Ok(mut store) = Sqlite::open(&mount.database(), &options(synchronous)) {
        for group in in_groups(&reference.lines) {
            match store.act(&jobs(group)) {
                Ok(verdicts) => note(&mut said, group, &verdicts),
                Err(_) => break,
            }
        }
    }
    let left = disk.left().unwrap_or_else(|| disk.cut_now(seed));
    (said, left)
}

/// How many operations a whole run takes, closing included.
fn operations(start: &Image, reference: &Reference, synchronous: Synchronous) -> u64 {
    let disk = Arc::new(Disk::of(start));
    let mount = mount(&disk);
    let mut store = Sqlite::open(&mount.database(), &options(synchronous)).unwrap();
    for group in in_groups(&reference.lines) {
        store.act(&jobs(group)).unwrap();
    }
    let syncs = disk.counts()[&Op::Sync];
    drop(store);
    println!("{synchronous:?}: {:?}, {syncs} syncs before closing", disk.counts());
    disk.counts().values().sum()
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let cuts = if full() { 3_000 } else { 60 };
    let (start, reference) = (running(), Reference::of(lines(1, BEFORE + PAIRS)));
    let operations = operations(&start, &reference, Synchronous::Full);
    // What is only answered again says nothing.
    let already = Reference::of(lines(1, BEFORE)).rows.len() as i64;
    let (mut acknowledged, mut chance) = (0, Chance::of(112));
    for no in 0..cuts {
        let (at, seed) = (1 + chance.below(operations), chance.draw());
        let (said, left) = cut(&start, &reference, Synchronous::Full, seed, at);
        let what = format!("cut {no} at {at} of {operations}, seed {seed}");
        let after = Arc::new(Disk::of(&left));
        reference.assert_kept(&mount(&after).database(), &said, &what);
        acknowledged += said.values().filter(|seq| **seq > already).count();
    }
    assert!(acknowledged > cuts * 20, "the cuts came too early to say anything: {acknowledged}");
    println!("{cuts} power cuts, {acknowledged} commands acknowledged before them, none lost");
}

/// The control: with a sync less the same cuts do lose, so a power cut is really one.
#[test]
fn without_full_syncing_the_same_cuts_lose() {
    let cuts = if full() { 500 } else { 20 };
    let (start, reference) = (running(), Reference::of(lines(1, BEFORE + PAIRS)));
    let operations = operations(&start, &reference, Synchronous::Normal);
    let (mut lost, mut runs, mut chance) = (0, 0, Chance::of(112));
    for no in 0..cuts {
        let (at, seed) = (1 + chance.below(operations), chance.draw());
        let (said, left) = cut(&start, &reference, Synchronous::Normal, seed, at);
        let folder = tempfile::tempdir().unwrap();
        put(&left, folder.path());
        let path = folder.path().join("room.db");
        crate::ground::assert_sound(&path, &format!("cut {no}: late is not torn"));
        let gone = reference.lost(&path, &said);
        lost += gone;
        runs += usize::from(gone > 0);
    }
    assert!(runs > 0, "no cut lost anything: is it one?");
    println!("control: {runs} of {cuts} cuts lost {lost} acknowledged commands");
}

/// A room is made, or it is not: never half of one.
#[test]
fn a_power_cut_while_a_room_is_made_leaves_one_or_none() {
    let cuts = if full() { 1_000 } else { 40 };
    let reference = Reference::of(lines(1, 0));
    let operations = operations(&Image::new(), &reference, Synchronous::Full);
    let mut chance = Chance::of(7);
    for no in 0..cuts {
        let (at, seed) = (1 + chance.below(operations), chance.draw());
        let (said, left) = cut(&Image::new(), &reference, Synchronous::Full, seed, at);
        let after = Arc::new(Disk::of(&left));
        reference.assert_kept(&mount(&after).database(), &said, &format!("cut {no} at {at}, seed {seed}"));
    }
}

/// A sync fails, its pages are forgotten by the kernel, work goes on, and then the power fails.
#[test]
fn a_sync_that_failed_is_not_believed_afterwards() {
    let (start, reference) = (running(), Reference::of(lines(1, BEFORE + 1)));
    let mut failed = 0;
    for nth in (1..).step_by(if full() { 1 } else { 3 }) {
        let disk = Arc::new(Disk::of(&start));
        let mounted = mount(&disk);
        disk.fail(Trouble { op: Op::Sync, nth, kind: Kind::Io, lasts: false });
        let mut said = Acknowledged::new();
        if let Ok(mut store) = open(&mounted.database()) {
            for group in in_groups(&reference.lines) {
                if let Ok(verdicts) = store.act(&jobs(group)) {
                    note(&mut said, group, &verdicts);
                } else {
                    failed += 1;
                    // The same commands again, as a desk does.
                    let verdicts = store.act(&jobs(group)).unwrap();
                    note(&mut said, group, &verdicts);
                }
            }
            let left = disk.cut_now(nth);
            let after = Arc::new(Disk::of(&left));
            reference.assert_kept(
                &mount(&after).database(),
                &said,
                &format!("sync {nth} failed, then a cut"),
            );
        }
        if disk.heal() == 0 {
            break;
        }
    }
    assert!(failed > 5, "only {failed} syncs failed within a command");
}
