//! The rules of what is heard, as a value: what is late, what was played, who is on the telephone and what time it is
//! go in; what to play comes out. Nothing here reads a clock or touches a device.

use super::overdue::{Overdue, is_progress, overdue};
use super::rhythm::Rhythm;
use kentongan_rules::clock::Level;
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Changes, LineKind, TicketRow};
use std::collections::{HashMap, HashSet, VecDeque};

/// Between two soundings of what nobody has acknowledged.
pub const AGAIN: Span = Span::seconds(30);
/// Unacknowledged for so long, an alarm is the supervisor's too.
pub const SUPERVISOR: Span = Span::minutes(2);
/// Acknowledged, and nothing done for so long: it is heard again.
pub const NO_PROGRESS: Span = Span::minutes(10);
/// How long one press of F9 silences.
pub const MUTED: Span = Span::minutes(2);
/// Whatever happens, no more than `MOST` sounds in a minute, and new ones so far apart that each is heard by itself.
const MINUTE: Span = Span::minutes(1);
const MOST: usize = 3;
const APART: Span = Span::seconds(10);

/// Whether somebody at this desk is on the telephone, and who else is in the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    pub on_call: bool,
    /// Whoever is signed in at another desk: theirs are heard there. Of those who have gone home it is this desk's.
    pub elsewhere: Vec<String>,
}

impl Desk {
    /// While a call form is open only the operator's own critical breach is heard.
    fn hears(&self, ticket: &Overdue) -> bool {
        let own = ticket.owner.as_ref().is_none_or(|owner| !self.elsewhere.contains(owner));
        !self.on_call || (own && ticket.critical)
    }
}

#[derive(Debug, Default)]
pub struct Hearing {
    overdue: HashMap<TicketId, Overdue>,
    /// Unacknowledged breaches that have been heard at least once.
    heard: HashSet<(TicketId, ClockNo)>,
    /// When an acknowledged one was last heard again.
    reminded: HashMap<(TicketId, ClockNo), At>,
    /// A clock has just become urgent.
    urgent: bool,
    muted_until: Option<At>,
    played: VecDeque<At>,
    /// When what is late was last heard.
    late_at: Option<At>,
}

impl Hearing {
    /// Takes a row as it now is. True where something that asked for a person no longer does: what is being played for
    /// it may end.
    pub fn row(&mut self, row: &TicketRow) -> bool {
        self.ticket(row.id, overdue(row))
    }

    /// Takes all that is open; what is not among it is over.
    pub fn board(&mut self, rows: &[TicketRow]) {
        let over: Vec<TicketId> =
            self.overdue.keys().filter(|id| rows.iter().all(|row| row.id != **id)).copied().collect();
        for id in over {
            self.ticket(id, None);
        }
        for row in rows {
            self.row(row);
        }
    }

    fn ticket(&mut self, id: TicketId, now: Option<Overdue>) -> bool {
        let asks = |ticket: &Overdue| -> HashSet<ClockNo> {
            let open = ticket.breaches.iter().filter(|breach| breach.acknowledged_at.is_none());
            open.map(|breach| breach.clock).collect()
        };
        let before = self.overdue.remove(&id);
        let asked = before.as_ref().map(asks).unwrap_or_default();
        let asking = now.as_ref().map(asks).unwrap_or_default();
        self.heard.retain(|(ticket, clock)| *ticket != id || asking.contains(clock));
        match now {
            Some(mut now) => {
                now.moved_at = now.moved_at.max(before.map_or(now.moved_at, |before| before.moved_at));
                self.overdue.insert(id, now);
            }
            None => self.reminded.retain(|(ticket, _), _| *ticket != id),
        }
        !asked.is_subset(&asking)
    }

    /// Takes what happened. True as for [`Hearing::row`].
    pub fn changes(&mut self, changes: &Changes) -> bool {
        let mut settled = false;
        for row in &changes.rows {
            settled |= self.row(row);
        }
        for id in &changes.gone {
            settled |= self.ticket(*id, None);
        }
        for line in &changes.lines {
            if is_progress(line.kind)
                && let Some(ticket) = self.overdue.get_mut(&line.ticket)
            {
                ticket.moved_at = ticket.moved_at.max(line.recorded_at);
            }
            if line.kind == LineKind::Fired
                && let Some(About::Clock { clock, level: Some(Level::Urgent), .. }) = &line.about
            {
                let row = changes.rows.iter().find(|row| row.id == line.ticket);
                let still = row.and_then(|row| row.clocks.iter().find(|one| one.no == *clock));
                self.urgent |=
                    still.is_none_or(|one| one.outcome.is_none() && one.level == Some(Level::Urgent));
            }
        }
        settled
    }

    /// Silent until then, whatever happens; what is late afterwards is heard again.
    pub fn mute(&mut self, now: At) {
        self.muted_until = Some(now + MUTED);
    }

    /// Nobody wants to hear anything just now: what is heard only once has been missed.
    pub fn let_pass(&mut self) {
        self.urgent = false;
    }

    /// Whether something may be heard without anything new happening.
    pub fn waits(&self) -> bool {
        !self.overdue.is_empty()
    }

    /// What is to be played now, if anything; it then counts as played.
    pub fn play(&mut self, now: At, desk: &Desk) -> Option<Rhythm> {
        self.forget_the_future(now);
        let urgent = std::mem::take(&mut self.urgent);
        if self.muted_until.is_some() {
            return None;
        }
        let late = self.late(now, desk).or_else(|| self.forgotten(now, desk));
        let (rhythm, most) = match late {
            Some(rhythm) => (rhythm, MOST),
            // A place in the minute is kept free for what is late.
            None if urgent && !desk.on_call => (Rhythm::Urgent, MOST - 1),
            None => return None,
        };
        if self.played.len() >= most || self.played.back().is_some_and(|last| now - *last < APART) {
            return None;
        }
        self.played.push_back(now);
        if rhythm != Rhythm::Urgent {
            self.note_heard(now, desk);
        }
        Some(rhythm)
    }

    /// A clock set back must hold nothing up: what then lies in the future is now, and what has run out is gone.
    fn forget_the_future(&mut self, now: At) {
        self.played.retain(|at| *at <= now && now - *at < MINUTE);
        self.late_at = self.late_at.filter(|at| *at <= now);
        self.muted_until = self.muted_until.filter(|until| now < *until && *until - now <= MUTED);
        self.reminded.values_mut().for_each(|at| *at = (*at).min(now));
        for ticket in self.overdue.values_mut() {
            ticket.moved_at = ticket.moved_at.min(now);
            for breach in &mut ticket.breaches {
                breach.fired_at = breach.fired_at.min(now);
                breach.acknowledged_at = breach.acknowledged_at.map(|at| at.min(now));
            }
        }
    }

    /// The heaviest of what nobody has acknowledged, when its turn has come.
    fn late(&self, now: At, desk: &Desk) -> Option<Rhythm> {
        let mut asking = self
            .overdue
            .iter()
            .filter(|(_, ticket)| desk.hears(ticket))
            .flat_map(|(id, ticket)| ticket.breaches.iter().map(move |breach| (*id, breach)))
            .filter(|(_, breach)| breach.acknowledged_at.is_none())
            .peekable();
        asking.peek()?;
        let turn = self.late_at.is_none_or(|at| now - at >= AGAIN);
        let (mut new, mut rhythm) = (false, Rhythm::Late);
        for (id, breach) in asking {
            new |= !self.heard.contains(&(id, breach.clock));
            if breach.level >= Level::Supervisor || now - breach.fired_at >= SUPERVISOR {
                rhythm = Rhythm::Supervisor;
            }
        }
        (turn || new).then_some(rhythm)
    }

    /// What was acknowledged and then left.
    fn forgotten(&self, now: At, desk: &Desk) -> Option<Rhythm> {
        self.left(now, desk).next().map(|_| Rhythm::Late)
    }

    fn left<'a>(&'a self, now: At, desk: &'a Desk) -> impl Iterator<Item = (TicketId, ClockNo)> + 'a {
        self.overdue.iter().filter(|(_, ticket)| desk.hears(ticket)).flat_map(move |(id, ticket)| {
            ticket.breaches.iter().filter_map(move |breach| {
                let key = (*id, breach.clock);
                let since = breach.acknowledged_at?.max(ticket.moved_at);
                let since = self.reminded.get(&key).map_or(since, |at| since.max(*at));
                (now - since >= NO_PROGRESS).then_some(key)
            })
        })
    }

    fn note_heard(&mut self, now: At, desk: &Desk) {
        let left: Vec<_> = self.left(now, desk).collect();
        self.reminded.extend(left.into_iter().map(|key| (key, now)));
        for (id, ticket) in self.overdue.iter().filter(|(_, ticket)| desk.hears(ticket)) {
            for breach in ticket.breaches.iter().filter(|breach| breach.acknowledged_at.is_none()) {
                self.heard.insert((*id, breach.clock));
            }
        }
        self.late_at = Some(now);
    }
}

#[cfg(test)]
mod tests;
