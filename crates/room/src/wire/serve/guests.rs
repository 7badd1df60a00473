//! Connections of which no desk has asked anything yet.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Who has not been heard of yet, the oldest first.
pub struct Guests {
    most: usize,
    waiting: Mutex<VecDeque<Guest>>,
}

/// Ends a connection, until a desk was known by it.
#[derive(Clone, Debug)]
pub struct Guest(Arc<Mutex<Option<oneshot::Sender<()>>>>);

impl Guests {
    pub fn new(most: usize) -> Guests {
        Guests { most, waiting: Mutex::default() }
    }

    /// One more; the other end resolves when they are sent away, which is when so many came after them.
    pub fn take_in(&self) -> (Guest, impl Future<Output = ()> + use<>) {
        let (send_away, away) = oneshot::channel();
        let guest = Guest(Arc::new(Mutex::new(Some(send_away))));
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= self.most {
            waiting.retain(Guest::waits);
        }
        if waiting.len() >= self.most
            && let Some(oldest) = waiting.pop_front()
        {
            oldest.go();
        }
        waiting.push_back(guest.clone());
        let sent_away = async {
            // Who is known is never sent away.
            if away.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        (guest, sent_away)
    }
}

impl Guest {
    /// A desk asked: this connection stays for as long as it likes.
    pub fn is_known(&self) {
        self.taken();
    }

    /// Has neither been known nor sent away, nor left.
    fn waits(&self) -> bool {
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sender.as_ref().is_some_and(|send_away| !send_away.is_closed())
    }

    fn go(&self) {
        if let Some(send_away) = self.taken() {
            let _ = send_away.send(());
        }
    }

    fn taken(&self) -> Option<oneshot::Sender<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
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
        let guests = Guests::new(3);
        let (desk, desk_away) = guests.take_in();
        let (_first, first_away) = guests.take_in();
        let (_left, left_away) = guests.take_in();
        desk.is_known();
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
}
