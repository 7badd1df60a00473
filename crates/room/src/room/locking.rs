//! The lock of a screen: who is signed in stays so, and until they unlock it the seat is a desk where nobody is.

use super::Room;
use crate::secret;
use crate::session::{Seat, SignedIn, Token};
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Person;
use kentongan_rules::time::At;
use kentongan_rules::view::{Draft, Session};
use std::time::Instant;

impl Room {
    /// Who has locked the screen of this seat, and since when.
    pub(super) fn locked(&self, seat: &Seat) -> Option<(String, At)> {
        let Seat::Person(token) = seat else { return None };
        let SignedIn { actor, locked, .. } = self.0.sessions.find(token)?;
        locked.map(|since| (actor.name, since))
    }

    fn sits_at<'s>(&self, seat: &'s Seat) -> Result<(&'s Token, SignedIn), Problem> {
        let Seat::Person(token) = seat else { return Err(Problem::SignedOut) };
        Ok((token, self.0.sessions.find(token).ok_or(Problem::SignedOut)?))
    }

    /// # Errors
    /// `SignedOut` where nobody is signed in.
    pub async fn lock_screen(&self, seat: &Seat) -> Result<Session, Problem> {
        let (token, _) = self.sits_at(seat)?;
        self.0.sessions.set_locked(token, Some(self.core().time.now()));
        self.leaves(&token.hash());
        self.keep_sign_in_now(token).await;
        self.session(seat)
    }

    /// By the password of whoever locked it.
    ///
    /// # Errors
    /// `WrongSignIn`, and `Wait` after too many of them; `SignedOut`.
    pub async fn unlock_screen(&self, seat: &Seat, secret: String) -> Result<Session, Problem> {
        let (token, SignedIn { actor, .. }) = self.sits_at(seat)?;
        let setup = self.setup();
        let person = actor.person.and_then(|id| setup.person(id)).filter(|person| person.active);
        let account = person.map(|person| person.account.clone()).ok_or(Problem::SignedOut)?;
        if !self.is_secret(&account, person.cloned(), secret, actor.desk).await? {
            return Err(Problem::WrongSignIn);
        }
        self.0.sessions.set_locked(token, None);
        self.keep_sign_in(token);
        self.stir();
        self.session(seat)
    }

    /// Is it their password? Wrong ones slow down whoever tries at this desk, and nobody else.
    ///
    /// # Errors
    /// `Wait`; the disk refused.
    pub(super) async fn is_secret(
        &self,
        account: &str,
        person: Option<Person>,
        secret: String,
        desk: u16,
    ) -> Result<bool, Problem> {
        let tries = &self.0.sessions.tries;
        tries.begin(account, desk, Instant::now()).map_err(|seconds| Problem::Wait { seconds })?;
        let kept = match person.map(|person| person.secret.id) {
            Some(id) => self.core().read(move |reader| reader.secret(id)).await?,
            None => None,
        };
        let right = secret::matches(secret, kept).await?;
        if right {
            tries.was_right(account, desk);
        }
        Ok(right)
    }

    /// The forms of this seat's desk; of a locked screen those alone that were begun or typed in since.
    ///
    /// # Errors
    /// `NotAllowed` where no calls are taken; the disk refused.
    pub async fn drafts(&self, seat: &Seat) -> Result<Vec<Draft>, Problem> {
        let (actor, core) = self.writing(seat)?;
        let mut drafts = core.read(move |reader| reader.drafts(actor.desk)).await?;
        if let Some((_, since)) = self.locked(seat) {
            drafts.retain(|draft| draft.kept_at >= since);
        }
        Ok(drafts)
    }
}
