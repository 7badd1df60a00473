//! The line between a desk and its room, which a test cuts.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Whole,
    /// Nobody is there: every connection ends at once.
    Refusing,
    /// Half open: what is sent goes nowhere, and nothing says so.
    Swallowing,
    /// What is sent arrives, and what is answered does not.
    Deaf,
    /// Everything arrives so much later.
    Late(Duration),
}

pub struct Line {
    /// Where the desk finds it: the room's own port, at another address of this PC.
    pub address: String,
    state: watch::Sender<State>,
    carrying: JoinHandle<()>,
}

impl Line {
    pub async fn to(room: SocketAddr) -> Line {
        let here = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2), room.port()));
        let listener = TcpListener::bind(here).await.unwrap();
        let state = watch::Sender::new(State::Whole);
        let seen = state.clone();
        let carrying = tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                tokio::spawn(connect(desk, room, seen.subscribe()));
            }
        });
        Line { address: here.to_string(), state, carrying }
    }

    pub fn is(&self, state: State) {
        self.state.send_replace(state);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

async fn connect(desk: TcpStream, room: SocketAddr, state: watch::Receiver<State>) {
    let mut refusing = state.clone();
    if *state.borrow() == State::Refusing {
        return;
    }
    let Ok(room) = TcpStream::connect(room).await else { return };
    let ((from_desk, to_desk), (from_room, to_room)) = (desk.into_split(), room.into_split());
    let state = Arc::new(state);
    let there = carry(from_desk, to_room, state.clone(), false);
    let back = carry(from_room, to_desk, state, true);
    tokio::select! {
        () = there => {}
        () = back => {}
        _ = refusing.wait_for(|state| *state == State::Refusing) => {}
    }
}

async fn carry(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    state: Arc<watch::Receiver<State>>,
    back: bool,
) {
    let mut bytes = vec![0; 16 << 10];
    loop {
        let Ok(read @ 1..) = from.read(&mut bytes).await else { return };
        let now = *state.borrow();
        match now {
            State::Swallowing => std::future::pending().await,
            State::Deaf if back => std::future::pending().await,
            State::Late(by) => tokio::time::sleep(by).await,
            _ => {}
        }
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
