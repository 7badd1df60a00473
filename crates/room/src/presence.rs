//! Who has which ticket open, as their pages last said. Memory alone: it is forgotten soon after the last word of it.

use crate::session::TokenHash;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::TicketId;
use kentongan_rules::view::{Looking, Present};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// A page says it again well before.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(20);

#[derive(Debug, Default)]
pub struct Presence(HashMap<TokenHash, Said>);

#[derive(Debug)]
struct Said {
    by: String,
    desk: u16,
    ticket: TicketId,
    typing: bool,
    last: Instant,
}

impl Presence {
    /// Takes what a page says; true if it is news to the others.
    pub fn say(&mut self, who: TokenHash, actor: &Actor, said: Present, now: Instant) -> bool {
        let Some(ticket) = said.ticket else { return self.leave(&who) };
        let typing = said.typing;
        let said = Said { by: actor.name.clone(), desk: actor.desk, ticket, typing, last: now };
        self.0.insert(who, said).is_none_or(|before| (before.ticket, before.typing) != (ticket, typing))
    }

    pub fn leave(&mut self, who: &TokenHash) -> bool {
        self.0.remove(who).is_some()
    }

    /// Forgets what was not said again; true if there was any.
    pub fn forget(&mut self, now: Instant) -> bool {
        let before = self.0.len();
        self.0.retain(|_, said| now.saturating_duration_since(said.last) < FORGOTTEN_AFTER);
        self.0.len() < before
    }

    /// What each says, by desk and name.
    pub fn all(&self) -> Vec<(TokenHash, Looking)> {
        let looking = |said: &Said| Looking {
            ticket: said.ticket,
            by: said.by.clone(),
            desk: said.desk,
            typing: said.typing,
        };
        let mut all: Vec<_> = self.0.iter().map(|(who, said)| (who.clone(), looking(said))).collect();
        all.sort_by(|(_, a), (_, b)| (a.desk, &a.by).cmp(&(b.desk, &b.by)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_said_is_news_once_and_is_forgotten_when_it_is_not_said_again() {
        let (mut presence, start) = (Presence::default(), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        let rudi = TokenHash::of("rudi");
        let actor = Actor { name: "Rudi".to_owned(), ..Actor::desk(2) };
        let looks = Present { ticket: Some(TicketId(Uuid::from_u128(1))), typing: false };
        assert!(presence.say(rudi.clone(), &actor, looks, start));
        assert!(!presence.say(rudi.clone(), &actor, looks, after(8)));
        assert!(presence.say(rudi.clone(), &actor, Present { typing: true, ..looks }, after(9)));
        let seen = presence.all();
        let (who, one) = &seen[0];
        assert_eq!((seen.len(), who, one.by.as_str(), one.desk, one.typing), (1, &rudi, "Rudi", 2, true));
        assert!(!presence.forget(after(28)));
        assert!(presence.forget(after(29)));
        assert!(presence.all().is_empty());
        assert!(!presence.leave(&rudi));
    }
}
