//! The room is killed at random instants, again and again, while desks take calls.

use crate::desks::Caller;
use crate::full;
use crate::ground::Ground;
use crate::ledger::Ledger;
use kentongan_tests::chance::Chance;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest from a kill to the next receipt of the room.
const RECOVERS: Duration = Duration::from_secs(60);

struct Form {
    kills: u32,
    /// Desks that can do nothing without the room, and desks that go on alone.
    plain: usize,
    alone: usize,
}

fn form() -> Form {
    if full() { Form { kills: 200, plain: 40, alone: 10 } } else { Form { kills: 5, plain: 6, alone: 2 } }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_instant_under_many_desks_it_keeps_what_it_acknowledged() {
    let Form { kills, plain, alone } = form();
    let ground = Ground::new().await;
    let mut room = ground.serve().await;
    let (ledger, receipts) = (Arc::<Ledger>::default(), Arc::<AtomicU64>::default());
    let over = Arc::<AtomicBool>::default();
    let mut working = Vec::new();
    for no in 0..plain + alone {
        let own = (no >= plain).then(|| tempfile::tempdir().unwrap());
        let (address, folder) = (ground.address.to_string(), own.as_ref().map(TempDir::path));
        let mut caller = Caller::new(&ground, (no, &address), folder, (&ledger, &receipts)).await;
        let over = over.clone();
        working.push(tokio::spawn(async move {
            let mut longest = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                longest = longest.max(caller.takes_call().await);
                caller.breathes(300).await;
            }
            (caller, own, longest)
        }));
    }
    let (mut chance, mut recovered, mut while_opening) = (Chance::of(112), Vec::new(), 0);
    let mut down_since: Option<Instant> = None;
    for _ in 0..kills {
        // Often while it opens, and before anybody was served.
        if chance.percent(20) {
            while_opening += 1;
            tokio::time::sleep(Duration::from_millis(chance.below(400))).await;
        } else {
            recovered.extend(served(&receipts, &mut down_since).await);
            // Mostly before everybody is back, and now and then after.
            let most = if chance.percent(15) { 6_000 } else { 500 };
            tokio::time::sleep(Duration::from_millis(chance.below(most))).await;
        }
        room.kill();
        down_since.get_or_insert_with(Instant::now);
        tokio::time::sleep(Duration::from_millis(chance.below(100))).await;
        room = ground.start();
    }
    recovered.extend(served(&receipts, &mut down_since).await);
    over.store(true, Ordering::Relaxed);
    let mut waited = [Duration::ZERO; 2];
    for (no, desk) in working.into_iter().enumerate() {
        let (caller, _own, longest) = desk.await.unwrap();
        caller.has_told_all(RECOVERS).await;
        let kind = usize::from(no >= plain);
        waited[kind] = waited[kind].max(longest);
    }
    room.kill();
    let tally = ledger.assert_kept(ground.folder.path(), "kills");
    recovered.sort_unstable();
    println!(
        "{kills} kills ({while_opening} while it opened), {plain} desks and {alone} that can be alone: {tally}; \
         receipts again after {:?}, the slowest {:?}; a caller waited {:?}, at a desk that can be alone {:?}",
        recovered[recovered.len() / 2],
        recovered[recovered.len() - 1],
        waited[0],
        waited[1]
    );
    assert!(tally.acknowledged > kills as usize && tally.numbers > 0, "too little happened");
}

/// Waits for a receipt of the room; how long there was none, if it was killed before.
async fn served(receipts: &AtomicU64, down_since: &mut Option<Instant>) -> Option<Duration> {
    let (before, began) = (receipts.load(Ordering::Relaxed), Instant::now());
    while receipts.load(Ordering::Relaxed) == before {
        assert!(began.elapsed() < RECOVERS, "nobody was served");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    down_since.take().map(|since| since.elapsed())
}
