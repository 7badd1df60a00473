//! Who may still sit where they signed in: rights are those of the moment, not of the sign-in.

use super::Room;
use crate::session::{SignedIn, Token};
use kentongan_rules::problem::Problem;

impl Room {
    /// Who is signed in by this token, judged by the people and agencies as they stand.
    ///
    /// # Errors
    /// `SignedOut`: nobody is, or not any more: they were closed, have another role, or their agency was switched off.
    pub(super) fn sitting(&self, token: &Token) -> Result<SignedIn, Problem> {
        let found = self.0.sessions.find(token).ok_or(Problem::SignedOut)?;
        if self.0.core.setup().still_holds(&found.actor) {
            return Ok(found);
        }
        // Nothing that comes back opens an old sign-in again.
        self.0.sessions.close(token);
        Err(Problem::SignedOut)
    }
}
