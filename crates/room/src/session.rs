//! Who is signed in at which seat. The room keeps the hash of what each shows beside its journal, so that one that was
//! killed and starts again still knows them; nothing personal is in it, and a backup brings none back.

mod tries;

pub use tries::Tries;

use crate::{broken, secret};
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, Span};
use kentongan_store::KeptSession;
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
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
    since: At,
    /// When their page last asked anything.
    heard: Instant,
    /// From before a restart, and not heard since: nobody counts on them yet.
    awaited: bool,
}

impl SignedIn {
    fn new(actor: Actor, since: At) -> SignedIn {
        SignedIn { actor, training: false, locked: None, since, heard: Instant::now(), awaited: false }
    }

    /// As it is kept; `None` of who is nobody's, or practises: a room that starts again has no room for practice, and
    /// nothing of it may fall into the real one.
    fn kept(&self, token: TokenHash, now: At) -> Option<KeptSession> {
        let person = self.actor.person.filter(|_| !self.training)?;
        let Actor { desk, shift, .. } = self.actor;
        Some(KeptSession {
            token: token.0,
            person,
            desk,
            shift,
            since: self.since,
            heard: now,
            locked: self.locked,
        })
    }
}

/// A page asks every few seconds; one that has not for so long is gone.
const GONE_AFTER: Duration = Duration::from_secs(60);
/// Unheard for longer than a shift, a sign-in from before a restart is nobody's any more.
pub const LONGEST_SILENT: Span = Span::hours(12);

#[derive(Debug, Default)]
pub struct Sessions {
    signed_in: Mutex<HashMap<TokenHash, SignedIn>>,
    pub tries: Tries,
}

impl Sessions {
    pub fn open(&self, actor: Actor, now: At) -> Result<Token, Problem> {
        let token = Token(secret::random(32)?);
        let mut signed_in = self.signed_in.lock().map_err(|e| broken::other("sessions", &e))?;
        signed_in.insert(token.hash(), SignedIn::new(actor, now));
        Ok(token)
    }

    /// Takes back who was signed in before a restart, as who they are now.
    pub fn take_back(&self, kept: KeptSession, actor: Actor) {
        if let Ok(mut signed_in) = self.signed_in.lock() {
            let back = SignedIn { locked: kept.locked, awaited: true, ..SignedIn::new(actor, kept.since) };
            signed_in.insert(TokenHash(kept.token), back);
        }
    }

    /// As it is to be kept; `None` where there is nothing to keep.
    pub fn kept(&self, token: &Token, now: At) -> Option<KeptSession> {
        let signed_in = self.signed_in.lock().ok()?;
        signed_in.get(&token.hash())?.kept(token.hash(), now)
    }

    /// What those show who asked something within this time, as its hash.
    pub fn heard_within(&self, span: Duration) -> Vec<String> {
        let Ok(signed_in) = self.signed_in.lock() else { return Vec::new() };
        let heard = signed_in.iter().filter(|(_, one)| !one.awaited && one.heard.elapsed() < span);
        heard.map(|(token, _)| token.0.clone()).collect()
    }

    pub fn find(&self, token: &Token) -> Option<SignedIn> {
        let mut signed_in = self.signed_in.lock().ok()?;
        let found = signed_in.get_mut(&token.hash())?;
        found.heard = Instant::now();
        found.awaited = false;
        Some(found.clone())
    }

    /// Everybody who is signed in and was heard since this room started, as often as they are.
    pub fn all(&self) -> Vec<Actor> {
        self.signed_in
            .lock()
            .map(|all| all.values().filter(|one| !one.awaited).map(|one| one.actor.clone()).collect())
            .unwrap_or_default()
    }

    /// Is somebody signed in at this desk, and their page not gone?
    pub fn is_there(&self, desk: u16) -> bool {
        let there =
            |one: &SignedIn| one.actor.desk == desk && !one.awaited && one.heard.elapsed() < GONE_AFTER;
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

    /// Everybody goes on as whoever they are now; who is nobody any more has left. Gives what those had shown, as its hash.
    pub fn turn(&self, now: impl Fn(&Actor) -> Option<Actor>) -> Vec<String> {
        let Ok(mut signed_in) = self.signed_in.lock() else { return Vec::new() };
        let mut left = Vec::new();
        signed_in.retain(|token, one| match now(&one.actor) {
            Some(actor) => {
                one.actor = actor;
                true
            }
            None => {
                left.push(token.0.clone());
                false
            }
        });
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::id::PersonId;
    use uuid::Uuid;

    #[test]
    fn a_token_is_whole_or_nothing() {
        let sessions = Sessions::default();
        let token = sessions.open(Actor::desk(1), At(0)).unwrap();
        assert!(sessions.find(&Token::parse(token.as_str()).unwrap()).is_some());
        assert!(Token::parse("abc").is_none());
        sessions.close(&token);
        assert!(sessions.find(&token).is_none());
    }

    #[test]
    fn who_comes_back_is_known_by_what_they_show_and_never_by_what_is_kept() {
        let before = Sessions::default();
        let wati = Actor { person: Some(PersonId(Uuid::from_u128(7))), ..Actor::desk(2) };
        let token = before.open(wati.clone(), At(5)).unwrap();
        before.set_locked(&token, Some(At(9)));
        let kept = before.kept(&token, At(20)).unwrap();
        assert_eq!((kept.since, kept.heard, kept.locked), (At(5), At(20), Some(At(9))));
        let after = Sessions::default();
        after.take_back(kept.clone(), wati);
        // Nobody counts on them before they were heard.
        assert!(after.heard_within(GONE_AFTER).is_empty() && after.all().is_empty() && !after.is_there(2));
        assert!(after.find(&Token::parse(&kept.token).unwrap()).is_none());
        assert_eq!(after.find(&token).unwrap().locked, Some(At(9)));
        assert_eq!(after.heard_within(GONE_AFTER), [kept.token]);
        assert!(after.all().len() == 1 && after.is_there(2));
    }

    #[test]
    fn who_practises_is_not_kept_nor_a_desk_where_nobody_is() {
        let sessions = Sessions::default();
        let wati = Actor { person: Some(PersonId(Uuid::from_u128(7))), ..Actor::desk(2) };
        let (wati, desk) =
            (sessions.open(wati, At(0)).unwrap(), sessions.open(Actor::desk(1), At(0)).unwrap());
        assert!(sessions.kept(&wati, At(1)).is_some() && sessions.kept(&desk, At(1)).is_none());
        sessions.set_training(&wati, true);
        assert!(sessions.kept(&wati, At(1)).is_none());
    }
}
