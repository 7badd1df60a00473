//! How far this desk has heard its room, and what follows where the room has lost some of it.

use super::outbox::Kept;
use super::{Alone, locked};
use crate::wire::held::{History, SawMore, Stock};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::{TicketNumber, day_of_number};
use kentongan_rules::loss::{Highest, Saw};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, local_day};
use kentongan_store::{KEPT_FOR, Standing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heard {
    #[serde(flatten)]
    pub history: History,
    /// When it was heard to be so; the beginning of time where that was not written down.
    #[serde(default)]
    at: At,
    /// What every desk had numbered, of the days for which commands are kept.
    #[serde(default)]
    numbers: Vec<Highest>,
}

impl Heard {
    /// What is known once this was heard too. `since` is the first day that still counts.
    fn then(before: Option<&Heard>, news: &Stock, since: &str) -> Heard {
        let before = before.into_iter().flat_map(|heard| heard.numbers.iter().cloned());
        let mut most: BTreeMap<(String, u16), u32> = BTreeMap::new();
        for Highest { day, desk, count } in before.chain(news.highest.iter().cloned()) {
            let known = most.entry((day, desk)).or_default();
            *known = count.max(*known);
        }
        let numbers = most.into_iter().map(|((day, desk), count)| Highest { day, desk, count });
        let numbers = numbers.filter(|one| *one.day >= *since).collect();
        Heard { history: news.history.clone(), at: news.now, numbers }
    }

    fn saw(&self, desk: u16, told_again: u32) -> Saw {
        Saw { desk, seq: self.history.head, at: self.at, told_again, numbers: self.numbers.clone() }
    }
}

/// The number that a caller was told, for a command that the room has taken: as the room said, or, of its last ones, the
/// next after that. Absent where the desk cannot know.
fn told(
    kept: &Kept,
    last: &mut BTreeMap<String, u32>,
    of: impl FnOnce(u32) -> TicketNumber,
    day: &str,
) -> Option<TicketNumber> {
    if !matches!(kept.execute.command, Command::OpenTicket(_)) {
        return None;
    }
    let number = match &kept.posted.number {
        Some(number) => number.clone(),
        None => of(last.get(day)? + 1),
    };
    // Of the day before, by the other clock: it cannot be asked for under that number.
    let (of_day, _, count) = number.parts()?;
    last.insert(of_day.to_owned(), count);
    (of_day == day).then_some(number)
}

impl Alone {
    pub(super) fn offset(&self) -> i32 {
        let setup = self.stock().ok().and_then(|stock| stock.setup.clone());
        // WIB, until a room says otherwise.
        setup.map_or(420, |setup| setup.region.utc_offset_minutes)
    }

    /// Takes in how far the room is. One that was put back from an older backup has lost something: people are told
    /// what this desk had seen, and what the desk had told is told again, by the same ids, so that only what is missing
    /// happens.
    pub(super) async fn hear(&self, news: &Stock) -> Result<(), Problem> {
        self.note_numbers(news).await?;
        let heard = locked(&self.heard).clone();
        if heard.as_ref().is_some_and(|heard| heard.history == news.history) {
            return Ok(());
        }
        if let Some(heard) = heard.as_ref().filter(|heard| news.history.is_behind(&heard.history)) {
            tracing::warn!("the room is behind what this desk has heard of it");
            self.tell_again().await?;
            let told_again = self.outbox.count(Standing::Held).await?;
            let more = SawMore { found: news.history.clone(), saw: heard.saw(self.pin.desk, told_again) };
            self.client.saw_more(&more).await?;
        }
        self.tell_early_again().await?;
        let since = day_of_number(news.now - KEPT_FOR, self.offset());
        let heard = Heard::then(heard.as_ref(), news, &since);
        self.outbox.keep("history", &heard).await?;
        *locked(&self.heard) = Some(heard);
        Ok(())
    }

    async fn tell_again(&self) -> Result<(), Problem> {
        let (offset, mut last) = (self.offset(), BTreeMap::new());
        let prefix =
            self.stock().ok().and_then(|stock| stock.setup.as_ref().map(|s| s.region.prefix.clone()));
        for kept in self.outbox.standing(Standing::Done).await? {
            let at = kept.posted.occurred_at;
            let day = day_of_number(at, offset);
            let of = |count| {
                TicketNumber::new(
                    prefix.as_deref().unwrap_or_default(),
                    local_day(at, offset),
                    self.pin.desk,
                    count,
                )
            };
            let number = told(&kept, &mut last, of, &day);
            if kept.execute.command.may_be_told_again() {
                self.outbox.hold(&kept, number).await?;
            }
        }
        Ok(())
    }

    /// What was refused because the room did not have its ticket: another desk may have told it since.
    async fn tell_early_again(&self) -> Result<(), Problem> {
        for kept in self.outbox.standing(Standing::Refused).await? {
            if kept.is_early() {
                self.outbox.hold(&kept, kept.posted.number.clone()).await?;
            }
        }
        Ok(())
    }

    /// From now on the room is waited for to say what this command's ticket is called.
    pub(super) fn will_be_numbered(&self, execute: &Execute<String>) {
        if let Command::OpenTicket(open) = &execute.command {
            locked(&self.unnumbered).insert(open.ticket, execute.id);
        }
    }

    /// The room has said so in its reply.
    pub(super) fn is_numbered(&self, execute: &Execute<String>) {
        if let Command::OpenTicket(open) = &execute.command {
            locked(&self.unnumbered).remove(&open.ticket);
        }
    }

    async fn note_numbers(&self, news: &Stock) -> Result<(), Problem> {
        // Not while one is numbered here: it may be what the room has just called so.
        let _one = self.judging.lock().await;
        let waiting = locked(&self.unnumbered).clone();
        let named =
            news.numbered.iter().map(|(ticket, number)| (waiting.get(ticket).copied(), number.clone()));
        self.outbox.number(named.collect()).await?;
        locked(&self.unnumbered).retain(|waits, _| !news.numbered.iter().any(|(ticket, _)| ticket == waits));
        let utc_offset = news.setup.as_ref().map_or_else(|| self.offset(), |s| s.region.utc_offset_minutes);
        self.outbox.counted(news.now, utc_offset, news.count).await.map(|_| ())
    }
}
