//! One commit: jobs judged in order, their rows appended, and what was folded written once at the end.
//!
//! No savepoint is needed: a command is judged before its first row is written, so a refused one has nothing to take
//! back, and a disk that fails takes the whole group back.

use crate::broken::Broken;
use crate::job::{Job, Verdict};
use crate::journal::{End, Entry};
use crate::rows::ticket::StoredTicket;
use crate::{access, facet, handover, journal, photo, review, rows, sealed, session, words};
use kentongan_rules::access::Access;
use kentongan_rules::actor::Actor;
use kentongan_rules::call::Call;
use kentongan_rules::command::Command;
use kentongan_rules::decide::{Scene, decide};
use kentongan_rules::event::{Event, Fact, Meta, Stream};
use kentongan_rules::fold;
use kentongan_rules::handover::Item;
use kentongan_rules::id::{CallId, SealedId, TicketId, TicketNumber};
use kentongan_rules::photo::PhotoId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Setup;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::Receipt;
use rusqlite::{Connection, OptionalExtension};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A ticket loaded by this group: as on disk, and as folded since if it changed.
struct TicketInHand {
    stored: Option<StoredTicket>,
    now: Option<Ticket>,
    seq: Seq,
    changed: Seq,
}

impl TicketInHand {
    fn current(&self) -> Option<&Ticket> {
        self.now.as_ref().or(self.stored.as_ref().map(|stored| &stored.ticket))
    }
}

struct CallInHand {
    now: Option<Call>,
    changed: bool,
}

pub(crate) struct Group<'c> {
    connection: &'c Connection,
    setup: Setup,
    setup_changed: Option<Seq>,
    end: End,
    tickets: BTreeMap<TicketId, TicketInHand>,
    calls: BTreeMap<CallId, CallInHand>,
    /// Counts of `(desk, day)` that moved.
    counts: BTreeMap<(u16, String), u32>,
    /// Texts to take away: last of all, as the index forgets only what it is shown.
    erased: Vec<SealedId>,
}

impl<'c> Group<'c> {
    pub(crate) fn new(connection: &'c Connection, setup: Setup, end: End) -> Group<'c> {
        Group {
            connection,
            setup,
            setup_changed: None,
            end,
            tickets: BTreeMap::new(),
            calls: BTreeMap::new(),
            counts: BTreeMap::new(),
            erased: Vec::new(),
        }
    }

    pub(crate) fn judge(&mut self, job: &Job) -> Result<Verdict, Broken> {
        if let Some(verdict) = self.replied(job)? {
            return Ok(verdict);
        }
        // Time never runs backwards in the journal, whatever the wall clock does.
        let recorded_at = At(job.at.0.max(self.end.recorded_at.0));
        let at = job.told.as_ref().map_or(recorded_at, |told| told.at.min(recorded_at));
        let verdict = match self.decide(job, at)? {
            Ok(facts) => {
                let number = facts.iter().find_map(|fact| match &fact.event {
                    Event::Opened { number, .. } => Some(number.clone()),
                    _ => None,
                });
                self.append(job, at, recorded_at, facts)?;
                self.record_access(job, at)?;
                Verdict::Receipt(Receipt { number, ..Receipt::committed(self.end.seq) })
            }
            // What it is about may still be on its way, from another desk perhaps: not refused for ever.
            Err(early @ (Refusal::UnknownTicket | Refusal::UnknownCall)) if job.told.is_some() => {
                return Ok(Verdict::Refused(early));
            }
            Err(refusal) => Verdict::Refused(refusal),
        };
        self.connection
            .prepare_cached(
                "INSERT INTO command (id, actor, body_digest, reply, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(rusqlite::params![
                job.command.id.0.as_bytes(),
                serde_json::to_string(&job.actor)?,
                job.body_digest,
                serde_json::to_string(&verdict)?,
                recorded_at.0
            ])?;
        Ok(verdict)
    }

    /// What was replied to this command's id before.
    fn replied(&self, job: &Job) -> Result<Option<Verdict>, Broken> {
        let known: Option<(String, String, String)> = self
            .connection
            .prepare_cached("SELECT actor, body_digest, reply FROM command WHERE id = ?1")?
            .query_row([job.command.id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((actor, body_digest, reply)) = known else { return Ok(None) };
        let actor: Actor = serde_json::from_str(&actor)?;
        Ok(Some(if body_digest == job.body_digest && same_speaker(&actor, &job.actor) {
            serde_json::from_str(&reply)?
        } else {
            Verdict::Refused(Refusal::OtherBody)
        }))
    }

    fn decide(&mut self, job: &Job, at: At) -> Result<Result<Vec<Fact>, Refusal>, Broken> {
        let touches = job.command.command.touches();
        let mut parent = touches.parent;
        if let Some(id) = touches.ticket {
            self.load_ticket(id)?;
            parent = parent.or(self.ticket(id).and_then(|ticket| ticket.parent));
        }
        if let Some(id) = parent {
            self.load_ticket(id)?;
        }
        if let Some(id) = touches.call {
            self.load_call(id)?;
        }
        let told = job.told.as_ref().and_then(|told| told.number.as_ref()).filter(|_| touches.counts);
        let next_count = match told {
            Some(number) => match self.free(number, job.actor.desk)? {
                Some(count) => count,
                None => return Ok(Err(taken(number))),
            },
            None if touches.counts => self.count(job.actor.desk.max(1), at)? + 1,
            None => 1,
        };
        let photos = self.photos(&job.command.command)?;
        let gathered = if touches.gathers {
            let changed = self.tickets.iter().filter_map(|(id, hand)| Some((*id, hand.now.as_ref()?)));
            let changed = changed.collect();
            Some(handover::gathered(self.connection, &self.setup, &changed, &job.faults, &self.end, at)?)
        } else {
            None
        };
        let taken_over = if touches.takes_over { self.setup.open_handover() } else { None };
        let taken_over: Vec<TicketId> = taken_over
            .iter()
            .flat_map(|one| &one.items)
            .flat_map(Item::tickets)
            .map(|held| held.ticket)
            .collect();
        for id in &taken_over {
            self.load_ticket(*id)?;
        }
        let handed: Vec<&Ticket> = taken_over.iter().filter_map(|id| self.ticket(*id)).collect();
        let proposed = match touches.ticket.and_then(|id| self.ticket(id)).filter(|_| touches.proposed) {
            Some(ticket) => review::reasons(self.connection, &self.setup, ticket, at)?,
            None => Vec::new(),
        };
        let command = as_shown(job, &photos);
        let scene = Scene {
            setup: &self.setup,
            photos: &photos,
            ticket: touches.ticket.and_then(|id| self.ticket(id)),
            parent: parent.and_then(|id| self.ticket(id)),
            call: touches.call.and_then(|id| self.calls.get(&id)).and_then(|call| call.now.as_ref()),
            next_count,
            gathered: gathered.as_ref(),
            handed: &handed,
            proposed: &proposed,
        };
        let decided = decide(&scene, &command, &job.actor, at);
        // Of another day, or with another prefix: not as it was told.
        let as_told = |facts: &Vec<Fact>| {
            facts.iter().all(|fact| match (&fact.event, told) {
                (Event::Opened { number, .. }, Some(told)) => number == told,
                _ => true,
            })
        };
        Ok(match (decided, told) {
            (Ok(facts), Some(number)) if !as_told(&facts) => Err(taken(number)),
            (decided, _) => decided,
        })
    }

    /// Of the photos that a command names, those that are kept for its ticket.
    fn photos(&self, command: &Command<Sealed>) -> Result<Vec<PhotoId>, Broken> {
        let mut kept = Vec::new();
        if let Some(ticket) = command.touches().ticket {
            for id in command.photos() {
                if photo::is_kept(self.connection, ticket, *id)? {
                    kept.push(*id);
                }
            }
        }
        Ok(kept)
    }

    /// The count in a number that a desk has given, if it is the desk's to give and no ticket has it.
    fn free(&self, number: &TicketNumber, desk: u16) -> Result<Option<u32>, Broken> {
        let count = number.parts().filter(|(_, by, _)| *by == desk.max(1));
        let in_hand = self.tickets.values().filter_map(TicketInHand::current).any(|t| t.number == *number);
        let is_taken = in_hand || rows::ticket::has_number(self.connection, &number.0)?;
        Ok(count.filter(|_| !is_taken).map(|(_, _, count)| count))
    }

    fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id).and_then(TicketInHand::current)
    }

    fn load_ticket(&mut self, id: TicketId) -> Result<(), Broken> {
        if let std::collections::btree_map::Entry::Vacant(place) = self.tickets.entry(id) {
            let stored = rows::ticket::load(self.connection, id)?;
            let (seq, changed) = stored.as_ref().map_or((Seq(0), Seq(0)), |s| (s.seq, s.changed));
            place.insert(TicketInHand { stored, now: None, seq, changed });
        }
        Ok(())
    }

    fn load_call(&mut self, id: CallId) -> Result<(), Broken> {
        if let std::collections::btree_map::Entry::Vacant(place) = self.calls.entry(id) {
            place.insert(CallInHand { now: rows::call::load(self.connection, id)?, changed: false });
        }
        Ok(())
    }

    fn count(&self, desk: u16, at: At) -> Result<u32, Broken> {
        let day = rows::setup::day(at, self.setup.region.utc_offset_minutes);
        let stored = rows::setup::count(self.connection, desk, &day)?;
        let told = self.setup.told_before(desk, &day);
        Ok(self.counts.get(&(desk, day)).copied().unwrap_or(0).max(stored).max(told))
    }

    fn append(&mut self, job: &Job, at: At, recorded_at: At, facts: Vec<Fact>) -> Result<(), Broken> {
        let actor = serde_json::to_string(&job.actor)?;
        let mut said = Vec::with_capacity(facts.len());
        for (nth, fact) in (0u32..).zip(&facts) {
            let stream = fact.stream.name();
            let version = self.version(&fact.stream, &stream)? + 1;
            let data = serde_json::to_string(&fact.event)?;
            let occurred = fact.at.unwrap_or(at);
            let entry = Entry {
                stream: &stream,
                version,
                at: occurred,
                recorded_at,
                actor: &actor,
                command: job.command.id,
                nth,
                kind: fact.event.kind(),
                data: &data,
            };
            self.end = journal::append(self.connection, &self.end, &entry)?;
            let meta = Meta { seq: self.end.seq, at: occurred, recorded_at, actor: job.actor.clone() };
            self.fold(fact, &meta);
            session::end(self.connection, &fact.stream, &fact.event)?;
            match (&fact.event, &fact.stream) {
                (Event::Erased { texts }, stream) => {
                    self.erased.extend(texts);
                    if let Stream::Ticket(id) = stream {
                        photo::take_out(self.connection, *id)?;
                    }
                }
                (Event::Finished { photos, .. }, Stream::Ticket(id)) => {
                    photo::name(self.connection, *id, photos)?;
                }
                _ => {}
            }
            said.push(data);
        }
        for text in &job.texts {
            // Kept only if what happened names it: a text of nothing is nobody's to keep.
            let id = text.id.to_string();
            if said.iter().any(|data| data.contains(&id)) {
                sealed::put(self.connection, text)?;
            }
        }
        Ok(())
    }

    /// What stands in the access record and not in the journal: no seq moves, and nobody is woken.
    fn record_access(&self, job: &Job, at: At) -> Result<(), Broken> {
        let Some(access) = Access::of(&job.command.command, &self.setup.settings, at) else { return Ok(()) };
        access::append(self.connection, &access, &job.actor, job.command.id, at)?;
        for text in &job.texts {
            sealed::put(self.connection, text)?;
        }
        Ok(())
    }

    /// The length of a stream.
    fn version(&mut self, stream: &Stream, name: &str) -> Result<u32, Broken> {
        Ok(match stream {
            Stream::Ticket(id) => {
                self.load_ticket(*id)?;
                self.ticket(*id).map_or(0, |ticket| ticket.length)
            }
            Stream::Clock(id) => {
                self.load_ticket(*id)?;
                self.ticket(*id).map_or(0, |ticket| ticket.clock_length)
            }
            Stream::Call(id) => {
                self.load_call(*id)?;
                self.calls.get(id).and_then(|call| call.now.as_ref()).map_or(0, |call| call.version)
            }
            Stream::Region
            | Stream::Plan
            | Stream::Policy
            | Stream::People
            | Stream::Numbers
            | Stream::Handovers
            | Stream::Roster
            | Stream::Desk(_) => self.setup.lengths.get(name).copied().unwrap_or(0),
        })
    }

    fn fold(&mut self, fact: &Fact, meta: &Meta) {
        match &fact.stream {
            Stream::Ticket(id) | Stream::Clock(id) => {
                if let Event::Opened { number, .. } = &fact.event
                    && let Some((day, desk, count)) = number.parts()
                {
                    let highest = self.counts.entry((desk, day.to_owned())).or_default();
                    *highest = count.max(*highest);
                }
                if let Some(hand) = self.tickets.get_mut(id) {
                    if hand.now.is_none() {
                        hand.now = hand.stored.as_ref().map(|stored| stored.ticket.clone());
                    }
                    fold::ticket(&mut hand.now, &fact.stream, &fact.event, meta);
                    hand.changed = meta.seq;
                    if hand.seq == Seq(0) {
                        hand.seq = meta.seq;
                    }
                }
            }
            Stream::Call(id) => {
                if let Some(hand) = self.calls.get_mut(id) {
                    fold::call(&mut hand.now, &fact.event, meta);
                    hand.changed = true;
                }
            }
            Stream::Region
            | Stream::Plan
            | Stream::Policy
            | Stream::People
            | Stream::Numbers
            | Stream::Handovers
            | Stream::Roster
            | Stream::Desk(_) => {
                fold::setup(&mut self.setup, &fact.stream, &fact.event, meta);
                self.setup_changed = Some(meta.seq);
            }
        }
    }

    /// Writes what was folded; says what the next group may start from once this one is durable.
    pub(crate) fn save(self) -> Result<(Setup, End), Broken> {
        let Group { connection, setup, setup_changed, end, tickets, calls, counts, erased } = self;
        for TicketInHand { stored, now, seq, changed } in tickets.into_values() {
            if let Some(ticket) = now {
                save_ticket(connection, &setup, stored.as_ref(), ticket, (seq, changed))?;
            }
        }
        for call in calls.values().filter(|call| call.changed) {
            if let Some(call) = &call.now {
                rows::call::save(connection, call)?;
            }
        }
        for ((desk, day), count) in &counts {
            rows::setup::save_count(connection, *desk, day, *count)?;
        }
        if let Some(changed) = setup_changed {
            rows::setup::save(connection, &setup, changed)?;
        }
        for id in erased {
            sealed::take_out(connection, id)?;
        }
        Ok((setup, end))
    }
}

fn save_ticket(
    connection: &Connection,
    setup: &Setup,
    before: Option<&StoredTicket>,
    ticket: Ticket,
    (seq, changed): (Seq, Seq),
) -> Result<(), Broken> {
    let reads_same = before.is_some_and(|before| !words::differ(&before.ticket, &ticket));
    let terms = match before {
        Some(before) if reads_same => before.terms.clone(),
        _ => rows::ticket::terms(&ticket, setup),
    };
    let after = StoredTicket { seq, changed, terms, ticket };
    rows::ticket::save(connection, &after, before.is_none())?;
    rows::alarm::save(connection, before.map(|before| &before.ticket), &after.ticket)?;
    facet::save(connection, seq, before.map(|before| &before.ticket), &after.ticket)?;
    if !reads_same {
        if let Some(before) = before {
            let was = words::text(connection, &before.terms, &before.ticket)?;
            words::take_out(connection, seq, &was)?;
        }
        let text = words::text(connection, &after.terms, &after.ticket)?;
        words::put(connection, seq, &text)?;
    }
    Ok(())
}

/// A room that was restored may have lost what it was shown; what was told beside it is not lost with it.
fn as_shown<'j>(job: &'j Job, kept: &[PhotoId]) -> Cow<'j, Command<Sealed>> {
    let mut command = Cow::Borrowed(&job.command.command);
    if job.told.is_some()
        && job.command.command.photos().len() > kept.len()
        && let Command::Finish { photos, .. } = command.to_mut()
    {
        photos.retain(|photo| kept.contains(photo));
    }
    command
}

fn taken(number: &TicketNumber) -> Refusal {
    Refusal::NumberTaken { number: number.0.clone() }
}

/// The same person, or the same desk with nobody signed in: a shift may have changed between two sendings.
fn same_speaker(a: &Actor, b: &Actor) -> bool {
    a.role == b.role && a.person == b.person && (a.person.is_some() || a.desk == b.desk)
}
