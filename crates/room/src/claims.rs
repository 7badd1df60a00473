//! Who is taking what over. A claim lives in memory for a few seconds, so that another may object; a room that restarts
//! knows none, and it is offered again.

use crate::session::TokenHash;
use kentongan_rules::actor::Actor;
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::Claimable;
use std::collections::BTreeMap;

/// How long another may say that it is theirs.
const HELD_FOR: Span = Span(20_000);

#[derive(Debug, Default)]
pub struct Claims(BTreeMap<Claimable, Claim>);

#[derive(Clone, Debug)]
pub struct Claim {
    pub who: TokenHash,
    pub by: Actor,
    /// When it is theirs.
    pub until: At,
}

impl Claims {
    /// The later one has it; the time runs on from the first, so that it ends. False: they had it already.
    pub fn claim(&mut self, what: Claimable, who: TokenHash, by: Actor, now: At) -> bool {
        let held = self.0.get(&what);
        if held.is_some_and(|held| held.who == who) {
            return false;
        }
        let until = held.map_or(now + HELD_FOR, |held| held.until);
        self.0.insert(what, Claim { who, by, until });
        true
    }

    /// Of somebody who left; true if there was any.
    pub fn leave(&mut self, who: &TokenHash) -> bool {
        let before = self.0.len();
        self.0.retain(|_, claim| claim.who != *who);
        self.0.len() < before
    }

    /// Takes out what nobody objected to in time.
    pub fn settled(&mut self, now: At) -> Vec<(Claimable, Claim)> {
        let over: Vec<Claimable> =
            self.0.iter().filter(|(_, claim)| claim.until <= now).map(|(what, _)| *what).collect();
        over.into_iter().filter_map(|what| self.0.remove_entry(&what)).collect()
    }

    pub fn all(&self) -> impl Iterator<Item = (&Claimable, &Claim)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::id::CallId;
    use uuid::Uuid;

    #[test]
    fn the_later_one_gets_it_and_the_time_is_not_drawn_out() {
        let (mut claims, start) = (Claims::default(), At(1_000));
        let after = |seconds: i64| start + Span(seconds * 1_000);
        let what = Claimable::Form { call: CallId(Uuid::from_u128(1)) };
        let (rudi, siti) = (TokenHash::of("rudi"), TokenHash::of("siti"));
        assert!(claims.claim(what, rudi.clone(), Actor::desk(2), start));
        assert!(!claims.claim(what, rudi, Actor::desk(2), after(3)));
        assert!(claims.claim(what, siti.clone(), Actor::desk(3), after(15)));
        assert!(claims.settled(after(19)).is_empty());
        let settled = claims.settled(after(20));
        assert_eq!((settled.len(), settled[0].0, settled[0].1.by.desk), (1, what, 3));
        assert_eq!(claims.all().count(), 0);
        assert!(claims.claim(what, siti.clone(), Actor::desk(3), after(30)));
        assert!(claims.leave(&siti));
        assert!(claims.settled(after(99)).is_empty());
    }
}
