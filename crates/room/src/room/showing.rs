//! Photos of what was done: given before the command that names them, and looked at by who reads the ticket.

use super::Room;
use super::door::held;
use crate::broken;
use crate::picture;
use crate::session::{Seat, TokenHash};
use kentongan_rules::actor::Role;
use kentongan_rules::decide::finishes;
use kentongan_rules::id::TicketId;
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_store::{MOST_WAITING, PhotoTaken};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Decoded at once: each takes a core and much memory, and alarms need both.
const AT_ONCE: usize = 1;
/// Longest that somebody waits for theirs.
const PATIENCE: Duration = Duration::from_secs(20);
/// Of one sign-in, so many in so long.
const MOST_GIVEN: usize = 12;
const WHILE: Duration = Duration::from_secs(60);

pub(super) struct Showing {
    turns: Arc<Semaphore>,
    given: Mutex<HashMap<TokenHash, Vec<Instant>>>,
}

impl Default for Showing {
    fn default() -> Showing {
        Showing { turns: Arc::new(Semaphore::new(AT_ONCE)), given: Mutex::default() }
    }
}

impl Showing {
    /// # Errors
    /// The seconds until the next is taken.
    fn one_more(&self, who: TokenHash, now: Instant) -> Result<(), Problem> {
        let mut given = held(&self.given);
        given.retain(|_, times| {
            times.retain(|at| now.saturating_duration_since(*at) < WHILE);
            !times.is_empty()
        });
        let times = given.entry(who).or_default();
        if let Some(first) = times.first().filter(|_| times.len() >= MOST_GIVEN) {
            let left = WHILE.saturating_sub(now.saturating_duration_since(*first));
            return Err(Problem::Wait { seconds: left.as_secs() as u32 + 1 });
        }
        times.push(now);
        Ok(())
    }
}

/// Nobody, or not this one.
fn shut(role: Role) -> Problem {
    if role == Role::Desk { Problem::SignedOut } else { Problem::NotAllowed }
}

impl Room {
    /// Takes in a photo of a ticket, as a command will name it: the picture of the file and nothing else of it.
    ///
    /// # Errors
    /// `SignedOut`, `NotAllowed`; `Wait` after many; what is no photo, or too large, is refused.
    pub async fn give_photo(&self, seat: &Seat, ticket: TicketId, file: Vec<u8>) -> Result<PhotoId, Problem> {
        let (actor, core) = self.at(seat)?;
        let Seat::Person(token) = seat else { return Err(shut(actor.role)) };
        if !finishes(actor.role) {
            return Err(shut(actor.role));
        }
        let showing = &self.0.showing;
        showing.one_more(token.hash(), Instant::now())?;
        let turn = showing.turns.clone();
        let work = async {
            let turn = turn.acquire_owned().await.map_err(|e| broken::other("photo", &e))?;
            // Its turn ends with the work, whoever still waits for it.
            let work = move || {
                let kept = picture::kept(&file);
                drop(turn);
                kept
            };
            tokio::task::spawn_blocking(work).await.map_err(|e| broken::other("photo", &e))
        };
        let slow = |_| Problem::from(Refusal::PhotoTooLarge);
        let photo = tokio::time::timeout(PATIENCE, work).await.map_err(slow)???;
        match core.take_photo(ticket, photo, actor).await? {
            PhotoTaken::Kept(id) => Ok(id),
            PhotoTaken::NoTicket => Err(Refusal::UnknownTicket.into()),
            PhotoTaken::TooManyWait => {
                Err(Refusal::TooMany { what: "photos".to_owned(), most: MOST_WAITING }.into())
            }
        }
    }

    /// A photo of a ticket, as a JPEG; that it was looked at stands in the access record before it is shown.
    ///
    /// # Errors
    /// `SignedOut`, `NotAllowed`; `Unknown`: there is none, or none for them.
    pub async fn photo(&self, seat: &Seat, of: PhotoOf) -> Result<Vec<u8>, Problem> {
        let (actor, core) = self.at(seat)?;
        if !finishes(actor.role) {
            return Err(shut(actor.role));
        }
        core.look_at_photo(of, actor).await?.ok_or(Problem::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gives_many_waits_and_nobody_else_does() {
        let showing = Showing::default();
        let (busy, other) = (TokenHash::of("busy"), TokenHash::of("other"));
        let now = Instant::now();
        for _ in 0..MOST_GIVEN {
            showing.one_more(busy.clone(), now).unwrap();
        }
        let later = now + Duration::from_secs(50);
        assert_eq!(showing.one_more(busy.clone(), later), Err(Problem::Wait { seconds: 11 }));
        showing.one_more(other, later).unwrap();
        showing.one_more(busy, now + WHILE).unwrap();
    }
}
