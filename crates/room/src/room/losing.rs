//! A room that was put back from an older backup, and what its desks had seen beyond it.

use super::Room;
use crate::restore::RESTORED;
use crate::wire::held::SawMore;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::{At, Seq};
use uuid::Uuid;

/// The position and the instant, as a restore kept them.
fn left(kept: &str) -> Option<(Seq, At)> {
    let (after, from) = kept.split_once(' ')?;
    Some((Seq(after.parse().ok()?), At(from.parse().ok()?)))
}

impl Room {
    /// Writes down that the room was restored, before anybody is given a number.
    ///
    /// # Errors
    /// The disk refused.
    pub(super) async fn note_restore(&self) -> Result<(), Problem> {
        let Some(kept) = self.core().kept(RESTORED).await? else { return Ok(()) };
        if let Some((after, from)) = left(&kept) {
            self.says_of_loss(Command::RecordRestore { after, from }).await?;
        }
        self.core().keep(RESTORED, None).await
    }

    /// Keeps what a desk had seen beyond what this room has, for people to see.
    ///
    /// # Errors
    /// `NotAllowed` to a browser; the disk refused.
    pub async fn saw_more(&self, no: u16, more: SawMore) -> Result<(), Problem> {
        self.workstation(no)?;
        let SawMore { found, saw } = more;
        if saw.desk != no {
            return Err(Problem::NotAllowed);
        }
        let core = self.core();
        let from = core.read(move |reader| reader.recorded_at(found.head)).await?.unwrap_or(At(0));
        self.says_of_loss(Command::RecordLoss { after: found.head, from, saw }).await
    }

    /// Said before, it is so already.
    async fn says_of_loss(&self, command: Command<String>) -> Result<(), Problem> {
        let execute = Execute { id: CommandId(Uuid::now_v7()), command };
        match self.core().execute(&Actor::clock(), execute).await {
            Ok(_) | Err(Problem::Refused { refusal: Refusal::NothingChanged }) => Ok(()),
            Err(why) => Err(why),
        }
    }
}
