//! The line to the room is cut, half open, late, or up and down by chance: calls are taken meanwhile where the desk holds
//! its own, and every desk comes back by itself.

use crate::desks::{Caller, Desk, WINDOW};
use crate::full;
use crate::ground::{Ground, VERSION};
use crate::ledger::Ledger;
use kentongan_room::client::Client;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Reply};
use kentongan_tests::chance::Chance;
use kentongan_tests::proxy::{Line, State};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

/// A desk asks an idle connection every 5 s, and believes in it for 3 s more (`client.rs`).
const NOTICED: Duration = Duration::from_secs(8);
/// A room does so every 15 s, for 15 s more (`wire/serve.rs`).
const NOTICED_BY_THE_ROOM: Duration = Duration::from_secs(30);
/// A desk that can be alone waits so long for a receipt (`alone.rs`), then it takes the call itself.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a busy machine adds.
const SLACK: Duration = Duration::from_secs(6);

async fn is_alone(caller: &Caller) -> bool {
    let Desk::Alone(there) = &caller.desk else { return false };
    match there.query(WINDOW, &Query::Session).await {
        Ok(Reply::Session(session)) => session.alone.is_some_and(|alone| alone.since.is_some()),
        other => panic!("{other:?}"),
    }
}

/// Until the desk has found its room again, without being told to look.
async fn comes_back(caller: &Caller, what: &str) -> Duration {
    let began = Instant::now();
    while is_alone(caller).await {
        assert!(began.elapsed() < NOTICED + SLACK, "{what}: still alone after {:?}", began.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    caller.has_told_all(SLACK).await;
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_cut_half_open_or_late_stops_no_call() {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let (ledger, receipts) = (Arc::<Ledger>::default(), Arc::<AtomicU64>::default());
    let mut states = vec![State::Refusing, State::Resetting, State::Swallowing];
    if full() {
        states.extend([State::Deaf, State::Late(Duration::from_millis(1_500)), State::Late(PATIENCE * 2)]);
    }
    let mut trying = Vec::new();
    // Each on a line of its own, all at once.
    for (no, state) in states.into_iter().enumerate() {
        let line = Line::numbered(ground.address, no as u8).await.unwrap();
        let own = tempfile::tempdir().unwrap();
        let at = (no, line.address.as_str());
        let mut caller = Caller::new(&ground, at, Some(own.path()), (&ledger, &receipts)).await;
        trying.push(tokio::spawn(async move {
            caller.takes_call().await;
            line.is(state);
            let first = caller.takes_call().await;
            let mut longest = Duration::ZERO;
            for _ in 0..3 {
                longest = longest.max(caller.takes_call().await);
            }
            line.is(State::Whole);
            let back = comes_back(&caller, &format!("{state:?}")).await;
            caller.takes_call().await;
            println!("{state:?}: a call waited {first:?}, then {longest:?} at most; back after {back:?}");
            // Alone it waits once, and a line that is only late may be waited for each time.
            assert!(first < PATIENCE + SLACK, "{state:?}: {first:?}");
            assert!(longest < PATIENCE * 2 + SLACK, "{state:?}: {longest:?}");
        }));
    }
    for one in trying {
        one.await.unwrap();
    }
    room.kill();
    println!("cut: {}", ledger.assert_kept(ground.folder.path(), "cut"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_open_line_is_noticed_at_both_ends() {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let line = Line::to(ground.address).await.unwrap();
    let client = Client::joined(&ground.pin_at(0, &line.address), VERSION).unwrap();
    client.query(&Query::Session).await.unwrap();
    assert_eq!(line.at_room(), 1);
    line.is(State::Swallowing);
    let began = Instant::now();
    // Somebody waits for news, and somebody asks.
    let (news, asked) = tokio::join!(client.changes(Seq(1_000_000)), client.query(&Query::Session));
    let noticed = began.elapsed();
    assert_eq!((news, asked), (Err(Problem::Unreachable), Err(Problem::Unreachable)));
    assert!(noticed < NOTICED + SLACK, "{noticed:?}");
    line.is(State::Whole);
    let began_again = Instant::now();
    client.query(&Query::Session).await.unwrap();
    println!("half open: noticed after {noticed:?}, served again after {:?}", began_again.elapsed());
    if full() {
        // The room lets go of what nobody is at the other end of.
        while line.at_room() > 1 {
            assert!(began.elapsed() < NOTICED_BY_THE_ROOM + SLACK, "the room holds a dead connection");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        println!("half open: noticed by the room after {:?}", began.elapsed());
    }
    room.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_flaps_loses_and_doubles_nothing() {
    let (desks, span) = if full() { (12, Duration::from_secs(180)) } else { (4, Duration::from_secs(8)) };
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let (ledger, receipts) = (Arc::<Ledger>::default(), Arc::<AtomicU64>::default());
    let mut flapping = Vec::new();
    for no in 0..desks {
        let line = Line::numbered(ground.address, no as u8).await.unwrap();
        // Half of them can be alone.
        let own = (no % 2 == 0).then(|| tempfile::tempdir().unwrap());
        let folder = own.as_ref().map(tempfile::TempDir::path);
        let at = (no, line.address.as_str());
        let mut caller = Caller::new(&ground, at, folder, (&ledger, &receipts)).await;
        flapping.push(tokio::spawn(async move {
            let mut chance = Chance::of(no as u64);
            let (began, mut longest) = (Instant::now(), Duration::ZERO);
            let calls = async {
                while began.elapsed() < span {
                    longest = longest.max(caller.takes_call().await);
                    caller.breathes(200).await;
                }
                (comes_back(&caller, "flapping").await, longest)
            };
            let (downs, (back, longest)) = tokio::join!(line.flaps(&mut chance, span), calls);
            (no % 2 == 0, downs, back, longest)
        }));
    }
    let (mut downs, mut back, mut waited) = (0, Duration::ZERO, [Duration::ZERO; 2]);
    for one in flapping {
        let (can_be_alone, some, came_back, longest) = one.await.unwrap();
        downs += some;
        back = back.max(came_back);
        let longest_of_its_kind = &mut waited[usize::from(can_be_alone)];
        *longest_of_its_kind = (*longest_of_its_kind).max(longest);
    }
    room.kill();
    let tally = ledger.assert_kept(ground.folder.path(), "flapping");
    println!(
        "flapping: {desks} desks, {downs} times down: {tally}; a call waited {:?} at most, {:?} at a desk that can be \
         alone; the last was back after {back:?}",
        waited[0], waited[1]
    );
    assert!(tally.held > 0, "nobody was alone");
}
