//! SIGKILL on entering the k-th write, sync, truncate, rename or unlink of firing, for every k. The room that starts
//! after it knows nothing of the commands before; still every level fired once.

use crate::disk::{Disk, Image};
use crate::ground::{assert_sound, founded, mount, open, put};
use crate::kill::{CALLS, SIGKILL, driver};
use kentongan_rules::actor::Actor;
use kentongan_rules::time::{At, Span};
use kentongan_store::{OpenOptions, Reader, Store};
use kentongan_tests::script::{MORNING, fire_due, opened};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

const TICKETS: u32 = 5;
/// Every level of every dispatch is due.
const NOW: At = At(MORNING.0 + 10 * 60_000);

/// An alarm as it lies there, deliveries included.
type Alarm = (Vec<u8>, i64, i64, i64, String, i64, i64, i64, String);

fn alarms(path: &Path) -> Vec<Alarm> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT ticket, clock, cycle, aim, level, due_at, fired_at, late_ms, deliveries FROM alarm
               ORDER BY ticket, clock, cycle, aim, due_at, level";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
            row.get(7)?,
            row.get(8)?,
        ))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Events of firing in the journal, and how many different levels they are of.
fn fired(path: &Path) -> (usize, usize) {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT stream || json_extract(data, '$.clock') || ' ' || json_extract(data, '$.aim') || ' '
                      || json_extract(data, '$.level') FROM journal WHERE kind = 'fired'";
    let mut statement = connection.prepare(sql).unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let different: BTreeSet<_> = names.iter().collect();
    (names.len(), different.len())
}

/// What a screen lists: each alarm's place.
fn listed(path: &Path) -> Vec<String> {
    let mut reader = Reader::open(path, &OpenOptions::default()).unwrap();
    let page = reader.alarms(None, &Actor::wall(), NOW).unwrap();
    assert!(!page.more);
    page.alarms.iter().map(|row| format!("{:?}", row.key)).collect()
}

/// Fires under strace in a room of its own and looks at what is left; whether it was killed.
fn killed(start: &Image, wanted: &[Alarm], call: &str, k: u64, before: &AtomicUsize) -> bool {
    let what = format!("{call} {k}");
    let folder = tempfile::tempdir().unwrap();
    put(start, folder.path());
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-e", &format!("trace={call}")]);
    strace.args(["-e", &format!("inject={call}:signal=KILL:when={k}"), "-o"]);
    strace.arg(folder.path().join("strace.log")).arg(driver()).arg("fire").arg(folder.path());
    let output = strace.arg(NOW.0.to_string()).output().expect("strace runs; `cargo xtask test` installs it");
    let killed = output.status.signal() == Some(SIGKILL);
    let done = String::from_utf8_lossy(&output.stdout).contains("done");
    assert_eq!(killed, !done, "{what}: {}", String::from_utf8_lossy(&output.stderr));
    let path = folder.path().join("room.db");
    // As it is found: whole, and an event to each row.
    let mut store = open(&path).unwrap_or_else(|broken| panic!("{what}: {broken}"));
    assert_sound(&path, &what);
    let found = alarms(&path);
    assert!(found.iter().all(|alarm| wanted.contains(alarm)), "{what}: {found:?}");
    assert_eq!(fired(&path), (found.len(), found.len()), "{what}: as found");
    before.fetch_add(found.len(), Ordering::Relaxed);
    // And after the next start.
    fire_due(&mut store, NOW, 64).unwrap();
    assert_eq!(alarms(&path), wanted, "{what}: lost, doubled or another");
    assert_eq!(fired(&path), (wanted.len(), wanted.len()), "{what}");
    let items = listed(&path);
    assert_eq!((items.len(), items.iter().collect::<BTreeSet<_>>().len()), (wanted.len(), wanted.len()));
    assert_sound(&path, &what);
    killed
}

#[test]
fn law_24_killed_at_every_write_of_firing_there_is_one_alarm_and_nothing_is_lost() {
    let disk = Arc::new(Disk::of(&founded()));
    let mounted = mount(&disk);
    let mut store = open(&mounted.database()).unwrap();
    for no in 1..=TICKETS {
        let line = opened(no, MORNING + Span::minutes(1) + Span::seconds(i64::from(no)));
        store.act(&[line.job().unwrap()]).unwrap();
    }
    let start = disk.whole();
    assert_eq!(fire_due(&mut store, NOW, 2).unwrap(), TICKETS as usize);
    let wanted = alarms(&mounted.database());
    assert_eq!(wanted.len(), TICKETS as usize * 4);
    // The first level is seen, not heard.
    assert!(wanted.iter().all(|alarm| alarm.4 == "soon" || alarm.8.contains("outlet")), "{wanted:?}");
    let (kills, before) = (AtomicU64::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for call in CALLS {
            let (start, wanted, kills, before) = (&start, &wanted, &kills, &before);
            scope.spawn(move || {
                let mut k = 1;
                while killed(start, wanted, call, k, before) {
                    kills.fetch_add(1, Ordering::Relaxed);
                    k += 1;
                }
            });
        }
    });
    let (kills, before) = (kills.into_inner(), before.into_inner());
    println!(
        "{kills} kills, {} alarms each in the end, {before} of all there before the next start",
        wanted.len()
    );
    // Not all of them before the first commit, and not all after the last.
    assert!(kills > 20 && before > 20, "{kills} kills, {before}");
}
