//! A room as a process of its own, and what its journal says of the clocks.

use kentongan_room::client::Client;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::command::Execute;
use kentongan_rules::id::CommandId;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Query, Reply, Session, SignIn};
use kentongan_store::{OpenOptions, Reader, Sqlite, Store, Verdict};
use kentongan_tests::script::{ACCOUNT, Line, PASSWORD, founding, opened};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Founds a room at `founded` and lets a desk open a ticket at each of `calls`, which are in order.
pub async fn prepare(folder: &Path, founded: At, calls: &[At]) {
    let time = TimeSource::hand(founded);
    let options = RoomOptions { data: folder.to_owned(), desk: 1, time, version: "0.0.0".to_owned() };
    let room = Room::open(options).await.unwrap();
    room.execute(&Seat::Desk(room.own_desk()), founding().unwrap().execute).await.unwrap();
    room.close().await;
    drop(room);
    let lines: Vec<Line> = (1..).zip(calls).map(|(no, at)| opened(no, *at)).collect();
    write_down(folder, &lines);
}

/// Brings lines onto the disk of a room that is not open.
pub fn write_down(folder: &Path, lines: &[Line]) {
    let mut store = Sqlite::open(&folder.join("room.db"), &OpenOptions::default()).unwrap();
    for group in lines.chunks(500) {
        let jobs: Vec<_> = group.iter().map(|line| line.job().unwrap()).collect();
        let verdicts = store.act(&jobs).unwrap();
        let refused = verdicts.iter().find(|verdict| matches!(verdict, Verdict::Refused(_)));
        assert_eq!(refused, None);
    }
}

/// A running room; it ends with its owner.
pub struct Running {
    pub child: Child,
    pub base: String,
}

impl Running {
    pub fn start(mut command: Command) -> Running {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let said = out.lines().map_while(Result::ok).find_map(|line| {
            let at = line.find("http://")?;
            Some(line[at..].split_whitespace().next().unwrap().to_owned())
        });
        Running { child, base: said.expect("the room says where it listens") }
    }

    /// One whose clocks are read from `clocks`.
    pub fn driven(folder: &Path, clocks: &Clocks) -> Running {
        Running::start(driven(folder, clocks))
    }

    /// The same on a machine of another zone.
    pub fn driven_in(folder: &Path, clocks: &Clocks, zone: &str) -> Running {
        let mut command = driven(folder, clocks);
        command.env("TZ", zone);
        Running::start(command)
    }

    /// A desk where nobody is signed in.
    pub fn desk(&self) -> Client {
        Client::new(&self.base).unwrap()
    }

    pub async fn supervisor(&self) -> Client {
        let client = self.desk();
        let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
        client.sign_in(&who).await.unwrap();
        client
    }
}

fn driven(folder: &Path, clocks: &Clocks) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driven_room"));
    command.arg(folder).arg(&clocks.file);
    command
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub async fn session(client: &Client) -> Session {
    match client.query(&Query::Session).await.unwrap() {
        Reply::Session(session) => session,
        other => panic!("{other:?}"),
    }
}

/// Asks until it holds; the time that took.
pub async fn until(
    client: &Client,
    longest: Duration,
    what: &str,
    holds: impl Fn(&Session) -> bool,
) -> Duration {
    let began = Instant::now();
    loop {
        // A room that was stopped for long drops the connections of before, as it should.
        let now = client.query(&Query::Session).await;
        if matches!(&now, Ok(Reply::Session(now)) if holds(now)) {
            return began.elapsed();
        }
        assert!(began.elapsed() < longest, "{what}: {now:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A desk opens a fire now, by the room's time.
pub async fn take_call(client: &Client, ticket: u32) -> Seq {
    let line = opened(ticket, session(client).await.now);
    let execute = Execute { id: CommandId(Uuid::now_v7()), command: line.execute.command };
    client.execute(&execute).await.unwrap().seq
}

/// One level that fired.
#[derive(Clone, Debug)]
pub struct Fired {
    pub seq: i64,
    pub stream: String,
    /// Which level of which aim of which clock of which ticket.
    pub name: String,
    pub due_at: At,
    pub at: At,
}

impl Fired {
    pub fn late(&self) -> Span {
        self.at - self.due_at
    }
}

pub fn fired(folder: &Path) -> Vec<Fired> {
    let connection = Connection::open(folder.join("room.db")).unwrap();
    let sql = "SELECT seq, stream, recorded_at, data FROM journal WHERE kind = 'fired' ORDER BY seq";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        let data: serde_json::Value = serde_json::from_str(&row.get::<_, String>(3)?).unwrap();
        let stream: String = row.get(1)?;
        Ok(Fired {
            seq: row.get(0)?,
            name: format!("{stream} {} {} {}", data["clock"], data["aim"], data["level"]),
            stream,
            due_at: At(data["due_at"].as_i64().unwrap()),
            at: At(row.get(2)?),
        })
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Tickets on which a level is due by `now` and has not fired; 1,000 are counted at most.
pub fn missed(folder: &Path, now: At) -> usize {
    let mut reader = Reader::open(&folder.join("room.db"), &OpenOptions::default()).unwrap();
    reader.due(now, 1_000).unwrap().len()
}

/// Every level fired once, none before it was due, time never went back, and the chain and its rows are whole.
pub fn assert_once(folder: &Path, what: &str) -> Vec<Fired> {
    let all = fired(folder);
    let names: BTreeSet<_> = all.iter().map(|one| &one.name).collect();
    assert_eq!(names.len(), all.len(), "{what}: a level fired twice");
    let early: Vec<_> = all.iter().filter(|one| one.late() < Span(0)).collect();
    assert!(early.is_empty(), "{what}: before they were due: {early:?}");
    assert!(all.windows(2).all(|two| two[0].at <= two[1].at), "{what}: time went back");
    let connection = Connection::open(folder.join("room.db")).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM alarm"), all.len() as i64, "{what}: rows of alarms");
    crate::ground::assert_sound(&folder.join("room.db"), what);
    all
}

/// The value that `percent` of all do not exceed.
pub fn quantile(mut all: Vec<i64>, percent: usize) -> i64 {
    all.sort_unstable();
    all.get((all.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0)
}

#[derive(Clone, Copy)]
struct Hands {
    wall: i64,
    steady: i64,
    boot: i64,
}

/// Three clocks in a file, running, and moved by hand.
pub struct Clocks {
    pub file: std::path::PathBuf,
    hands: Arc<Mutex<Hands>>,
    began: Instant,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Clocks {
    pub fn start(folder: &Path, wall: At) -> Clocks {
        let file = folder.join("clocks");
        let hands = Arc::new(Mutex::new(Hands { wall: wall.0, steady: 1_000_000, boot: 5_000_000 }));
        let (began, over) = (Instant::now(), Arc::new(AtomicBool::new(false)));
        write(&file, *hands.lock().unwrap(), began);
        let thread = std::thread::spawn({
            let (file, hands, over) = (file.clone(), hands.clone(), over.clone());
            move || {
                while !over.load(Ordering::Relaxed) {
                    let held = hands.lock().unwrap();
                    write(&file, *held, began);
                    drop(held);
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        });
        Clocks { file, hands, began, over, thread: Some(thread) }
    }

    /// The machine is suspended: only the steady clock stands still.
    pub fn sleep(&self, span: Span) {
        self.turn(|hands| (hands.wall, hands.boot) = (hands.wall + span.0, hands.boot + span.0));
    }

    /// So much time passes at once.
    pub fn pass(&self, span: Span) {
        self.turn(|hands| {
            (hands.wall, hands.boot) = (hands.wall + span.0, hands.boot + span.0);
            hands.steady += span.0;
        });
    }

    pub fn wall(&self) -> At {
        At(self.hands.lock().unwrap().wall + self.began.elapsed().as_millis() as i64)
    }

    fn turn(&self, turn: impl FnOnce(&mut Hands)) {
        let mut held = self.hands.lock().unwrap();
        turn(&mut held);
        write(&self.file, *held, self.began);
    }
}

impl Drop for Clocks {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(file: &Path, hands: Hands, began: Instant) {
    let passed = began.elapsed().as_millis() as i64;
    let text = format!("{} {} {}", hands.wall + passed, hands.steady + passed, hands.boot + passed);
    kentongan_tests::whole::write(file, &text).unwrap();
}
