//! A machine that sleeps, and a path that is blocked, driven on the clocks of a room in a process of its own. A real
//! suspend would stop the test as well.

use crate::running::{Clocks, Running, assert_once, missed, prepare, session, until};
use kentongan_room::client::Client;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{ClockTrust, LineKind};
use kentongan_tests::script::MORNING;
use rusqlite::Connection;
use std::time::{Duration, Instant};

const RESUME: Duration = Duration::from_secs(2);

/// How many firings a screen is told of until it has heard everything up to `head`.
async fn told(client: Client, head: tokio::sync::oneshot::Receiver<Seq>) -> usize {
    let (mut seq, mut count, mut head, mut end) = (Seq(0), 0, head, None);
    loop {
        if end.is_some_and(|end| seq >= end) {
            return count;
        }
        tokio::select! {
            changes = client.changes(seq) => {
                let changes = changes.unwrap();
                count += changes.lines.iter().filter(|line| line.kind == LineKind::Fired).count();
                seq = changes.seq;
            }
            found = &mut head, if end.is_none() => end = Some(found.unwrap()),
        }
    }
}

async fn sleeps_through(slept: Span) {
    let folder = tempfile::tempdir().unwrap();
    // Half of them warn of their answer in the night, the others want a dispatch within the minute.
    let old = (0..15).map(|no| MORNING - Span::minutes(690) + Span::seconds(no));
    let new = (0..15).map(|no| MORNING + Span::seconds(no));
    let calls: Vec<At> = old.chain(new).collect();
    prepare(folder.path(), MORNING - Span::hours(12), &calls).await;
    let clocks = Clocks::start(folder.path(), MORNING + Span::seconds(20));
    let room = Running::driven(folder.path(), &clocks);
    let client = room.supervisor().await;
    let (end, head) = tokio::sync::oneshot::channel();
    let screen = tokio::spawn(told(room.supervisor().await, head));
    until(&client, Duration::from_secs(20), "what was overdue at the start", |_| {
        missed(folder.path(), clocks.wall() - Span::seconds(1)) == 0
    })
    .await;
    let before = assert_once(folder.path(), "before");
    clocks.sleep(slept);
    let (resumed, woken) = (Instant::now(), clocks.wall());
    while missed(folder.path(), woken) > 0 {
        assert!(resumed.elapsed() < RESUME, "{} tickets wait", missed(folder.path(), woken));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let took = resumed.elapsed();
    let now = session(&client).await;
    assert_eq!(now.pulse.clock, ClockTrust::Sure);
    assert!((now.now - clocks.wall()).0.abs() < 1_000);
    assert!(now.pulse.heartbeat < Span::seconds(2), "a machine that slept missed no turn: {now:?}");
    let all = assert_once(folder.path(), "after");
    let over = all[before.len()..].iter().map(|one| (one.at - woken).0).max().unwrap();
    assert!(over <= 2_000, "{over} ms after the resume");
    assert!(all.iter().filter(|one| one.due_at <= woken).count() >= 15 * 3);
    end.send(Seq(all.last().unwrap().seq)).unwrap();
    assert_eq!(screen.await.unwrap(), all.len(), "the feed has a gap");
    println!(
        "asleep for {} min: {} levels fired once, {took:?} after the resume",
        slept.0 / 60_000,
        all.len() - before.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn law_27_what_was_due_in_ten_minutes_of_sleep_fires_once_at_the_resume() {
    sleeps_through(Span::minutes(10)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn law_27_what_was_due_in_ten_hours_of_sleep_fires_once_at_the_resume() {
    sleeps_through(Span::hours(10)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn law_35_a_path_that_is_blocked_is_on_every_screen_within_two_minutes() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path(), MORNING, &[]).await;
    let clocks = Clocks::start(folder.path(), MORNING + Span::seconds(20));
    let room = Running::driven(folder.path(), &clocks);
    let desk = room.desk();
    let patience = Duration::from_secs(15);
    let fresh = |now: &kentongan_rules::view::Session| now.pulse.canary < Span::seconds(30);
    // The control: while the path is free, each minute brings a canary.
    for _ in 0..3 {
        clocks.pass(Span::seconds(61));
        until(&desk, patience, "a canary", fresh).await;
    }
    let mut blocked = Connection::open(folder.path().join("room.db")).unwrap();
    let lock = blocked.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let began = session(&desk).await.pulse.canary;
    let left = Span(120_001 - began.0);
    for _ in 0..4 {
        clocks.pass(Span(left.0 / 4 + 1));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    }
    let now = session(&desk).await.pulse;
    assert!(now.canary > Span::seconds(120), "{now:?}");
    assert!(now.heartbeat < Span::seconds(30), "the clock task only reads, and goes on: {now:?}");
    drop(lock);
    // The next one is tried soon, not a minute later.
    for _ in 0..3 {
        clocks.pass(Span::seconds(6));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    }
    until(&desk, patience, "a canary after it was freed", fresh).await;
}
