//! A whole copy of the database, durable before it has its name.

use crate::broken::Broken;
use crate::folder;
use crate::journal::Head;
use crate::open::OpenOptions;
use crate::reader::Reader;
use rusqlite::Connection;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

fn unfinished(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

impl Reader {
    /// A whole copy of this moment at `path`, checked and durable, replacing what was there; not encrypted. Made by a
    /// reader, so that no command waits for it.
    ///
    /// # Errors
    /// The disk failed, or the copy is not sound; `path` is then as it was.
    pub fn copy_to(&mut self, path: &Path) -> Result<Head, Broken> {
        copy_whole(&self.connection, path, |copy| {
            crate::journal::check_tail(copy, i64::MAX)?;
            crate::access::check_whole(copy)?;
            Ok(crate::journal::end(copy)?.head())
        })
    }
}

/// A copy of what this read-only connection sees at `path`, durable and replacing what was there once `sound` has
/// looked at it.
pub(crate) fn copy_whole<T>(
    connection: &Connection,
    path: &Path,
    sound: impl FnOnce(&Connection) -> Result<T, Broken>,
) -> Result<T, Broken> {
    let part = unfinished(path);
    let done = copy_as(connection, &part, sound).and_then(|found| {
        folder::rename(&part, path)?;
        folder::sync(path.parent().unwrap_or(Path::new(".")))?;
        Ok(found)
    });
    if done.is_err() {
        // Best effort: what failed is said, not that its rest lies about.
        let _ = fs::remove_file(&part);
    }
    done
}

fn copy_as<T>(
    connection: &Connection,
    part: &Path,
    sound: impl FnOnce(&Connection) -> Result<T, Broken>,
) -> Result<T, Broken> {
    if part.exists() {
        fs::remove_file(part)?;
    }
    let name = part.to_str().ok_or_else(|| Broken::other("the backup's path is not unicode"))?;
    // The copy is written through this connection; its own database stays opened read-only.
    connection.pragma_update(None, "query_only", false)?;
    let copied = connection.execute("VACUUM INTO ?1", [name]);
    connection.pragma_update(None, "query_only", true)?;
    copied?;
    File::options().write(true).open(part)?.sync_all()?;
    let copy = crate::open::reader(part, &OpenOptions::default())?;
    let said: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Broken::corrupt(said));
    }
    sound(&copy)
}
