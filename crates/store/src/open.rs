use crate::broken::Broken;
use crate::place;
use kentongan_rules::problem::BrokenPart;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Older releases can lose a committed transaction when a WAL is reset while another connection reads.
const OLDEST_SQLITE: i32 = 3_051_003;
/// `KNTG`: says that a file is a room's.
pub(crate) const APPLICATION_ID: i32 = 0x4b4e_5447;

/// How long a connection waits for another to let go.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Name of a registered SQLite VFS; the system's own when absent.
    pub vfs: Option<String>,
    pub synchronous: Synchronous,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    #[default]
    Full,
    /// Loses commits at a power cut. For the test that shows that a power cut is really simulated.
    Normal,
}

pub(crate) fn check_library() -> Result<(), Broken> {
    let version = rusqlite::version_number();
    if version < OLDEST_SQLITE {
        return Err(Broken::other(format!("sqlite {version} is older than {OLDEST_SQLITE}")));
    }
    Ok(())
}

fn connect(path: &Path, flags: OpenFlags, options: &OpenOptions) -> Result<Connection, Broken> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let path = place::spelled(path);
    let connection = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(96);
    Ok(connection)
}

/// The writer's connection. Nothing is written before `accept` has looked at what lies there.
pub(crate) fn writer(
    path: &Path,
    options: &OpenOptions,
    accept: impl Fn(&Connection) -> Result<(), Broken>,
) -> Result<Connection, Broken> {
    check_library()?;
    // Whoever may write moves the log into the file as they leave: a newer program's is not even opened for writing.
    if let Ok(looking) = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, options)
        && let Err(broken) = accept(&looking)
        && broken.part == BrokenPart::NewerDatabase
    {
        return Err(broken);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, flags, options)?;
    accept(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(
        None,
        "synchronous",
        match options.synchronous {
            Synchronous::Full => "FULL",
            Synchronous::Normal => "NORMAL",
        },
    )?;
    // Erased text is overwritten, not only unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    Ok(connection)
}

pub(crate) fn reader(path: &Path, options: &OpenOptions) -> Result<Connection, Broken> {
    check_library()?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, options)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_synced_and_what_is_erased_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let number = |connection: &Connection, pragma: &str| -> i64 {
            connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
        };
        for (synchronous, expected) in [(Synchronous::Full, 2), (Synchronous::Normal, 1)] {
            let options = OpenOptions { synchronous, ..OpenOptions::default() };
            let connection = writer(&folder.path().join("room.db"), &options, |_| Ok(())).unwrap();
            assert_eq!(number(&connection, "synchronous"), expected);
            assert_eq!((number(&connection, "secure_delete"), number(&connection, "foreign_keys")), (1, 1));
        }
        let wrong = OpenOptions { vfs: Some("no-such-vfs".to_owned()), ..OpenOptions::default() };
        assert!(writer(&folder.path().join("room.db"), &wrong, |_| Ok(())).is_err());
    }
}
