//! The disk refuses: at the k-th write or sync of every command, for every k. What was not written is not acknowledged,
//! and what is sent again afterwards goes through.

use crate::disk::{Disk, Kind, Op, Trouble};
use crate::full;
use crate::ground::{
    Acknowledged, Reference, assert_sound, founded, in_groups, jobs, lines, mount, note, open, rows,
};
use kentongan_rules::problem::BrokenPart;
use kentongan_store::Store;
use std::sync::Arc;

const CASES: [(Op, Kind, BrokenPart); 4] = [
    (Op::Write, Kind::Full, BrokenPart::DiskFull),
    (Op::Write, Kind::Short, BrokenPart::DiskFull),
    (Op::Write, Kind::Io, BrokenPart::DiskFault),
    (Op::Sync, Kind::Io, BrokenPart::DiskFault),
];
/// No command truncates anything; making a room does.
const TRUNCATE: (Op, Kind, BrokenPart) = (Op::Truncate, Kind::Io, BrokenPart::DiskFault);

/// Each command is sent again and again, failing one operation later each time, until it goes through.
fn at_every_operation(op: Op, kind: Kind, part: BrokenPart, lasts: bool) -> u64 {
    let reference = Reference::of(lines(1, if full() { 10 } else { 1 }));
    let disk = Arc::new(Disk::of(&founded()));
    let mount = mount(&disk);
    let mut store = open(&mount.database()).unwrap();
    let mut said = Acknowledged::new();
    let mut refused = 0;
    for group in in_groups(&reference.lines) {
        let jobs = jobs(group);
        let before = rows(&mount.database());
        for nth in 1.. {
            let what = format!("{op:?} {kind:?} {nth} of {:?}", group[0].execute.command);
            disk.fail(Trouble { op, nth, kind, lasts });
            match store.act(&jobs) {
                Ok(verdicts) => {
                    disk.heal();
                    note(&mut said, group, &verdicts);
                    break;
                }
                Err(broken) => {
                    assert_eq!(broken.part, part, "{what}: {broken}");
                    refused += 1;
                    if lasts {
                        // It goes on: still refused, still for the same reason, and reading still works.
                        assert_eq!(store.act(&jobs).unwrap_err().part, part, "{what}");
                        assert!(store.setup().is_ok(), "{what}");
                    }
                    assert!(disk.heal() > 0, "{what}: refused for another reason");
                    assert_eq!(rows(&mount.database()), before, "{what}: refused, and there all the same");
                }
            }
        }
    }
    assert_sound(&mount.database(), "after all of it");
    assert_eq!(said, reference.receipts);
    assert_eq!(rows(&mount.database()), reference.rows);
    drop(store);
    // And as it is found the next morning.
    reference.assert_kept(&mount.database(), &said, "opened again");
    refused
}

#[test]
fn every_operation_of_every_command_refused_once() {
    for (op, kind, part) in CASES {
        let refused = at_every_operation(op, kind, part, false);
        println!("{op:?} {kind:?}: refused {refused} times");
        assert!(refused > 15, "{op:?} {kind:?}: only {refused}");
    }
}

#[test]
fn a_disk_that_stays_full_or_broken_refuses_until_it_is_healed() {
    for (op, kind, part) in CASES {
        let refused = at_every_operation(op, kind, part, true);
        assert!(refused > 15, "{op:?} {kind:?}: only {refused}");
    }
}

/// A room that cannot be made now can be made later.
#[test]
fn a_new_room_refused_at_every_operation() {
    let reference = Reference::of(lines(1, 0));
    for (op, kind, part) in CASES.into_iter().chain([TRUNCATE]) {
        for nth in 1.. {
            let what = format!("a new room, {op:?} {kind:?} {nth}");
            let disk = Arc::new(Disk::default());
            let mount = mount(&disk);
            disk.fail(Trouble { op, nth, kind, lasts: true });
            let opened = open(&mount.database());
            let struck = disk.heal();
            match opened {
                Ok(store) => drop(store),
                Err(broken) => assert_eq!(broken.part, part, "{what}: {broken}"),
            }
            reference.assert_kept(&mount.database(), &Acknowledged::new(), &what);
            if struck == 0 {
                break;
            }
        }
    }
}
