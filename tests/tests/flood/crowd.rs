//! Connections that are held and say nothing: a desk comes in all the same.

use crate::serving::{Beside, Door, Serving};
use kentongan_rules::view::Query;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// More than the door takes at once.
const HELD: usize = 4_200;
/// What this process needs beside them.
const SPARE: usize = 200;
const PATIENCE: Duration = Duration::from_secs(3);
/// What they may cost, in MiB.
const MEMORY: u64 = 128;

/// How many files and connections this process may hold.
fn handles() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap_or(usize::MAX)
}

/// Is it still held at the other end?
fn is_held(stream: &TcpStream) -> bool {
    matches!(stream.try_read(&mut [0]), Err(why) if why.kind() == std::io::ErrorKind::WouldBlock)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_holds_every_connection_keeps_no_desk_out() {
    let most = HELD.min(handles().saturating_sub(SPARE));
    for door in [Door::Plain, Door::Tls] {
        let serving = Serving::start(door).await;
        serving.way.client().query(&Query::Session).await.unwrap();
        let (before, beside) = (serving.most_memory(), Beside::start(&serving.way));
        let mut held = Vec::new();
        for _ in 0..most {
            held.push(TcpStream::connect(serving.way.address).await.unwrap());
        }
        // A desk that has just been switched on.
        let began = Instant::now();
        serving.way.client().query(&Query::Session).await.unwrap();
        let came_in = began.elapsed();
        let mut still = 0;
        for stream in &held {
            // Whoever was let go is told so at once.
            let told = tokio::time::timeout(Duration::from_millis(1), stream.readable()).await;
            still += usize::from(told.is_err() || is_held(stream));
        }
        let p99 = beside.p99(&format!("{door:?}, {most} held")).await;
        let memory = serving.most_memory();
        println!(
            "{door:?}: {still} still held, a desk came in after {came_in:?}; {before}, then {memory} MiB"
        );
        assert!(p99 < PATIENCE && came_in < PATIENCE, "{p99:?}, {came_in:?}");
        assert!(memory <= before + MEMORY, "{memory} MiB after {before}");
        assert!(still < most, "nobody made room");
        drop(held);
        serving.end().await;
    }
}
