//! The small room of a desk whose room does not answer: lent what it knows, and its people where they sit.

use super::{Room, RoomOptions};
use crate::session::{Seat, Token};
use kentongan_rules::actor::Actor;
use kentongan_rules::id::SealedId;
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Setup;

impl Room {
    /// A room of one desk, with what the room had lent it. It makes no backups: what is done in it is told to the room.
    ///
    /// # Errors
    /// As [`Room::open`].
    pub(crate) async fn open_small(
        options: RoomOptions,
        setup: &Setup,
        secrets: &[(SealedId, String)],
    ) -> Result<Room, Problem> {
        let room = Room::open_with(options, false).await?;
        room.core().take_setup(setup, secrets).await?;
        Ok(room)
    }

    /// Somebody who had signed in while the room answered goes on where they sit.
    ///
    /// # Errors
    /// There is no randomness.
    pub(crate) fn sit(&self, actor: &Actor) -> Result<Token, Problem> {
        self.0.sessions.open(actor.clone(), self.core().time.now())
    }

    /// Who sits there; `None` where nobody is signed in.
    pub(crate) fn sits(&self, seat: &Seat) -> Option<Actor> {
        match seat {
            Seat::Person(token) => self.0.sessions.find(token).map(|signed_in| signed_in.actor),
            Seat::Desk(_) | Seat::Wall => None,
        }
    }
}
