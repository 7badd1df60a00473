//! Photos beside their tickets. Their bytes are told of in no journal: events name them by their hash.

use crate::access;
use crate::broken::Broken;
use crate::reader::Reader;
use crate::rows;
use crate::schema;
use crate::sqlite::Sqlite;
use kentongan_rules::access::Access;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::{CommandId, PersonId, TicketId};
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::shows;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A photo that no command has named is kept for so long.
pub const PHOTO_WAITS: Span = Span::hours(24);
/// Of one person, so many wait at most.
pub const MOST_WAITING: u32 = 30;
/// Looked at again by the same person within this time, it is the same look.
const ONE_LOOK: Span = Span::minutes(30);

/// What became of a photo that somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoTaken {
    Kept(PhotoId),
    /// There is no such ticket for them, or nothing on it that they could still show.
    NoTicket,
    /// Too many of theirs wait already.
    TooManyWait,
}

/// The name of a photo: the SHA-256 of its bytes.
pub fn photo_id(bytes: &[u8]) -> PhotoId {
    PhotoId(Sha256::digest(bytes).into())
}

impl Sqlite {
    /// Takes in a photo for a command that will name it. The same photo again is the one that is there.
    ///
    /// # Errors
    /// The disk failed.
    pub fn take_photo(
        &mut self,
        ticket: TicketId,
        bytes: &[u8],
        by: &Actor,
        at: At,
    ) -> Result<PhotoTaken, Broken> {
        let Some(person) = by.person else { return Ok(PhotoTaken::NoTicket) };
        let tx = self.begin()?;
        if !rows::ticket::load(&tx, ticket)?.is_some_and(|stored| shows(by, &stored.ticket)) {
            return Ok(PhotoTaken::NoTicket);
        }
        let id = photo_id(bytes);
        if is_kept(&tx, ticket, id)? {
            // Its day begins anew, if it waits.
            tx.prepare_cached("UPDATE photo SET at = ?3 WHERE ticket = ?1 AND id = ?2 AND named = 0")?
                .execute(rusqlite::params![ticket.0.as_bytes(), id.0, at.0])?;
        } else {
            if waiting(&tx, person)? >= MOST_WAITING {
                return Ok(PhotoTaken::TooManyWait);
            }
            tx.prepare_cached(
                "INSERT INTO photo (ticket, id, at, actor, person, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(rusqlite::params![
                ticket.0.as_bytes(),
                id.0,
                at.0,
                serde_json::to_string(by)?,
                person.0.as_bytes(),
                bytes
            ])?;
        }
        tx.commit()?;
        Ok(PhotoTaken::Kept(id))
    }

    /// Shows a photo of a ticket to who may read it, and writes down that they looked: first the row, then the picture.
    /// `None`: there is none, or not for them.
    ///
    /// # Errors
    /// The disk failed.
    pub fn look_at_photo(
        &mut self,
        of: PhotoOf,
        by: &Actor,
        at: At,
        look: CommandId,
    ) -> Result<Option<Vec<u8>>, Broken> {
        let PhotoOf { ticket, photo } = of;
        let tx = self.begin()?;
        let viewer = access::viewer(&tx, by, at)?;
        let reads = rows::ticket::load(&tx, ticket)?.is_some_and(|stored| viewer.reads(&stored.ticket));
        let found: Option<Vec<u8>> = tx
            .prepare_cached("SELECT bytes FROM photo WHERE ticket = ?1 AND id = ?2 AND named = 1 AND ?3")?
            .query_row(rusqlite::params![ticket.0.as_bytes(), photo.0, reads], |row| row.get(0))
            .optional()?;
        let Some(bytes) = found else { return Ok(None) };
        if !access::saw(&tx, of, by, at - ONE_LOOK)? {
            access::append(&tx, &Access::SawPhoto { ticket, photo }, by, look, at)?;
        }
        tx.commit()?;
        Ok(Some(bytes))
    }

    /// Lets go of what was taken in before `before` and never named; how many that were.
    ///
    /// # Errors
    /// The disk failed.
    pub fn let_photos_go(&mut self, before: At) -> Result<usize, Broken> {
        let tx = self.begin()?;
        let gone = tx.prepare_cached("DELETE FROM photo WHERE named = 0 AND at < ?1")?.execute([before.0])?;
        tx.commit()?;
        Ok(gone)
    }

    fn begin(&mut self) -> Result<rusqlite::Transaction<'_>, Broken> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

impl Reader {
    /// How many were taken in before `before` and never named.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn photos_left(&mut self, before: At) -> Result<u32, Broken> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM photo WHERE named = 0 AND at < ?1")?
            .query_row([before.0], |row| row.get(0))?)
    }
}

/// Is it here, waiting or named?
pub(crate) fn is_kept(connection: &Connection, ticket: TicketId, id: PhotoId) -> Result<bool, Broken> {
    let found = connection
        .prepare_cached("SELECT 1 FROM photo WHERE ticket = ?1 AND id = ?2")?
        .query_row(rusqlite::params![ticket.0.as_bytes(), id.0], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

fn waiting(connection: &Connection, person: PersonId) -> Result<u32, Broken> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM photo WHERE person = ?1 AND named = 0")?
        .query_row([person.0.as_bytes()], |row| row.get(0))?)
}

/// An event has named these: from now on they are kept as long as its words.
pub(crate) fn name(connection: &Connection, ticket: TicketId, photos: &[PhotoId]) -> Result<(), Broken> {
    for id in photos {
        connection
            .prepare_cached("UPDATE photo SET named = 1 WHERE ticket = ?1 AND id = ?2")?
            .execute(rusqlite::params![ticket.0.as_bytes(), id.0])?;
    }
    Ok(())
}

/// All of a ticket, named or not.
pub(crate) fn take_out(connection: &Connection, ticket: TicketId) -> Result<(), Broken> {
    connection.prepare_cached("DELETE FROM photo WHERE ticket = ?1")?.execute([ticket.0.as_bytes()])?;
    Ok(())
}

/// Is any photo of the ticket here that was given by then?
pub(crate) fn is_any_of(connection: &Connection, ticket: TicketId, by: At) -> Result<bool, Broken> {
    let found = connection
        .prepare_cached("SELECT 1 FROM photo WHERE ticket = ?1 AND at <= ?2 LIMIT 1")?
        .query_row(rusqlite::params![ticket.0.as_bytes(), by.0], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// A row of the table as it stands.
pub(crate) struct Standing {
    pub of: PhotoOf,
    pub named: bool,
    pub whole: bool,
}

/// Every photo, with whether its bytes are those of its name. A file of an older version has none.
pub(crate) fn standing(
    connection: &Connection,
    mut each: impl FnMut(Standing) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if schema::version(connection)? < 4 {
        return Ok(());
    }
    let mut statement = connection.prepare("SELECT ticket, id, named, bytes FROM photo")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let photo = PhotoId(row.get(1)?);
        let bytes = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let ticket = TicketId(Uuid::from_bytes(row.get(0)?));
        let of = PhotoOf { ticket, photo };
        each(Standing { of, named: row.get(2)?, whole: photo_id(bytes) == photo })?;
    }
    Ok(())
}
