//! A database of an earlier schema, copied as it is before it is brought up to date: the way back.

use crate::backup::copy_whole;
use crate::broken::Broken;
use crate::open::{self, OpenOptions};
use crate::{access, desk, journal, schema};
use rusqlite::Connection;
use std::path::Path;

/// The schema that first had the record of who opened restricted cases.
const WITH_ACCESS: i64 = 2;

/// A database that opening it would change; looked at by a connection that cannot write.
pub struct Earlier {
    connection: Connection,
    schema: i64,
    known: usize,
    is_room: bool,
}

impl Earlier {
    /// The room's database at `path`; `None` where there is none yet, or it needs nothing.
    ///
    /// # Errors
    /// `NewerDatabase`, `Corrupt`, or whatever the disk says.
    pub fn room(path: &Path, options: &OpenOptions) -> Result<Option<Earlier>, Broken> {
        Earlier::of(path, options, schema::MIGRATIONS.len(), true)
    }

    /// The same of what a joined desk keeps for itself.
    ///
    /// # Errors
    /// As [`Earlier::room`].
    pub fn desk(path: &Path, options: &OpenOptions) -> Result<Option<Earlier>, Broken> {
        Earlier::of(path, options, desk::MIGRATIONS.len(), false)
    }

    fn of(
        path: &Path,
        options: &OpenOptions,
        known: usize,
        is_room: bool,
    ) -> Result<Option<Earlier>, Broken> {
        if !path.exists() {
            return Ok(None);
        }
        let connection = open::reader(path, options)?;
        schema::accept_as(&connection, known)?;
        let schema = schema::version(&connection)?;
        // 0: a file that was made and never got its first table.
        let is_earlier = schema > 0 && schema < known as i64;
        Ok(is_earlier.then_some(Earlier { connection, schema, known, is_room }))
    }

    /// The schema that it will have; one of the names of what was copied before.
    pub fn next(&self) -> usize {
        self.known
    }

    /// A copy of it at `path`, checked, durable and of its own schema, replacing what was there.
    ///
    /// # Errors
    /// The disk failed, or the copy is not sound; `path` is then as it was.
    pub fn copy_to(&self, path: &Path) -> Result<(), Broken> {
        copy_whole(&self.connection, path, |copy| {
            if self.is_room {
                journal::check_tail(copy, i64::MAX)?;
            }
            if self.is_room && self.schema >= WITH_ACCESS {
                access::check_whole(copy)?;
            }
            Ok(())
        })
    }
}
