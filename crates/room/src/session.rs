//! Who is signed in at which seat. Sessions live in memory: a restart signs everybody out.

use crate::{broken, secret};
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::Problem;
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
    fn hash(&self) -> String {
        broken::hex(&Sha256::digest(self.0.as_bytes()))
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
}

/// Wrong sign-ins before the next has to wait, and the longest wait. Never a lock-out of the room.
const FREE_TRIES: u32 = 5;
const LONGEST_WAIT: Duration = Duration::from_secs(300);

#[derive(Debug, Default)]
pub struct Sessions {
    signed_in: Mutex<HashMap<String, SignedIn>>,
    wrong: Mutex<HashMap<String, (u32, Instant)>>,
}

impl Sessions {
    pub fn open(&self, actor: Actor) -> Result<Token, Problem> {
        let token = Token(secret::random(32)?);
        let mut signed_in = self.signed_in.lock().map_err(|e| broken::other("sessions", &e))?;
        signed_in.insert(token.hash(), SignedIn { actor, training: false });
        Ok(token)
    }

    pub fn find(&self, token: &Token) -> Option<SignedIn> {
        self.signed_in.lock().ok()?.get(&token.hash()).cloned()
    }

    /// Everybody who is signed in, as often as they are.
    pub fn all(&self) -> Vec<Actor> {
        self.signed_in
            .lock()
            .map(|all| all.values().map(|one| one.actor.clone()).collect())
            .unwrap_or_default()
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

    /// Ends the sign-ins of whoever may no longer be signed in.
    pub fn keep_only(&self, may_stay: impl Fn(&Actor) -> bool) {
        if let Ok(mut signed_in) = self.signed_in.lock() {
            signed_in.retain(|_, s| may_stay(&s.actor));
        }
    }

    /// May this account be tried now? Else the seconds until it may.
    pub fn may_try(&self, account: &str) -> Result<(), u32> {
        let Ok(wrong) = self.wrong.lock() else { return Ok(()) };
        let Some((tries, last)) = wrong.get(&key(account)) else { return Ok(()) };
        if *tries < FREE_TRIES {
            return Ok(());
        }
        let wait = Duration::from_secs(10 << (*tries - FREE_TRIES).min(5)).min(LONGEST_WAIT);
        match wait.checked_sub(last.elapsed()) {
            Some(left) if !left.is_zero() => Err(u32::try_from(left.as_secs()).unwrap_or(0) + 1),
            _ => Ok(()),
        }
    }

    pub fn note_try(&self, account: &str, right: bool) {
        let Ok(mut wrong) = self.wrong.lock() else { return };
        if right {
            wrong.remove(&key(account));
        } else {
            // A guesser of names cannot fill the memory: the oldest guesses go first.
            if wrong.len() > 1_000 {
                wrong.retain(|_, (_, last)| last.elapsed() < LONGEST_WAIT);
            }
            let tries = wrong.get(&key(account)).map_or(0, |(tries, _)| *tries);
            wrong.insert(key(account), (tries.saturating_add(1), Instant::now()));
        }
    }
}

fn key(account: &str) -> String {
    account.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_the_account_waits_and_no_other_does() {
        let sessions = Sessions::default();
        for _ in 0..5 {
            assert_eq!(sessions.may_try("rina"), Ok(()));
            sessions.note_try("Rina ", false);
        }
        assert!(sessions.may_try("rina").is_err());
        assert_eq!(sessions.may_try("sari"), Ok(()));
        sessions.note_try("rina", true);
        assert_eq!(sessions.may_try("rina"), Ok(()));
    }

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
