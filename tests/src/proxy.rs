//! The line between a desk and its room, which a test cuts: a TCP proxy between two addresses of this PC.

use crate::chance::Chance;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Whole,
    /// Nobody is there: every connection ends at once.
    Refusing,
    /// The same, and rudely: each end hears a reset.
    Resetting,
    /// Half open: what is sent goes nowhere, and nothing says so. A connection that lost a byte carries none ever again.
    Swallowing,
    /// What is sent arrives, and what is answered does not.
    Deaf,
    /// Everything arrives so much later.
    Late(Duration),
}

impl State {
    fn ends_connections(self) -> bool {
        matches!(self, State::Refusing | State::Resetting)
    }
}

pub struct Line {
    /// Where the desk finds it: the room's own port, at another address of this PC.
    pub address: String,
    state: watch::Sender<State>,
    at_room: Arc<AtomicUsize>,
    carrying: JoinHandle<()>,
}

impl Line {
    /// # Errors
    /// The address is taken.
    pub async fn to(room: SocketAddr) -> io::Result<Line> {
        Line::numbered(room, 0).await
    }

    /// One of many lines to the same room, each with an address of its own.
    ///
    /// # Errors
    /// The address is taken.
    pub async fn numbered(room: SocketAddr, no: u8) -> io::Result<Line> {
        let here = SocketAddr::from((Ipv4Addr::new(127, 0, 0, no.saturating_add(2)), room.port()));
        let listener = TcpListener::bind(here).await?;
        let (state, at_room) = (watch::Sender::new(State::Whole), Arc::<AtomicUsize>::default());
        let (seen, counted) = (state.clone(), at_room.clone());
        let carrying = tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                tokio::spawn(connect(desk, room, seen.subscribe(), counted.clone()));
            }
        });
        Ok(Line { address: here.to_string(), state, at_room, carrying })
    }

    pub fn is(&self, state: State) {
        self.state.send_replace(state);
    }

    /// Connections that the room still holds.
    pub fn at_room(&self) -> usize {
        self.at_room.load(Ordering::Relaxed)
    }

    /// Up and down by chance for so long, some tens of milliseconds to two seconds each, and whole at the end; how often
    /// it was down.
    pub async fn flaps(&self, chance: &mut Chance, span: Duration) -> u32 {
        let (began, mut downs) = (Instant::now(), 0);
        while began.elapsed() < span {
            self.is(match chance.below(3) {
                0 => State::Refusing,
                1 => State::Resetting,
                _ => State::Swallowing,
            });
            downs += 1;
            tokio::time::sleep(some(chance)).await;
            self.is(State::Whole);
            tokio::time::sleep(some(chance)).await;
        }
        downs
    }
}

/// Short more often than long.
fn some(chance: &mut Chance) -> Duration {
    let most = 1 << (5 + chance.below(7));
    Duration::from_millis(20 + chance.below(most))
}

impl Drop for Line {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

async fn connect(
    desk: TcpStream,
    room: SocketAddr,
    mut state: watch::Receiver<State>,
    at_room: Arc<AtomicUsize>,
) {
    let now = *state.borrow();
    if now.ends_connections() {
        return end(&desk, now);
    }
    if now == State::Swallowing {
        // Nobody hears of it until the line ends it.
        let _ = state.wait_for(|state| state.ends_connections()).await;
        return;
    }
    let Ok(room) = TcpStream::connect(room).await else { return };
    let _ = (desk.set_nodelay(true), room.set_nodelay(true));
    let ((from_desk, mut to_desk), (from_room, mut to_room)) = (desk.into_split(), room.into_split());
    let dead = Arc::<AtomicBool>::default();
    let there = carry(from_desk, &mut to_room, Way { state: state.clone(), dead: dead.clone(), back: None });
    let back = Some(Counted::one(at_room));
    let back = carry(from_room, &mut to_desk, Way { state: state.clone(), dead, back });
    let mut ended = None;
    tokio::select! {
        () = there => {}
        () = back => {}
        now = state.wait_for(|state| state.ends_connections()) => ended = now.ok().map(|now| *now),
    }
    if let Some(now) = ended {
        end(to_desk.as_ref(), now);
        end(to_room.as_ref(), now);
    }
}

/// A reset instead of a good-bye, where it is one.
fn end(stream: &TcpStream, state: State) {
    if state == State::Resetting {
        let _ = stream.set_zero_linger();
    }
}

/// A connection that the room holds, for as long as this is kept.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn one(all: Arc<AtomicUsize>) -> Counted {
        all.fetch_add(1, Ordering::Relaxed);
        Counted(all)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One direction of one connection.
struct Way {
    state: watch::Receiver<State>,
    /// A byte was lost in either direction.
    dead: Arc<AtomicBool>,
    /// From the room to the desk.
    back: Option<Counted>,
}

async fn carry(mut from: OwnedReadHalf, to: &mut OwnedWriteHalf, way: Way) {
    let Way { state, dead, mut back } = way;
    let (mut bytes, mut lost) = (vec![0; 16 << 10], false);
    loop {
        let read = from.read(&mut bytes).await.unwrap_or(0);
        let now = *state.borrow();
        if now == State::Swallowing {
            dead.store(true, Ordering::Relaxed);
        }
        // While answers are lost, what the desk says still arrives.
        lost |= now == State::Deaf && back.is_some();
        if lost || dead.load(Ordering::Relaxed) {
            if read == 0 {
                back.take();
                std::future::pending::<()>().await;
            }
            continue;
        }
        if read == 0 {
            return;
        }
        if let State::Late(by) = now {
            tokio::time::sleep(by).await;
        }
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
