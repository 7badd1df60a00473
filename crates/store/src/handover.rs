//! What a shift hands over, and the shifts that were handed over.

use crate::broken::Broken;
use crate::journal::{self, COLUMNS, End};
use crate::reader::{Reader, shown};
use crate::rows::ticket::StoredTicket;
use crate::{access, caller, rows, sealed};
use kentongan_rules::actor::Actor;
use kentongan_rules::call::CallOutcome;
use kentongan_rules::event::Event;
use kentongan_rules::fold;
use kentongan_rules::handover::{
    Gathered, Handover, Item, ItemKey, JournalHead, RoomFault, ShiftChange, ShiftCounts, gather,
};
use kentongan_rules::id::{HandoverId, SealedId, TicketId};
use kentongan_rules::roster::on_duty;
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::At;
use kentongan_rules::view::handover::end_of;
use kentongan_rules::view::{HandoverPage, HandoverRow, ItemRow, ReadRow, RemarkRow, Since, Viewer};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Handovers of one page; each has all its items.
const LONGEST_PAGE: usize = 10;

impl Reader {
    /// What the shift would hand over at `now`, beside the handover that was signed last. `faults` are those that only
    /// the running room knows of.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn handover(
        &mut self,
        faults: &[RoomFault],
        viewer: &Actor,
        now: At,
    ) -> Result<HandoverPage, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let open: Vec<Ticket> = open(&tx)?.into_iter().map(|stored| stored.ticket).collect();
        let turn = ShiftChange::at(now, setup.region.utc_offset_minutes);
        let owed = caller::owed_now(&tx, now)?;
        let items = |turn| gather(&setup, &open, &owed, faults, turn, now);
        let here = items(turn);
        let last = match setup.handover.as_deref() {
            Some(last) => {
                let no = number(&tx, last.id)?.unwrap_or_default();
                let present = last.is_open().then(|| items(last.turn));
                Some(row(&tx, &setup, last, no, present, viewer)?)
            }
            None => None,
        };
        let counts = counts(&tx, turn, &here, now)?;
        let items =
            here.into_iter().map(|item| item_row(&tx, &setup, item, viewer)).collect::<Result<_, _>>()?;
        let next = on_duty(&setup, turn.change_at, turn.to);
        Ok(HandoverPage { turn, counts, items, next, last })
    }

    /// Handovers before `before`, newest first; `true`: there are more.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn handovers(
        &mut self,
        before: Option<u32>,
        viewer: &Actor,
        now: At,
    ) -> Result<(Vec<HandoverRow>, bool), Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let mut statement = tx.prepare_cached(
            "SELECT version FROM journal
             WHERE stream = 'handovers' AND version < ?1 AND kind = 'handover_signed'
             ORDER BY version DESC LIMIT ?2",
        )?;
        let page = rusqlite::params![before.map_or(i64::MAX, i64::from), LONGEST_PAGE as i64 + 1];
        let mut signed =
            statement.query_map(page, |row| row.get::<_, u32>(0))?.collect::<Result<Vec<_>, _>>()?;
        let more = signed.len() > LONGEST_PAGE;
        signed.truncate(LONGEST_PAGE);
        let mut found = Vec::new();
        for no in signed {
            if let Some(one) = folded(&tx, no)? {
                found.push(row(&tx, &setup, &one, no, None, viewer)?);
            }
        }
        Ok((found, more))
    }

    /// One that was signed; `None` if there is none of this id.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn signed_handover(
        &mut self,
        id: HandoverId,
        viewer: &Actor,
        now: At,
    ) -> Result<Option<HandoverRow>, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let Some(no) = number(&tx, id)? else { return Ok(None) };
        let one = folded(&tx, no)?;
        one.map(|one| row(&tx, &setup, &one, no, None, viewer)).transpose()
    }
}

/// Everything that is handed over at `now`. `changed` are tickets that this commit has folded and not written yet.
pub(crate) fn gathered(
    connection: &Connection,
    setup: &Setup,
    changed: &BTreeMap<TicketId, &Ticket>,
    faults: &[RoomFault],
    end: &End,
    now: At,
) -> Result<Gathered, Broken> {
    let turn = ShiftChange::at(now, setup.region.utc_offset_minutes);
    let mut tickets: Vec<Ticket> = open(connection)?.into_iter().map(|stored| stored.ticket).collect();
    tickets.retain(|ticket| !changed.contains_key(&ticket.id));
    tickets.extend(changed.values().map(|ticket| (*ticket).clone()));
    let owed = caller::owed_now(connection, now)?;
    let items = gather(setup, &tickets, &owed, faults, turn, now);
    let counts = counts(connection, turn, &items, now)?;
    let head = end.head();
    let head = JournalHead { seq: head.seq, hash: head.hash };
    let next = on_duty(setup, turn.change_at, turn.to);
    Ok(Gathered { turn, counts, items, head, next })
}

fn open(connection: &Connection) -> Result<Vec<StoredTicket>, Broken> {
    let mut statement = connection
        .prepare_cached("SELECT seq, changed, terms, doc FROM ticket WHERE open = 1 ORDER BY seq")?;
    let mut found = statement.query([])?;
    let mut tickets = Vec::new();
    while let Some(row) = found.next()? {
        tickets.push(rows::ticket::stored(row)?);
    }
    Ok(tickets)
}

/// The calls of the ending shift, as far as it has come.
fn counts(
    connection: &Connection,
    turn: ShiftChange,
    items: &[Item],
    now: At,
) -> Result<ShiftCounts, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE outcome = ?3) FROM call
         WHERE undone = 0 AND called_at >= ?1 AND called_at < ?2",
    )?;
    let until = turn.change_at.0.min(now.0.saturating_add(1));
    let ticket = rows::word(&CallOutcome::Ticket)?;
    let (calls, tickets) = statement
        .query_row(rusqlite::params![turn.starts_at().0, until, ticket], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let late = items.iter().filter(|item| item.is_late()).count();
    Ok(ShiftCounts { calls, tickets, late: u32::try_from(late).unwrap_or(u32::MAX) })
}

/// The place of a handover among all of them.
fn number(connection: &Connection, id: HandoverId) -> Result<Option<u32>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT version FROM journal WHERE stream = 'handovers' AND kind = 'handover_signed'
         AND json_extract(data, '$.handover') = ?1 ORDER BY version DESC LIMIT 1",
    )?;
    Ok(statement.query_row([id.to_string()], |row| row.get(0)).optional()?)
}

/// The handover that was signed there, with all that was said of it.
fn folded(connection: &Connection, no: u32) -> Result<Option<Handover>, Broken> {
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE stream = 'handovers' AND version >= ?1 ORDER BY version"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([no])?;
    let mut one = None;
    while let Some(row) = found.next()? {
        let entered = journal::entered(row)?;
        if let Event::HandoverSigned { over, .. } = &entered.event
            && let Some(one) = &mut one
        {
            let one: &mut Box<Handover> = one;
            one.replaced = *over == Some(one.id);
            break;
        }
        fold::handover(&mut one, &entered.event, &entered.meta);
    }
    Ok(one.map(|one| *one))
}

/// `present` is what would be handed over now, of one that waits to be accepted.
fn row(
    connection: &Connection,
    setup: &Setup,
    one: &Handover,
    no: u32,
    present: Option<Vec<Item>>,
    viewer: &Viewer,
) -> Result<HandoverRow, Broken> {
    let reads = viewer.actor.reads_personal();
    let text = |id: SealedId| if reads { sealed::text(connection, id) } else { Ok(None) };
    let mut now: BTreeMap<ItemKey, Item> =
        present.iter().flatten().map(|item| (item.key(), item.clone())).collect();
    let mut items = Vec::new();
    for item in &one.items {
        let key = item.key();
        let here = now.remove(&key);
        let mut row = item_row(connection, setup, item.clone(), viewer)?;
        let may = !row.masked;
        if let Some(note) = one.notes.iter().find(|note| note.item == key).filter(|_| may) {
            row.note = text(note.text.id)?;
        }
        row.read = one.read.get(&key).map(|read| ReadRow {
            at: read.at,
            by: read.by.clone(),
            own: read.person.is_some() && read.person == viewer.actor.person,
        });
        for remark in one.remarks.iter().filter(|remark| remark.item == key) {
            let text = if may { text(remark.text.id)? } else { None };
            row.remarks.push(RemarkRow { at: remark.at, by: remark.by.clone(), text });
        }
        row.since = match here {
            _ if present.is_none() => None,
            None => Some(became(item, &now)),
            Some(here) if !same(item, &here) => {
                let now = item_row(connection, setup, here, viewer)?.item;
                Some(Since::Changed { now })
            }
            Some(_) => None,
        };
        items.push(row);
    }
    let held: Vec<TicketId> = one.items.iter().flat_map(Item::tickets).map(|held| held.ticket).collect();
    let is_new = |item: &Item| {
        let tickets = item.tickets();
        tickets.is_empty() || tickets.iter().any(|one| !held.contains(&one.ticket))
    };
    let added = now.into_values().filter(is_new).map(|item| item_row(connection, setup, item, viewer));
    let added = added.collect::<Result<_, _>>()?;
    let mut loose = Vec::new();
    for note in one
        .note
        .iter()
        .chain(one.notes.iter().filter(|note| one.item(&note.item).is_none()).map(|note| &note.text))
    {
        loose.extend(text(note.id)?);
    }
    Ok(HandoverRow {
        id: one.id,
        no,
        signed_at: one.signed_at,
        by: one.by.name.clone(),
        person: one.by.person,
        turn: one.turn,
        counts: one.counts,
        items,
        notes: loose,
        added,
        next: one.next.clone(),
        head: one.head.clone(),
        unread: u32::try_from(one.unread(&viewer.actor)).unwrap_or(u32::MAX),
        accepted: one.accepted.clone(),
        replaced: one.replaced,
    })
}

/// A ticket that asked for something and asks for nothing now has joined the rest, where it is still open.
fn became(item: &Item, now: &BTreeMap<ItemKey, Item>) -> Since {
    let rest = now.get(&ItemKey("rest".to_owned()));
    let is_open = rest.is_some_and(|rest| {
        let held = rest.tickets();
        item.tickets().iter().any(|one| held.iter().any(|held| held.ticket == one.ticket))
    });
    if is_open { Since::Rests } else { Since::Settled }
}

/// Whose it is changes with the handover itself; that is not news.
fn same(signed: &Item, now: &Item) -> bool {
    match (signed, now) {
        (Item::Ticket(a), Item::Ticket(b)) => {
            let mut b = b.clone();
            b.owner = a.owner;
            *a == b
        }
        (Item::Rest { tickets: a }, Item::Rest { tickets: b }) => {
            a.iter().map(|one| one.ticket).eq(b.iter().map(|one| one.ticket))
        }
        _ => signed == now,
    }
}

fn item_row(connection: &Connection, setup: &Setup, item: Item, viewer: &Viewer) -> Result<ItemRow, Broken> {
    let mut row = ItemRow {
        key: item.key(),
        item,
        masked: false,
        place: None,
        telephone: None,
        note: None,
        read: None,
        remarks: Vec::new(),
        since: None,
    };
    match &mut row.item {
        Item::Ticket(item) => {
            if let Some(stored) = rows::ticket::load(connection, item.ticket)? {
                let shown = shown(connection, setup, &stored, viewer)?;
                row.masked = shown.masked;
                row.place = shown.landmark.or(shown.words);
                if shown.village.is_none() {
                    item.village = None;
                }
            }
        }
        Item::CallBack { call, .. } if viewer.actor.reads_personal() => {
            let number = rows::call::load(connection, *call)?.and_then(|call| call.number);
            if let Some(number) = number {
                row.telephone = sealed::text(connection, number.id)?;
            }
        }
        Item::Number { number, .. } if viewer.actor.reads_personal() => {
            row.telephone = sealed::text(connection, *number)?.map(|number| end_of(&number));
        }
        _ => {}
    }
    Ok(row)
}
