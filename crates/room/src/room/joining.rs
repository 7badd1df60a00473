//! Letting a desk in by six words.

use super::Room;
use super::door::held;
use crate::secret;
use crate::session::Seat;
use crate::wire::identity::digest;
use crate::wire::pairing::{self, Join, JoinBrowser, Joined, Known, Pairing};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::desk::DeskKind;
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::At;
use kentongan_rules::view::door::{DoorView, Words};
use uuid::Uuid;

/// The words while they open the room.
pub(super) struct Letting {
    words: String,
    pairing: Pairing,
}

impl Room {
    pub(super) fn words(&self) -> Option<Words> {
        let (now, mut letting) = (self.core().time.now(), held(&self.0.door.pairing));
        if letting.as_ref().is_some_and(|letting| !letting.pairing.is_open(now)) {
            *letting = None;
        }
        letting.as_ref().map(|letting| Words {
            words: letting.words.clone(),
            seconds: u32::try_from(letting.pairing.left(now).0 / 1_000).unwrap_or(0),
        })
    }

    /// Thinks of six words, or forgets them. They are good for one desk.
    ///
    /// # Errors
    /// `NotAllowed` but to supervisors and administrators; `Unreachable` while the door is shut.
    pub async fn let_in(&self, seat: &Seat, on: bool) -> Result<DoorView, Problem> {
        let by = self.porter(seat)?;
        if on {
            if self.door(seat)?.open.is_none() {
                return Err(Problem::Unreachable);
            }
            self.think_of_words(by).await?;
        } else {
            held(&self.0.door.pairing).take();
        }
        self.door(seat)
    }

    /// The same for whoever sits at the PC that serves the room, and could read its disk anyway.
    ///
    /// # Errors
    /// There is no randomness, or no key.
    pub async fn let_in_from_here(&self) -> Result<String, Problem> {
        let by = Actor { role: Role::Administrator, ..Actor::desk(self.own_desk()) };
        self.think_of_words(by).await
    }

    async fn think_of_words(&self, by: Actor) -> Result<String, Problem> {
        let words = pairing::words()?;
        let known = Known::of(&words, &self.identity().await?.fingerprint()).await?;
        let letting =
            Letting { words: words.clone(), pairing: Pairing::open(known, by, self.core().time.now()) };
        *held(&self.0.door.pairing) = Some(letting);
        Ok(words)
    }

    /// A desk that knows the words joins: it gets a number and a certificate.
    ///
    /// # Errors
    /// `WrongWords`; what the rules refuse, such as a name that another desk has. Then the words still hold.
    pub async fn pair(&self, join: Join) -> Result<Joined, Problem> {
        // Nobody else joins meanwhile: the words are good for one.
        let _alone = self.0.door.joining.lock().await;
        let (known, by) = self.known(|pairing, now| pairing.knows(&join, now))?;
        let desk = self.next_desk();
        let certificate = self.identity().await?.vouch(&join.request, desk)?;
        let key = pairing::key_of(&certificate)?;
        self.joins(by, desk, &join.name, DeskKind::Workstation, key).await?;
        Ok(known.joined(&join, desk, &self.setup().region.name, certificate))
    }

    /// A browser that knows the words joins: it gets a cookie.
    ///
    /// # Errors
    /// As [`Room::pair`].
    pub async fn pair_browser(&self, join: JoinBrowser) -> Result<String, Problem> {
        let fingerprint = self.identity().await?.fingerprint();
        // One guess at a time: each takes the memory of a password.
        let _alone = self.0.door.joining.lock().await;
        // Not worth hashing for while nobody is let in.
        self.known(|pairing, now| pairing.is_open(now).then_some(()))?;
        let said = Known::of(&join.words, &fingerprint).await?;
        let (_, by) = self.known(|pairing, now| pairing.knows_words(&said, now))?;
        let cookie = secret::random(32)?;
        let kind = if join.kind == DeskKind::Wall { DeskKind::Wall } else { DeskKind::Browser };
        let desk = self.next_desk();
        self.joins(by, desk, &join.name, kind, digest(cookie.as_bytes())).await?;
        Ok(cookie)
    }

    /// None that the room's own PC has: they would give the same numbers.
    fn next_desk(&self) -> u16 {
        let (next, own) = (self.setup().next_desk(), self.own_desk());
        if next <= own { own.saturating_add(1) } else { next }
    }

    /// No other desk has the number of the room's own PC, nor had it.
    ///
    /// # Errors
    /// `DeskTaken`.
    pub(super) fn check_own_desk(&self) -> Result<(), Problem> {
        let desk = self.own_desk();
        if self.setup().desk(desk).is_some() { Err(Refusal::DeskTaken { desk }.into()) } else { Ok(()) }
    }

    fn known<T>(&self, knows: impl FnOnce(&mut Pairing, At) -> Option<T>) -> Result<(T, Actor), Problem> {
        let (now, mut letting) = (self.core().time.now(), held(&self.0.door.pairing));
        let pairing = letting.as_mut().map(|letting| &mut letting.pairing).ok_or(Problem::WrongWords)?;
        let by = pairing.by.clone();
        knows(pairing, now).map(|known| (known, by)).ok_or(Problem::WrongWords)
    }

    async fn joins(
        &self,
        by: Actor,
        desk: u16,
        name: &str,
        kind: DeskKind,
        key: String,
    ) -> Result<(), Problem> {
        let command = Command::JoinDesk { desk, name: name.to_owned(), desk_kind: kind, key };
        self.core().execute(&by, Execute { id: CommandId(Uuid::now_v7()), command }).await?;
        // Good for one: the next desk gets words of its own.
        held(&self.0.door.pairing).take();
        Ok(())
    }
}
