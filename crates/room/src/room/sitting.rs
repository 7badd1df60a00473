//! Who may still sit where they signed in: rights are those of the moment, not of the sign-in.

use super::Room;
use crate::session::{LONGEST_SILENT, SignedIn, Token};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::Problem;
use kentongan_store::KeptSession;
use std::time::Duration;

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
                self.core().forget_sessions(vec![token.hash().as_str().to_owned()]);
                Err(Problem::SignedOut)
            }
        }
    }

    /// A command is done: who is signed in goes on by it.
    pub(super) fn look_at_sign_ins(&self, after: SignIns) {
        let setup = self.setup();
        let stays = |actor: &Actor, stays: bool| stays.then(|| actor.clone());
        let left = match after {
            SignIns::Stay => return,
            SignIns::Turn => self.0.sessions.turn(|actor| setup.speaks_as(actor)),
            SignIns::EndOf(person) => {
                self.0.sessions.turn(|actor| stays(actor, actor.person != Some(person)))
            }
            SignIns::EndAt(desk) => self.0.sessions.turn(|actor| stays(actor, actor.desk != desk)),
        };
        if !left.is_empty() {
            self.core().forget_sessions(left);
        }
        self.stir();
    }

    /// Knows again who was signed in when this room was last open: who is still one of its people, at a desk that is
    /// still one of its desks, and was heard not too long ago.
    pub(super) async fn take_back_sign_ins(&self) {
        let kept = match self.core().kept_sessions().await {
            Ok(kept) => kept,
            // Nobody is kept from signing in by it.
            Err(problem) => return tracing::error!(?problem, "who was signed in is not known"),
        };
        let (setup, now) = (self.setup(), self.core().time.now());
        let mut over = Vec::new();
        for one in kept {
            let has_left = setup.desk(one.desk).is_some_and(|desk| desk.left_at.is_some());
            let person = setup.person(one.person).map(|person| person.at_desk(one.shift, one.desk));
            let actor = person.and_then(|actor| setup.speaks_as(&actor));
            match actor.filter(|_| !has_left && now - one.heard < LONGEST_SILENT) {
                Some(actor) => self.0.sessions.take_back(one, actor),
                None => over.push(one.token),
            }
        }
        if !over.is_empty() {
            self.core().forget_sessions(over);
        }
    }

    /// Keeps how this sign-in now stands, in its turn.
    pub(super) fn keep_sign_in(&self, token: &Token) {
        if let Some(kept) = self.kept_sign_in(token) {
            self.core().keep_session(kept);
        }
    }

    /// Waits until it is kept, or has failed: a lock, and a sign-out, outlast whatever happens next.
    pub(super) async fn keep_sign_in_now(&self, token: &Token) {
        let done = match self.kept_sign_in(token) {
            Some(kept) => self.core().keep_session_now(kept).await,
            None => self.core().forget_session_now(token.hash().as_str().to_owned()).await,
        };
        if let Err(problem) = done {
            tracing::error!(?problem, "a sign-in is not kept as it stands");
        }
    }

    /// A small room keeps none: it is thrown away.
    fn kept_sign_in(&self, token: &Token) -> Option<KeptSession> {
        self.0.sessions.kept(token, self.core().time.now()).filter(|_| self.0.backs_up)
    }

    /// Who has asked something lately, on disk: one commit for all of them.
    pub(super) fn keep_heard(&self, within: Duration) {
        let heard = self.0.sessions.heard_within(within);
        if self.0.backs_up && !heard.is_empty() {
            self.core().hear_sessions(heard, self.core().time.now());
        }
    }
}
