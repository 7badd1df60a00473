//! Who may still sit where they signed in: rights are those of the moment, not of the sign-in.

use super::Room;
use crate::session::{SignedIn, Token};
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::Problem;

/// What becomes of those who are signed in.
#[derive(Clone, Copy, Debug)]
pub(super) enum SignIns {
    Stay,
    /// Each goes on as who they are now.
    Turn,
    /// Who has this password signs in with the new one.
    EndOf(PersonId),
    EndAt(u16),
}

impl SignIns {
    /// Once the command is done.
    pub fn after(command: &Command<String>) -> SignIns {
        match command {
            Command::ClosePerson { .. } | Command::ChangePerson { .. } | Command::ChangeAgency(_) => {
                SignIns::Turn
            }
            Command::ResetPerson { person, .. } => SignIns::EndOf(*person),
            Command::RemoveDesk { desk } => SignIns::EndAt(*desk),
            _ => SignIns::Stay,
        }
    }
}

impl Room {
    /// Who is signed in by this token, as the people and agencies stand now.
    ///
    /// # Errors
    /// `SignedOut`: nobody is, or not any more: they were closed, or their agency was switched off.
    pub(super) fn sitting(&self, token: &Token) -> Result<SignedIn, Problem> {
        let mut found = self.0.sessions.find(token).ok_or(Problem::SignedOut)?;
        match self.0.core.setup().speaks_as(&found.actor) {
            Some(actor) => {
                found.actor = actor;
                Ok(found)
            }
            None => {
                // Nothing that comes back opens an old sign-in again.
                self.0.sessions.close(token);
                Err(Problem::SignedOut)
            }
        }
    }

    /// A command is done: who is signed in goes on by it.
    pub(super) fn look_at_sign_ins(&self, after: SignIns) {
        let setup = self.setup();
        match after {
            SignIns::Stay => return,
            SignIns::Turn => self.0.sessions.turn(|actor| setup.speaks_as(actor)),
            SignIns::EndOf(person) => {
                self.0.sessions.turn(|actor| Some(actor.clone()).filter(|one| one.person != Some(person)));
            }
            SignIns::EndAt(desk) => {
                self.0.sessions.turn(|actor| Some(actor.clone()).filter(|one| one.desk != desk));
            }
        }
        self.stir();
    }
}
