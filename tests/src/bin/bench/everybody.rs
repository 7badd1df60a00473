//! P2 and P4 over the wire: fifty desks that speak at once, and how long it is from one desk's key until the last
//! screen has it, also among a thousand screens of which some do not read.

use crate::case::complaint;
use crate::fan_out::fan_out;
use crate::floor;
use crate::frozen::Frozen;
use crate::screen::Screen;
use crate::served::{DESKS, Joined, Served, account};
use crate::shift::opening;
use crate::{busy, middle, ms, p99};
use kentongan_room::TimeSource;
use kentongan_rules::command::Command;
use kentongan_rules::region::Region;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Reply};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Tickets of each desk in P2.
const EACH: usize = 40;
/// Keys timed in P4.
const KEYS: usize = 300;
const CROWD: usize = 1_000;
const KEYS_BEFORE_A_CROWD: usize = 100;
/// As often as a page says which ticket is open.
const SAYS_AGAIN: Duration = Duration::from_secs(8);
/// Between two keys every screen has asked again.
const REST: Duration = Duration::from_millis(30);

/// An operator at each desk.
pub async fn seated(joined: &Joined, served: &Served) -> Vec<Screen> {
    let signing_in: Vec<_> = (0..DESKS)
        .map(|no| {
            let screen = Screen::at(&joined.pin(no, served));
            tokio::spawn(async move { screen.sign_in(&account(no)).await })
        })
        .collect();
    let mut desks = Vec::with_capacity(DESKS);
    for one in signing_in {
        desks.push(one.await.unwrap());
    }
    desks
}

/// P2: tickets a second from fifty desks over TLS, each durable, beside raw single commits of the same rows.
pub async fn together(folder: &Path, joined: &Joined) {
    let data = folder.join("together-tls");
    joined.copied(&data);
    let served = Served::start(&data, 0);
    let desks = seated(joined, &served).await;
    let began = Instant::now();
    let speaking: Vec<_> = desks
        .into_iter()
        .enumerate()
        .map(|(no, desk)| {
            let region = joined.region.clone();
            tokio::spawn(async move {
                for nth in 0..EACH {
                    let opened = opening(&region, no * EACH + nth, TimeSource::Wall.now());
                    desk.say(Command::OpenTicket(opened)).await;
                }
            })
        })
        .collect();
    for one in speaking {
        one.await.unwrap();
    }
    let rate = (DESKS * EACH) as f64 / began.elapsed().as_secs_f64();
    let load = busy();
    served.end();
    let database = data.join("room.db");
    assert_eq!(floor::count(&database), DESKS * EACH, "void: a ticket was lost");
    let mut raw = floor::insert_again(&database, &folder.join("together-floor.db")).times;
    let raw = 1.0 / middle(&mut raw).as_secs_f64();
    println!(
        "P2 {DESKS} desks over TLS: {rate:.0} tickets/s, raw single commits {raw:.0}/s, ratio {:.2} (goal 8){load}",
        rate / raw
    );
}

/// P4: from the key to the last screen.
pub async fn everybody(folder: &Path, joined: &Joined) {
    let data = folder.join("everybody");
    joined.copied(&data);
    let served = Served::start(&data, 0);
    let desks = seated(joined, &served).await;
    let at_their_tickets = looking(&desks, &joined.region).await;
    let mut screens = desks.clone();
    screens.push(Screen::at(&joined.pin(0, &served)));
    let measured = async |who: &str, screens: &[Screen], keys: usize| {
        let watching = Watching::start(screens).await;
        let (mut took, bytes) = watching.hear(&desks[0], &joined.region, keys).await;
        let load = busy();
        let (half, most) = (middle(&mut took), p99(&mut took));
        let copy = folder.join(format!("everybody-floor-{}", took.len() + screens.len() + who.len()));
        let single = floor::insert_again(&data.join("room.db"), &copy).times;
        let told = fan_out(bytes, screens.len(), keys).await;
        let raw = p99(&mut single.iter().zip(told).map(|(one, other)| *one + other).collect::<Vec<_>>());
        println!(
            "P4 {who}: key to the last screen p50 {:.1} ms, p99 {:.1} ms, raw commit and fan-out of {bytes} bytes p99 {:.1} ms, ratio {:.2} (goal 2.5, 100 ms){load}",
            ms(half),
            ms(most),
            ms(raw),
            most.as_secs_f64() / raw.as_secs_f64()
        );
    };
    measured("51 screens", &screens, KEYS).await;
    for nth in 0..CROWD - screens.len() {
        let window = desks[nth % DESKS].beside(&joined.pin(nth % DESKS, &served));
        // One after the other: those who have not asked yet are let go when too many come at once.
        window.query(&Query::Session).await;
        screens.push(window);
    }
    measured("1,000 screens", &screens, KEYS_BEFORE_A_CROWD).await;
    let frozen = Frozen::start(joined, &served, &desks).await;
    measured("1,000 screens beside frozen and slow ones", &screens, KEYS_BEFORE_A_CROWD).await;
    frozen.end();
    drop(at_their_tickets);
    served.end();
}

/// Every desk has a ticket of its own open, and says so as its page does, until this is dropped.
async fn looking(desks: &[Screen], region: &Region) -> tokio::task::JoinSet<()> {
    let mut looking = tokio::task::JoinSet::new();
    for (nth, desk) in desks.iter().cloned().enumerate() {
        let opened = complaint(region, nth, TimeSource::Wall.now());
        let ticket = opened.ticket;
        desk.say(Command::OpenTicket(opened)).await;
        desk.present(ticket).await;
        looking.spawn(async move {
            loop {
                tokio::time::sleep(SAYS_AGAIN).await;
                desk.present(ticket).await;
            }
        });
    }
    looking
}

/// Screens that wait for what is new, until they are dropped.
struct Watching {
    screens: usize,
    arrivals: mpsc::UnboundedReceiver<(usize, Seq, Instant, usize)>,
    tasks: tokio::task::JoinSet<()>,
}

impl Watching {
    async fn start(screens: &[Screen]) -> Watching {
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let mut tasks = tokio::task::JoinSet::new();
        let Reply::Board(board) = screens[0].query(&Query::Board).await else { panic!("no board") };
        for (no, screen) in screens.iter().cloned().enumerate() {
            let arrived = arrived.clone();
            tasks.spawn(async move {
                let (mut seq, mut heard) = (board.seq, Some(0));
                loop {
                    let changes = screen.changes(seq, heard).await;
                    let at = Instant::now();
                    heard =
                        changes.here.as_ref().map(|here| here.version).or(heard.filter(|heard| *heard > 0));
                    // One is weighed for all: they are told the same.
                    let news = no == 0 && changes.seq > seq;
                    let bytes = if news { serde_json::to_vec(&changes).unwrap().len() } else { 0 };
                    seq = changes.seq;
                    arrived.send((no, seq, at, bytes)).unwrap();
                }
            });
        }
        let mut watching = Watching { screens: screens.len(), arrivals, tasks };
        // Each has asked once, so that its connection stands.
        watching.all_have(board.seq).await;
        watching
    }

    /// When the last screen had it, and in how many bytes.
    async fn all_have(&mut self, wanted: Seq) -> (Instant, usize) {
        let mut waiting: BTreeSet<usize> = (0..self.screens).collect();
        let (mut last, mut long) = (Instant::now(), 0);
        while !waiting.is_empty() {
            let (no, seq, at, bytes) = self.arrivals.recv().await.unwrap();
            if seq >= wanted && waiting.remove(&no) {
                // They arrive in the order in which they were heard.
                (last, long) = (at, long.max(bytes));
            }
        }
        (last, long)
    }

    async fn hear(mut self, desk: &Screen, region: &Region, keys: usize) -> (Vec<Duration>, usize) {
        let (mut took, mut bytes) = (Vec::with_capacity(keys), 0);
        for nth in 0..keys {
            tokio::time::sleep(REST).await;
            let command = Command::OpenTicket(complaint(region, nth, TimeSource::Wall.now()));
            let began = Instant::now();
            let receipt = desk.say(command).await;
            let (last, long) = self.all_have(receipt.seq).await;
            took.push(last - began);
            bytes = long;
        }
        self.tasks.shutdown().await;
        (took, bytes)
    }
}
