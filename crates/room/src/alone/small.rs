//! The small room of this desk. It can be made again from what the desk holds, so each time alone has a new one.

use super::outbox::Kept;
use super::{Alone, locked};
use crate::room::{Room, RoomOptions};
use crate::session::Seat;
use crate::there::is_wall;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::{SealedId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_store::Told;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use uuid::Uuid;

pub(super) struct Small {
    pub room: Room,
    folder: PathBuf,
    desk: u16,
    seats: Mutex<HashMap<String, Seat>>,
}

impl Small {
    /// Makes it from what the room had lent, and does again what is held.
    ///
    /// # Errors
    /// `Alone` where the room had lent nothing yet; the disk refused.
    pub async fn open(alone: &Alone, held: &[Kept]) -> Result<Small, Problem> {
        let stock = alone.stock()?;
        let setup = stock.setup.as_ref().ok_or(Problem::Alone)?;
        let all = alone.data.join("alone");
        // Of an earlier time: whatever is in it is in the outbox too.
        if let Err(why) = std::fs::remove_dir_all(&all) {
            tracing::debug!(%why, "nothing to clear away");
        }
        let folder = all.join(Uuid::now_v7().to_string());
        let options = RoomOptions {
            data: folder.clone(),
            desk: alone.pin.desk,
            time: alone.time.clone(),
            version: alone.version.clone(),
        };
        let secrets: Vec<(SealedId, String)> = stock.secrets.clone().into_iter().collect();
        let room = Room::open_small(options, setup, &secrets).await?;
        let small = Small { room, folder, desk: alone.pin.desk, seats: Mutex::default() };
        for kept in held {
            let told = Told { at: kept.posted.occurred_at, number: kept.posted.number.clone() };
            let done = small.judge(&kept.spoken.actor, &kept.execute, told).await;
            if let Err(why) = done {
                tracing::warn!(?why, "held, and not done again");
            }
        }
        Ok(small)
    }

    pub async fn judge(
        &self,
        actor: &Actor,
        execute: &Execute<String>,
        told: Told,
    ) -> Result<kentongan_rules::view::Receipt, Problem> {
        self.room.core().execute_told(actor, execute.clone(), Some(told)).await
    }

    /// Was this ticket opened here?
    pub async fn holds(&self, ticket: TicketId) -> Result<bool, Problem> {
        Ok(self.room.core().read(move |reader| reader.number(ticket)).await?.is_some())
    }

    /// Is all that this command is about here?
    pub async fn knows(&self, command: &Command<String>) -> Result<bool, Problem> {
        Ok(match command {
            Command::OpenTicket(_) | Command::EndCall(_) | Command::UndoCall { .. } => true,
            other => match other.touches().ticket {
                Some(ticket) => self.holds(ticket).await?,
                None => false,
            },
        })
    }

    /// Where this window sits: the same person as before the room was lost, or the desk.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn seat(&self, window: &str, who: Option<&Actor>) -> Result<Seat, Problem> {
        if is_wall(window) {
            return Ok(Seat::Wall);
        }
        let Some(who) = who else { return Ok(Seat::Desk(self.desk)) };
        let mut seats = locked(&self.seats);
        if let Some(seat) = seats.get(window)
            && self.room.sits(seat).as_ref() == Some(who)
        {
            return Ok(seat.clone());
        }
        let seat = Seat::Person(self.room.sit(who)?);
        seats.insert(window.to_owned(), seat.clone());
        Ok(seat)
    }

    pub async fn close(&self) {
        self.room.close().await;
        if let Err(why) = std::fs::remove_dir_all(&self.folder) {
            // Somebody still reads in it: it goes before the next is made.
            tracing::debug!(%why, "not cleared away yet");
        }
    }
}
