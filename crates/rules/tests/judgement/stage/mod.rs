//! A room in memory: what is decided is folded at once, as the store does it. Every step checks the bookkeeping.

pub mod commands;
pub mod handovers;
pub mod people;

use kentongan_rules::actor::Actor;
use kentongan_rules::call::Call;
use kentongan_rules::clock::{Clock, ClockKind};
use kentongan_rules::command::Command;
use kentongan_rules::decide::{Scene, decide};
use kentongan_rules::event::{Event, Fact, Meta, Stream};
use kentongan_rules::fold;
use kentongan_rules::handover::{Gathered, Item, JournalHead, ShiftChange, ShiftCounts, gather};
use kentongan_rules::id::{CallId, TicketId};
use kentongan_rules::photo::PhotoId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::review::{Finished, PROPOSED_DAYS, ReviewReason, proposed};
use kentongan_rules::roster::on_duty;
use kentongan_rules::setup::Setup;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq, Span, day_start, local_day};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// 2026-11-26 00:00 in WIB.
const MIDNIGHT: i64 = 1_795_626_000_000;

/// The room keeps these, and no others.
const KEPT_PHOTOS: &[PhotoId] = &[PhotoId([1; 32]), PhotoId([2; 32]), PhotoId([3; 32]), PhotoId([4; 32])];

/// `14:05` or `14:05:30`, local time on the day of the story; `+1 00:10` is the day after.
pub fn at(clock: &str) -> At {
    let (days, clock) = match clock.strip_prefix('+') {
        Some(rest) => {
            let (days, clock) = rest.split_once(' ').unwrap();
            (days.parse::<i64>().unwrap(), clock)
        }
        None => (0, clock),
    };
    let parts: Vec<i64> = clock.split(':').map(|part| part.parse().unwrap()).collect();
    let seconds = parts.first().unwrap() * 3_600 + parts.get(1).unwrap() * 60 + parts.get(2).unwrap_or(&0);
    At(MIDNIGHT + (days * 86_400 + seconds) * 1_000)
}

#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub stream: Stream,
    pub event: Event,
    pub meta: Meta,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    pub setup: Arc<Setup>,
    pub tickets: BTreeMap<TicketId, Ticket>,
    pub calls: BTreeMap<CallId, Call>,
    pub journal: Vec<Written>,
}

/// One command as somebody speaks it.
pub struct Said {
    pub command: Command<Sealed>,
    pub by: Actor,
    pub at: At,
}

pub fn said(command: Command<Sealed>, by: Actor, clock: &str) -> Said {
    Said { command, by, at: at(clock) }
}

/// A founded room in which all this was said and accepted.
pub fn given(said: impl IntoIterator<Item = Said>) -> Stage {
    static FOUNDED: LazyLock<Stage> = LazyLock::new(|| {
        let mut stage = Stage::default();
        stage.perform(&commands::found(), &Actor::desk(1), at("06:00")).unwrap();
        stage
    });
    FOUNDED.clone().and(said)
}

impl Stage {
    pub fn and(mut self, said: impl IntoIterator<Item = Said>) -> Stage {
        for Said { command, by, at } in said {
            if let Err(refusal) = self.perform(&command, &by, at) {
                panic!("{command:?} was refused: {refusal:?}");
            }
        }
        self
    }

    pub fn when(self, command: Command<Sealed>, by: Actor, at: At) -> Judged {
        let outcome = self.judge(&command, &by, at);
        Judged { stage: self, by, at, outcome }
    }

    pub fn judge(&self, command: &Command<Sealed>, by: &Actor, now: At) -> Result<Vec<Fact>, Refusal> {
        let touches = command.touches();
        let day = |at: At| local_day(at, self.setup.region.utc_offset_minutes);
        let today = |t: &&Ticket| t.opened_by.desk == by.desk && day(t.opened_at) == day(now);
        let gathered = touches.gathers.then(|| self.gathered(now));
        let open = self.setup.open_handover().filter(|_| touches.takes_over);
        let held = open.iter().flat_map(|open| &open.items).flat_map(Item::tickets);
        let handed: Vec<&Ticket> = held.filter_map(|held| self.tickets.get(&held.ticket)).collect();
        let ticket = touches.ticket.and_then(|id| self.tickets.get(&id));
        let proposed = match ticket.filter(|_| touches.proposed) {
            Some(ticket) => self.proposed(now).remove(&ticket.id).unwrap_or_default(),
            None => Vec::new(),
        };
        let scene = Scene {
            setup: &self.setup,
            ticket,
            parent: touches.parent.or(ticket.and_then(|one| one.parent)).and_then(|id| self.tickets.get(&id)),
            call: touches.call.and_then(|id| self.calls.get(&id)),
            next_count: if touches.counts {
                self.tickets.values().filter(today).count() as u32 + 1
            } else {
                0
            },
            photos: KEPT_PHOTOS,
            gathered: gathered.as_ref(),
            handed: &handed,
            proposed: &proposed,
        };
        decide(&scene, command, by, now)
    }

    /// What would be handed over now; nobody waits to be called back.
    pub fn gathered(&self, now: At) -> Gathered {
        let turn = ShiftChange::at(now, self.setup.region.utc_offset_minutes);
        let items = gather(&self.setup, self.tickets.values(), &[], &[], turn, now);
        let head = JournalHead { seq: Seq(self.journal.len() as i64), hash: "aa".repeat(32) };
        let next = on_duty(&self.setup, turn.change_at, turn.to);
        Gathered { turn, counts: ShiftCounts::default(), items, head, next }
    }

    /// What is proposed for review now; nobody's number was turned away.
    pub fn proposed(&self, now: At) -> BTreeMap<TicketId, Vec<ReviewReason>> {
        let start = |at: At| day_start(at, self.setup.region.utc_offset_minutes);
        let of_day = |day: At| {
            let of = |ticket: &&Ticket| ticket.closed.as_ref().is_some_and(|closed| start(closed.at) == day);
            let region = &self.setup.region;
            let finished = self.tickets.values().filter(of).map(|one| Finished::of(one, region, false));
            proposed(day, &finished.collect::<Vec<_>>())
        };
        (1..=PROPOSED_DAYS).flat_map(|days| of_day(start(now) - Span::hours(24 * days))).collect()
    }

    pub fn perform(&mut self, command: &Command<Sealed>, by: &Actor, now: At) -> Result<Vec<Event>, Refusal> {
        let facts = self.judge(command, by, now)?;
        let events = facts.iter().map(|fact| fact.event.clone()).collect();
        self.write(facts, by, now);
        Ok(events)
    }

    fn write(&mut self, facts: Vec<Fact>, by: &Actor, now: At) {
        for Fact { stream, event, at } in facts {
            let seq = Seq(self.journal.len() as i64 + 1);
            let meta = Meta { seq, at: at.unwrap_or(now), recorded_at: now, actor: by.clone() };
            let written = Written { stream, event, meta };
            self.fold(&written);
            self.journal.push(written);
            self.check_length(self.journal.last().unwrap());
        }
    }

    pub fn fold(&mut self, Written { stream, event, meta }: &Written) {
        match stream {
            Stream::Call(id) => {
                let mut call = self.calls.remove(id);
                fold::call(&mut call, event, meta);
                self.calls.insert(*id, call.unwrap());
            }
            Stream::Ticket(id) | Stream::Clock(id) => {
                let mut ticket = self.tickets.remove(id);
                fold::ticket(&mut ticket, stream, event, meta);
                self.tickets.insert(*id, ticket.unwrap());
            }
            Stream::Region
            | Stream::Plan
            | Stream::Policy
            | Stream::People
            | Stream::Numbers
            | Stream::Handovers
            | Stream::Roster
            | Stream::Desk(_) => {
                fold::setup(self.known(), stream, event, meta);
            }
        }
    }

    /// The state's own count of each stream is what the journal holds: the next version comes from it.
    fn check_length(&self, last: &Written) {
        let rows = self.journal.iter().filter(|w| w.stream == last.stream).count() as u32;
        let counted = match &last.stream {
            Stream::Call(id) => self.calls[id].version,
            Stream::Ticket(id) => self.tickets[id].length,
            Stream::Clock(id) => self.tickets[id].clock_length,
            stream => self.setup.lengths[&stream.name()],
        };
        assert_eq!(counted, rows, "length of {} after {}", last.stream.name(), last.event.kind());
    }

    /// The same journal folded afresh.
    pub fn replayed(&self) -> Stage {
        let mut stage = Stage::default();
        for written in &self.journal {
            stage.fold(written);
            stage.journal.push(written.clone());
        }
        stage
    }

    pub fn ticket(&self) -> &Ticket {
        &self.tickets[&commands::TICKET]
    }

    /// What the room knows, to be changed behind its back.
    pub fn known(&mut self) -> &mut Setup {
        Arc::make_mut(&mut self.setup)
    }

    /// The newest clock of this kind on the first ticket.
    pub fn clock(&self, kind: ClockKind) -> &Clock {
        self.ticket().clocks.iter().rfind(|clock| clock.kind == kind).unwrap()
    }

    pub fn sweep(self, now: At) -> Stage {
        let mut stage = self;
        match stage.perform(&commands::sweep(), &Actor::clock(), now) {
            Ok(_) | Err(Refusal::NothingChanged) => stage,
            Err(refusal) => panic!("a sweep was refused: {refusal:?}"),
        }
    }

    /// Levels fired since the journal had `from` rows, in their order.
    pub fn fired(&self) -> Vec<(ClockKind, kentongan_rules::clock::Level, Span)> {
        let told = |w: &Written| match (&w.stream, &w.event) {
            (Stream::Clock(id), Event::Fired { clock, level, late_ms, .. }) => {
                Some((self.tickets[id].clocks[usize::from(*clock)].kind, *level, *late_ms))
            }
            _ => None,
        };
        self.journal.iter().filter_map(told).collect()
    }
}

/// What became of a command.
pub struct Judged {
    stage: Stage,
    by: Actor,
    at: At,
    pub outcome: Result<Vec<Fact>, Refusal>,
}

impl Judged {
    /// Exactly these events follow.
    pub fn then(self, events: impl IntoIterator<Item = Event>) -> Stage {
        let facts = self.outcome.unwrap();
        let happened: Vec<Event> = facts.iter().map(|fact| fact.event.clone()).collect();
        assert_eq!(happened, events.into_iter().collect::<Vec<_>>());
        Judged { outcome: Ok(facts), ..self }.stage()
    }

    /// Events of these kinds follow, in this order.
    pub fn happens(self, kinds: &[&str]) -> Stage {
        let facts = self.outcome.unwrap();
        let happened: Vec<&str> = facts.iter().map(|fact| fact.event.kind()).collect();
        assert_eq!(happened, kinds);
        Judged { outcome: Ok(facts), ..self }.stage()
    }

    fn stage(self) -> Stage {
        let mut stage = self.stage;
        stage.write(self.outcome.unwrap(), &self.by, self.at);
        stage
    }

    /// Nothing follows; the stage is as it was.
    pub fn refused(self, refusal: Refusal) -> Stage {
        assert_eq!(self.outcome, Err(refusal));
        self.stage
    }
}
