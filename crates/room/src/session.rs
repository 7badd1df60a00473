//! Who is signed in at which seat. Sessions live in memory: a restart signs everybody out.

mod tries;

pub use tries::Tries;

use crate::{broken, secret};
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// An opaque 256-bit name of a sign-in; the room keeps only its hash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token(String);

impl Token {
    pub fn parse(text: &str) -> Option<Token> {
        (text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Token(text.to_owned()))
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

/// What is kept of a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

impl TokenHash {
    pub(crate) fn of(token: &str) -> TokenHash {
        TokenHash(broken::hex(&Sha256::digest(token.as_bytes())))
    }
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    Person(Token),
    /// A desk, by its number, where nobody is signed in.
    Desk(u16),
    /// The big screen: reads, and sees nothing personal.
    Wall,
}

#[derive(Clone, Debug)]
pub struct SignedIn {
    pub actor: Actor,
    /// In the room for practice.
    pub training: bool,
    /// Since when their screen is locked.
    pub locked: Option<At>,
    /// When their page last asked anything.
    heard: Instant,
}

/// A page asks every few seconds; one that has not for so long is gone.
const GONE_AFTER: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub struct Sessions {
    signed_in: Mutex<HashMap<TokenHash, SignedIn>>,
    pub tries: Tries,
}

impl Sessions {
    pub fn open(&self, actor: Actor) -> Result<Token, Problem> {
        let token = Token(secret::random(32)?);
        let mut signed_in = self.signed_in.lock().map_err(|e| broken::other("sessions", &e))?;
        signed_in
            .insert(token.hash(), SignedIn { actor, training: false, locked: None, heard: Instant::now() });
        Ok(token)
    }

    pub fn find(&self, token: &Token) -> Option<SignedIn> {
        let mut signed_in = self.signed_in.lock().ok()?;
        let found = signed_in.get_mut(&token.hash())?;
        found.heard = Instant::now();
        Some(found.clone())
    }

    /// Everybody who is signed in, as often as they are.
    pub fn all(&self) -> Vec<Actor> {
        self.signed_in
            .lock()
            .map(|all| all.values().map(|one| one.actor.clone()).collect())
            .unwrap_or_default()
    }

    /// Is somebody signed in at this desk, and their page not gone?
    pub fn is_there(&self, desk: u16) -> bool {
        let there = |one: &SignedIn| one.actor.desk == desk && one.heard.elapsed() < GONE_AFTER;
        self.signed_in.lock().is_ok_and(|all| all.values().any(there))
    }

    /// Still signed in, and the screen not locked?
    pub fn is_open(&self, who: &TokenHash) -> bool {
        self.signed_in.lock().is_ok_and(|all| all.get(who).is_some_and(|one| one.locked.is_none()))
    }

    /// Locks the screen at that moment, or unlocks it. Locked again, it stays locked since the first.
    pub fn set_locked(&self, token: &Token, at: Option<At>) {
        if let Ok(mut signed_in) = self.signed_in.lock()
            && let Some(found) = signed_in.get_mut(&token.hash())
        {
            found.locked = at.map(|at| found.locked.unwrap_or(at));
        }
    }

    pub fn set_training(&self, token: &Token, training: bool) {
        if let Ok(mut signed_in) = self.signed_in.lock()
            && let Some(found) = signed_in.get_mut(&token.hash())
        {
            found.training = training;
        }
    }

    pub fn close(&self, token: &Token) {
        if let Ok(mut signed_in) = self.signed_in.lock() {
            signed_in.remove(&token.hash());
        }
    }

    /// Everybody goes on as whoever they are now; who is nobody any more has left.
    pub fn turn(&self, now: impl Fn(&Actor) -> Option<Actor>) {
        if let Ok(mut signed_in) = self.signed_in.lock() {
            signed_in.retain(|_, one| match now(&one.actor) {
                Some(actor) => {
                    one.actor = actor;
                    true
                }
                None => false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_whole_or_nothing() {
        let sessions = Sessions::default();
        let token = sessions.open(Actor::desk(1)).unwrap();
        assert!(sessions.find(&Token::parse(token.as_str()).unwrap()).is_some());
        assert!(Token::parse("abc").is_none());
        sessions.close(&token);
        assert!(sessions.find(&token).is_none());
    }
}
