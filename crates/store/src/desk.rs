//! What a joined desk keeps on its own disk: its commands, its forms, and what it last heard of the room.

use crate::broken::Broken;
use crate::open::{self, OpenOptions};
use crate::rows::setup::day;
use crate::schema;
use kentongan_rules::id::{CallId, CommandId, TicketNumber};
use kentongan_rules::time::{At, Span};
use rusqlite::{Connection, OptionalExtension, Row};
use std::path::Path;
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[&str] = &[include_str!("../migrations/desk/0001_first.sql")];
/// How long a command is kept after the room has acknowledged it, so that a restored room can be told again.
pub const KEPT_FOR: Span = Span::hours(7 * 24);

/// Where a command of this desk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On this disk; it may have been sent.
    Written,
    /// Judged here, and the room does not have it yet.
    Held,
    /// The room has replied.
    Done,
    /// The room has refused what was held here.
    Refused,
    /// Somebody has looked at that, or was told at once.
    Aside,
}

const STANDINGS: [(Standing, &str); 5] = [
    (Standing::Written, "written"),
    (Standing::Held, "held"),
    (Standing::Done, "done"),
    (Standing::Refused, "refused"),
    (Standing::Aside, "aside"),
];

impl Standing {
    fn name(self) -> &'static str {
        STANDINGS.iter().find(|(one, _)| *one == self).map_or("written", |(_, name)| name)
    }
}

/// A command as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub id: CommandId,
    pub occurred_at: At,
    pub standing: Standing,
    pub number: Option<TicketNumber>,
    /// Hex, by the desk's own key.
    pub signature: Option<String>,
    pub sealed: Vec<u8>,
    pub why: Option<String>,
}

/// One connection; durable when a verb returns.
pub struct DeskStore {
    connection: Connection,
}

impl DeskStore {
    /// # Errors
    /// `NewerDatabase`, `Corrupt`, or whatever the disk says.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<DeskStore, Broken> {
        let mut connection = open::writer(path, options, |c| schema::accept_as(c, MIGRATIONS.len()))?;
        schema::migrate(&mut connection, MIGRATIONS, |_| Ok(()))?;
        let said: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Broken::corrupt(said));
        }
        Ok(DeskStore { connection })
    }

    /// Writes a command down before it is sent; the same id again changes nothing.
    ///
    /// # Errors
    /// The disk failed.
    pub fn write(&mut self, id: CommandId, occurred_at: At, sealed: &[u8]) -> Result<(), Broken> {
        self.connection
            .prepare_cached(
                "INSERT INTO outbox (id, occurred_at, state, sealed) VALUES (?1, ?2, 'written', ?3)
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(rusqlite::params![id.0.as_bytes(), occurred_at.0, sealed])?;
        Ok(())
    }

    /// # Errors
    /// It cannot be read.
    pub fn find(&mut self, id: CommandId) -> Result<Option<Posted>, Broken> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.0.as_bytes()], posted).optional()?)
    }

    /// In the order in which they were written.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn standing(&mut self, standing: Standing) -> Result<Vec<Posted>, Broken> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE state = ?1 ORDER BY nth");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map([standing.name()], posted)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// # Errors
    /// They cannot be read.
    pub fn count(&mut self, standing: Standing) -> Result<u32, Broken> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM outbox WHERE state = ?1")?
            .query_row([standing.name()], |row| row.get(0))?)
    }

    /// From now on it is this desk's alone, under this number, which is counted.
    ///
    /// # Errors
    /// The disk failed.
    pub fn hold(
        &mut self,
        id: CommandId,
        number: Option<&TicketNumber>,
        signature: &str,
    ) -> Result<(), Broken> {
        let tx = self.connection.transaction()?;
        tx.prepare_cached("UPDATE outbox SET state = 'held', number = ?2, signature = ?3 WHERE id = ?1")?
            .execute(rusqlite::params![id.0.as_bytes(), number.map(|n| n.0.as_str()), signature])?;
        count(&tx, number)?;
        Ok(tx.commit()?)
    }

    /// What the room calls tickets of this desk: counted, and what was told before stays. Each with the command that
    /// opened it, where that is known.
    ///
    /// # Errors
    /// The disk failed.
    pub fn number(&mut self, named: &[(Option<CommandId>, TicketNumber)]) -> Result<(), Broken> {
        let tx = self.connection.transaction()?;
        for (id, number) in named {
            name(&tx, *id, number)?;
        }
        Ok(tx.commit()?)
    }

    /// The room has it; `number` is what it calls the ticket that it opened.
    ///
    /// # Errors
    /// The disk failed.
    pub fn done(&mut self, id: CommandId, number: Option<&TicketNumber>, at: At) -> Result<(), Broken> {
        let tx = self.connection.transaction()?;
        if let Some(number) = number {
            name(&tx, Some(id), number)?;
        }
        settle(&tx, id, Standing::Done, None, at)?;
        Ok(tx.commit()?)
    }

    /// What was held here is not done after all; the number that it alone has had, the last of its day, is given again.
    ///
    /// # Errors
    /// The disk failed.
    pub fn undo(
        &mut self,
        id: CommandId,
        number: Option<&TicketNumber>,
        why: &str,
        at: At,
    ) -> Result<(), Broken> {
        let tx = self.connection.transaction()?;
        settle(&tx, id, Standing::Aside, Some(why), at)?;
        if let Some((day, _, count)) = number.and_then(TicketNumber::parts) {
            tx.execute("UPDATE outbox SET number = NULL WHERE id = ?1", [id.0.as_bytes()])?;
            tx.execute(
                "UPDATE day_count SET count = count - 1 WHERE day = ?1 AND count = ?2",
                rusqlite::params![day, count],
            )?;
        }
        Ok(tx.commit()?)
    }

    /// What became of it, and when.
    ///
    /// # Errors
    /// The disk failed.
    pub fn settle(
        &mut self,
        id: CommandId,
        standing: Standing,
        why: Option<&str>,
        at: At,
    ) -> Result<(), Broken> {
        settle(&self.connection, id, standing, why, at)
    }

    /// Lets go of what has been done with for [`KEPT_FOR`].
    ///
    /// # Errors
    /// The disk failed.
    pub fn let_go(&mut self, now: At) -> Result<(), Broken> {
        self.connection
            .prepare_cached("DELETE FROM outbox WHERE state IN ('done', 'aside') AND settled_at < ?1")?
            .execute([(now - KEPT_FOR).0])?;
        Ok(())
    }

    /// The highest count of the local day, which is noted as no lower than `least`.
    ///
    /// # Errors
    /// The disk failed.
    pub fn counted(&mut self, at: At, utc_offset_minutes: i32, least: u32) -> Result<u32, Broken> {
        let day = day(at, utc_offset_minutes);
        let known: Option<u32> = self
            .connection
            .prepare_cached("SELECT count FROM day_count WHERE day = ?1")?
            .query_row([&day], |row| row.get(0))
            .optional()?;
        let known = known.unwrap_or(0);
        if least > known {
            raise(&self.connection, &day, least)?;
        }
        Ok(known.max(least))
    }

    /// # Errors
    /// The disk failed.
    pub fn keep_draft(&mut self, call: CallId, kept_at: At, sealed: Option<&[u8]>) -> Result<(), Broken> {
        match sealed {
            Some(sealed) => self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO draft (call, kept_at, sealed) VALUES (?1, ?2, ?3)")?
                .execute(rusqlite::params![call.0.as_bytes(), kept_at.0, sealed])?,
            None => self
                .connection
                .prepare_cached("DELETE FROM draft WHERE call = ?1")?
                .execute([call.0.as_bytes()])?,
        };
        Ok(())
    }

    /// Oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn drafts(&mut self) -> Result<Vec<(CallId, At, Vec<u8>)>, Broken> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT call, kept_at, sealed FROM draft ORDER BY kept_at, call")?;
        let found = statement
            .query_map([], |row| Ok((CallId(Uuid::from_bytes(row.get(0)?)), At(row.get(1)?), row.get(2)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// # Errors
    /// The disk failed.
    pub fn keep(&mut self, key: &str, sealed: &[u8]) -> Result<(), Broken> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO kept (key, sealed) VALUES (?1, ?2)")?
            .execute(rusqlite::params![key, sealed])?;
        Ok(())
    }

    /// # Errors
    /// It cannot be read.
    pub fn kept(&mut self, key: &str) -> Result<Option<Vec<u8>>, Broken> {
        let mut statement = self.connection.prepare_cached("SELECT sealed FROM kept WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }
}

fn settle(
    connection: &Connection,
    id: CommandId,
    standing: Standing,
    why: Option<&str>,
    at: At,
) -> Result<(), Broken> {
    connection
        .prepare_cached("UPDATE outbox SET state = ?2, why = ?3, settled_at = ?4 WHERE id = ?1")?
        .execute(rusqlite::params![id.0.as_bytes(), standing.name(), why, at.0])?;
    Ok(())
}

fn name(connection: &Connection, id: Option<CommandId>, number: &TicketNumber) -> Result<(), Broken> {
    if let Some(id) = id {
        connection
            .prepare_cached("UPDATE outbox SET number = ?2 WHERE id = ?1 AND number IS NULL")?
            .execute(rusqlite::params![id.0.as_bytes(), number.0])?;
    }
    count(connection, Some(number))
}

fn count(connection: &Connection, number: Option<&TicketNumber>) -> Result<(), Broken> {
    match number.and_then(TicketNumber::parts) {
        Some((day, _, count)) => raise(connection, day, count),
        None => Ok(()),
    }
}

fn raise(connection: &Connection, day: &str, count: u32) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT INTO day_count (day, count) VALUES (?1, ?2)
             ON CONFLICT (day) DO UPDATE SET count = excluded.count WHERE count < excluded.count",
        )?
        .execute(rusqlite::params![day, count])?;
    Ok(())
}

const COLUMNS: &str = "id, occurred_at, state, number, signature, sealed, why";

fn posted(row: &Row<'_>) -> rusqlite::Result<Posted> {
    let state = row.get_ref(2)?.as_str()?;
    let standing = STANDINGS.iter().find(|(_, name)| *name == state).map(|(standing, _)| *standing);
    Ok(Posted {
        id: CommandId(Uuid::from_bytes(row.get(0)?)),
        occurred_at: At(row.get(1)?),
        // The table takes no other.
        standing: standing.unwrap_or(Standing::Written),
        number: row.get::<_, Option<String>>(3)?.map(TicketNumber),
        signature: row.get(4)?,
        sealed: row.get(5)?,
        why: row.get(6)?,
    })
}
