//! Who is signed in, on disk: what this room knows them by once it was killed.

use super::Core;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use kentongan_store::KeptSession;

impl Core {
    /// Keeps a sign-in in its turn: nobody waits for it, and a disk that refuses keeps nobody from signing in.
    pub fn keep_session(&self, kept: KeptSession) {
        self.writer.post(move |store| store.keep_session(&kept));
    }

    /// The same; answers when it is durable.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn keep_session_now(&self, kept: KeptSession) -> Result<(), Problem> {
        self.writer.ask(move |store| store.keep_session(&kept)).await
    }

    /// These have asked something at `at`.
    pub fn hear_sessions(&self, tokens: Vec<String>, at: At) {
        self.writer.post(move |store| store.hear_sessions(&tokens, at));
    }

    /// Forgets sign-ins in their turn.
    pub fn forget_sessions(&self, tokens: Vec<String>) {
        self.writer.post(move |store| tokens.iter().try_for_each(|token| store.forget_session(token)));
    }

    /// Forgets a sign-in; answers when nothing brings it back.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn forget_session_now(&self, token: String) -> Result<(), Problem> {
        self.writer.ask(move |store| store.forget_session(&token)).await
    }

    /// # Errors
    /// They cannot be read.
    pub async fn kept_sessions(&self) -> Result<Vec<KeptSession>, Problem> {
        self.writer.ask(kentongan_store::Sqlite::sessions).await
    }
}
