//! `kentongan-room serve` while its wall clock is set under it, and while it is stopped.

use crate::running::{Fired, Running, assert_once, missed, prepare, quantile, session, take_call, until};
use kentongan_room::TimeSource;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::ClockTrust;
use kentongan_tests::{programs, whole};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const SOON: Duration = Duration::from_secs(5);

fn now() -> At {
    TimeSource::Wall.now()
}

/// A ticket a second for the last minute and a half: every second from now on several levels are due.
async fn prepared(folder: &Path) -> At {
    let now = now();
    let calls: Vec<At> = (0..95).map(|no| now - Span::seconds(95 - no)).collect();
    prepare(folder, now - Span::hours(1), &calls).await;
    now
}

/// The wall clock of one process, set by libfaketime; its other clocks are the machine's.
struct WallClock {
    library: String,
    file: PathBuf,
}

impl WallClock {
    fn new(folder: &Path) -> WallClock {
        let asked = Command::new("faketime").args(["-m", "-f", "+0", "printenv", "LD_PRELOAD"]).output();
        let asked = asked.expect("faketime runs; `cargo xtask test` installs the package `faketime`");
        let library = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
        assert!(library.contains("libfaketime"), "{asked:?}");
        let clock = WallClock { library, file: folder.join("wall") };
        clock.set(0);
        clock
    }

    /// Sets it `seconds` off the right time.
    fn set(&self, seconds: i64) {
        whole::write(&self.file, &format!("{seconds:+}\n")).unwrap();
    }

    fn serve(&self, folder: &Path) -> Running {
        let mut command = serve(folder);
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", &self.file)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
        Running::start(command)
    }
}

fn serve(folder: &Path) -> Command {
    let mut command = Command::new(programs::room().unwrap());
    command.args(["serve", "--port", "0", "--data"]).arg(folder);
    command
}

/// As the room sees a wall clock that is `seconds` off.
fn is_off(trust: ClockTrust, seconds: i64) -> bool {
    let near = |by: Span| (by.0 - seconds.abs() * 1_000).abs() <= 6_000;
    match trust {
        ClockTrust::Sure => seconds.abs() <= 1,
        ClockTrust::Ahead { by, .. } => seconds > 0 && near(by),
        ClockTrust::Behind { by, .. } => seconds < 0 && near(by),
    }
}

/// How late what was due after `from` fired, in milliseconds.
fn late(all: &[Fired], from: At) -> Vec<i64> {
    all.iter().filter(|one| one.due_at > from).map(|one| one.late().0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn law_28_a_clock_that_is_set_misses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let began = prepared(folder.path()).await;
    let clock = WallClock::new(folder.path());
    let room = clock.serve(folder.path());
    let desk = room.desk();
    until(&desk, SOON, "the start", |now| now.pulse.clock == ClockTrust::Sure).await;
    let settled = now() + Span::seconds(2);
    let to_1970 = -began.0 / 1_000 + 100;
    let to_2099 = 4_085_000_000 - began.0 / 1_000;
    let mut ticket = 1_000;
    for off in [1, -1, HOUR, -HOUR, DAY, -DAY, to_1970, to_2099] {
        for off in [off, 0] {
            clock.set(off);
            let seen = until(&desk, SOON, "the step is seen", |now| is_off(now.pulse.clock, off)).await;
            assert!(seen < Duration::from_secs(2), "{off}: {seen:?}");
            tokio::time::sleep(Duration::from_millis(1_200)).await;
            let room = session(&desk).await;
            assert!((room.now - now()).0.abs() < 7_000, "{off}: {room:?}");
            ticket += 1;
            take_call(&desk, ticket).await;
        }
    }
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let end = now();
    assert_eq!(missed(folder.path(), end - Span::seconds(1)), 0, "missed");
    drop(room);
    let all = assert_once(folder.path(), "steps");
    let last = all.last().unwrap();
    assert!(last.at <= now() + Span::seconds(6), "stamped by a wrong clock: {last:?}");
    assert!(all.iter().all(|one| one.due_at <= now() + Span::seconds(6)), "a false breach");
    let late = late(&all, settled);
    let (count, p50, p99) = (late.len(), quantile(late.clone(), 50), quantile(late.clone(), 99));
    println!(
        "16 steps: {} levels fired once; {count} while it ran, late p50 {p50} ms, p99 {p99} ms",
        all.len()
    );
    assert!(count > 40 && late.iter().all(|ms| *ms <= 2_000), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn law_28_a_supervisor_confirms_a_clock_and_nobody_else_does() {
    let folder = tempfile::tempdir().unwrap();
    prepared(folder.path()).await;
    let clock = WallClock::new(folder.path());
    let room = clock.serve(folder.path());
    let (desk, supervisor) = (room.desk(), room.supervisor().await);
    clock.set(DAY);
    until(&desk, SOON, "ahead", |now| is_off(now.pulse.clock, DAY)).await;
    assert_eq!(desk.confirm_clock().await, Err(Problem::SignedOut));
    assert!(is_off(session(&desk).await.pulse.clock, DAY), "nothing was confirmed");
    let before = assert_once(folder.path(), "before").len();
    supervisor.confirm_clock().await.unwrap();
    let confirmed = session(&desk).await;
    assert_eq!(confirmed.pulse.clock, ClockTrust::Sure);
    assert!((confirmed.now - (now() + Span::hours(24))).0.abs() < 1_000, "{confirmed:?}");
    until(&desk, Duration::from_secs(10), "what the day made due", |_| {
        missed(folder.path(), confirmed.now) == 0
    })
    .await;
    let all = assert_once(folder.path(), "a day later");
    // Of each answer the warnings of twelve, four and one hour left, and the breach of those a day old.
    assert!(all.len() >= before + 95 * 3, "{} after {before}", all.len());
    // Back again: what was said is not taken back, and time goes on, a little slower.
    clock.set(0);
    until(&desk, SOON, "behind", |now| is_off(now.pulse.clock, -DAY)).await;
    supervisor.confirm_clock().await.unwrap();
    let first = session(&desk).await;
    assert!(first.pulse.clock == ClockTrust::Sure && first.now >= confirmed.now, "{first:?}");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let passed = session(&desk).await.now - first.now;
    assert!((1_500..2_600).contains(&passed.0), "{passed:?}");
    assert_once(folder.path(), "back");
}

#[tokio::test(flavor = "multi_thread")]
async fn law_28_a_clock_that_is_wrong_at_the_start_is_asked_about_and_believed_when_it_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let began = prepared(folder.path()).await;
    let clock = WallClock::new(folder.path());
    for off in [-began.0 / 1_000 + 100, 30 * DAY] {
        clock.set(off);
        let room = clock.serve(folder.path());
        let desk = room.desk();
        until(&desk, SOON, "asked about", |now| now.pulse.clock != ClockTrust::Sure).await;
        let wrong = session(&desk).await;
        assert!((wrong.now - now()).0.abs() < 60_000, "counted on from the journal: {wrong:?}");
        clock.set(0);
        until(&desk, SOON, "believed", |now| now.pulse.clock == ClockTrust::Sure).await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(missed(folder.path(), now() - Span::seconds(1)), 0);
    }
    assert_once(folder.path(), "two wrong starts");
}

#[tokio::test(flavor = "multi_thread")]
async fn law_27_a_stall_over_several_levels_fires_each_once_when_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    prepared(folder.path()).await;
    let room = Running::start(serve(folder.path()));
    let desk = room.desk();
    until(&desk, Duration::from_secs(20), "the start", |_| {
        missed(folder.path(), now() - Span::seconds(1)) == 0
    })
    .await;
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &room.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    };
    let before = now();
    signal("-STOP");
    // From "soon" over "urgent" to "late" of the same clocks.
    tokio::time::sleep(Duration::from_secs(32)).await;
    let waiting = missed(folder.path(), now());
    signal("-CONT");
    let resumed = now();
    let took = until(&desk, SOON, "the stall", |_| missed(folder.path(), resumed) == 0).await;
    let pulse = session(&desk).await.pulse;
    assert!(pulse.clock == ClockTrust::Sure && pulse.heartbeat < Span::seconds(2), "{pulse:?}");
    let all = assert_once(folder.path(), "a stall");
    let stalled: Vec<_> = all.iter().filter(|one| one.due_at > before && one.due_at <= resumed).collect();
    assert!(waiting > 30 && stalled.len() > waiting, "{waiting} tickets, {} levels", stalled.len());
    let over = stalled.iter().map(|one| (one.at - resumed).0).max().unwrap();
    assert!(over <= 2_000, "{over} ms after it went on");
    println!(
        "32 s stopped: {} levels on {waiting} tickets fired once, {took:?} after it went on",
        stalled.len()
    );
}
