//! Which window asks as whom. The sign-in lives here and never in a page.

use crate::window::is_wall;
use kentongan_room::{Seat, Token};
use kentongan_rules::desk::ROOM_DESK;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::oneshot;

/// The seats of this program's windows, and the one open poll of each.
#[derive(Default)]
pub struct Seats {
    signed_in: Mutex<HashMap<String, Token>>,
    polls: Mutex<HashMap<String, Poll>>,
}

/// A window's long poll: dropping its sender ends it.
struct Poll {
    _end: oneshot::Sender<()>,
    heard: Instant,
}

impl Seats {
    /// Who asks from this window. The wall is the wall, whoever is signed in.
    pub fn seat(&self, window: &str) -> Seat {
        if is_wall(window) {
            return Seat::Wall;
        }
        match lock(&self.signed_in).get(window) {
            Some(token) => Seat::Person(token.clone()),
            None => Seat::Desk(ROOM_DESK),
        }
    }

    /// Takes the new sign-in; gives back the one before, to be ended.
    pub fn sign_in(&self, window: &str, token: Token) -> Option<Token> {
        lock(&self.signed_in).insert(window.to_owned(), token)
    }

    pub fn sign_out(&self, window: &str) -> Option<Token> {
        self.end_poll(window);
        lock(&self.signed_in).remove(window)
    }

    /// Opens this window's poll and ends the one before it: a page has one, and a reloaded page forgot its own.
    pub fn poll(&self, window: &str) -> oneshot::Receiver<()> {
        let (end, ended) = oneshot::channel();
        lock(&self.polls).insert(window.to_owned(), Poll { _end: end, heard: Instant::now() });
        ended
    }

    /// Ends the poll of a window whose page is gone or signed out.
    pub fn end_poll(&self, window: &str) {
        lock(&self.polls).remove(window);
    }

    /// The poll was answered: from now on the page is expected to ask again.
    pub fn answered(&self, window: &str) {
        if let Some(poll) = lock(&self.polls).get_mut(window) {
            poll.heard = Instant::now();
        }
    }

    /// Windows whose page used to ask and has not for `longest`.
    pub fn silent(&self, longest: std::time::Duration) -> Vec<String> {
        let mut polls = lock(&self.polls);
        let silent: Vec<String> = polls
            .iter()
            .filter(|(_, poll)| poll.heard.elapsed() > longest)
            .map(|(window, _)| window.clone())
            .collect();
        for window in &silent {
            polls.remove(window);
        }
        silent
    }
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::WALL;
    use std::time::Duration;

    #[test]
    fn a_newer_poll_and_a_reload_end_the_older() {
        let seats = Seats::default();
        let mut first = seats.poll("main");
        let mut wall = seats.poll("wall");
        let mut second = seats.poll("main");
        assert!(matches!(first.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
        assert!(matches!(second.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
        seats.end_poll("main");
        assert!(matches!(second.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
        assert!(matches!(wall.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
    }

    #[test]
    fn nobody_signed_in_is_the_desk_and_the_wall_is_the_wall() {
        let seats = Seats::default();
        assert!(matches!(seats.seat("main"), Seat::Desk(ROOM_DESK)));
        assert!(matches!(seats.seat(WALL), Seat::Wall));
        assert!(matches!(seats.seat("wall.sound"), Seat::Wall));
    }

    #[test]
    fn a_page_that_stopped_asking_is_named_once() {
        let seats = Seats::default();
        let _poll = seats.poll("main");
        assert!(seats.silent(Duration::from_secs(60)).is_empty());
        assert_eq!(seats.silent(Duration::ZERO), ["main"]);
        assert!(seats.silent(Duration::ZERO).is_empty());
    }
}
