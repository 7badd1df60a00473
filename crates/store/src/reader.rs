//! Looking on: each question is answered from one read transaction.

use crate::broken::Broken;
use crate::journal::{Entered, Head};
use crate::open::OpenOptions;
use crate::rows::ticket::StoredTicket;
use crate::{access, draft, find, journal, open, rows, schema, sealed};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::desk::DeskRow;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::{PersonId, SealedId, TicketId, TicketNumber};
use kentongan_rules::policy::Policy;
use kentongan_rules::region::Region;
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::alarm::{AlarmKey, AlarmPage, PolicyPreview};
use kentongan_rules::view::row::{Unseal, ticket_row};
use kentongan_rules::view::{
    AccessPage, Board, Draft, HandoverGlance, Line, PersonRow, SetupView, TicketPage, TicketRow, Today,
    Viewer, WaitingForm, line::line,
};
use rusqlite::{Connection, Transaction};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Newest lines of a ticket's page; a ticket has tens.
const LONGEST_PAGE: i64 = 2_000;

/// A connection of its own that cannot write.
pub struct Reader {
    pub(crate) connection: Connection,
    /// The setup as of its last event.
    setup: Option<(Seq, Arc<Setup>)>,
}

impl Reader {
    /// # Errors
    /// There is no room's database at `path`, or it cannot be read.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Reader, Broken> {
        let connection = open::reader(path, options)?;
        schema::accept(&connection)?;
        if schema::version(&connection)? == 0 {
            return Err(Broken::corrupt("no room was made in this file"));
        }
        Ok(Reader { connection, setup: None })
    }

    /// One moment of the database, with the setup of that moment.
    pub(crate) fn moment(&mut self) -> Result<(Transaction<'_>, Arc<Setup>), Broken> {
        let tx = self.connection.unchecked_transaction()?;
        let changed = rows::setup::changed(&tx)?;
        let setup = match &self.setup {
            Some((seq, setup)) if *seq == changed => Arc::clone(setup),
            _ => {
                let setup = Arc::new(rows::setup::load(&tx)?);
                self.setup = Some((changed, Arc::clone(&setup)));
                setup
            }
        };
        Ok((tx, setup))
    }

    /// # Errors
    /// It cannot be read.
    pub fn head(&mut self) -> Result<Head, Broken> {
        Ok(journal::end(&self.connection)?.head())
    }

    /// When the newest event was recorded; `None` of an empty journal.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn recorded_until(&mut self) -> Result<Option<At>, Broken> {
        let end = journal::end(&self.connection)?;
        Ok((end.seq > Seq(0)).then_some(end.recorded_at))
    }

    /// # Errors
    /// It cannot be read.
    pub fn setup(&mut self) -> Result<Arc<Setup>, Broken> {
        Ok(self.moment()?.1)
    }

    /// # Errors
    /// It cannot be read.
    pub fn setup_view(&mut self, viewer: &Actor) -> Result<SetupView, Broken> {
        let (tx, setup) = self.moment()?;
        let seq = journal::end(&tx)?.seq;
        // Who works in the room is no business of the agencies.
        let people = setup.people.iter().filter(|_| viewer.role != Role::Liaison).map(|p| PersonRow {
            id: p.id,
            account: p.account.clone(),
            name: p.name.clone(),
            role: p.role,
            active: p.active,
            agency: p.agency.clone(),
        });
        Ok(SetupView {
            seq,
            version: setup.version,
            training: setup.training,
            // With the questions that are asked where the room has none of its own; what the room made of single words
            // is asked for page by page.
            region: Region {
                questions: setup.region.protocols(),
                cue_changes: Vec::new(),
                ..setup.region.clone()
            },
            policy: setup.policy.clone(),
            settings: setup.settings.clone(),
            people: people.collect(),
            desks: setup.desks.iter().map(DeskRow::from).collect(),
            storms: setup.storms.clone(),
            last_backup: setup.last_backup.clone(),
            backups: setup.backups.clone(),
            losses: if matches!(viewer.role, Role::Supervisor | Role::Administrator) {
                setup.losses.clone()
            } else {
                Vec::new()
            },
            handover: HandoverGlance::of(&setup).filter(|_| viewer.reads_personal()),
            erasures: setup.erasures.clone(),
            plan_editions: setup.plan_editions.clone(),
            person_changes: match viewer.role {
                Role::Supervisor | Role::Auditor | Role::Administrator => setup.person_changes.clone(),
                _ => Vec::new(),
            },
            searches: setup.searches.iter().filter(|kept| kept.is_for(viewer)).cloned().collect(),
            ministry: setup.ministry_sheet(),
        })
    }

    /// Every open ticket, oldest first, and the day's figures. To a liaison those of its agency, with what the agency
    /// has done today, closed or not; the day's figures are the room's.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn board(&mut self, viewer: &Actor, now: At) -> Result<Board, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let mut statement =
            tx.prepare_cached("SELECT seq, changed, terms, doc FROM ticket WHERE open = 1 ORDER BY seq")?;
        let mut found = statement.query([])?;
        let mut tickets = Vec::new();
        while let Some(row) = found.next()? {
            let stored = rows::ticket::stored(row)?;
            if viewer.sees(&stored.ticket) {
                tickets.push(shown(&tx, &setup, &stored, viewer)?);
            }
        }
        let zone = setup.region.utc_offset_minutes;
        let today = match &viewer.actor.agency {
            Some(agency) => {
                for stored in rows::ticket::done_today(&tx, agency, now, zone)? {
                    if viewer.sees(&stored.ticket) {
                        tickets.push(shown(&tx, &setup, &stored, viewer)?);
                    }
                }
                Today::default()
            }
            None => rows::call::today(&tx, now, zone)?,
        };
        Ok(Board { seq: journal::end(&tx)?.seq, tickets, today })
    }

    /// # Errors
    /// They cannot be read.
    pub fn today(&mut self, now: At) -> Result<Today, Broken> {
        let (tx, setup) = self.moment()?;
        rows::call::today(&tx, now, setup.region.utc_offset_minutes)
    }

    /// A ticket with its timeline and family; `None` if there is none of this id.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn ticket(&mut self, id: TicketId, viewer: &Actor, now: At) -> Result<Option<TicketPage>, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let stored = rows::ticket::load(&tx, id)?.filter(|stored| viewer.sees(&stored.ticket));
        let Some(stored) = stored else { return Ok(None) };
        let sql = format!(
            "SELECT {columns} FROM journal WHERE stream IN (?1, ?2) ORDER BY seq DESC LIMIT ?3",
            columns = journal::COLUMNS
        );
        let mut statement = tx.prepare_cached(&sql)?;
        let mut found = statement.query(rusqlite::params![
            Stream::Ticket(id).name(),
            Stream::Clock(id).name(),
            LONGEST_PAGE
        ])?;
        let mut lines = Vec::new();
        while let Some(row) = found.next()? {
            lines.extend(told(&tx, &journal::entered(row)?, &stored.ticket, viewer)?);
        }
        lines.reverse();
        let mut family = Vec::new();
        for relative in
            stored.ticket.parent.iter().chain(&stored.ticket.children).chain(&stored.ticket.related)
        {
            let relative = rows::ticket::load(&tx, *relative)?;
            if let Some(relative) = relative.filter(|it| viewer.sees(&it.ticket)) {
                let row = shown(&tx, &setup, &relative, viewer)?;
                family.push(find::hit(&row, relative.seq, &setup.region, ""));
            }
        }
        let ticket = shown(&tx, &setup, &stored, viewer)?;
        let opened = access::of_ticket(&tx, id, viewer)?;
        let looked = access::looks(&tx, id, viewer)?;
        Ok(Some(TicketPage {
            seq: journal::end(&tx)?.seq,
            ticket,
            lines,
            family,
            code: None,
            opened,
            looked,
        }))
    }

    /// Who opened restricted cases before row `before`, newest first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn access(&mut self, before: Option<u32>) -> Result<AccessPage, Broken> {
        let (tx, _) = self.moment()?;
        access::page(&tx, before)
    }

    /// Did anything but a backup happen after `after`?
    ///
    /// # Errors
    /// It cannot be read.
    pub fn happened_since(&mut self, after: Seq) -> Result<bool, Broken> {
        let sql = "SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ?1 AND kind NOT IN ('backed_up', 'backup_asked'))";
        Ok(self.connection.prepare_cached(sql)?.query_row([after.0], |row| row.get(0))?)
    }

    /// When a restricted case was last opened, or that record looked at; `None` if never.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn accessed_until(&mut self) -> Result<Option<At>, Broken> {
        access::until(&self.connection)
    }

    /// The hash kept under a secret's name.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn secret(&mut self, id: SealedId) -> Result<Option<String>, Broken> {
        sealed::secret(&self.connection, id)
    }

    /// As [`crate::Store::next_due`].
    ///
    /// # Errors
    /// It cannot be read.
    pub fn next_due(&mut self) -> Result<Option<At>, Broken> {
        rows::ticket::next_due(&self.connection)
    }

    /// As [`crate::Store::due`].
    ///
    /// # Errors
    /// They cannot be read.
    pub fn due(&mut self, now: At, limit: u32) -> Result<Vec<TicketId>, Broken> {
        let (tx, setup) = self.moment()?;
        rows::ticket::due(&tx, now, setup.policy.version, limit)
    }

    /// What fired before `before`, newest first, as `viewer` may see it; the first page brings the day's load.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn alarms(
        &mut self,
        before: Option<&AlarmKey>,
        viewer: &Actor,
        now: At,
    ) -> Result<AlarmPage, Broken> {
        let (tx, setup) = self.moment()?;
        rows::alarm::page(&tx, &setup, before, &access::viewer(&tx, viewer, now)?, now)
    }

    /// Tickets with alarms that fired on a clock not trusted and were not taken back; at most `limit`.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn suspect(&mut self, limit: u32) -> Result<Vec<TicketId>, Broken> {
        rows::alarm::suspect(&self.connection, limit)
    }

    /// What `policy`, the room's next, would do to the open tickets at `now`.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn preview(&mut self, policy: &Policy, now: At) -> Result<PolicyPreview, Broken> {
        let (tx, setup) = self.moment()?;
        let setup = Setup { policy: policy.clone(), ..(*setup).clone() };
        let mut statement =
            tx.prepare_cached("SELECT seq, changed, terms, doc FROM ticket WHERE open = 1 ORDER BY seq")?;
        let mut found = statement.query([])?;
        let mut preview = PolicyPreview::default();
        while let Some(row) = found.next()? {
            preview.add(&setup, &rows::ticket::stored(row)?.ticket, now);
        }
        Ok(preview)
    }

    /// Was this person one of the room's, in this role, at `at`?
    ///
    /// # Errors
    /// It cannot be read.
    pub fn stood(&mut self, person: PersonId, role: Role, at: At) -> Result<bool, Broken> {
        let sql = format!(
            "SELECT {} FROM journal WHERE stream IN ('region', 'people') AND at <= ?1 ORDER BY seq",
            journal::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query([at.0])?;
        let mut stood = None;
        while let Some(row) = found.next()? {
            match journal::entered(row)?.event {
                Event::Founded(found) if found.supervisor == person => stood = Some(Role::Supervisor),
                Event::PersonAdded { person: added } if added.id == person => stood = Some(added.role),
                Event::PersonChanged { person: changed, after, .. } if changed == person => {
                    stood = Some(after.role);
                }
                Event::PersonClosed { person: closed } if closed == person => stood = None,
                _ => {}
            }
        }
        Ok(stood == Some(role))
    }

    /// What a ticket is called; `None` if there is none of this id.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn number(&mut self, id: TicketId) -> Result<Option<TicketNumber>, Broken> {
        Ok(rows::ticket::load(&self.connection, id)?.map(|stored| stored.ticket.number))
    }

    /// The desk's forms in the middle of a call, oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn drafts(&mut self, desk: u16) -> Result<Vec<Draft>, Broken> {
        draft::of_desk(&self.connection, desk)
    }

    /// The forms of all desks, without what is in them, oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn forms(&mut self) -> Result<Vec<WaitingForm>, Broken> {
        draft::everywhere(&self.connection)
    }

    /// Those of these tickets that are there; `true`: whoever reads personal text reads it.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn unrestricted(
        &mut self,
        tickets: impl IntoIterator<Item = TicketId>,
    ) -> Result<BTreeMap<TicketId, bool>, Broken> {
        let (tx, _) = self.moment()?;
        let mut found = BTreeMap::new();
        for id in tickets {
            if let Some(stored) = rows::ticket::load(&tx, id)? {
                found.insert(id, !stored.ticket.restricted);
            }
        }
        Ok(found)
    }

    /// Those of these tickets that `viewer` may read unmasked.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn readable(
        &mut self,
        tickets: impl IntoIterator<Item = TicketId>,
        viewer: &Actor,
        now: At,
    ) -> Result<BTreeSet<TicketId>, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let mut readable = BTreeSet::new();
        for id in tickets {
            if let Some(stored) = rows::ticket::load(&tx, id)?
                && !shown(&tx, &setup, &stored, viewer)?.masked
            {
                readable.insert(id);
            }
        }
        Ok(readable)
    }

    /// As [`crate::Store::kept`].
    ///
    /// # Errors
    /// It cannot be read.
    pub fn kept(&mut self, key: &str) -> Result<Option<String>, Broken> {
        crate::sqlite::kept(&self.connection, key)
    }
}

/// Lends `with` a way to read sealed texts; a disk that fails under it is the answer.
pub(crate) fn unsealing<T>(connection: &Connection, with: impl FnOnce(Unseal<'_>) -> T) -> Result<T, Broken> {
    let failed = RefCell::new(None);
    let value = with(&|id| {
        sealed::text(connection, id).unwrap_or_else(|broken| {
            failed.replace(Some(broken));
            None
        })
    });
    failed.into_inner().map_or(Ok(value), Err)
}

/// The row as this viewer may see it.
pub(crate) fn shown(
    connection: &Connection,
    setup: &Setup,
    stored: &StoredTicket,
    viewer: &Viewer,
) -> Result<TicketRow, Broken> {
    let row = unsealing(connection, |unseal| ticket_row(&stored.ticket, stored.changed, viewer, unseal))?;
    let nuisance = !row.masked && setup.is_nuisance(stored.ticket.reporter.number.as_ref());
    Ok(TicketRow { nuisance, ..row })
}

/// The line as this viewer may see it.
pub(crate) fn told(
    connection: &Connection,
    entered: &Entered,
    ticket: &Ticket,
    viewer: &Viewer,
) -> Result<Option<Line>, Broken> {
    let reads = viewer.reads(ticket);
    let Entered { stream, event, meta } = entered;
    if !viewer.hears(ticket, event) {
        return Ok(None);
    }
    unsealing(connection, |unseal| line(stream, event, meta, ticket, reads, unseal))
}
