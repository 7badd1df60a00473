//! Who holds the door's connections: those of which no desk has asked anything yet, and those of each desk.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::sync::oneshot;

/// The oldest first.
type Row = VecDeque<Guest>;

/// Who has not been heard of yet, and who came of which desk.
pub struct Guests {
    most: usize,
    waiting: Mutex<Row>,
    desks: Arc<Desks>,
}

struct Desks {
    most_of_each: usize,
    rows: Mutex<HashMap<u16, Row>>,
}

/// Ends a connection when its place is needed.
#[derive(Clone, Debug)]
pub struct Guest {
    place: Arc<Place>,
    desks: Weak<Desks>,
}

#[derive(Debug)]
struct Place {
    send_away: Mutex<Option<oneshot::Sender<()>>>,
    known: AtomicBool,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One more of at most so many: where those that `stays` keeps are as many, the oldest makes room.
fn enter(row: &mut Row, guest: Guest, most: usize, stays: impl Fn(&Guest) -> bool) {
    if row.len() >= most {
        row.retain(stays);
    }
    if row.len() >= most
        && let Some(oldest) = row.pop_front()
    {
        oldest.go();
    }
    row.push_back(guest);
}

impl Guests {
    /// Bounds who was not heard of yet, and those of each desk.
    pub fn new(most: usize, most_of_each_desk: usize) -> Guests {
        let desks = Desks { most_of_each: most_of_each_desk, rows: Mutex::default() };
        Guests { most, waiting: Mutex::default(), desks: Arc::new(desks) }
    }

    /// One more; the other end resolves when they are sent away, which is when so many came after them.
    pub fn take_in(&self) -> (Guest, impl Future<Output = ()> + use<>) {
        let (send_away, away) = oneshot::channel();
        let place = Place { send_away: Mutex::new(Some(send_away)), known: AtomicBool::new(false) };
        let guest = Guest { place: Arc::new(place), desks: Arc::downgrade(&self.desks) };
        enter(&mut held(&self.waiting), guest.clone(), self.most, Guest::waits);
        let sent_away = async {
            if away.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        (guest, sent_away)
    }
}

impl Guest {
    /// A desk asked: this connection stays until that desk has too many.
    pub fn is_of(&self, desk: u16) {
        if self.place.known.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Some(desks) = self.desks.upgrade() {
            let mut rows = held(&desks.rows);
            enter(rows.entry(desk).or_default(), self.clone(), desks.most_of_each, Guest::is_there);
        }
    }

    /// This PC asked of itself: the connection stays for as long as it likes.
    pub fn is_own(&self) {
        self.place.known.store(true, Ordering::Relaxed);
    }

    /// Has neither been sent away, nor left.
    fn is_there(&self) -> bool {
        held(&self.place.send_away).as_ref().is_some_and(|send_away| !send_away.is_closed())
    }

    /// Is there, and was not heard of.
    fn waits(&self) -> bool {
        !self.place.known.load(Ordering::Relaxed) && self.is_there()
    }

    fn go(&self) {
        if let Some(send_away) = held(&self.place.send_away).take() {
            let _ = send_away.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    async fn stays(sent_away: impl Future<Output = ()>) -> bool {
        tokio::time::timeout(Duration::from_millis(50), sent_away).await.is_err()
    }

    #[tokio::test]
    async fn the_oldest_guest_makes_room_and_who_is_known_never_does() {
        let guests = Guests::new(3, 9);
        let (desk, desk_away) = guests.take_in();
        let (_first, first_away) = guests.take_in();
        let (_left, left_away) = guests.take_in();
        desk.is_of(1);
        drop(left_away);
        let (_second, second_away) = guests.take_in();
        let (_third, third_away) = guests.take_in();
        // One is known, one has left, and three wait: nobody had to go.
        assert!(guests.waiting.lock().unwrap().iter().all(Guest::waits));
        let (_fourth, fourth_away) = guests.take_in();
        first_away.await;
        assert!(stays(second_away).await && stays(third_away).await && stays(fourth_away).await);
        assert!(stays(desk_away).await);
    }

    #[tokio::test]
    async fn a_desk_with_too_many_loses_its_oldest_and_no_other_desk_does() {
        let guests = Guests::new(100, 2);
        let (other, other_away) = guests.take_in();
        other.is_of(2);
        let (own, own_away) = guests.take_in();
        own.is_own();
        let (first, first_away) = guests.take_in();
        let (left, left_away) = guests.take_in();
        first.is_of(1);
        left.is_of(1);
        drop(left_away);
        let (second, second_away) = guests.take_in();
        second.is_of(1);
        // It asks again on the same connection.
        (0..9).for_each(|_| second.is_of(1));
        let (third, third_away) = guests.take_in();
        third.is_of(1);
        first_away.await;
        assert!(stays(second_away).await && stays(third_away).await);
        assert!(stays(other_away).await && stays(own_away).await);
    }
}
