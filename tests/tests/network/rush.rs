//! The room starts again and everybody is there at once.

use crate::full;
use crate::ground::{DESKS, Ground, VERSION};
use kentongan_room::client::Client;
use kentongan_rules::view::Query;
use kentongan_tests::chance::Chance;
use std::time::{Duration, Instant};

/// Longest until the last of them is served, on a busy machine.
const ALL_SERVED: Duration = Duration::from_secs(60);
/// What one of them may cost the room, in KiB.
const MEMORY_EACH: u64 = 512;
/// What the room may need beside them, in KiB.
const MEMORY: u64 = 256 << 10;

/// Asks again until the room answers with its board, as a screen does; how often it was turned away.
async fn is_served(client: &Client, chance: &mut Chance) -> u32 {
    let mut turned_away = 0;
    loop {
        let asked = async { client.query(&Query::Session).await.and(client.query(&Query::Board).await) };
        if asked.await.is_ok() {
            return turned_away;
        }
        turned_away += 1;
        tokio::time::sleep(Duration::from_millis(50 + chance.below(200))).await;
    }
}

async fn rush(screens: usize) {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let mut all = Vec::new();
    for no in 0..screens {
        all.push(Client::joined(&ground.pin(no % DESKS), VERSION).unwrap().as_wall());
    }
    // All of them are connected, and then nobody is there.
    let connected = Instant::now();
    let asking = all.iter().enumerate().map(|(no, client)| {
        let client = client.clone();
        tokio::spawn(async move { is_served(&client, &mut Chance::of(no as u64)).await })
    });
    for one in asking.collect::<Vec<_>>() {
        tokio::time::timeout(ALL_SERVED, one).await.expect("refused for good").unwrap();
    }
    let connected = connected.elapsed();
    room.kill();
    let began = Instant::now();
    let asking: Vec<_> = all
        .into_iter()
        .enumerate()
        .map(|(no, client)| {
            tokio::spawn(async move {
                let turned_away = is_served(&client, &mut Chance::of(no as u64)).await;
                // Whoever is connected stays so.
                (began.elapsed(), turned_away, client)
            })
        })
        .collect();
    let room = ground.start();
    let (mut served, mut turned_away, mut kept) = (Vec::new(), 0, Vec::new());
    for one in asking {
        let (after, times, client) =
            tokio::time::timeout(ALL_SERVED, one).await.expect("refused for good").unwrap();
        served.push(after);
        turned_away += times;
        kept.push(client);
    }
    served.sort_unstable();
    let memory = room.most_memory();
    println!(
        "{screens} at once: connected in {connected:?}; after a restart half were served after {:?}, all after {:?}, \
         turned away {turned_away} times; the room had {} MiB at most",
        served[served.len() / 2],
        served[served.len() - 1],
        memory / 1024
    );
    assert!(memory <= MEMORY + screens as u64 * MEMORY_EACH, "{memory} KiB");
    room.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_at_once_after_a_restart_is_served() {
    rush(if full() { 50 } else { 60 }).await;
    if full() {
        rush(1_000).await;
    }
}
