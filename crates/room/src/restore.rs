//! The way back: a backup in place of a room's database, without what was erased since it was made.

use crate::core::database;
use crate::erased::{self, List};
use crate::lock::lock;
use crate::{broken, folder, secret, upgrade};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_store::{OpenOptions, Sqlite, Store, VerifyReport};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Kept by a room until it has written down that it was restored: the last position that is left, and when it was recorded.
pub(crate) const RESTORED: &str = "restored";

/// What came back.
#[derive(Debug)]
pub struct Restored {
    pub report: VerifyReport,
    /// Where the database that was there before now lies.
    pub aside: Option<PathBuf>,
    /// Texts in it that had been erased since, and are once more.
    pub erased: usize,
    /// A list of what was erased does not hold to its end: what stood there may have come back.
    pub list_is_torn: bool,
}

/// How a database begins that is not encrypted: one that was copied before its schema was brought up to date.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// Whether `restore` wants the recovery code for this file; so does whatever is neither a backup nor such a copy.
pub fn wants_recovery(file: &Path) -> bool {
    let mut begins = [0; PLAIN.len()];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut begins));
    read.is_err() || begins != PLAIN
}

/// Puts a backup in place of a room's database, or a copy of one of this or an earlier schema. The room must not run;
/// what was there is set aside, never deleted. Nothing is touched before the backup has been opened and verified whole.
///
/// # Errors
/// `WrongSignIn`: another recovery code. `Corrupt`, `NewerDatabase`, `InUse`, or whatever the disk says.
pub fn restore(backup: &Path, data: &Path, recovery: &str) -> Result<Restored, Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    std::fs::create_dir_all(data).map_err(io)?;
    let _lock = lock(data, "room.lock")?;
    let part = data.join("restore.part");
    // A log that was left of another would be taken for this one's.
    clear(&part);
    let opened = decrypt(backup, &part, recovery).and_then(|()| {
        // An older program's is brought up to date first: what is verified is what will be opened.
        let mut store = Sqlite::open(&part, &OpenOptions::default()).map_err(|b| broken::store(&b))?;
        let mut reader = store.reader().map_err(|b| broken::store(&b))?;
        let report = reader.verify(None).map_err(|b| broken::store(&b))?;
        let from = reader.recorded_until().map_err(|b| broken::store(&b))?;
        drop(reader);
        if !report.faults.is_empty() {
            return Err(corrupt());
        }
        // Another history from here on: desks that were told more tell it again.
        store.keep("epoch", None).map_err(|b| broken::store(&b))?;
        // Whoever was signed in then may have signed out since.
        store.forget_sessions().map_err(|b| broken::store(&b))?;
        // The room writes it down when it opens: only then is there a clock that is held against the mark.
        let left = from.map(|from| format!("{} {}", report.head_seq.0, from.0));
        store.keep(RESTORED, left.as_deref()).map_err(|b| broken::store(&b))?;
        Ok(report)
    });
    let report = match opened {
        Ok(report) => report,
        Err(problem) => {
            clear(&part);
            return Err(problem);
        }
    };
    let (erased, list_is_torn) = match erase_again(backup, data, &part) {
        Ok(done) => done,
        Err(problem) => {
            clear(&part);
            return Err(problem);
        }
    };
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("restore.part{suffix}")));
    }
    // From here on the backup is the room, whatever happens to this program.
    folder::rename(&part, &data.join(READY)).map_err(io)?;
    folder::sync(data).map_err(io)?;
    let aside = finish_restore(data)?;
    Ok(Restored { report, aside, erased, list_is_torn })
}

/// Applies the lists that lie beside the backup and in the data folder; the longer one stays in the data folder.
fn erase_again(backup: &Path, data: &Path, part: &Path) -> Result<(usize, bool), Problem> {
    let beside = backup.parent().filter(|folder| *folder != data);
    let (own, other) = (List::read(data)?, beside.map(List::read).transpose()?.flatten());
    let length = |list: &Option<List>| list.as_ref().map_or(0, |list| list.lines.len());
    if let Some(beside) = beside.filter(|_| length(&other) > length(&own)) {
        erased::copy(beside, data)?;
    }
    let lists: Vec<List> = own.into_iter().chain(other).collect();
    let is_torn = lists.iter().any(|list| list.is_torn);
    Ok((erased::apply(part, &lists)?, is_torn))
}

/// A verified database waiting to take its place.
const READY: &str = "restore.ready";

/// Puts a waiting restore in place and says where what was there now lies; done again after an interruption, it comes
/// to the same.
pub(crate) fn finish_restore(data: &Path) -> Result<Option<PathBuf>, Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    let ready = data.join(READY);
    let Ok(about) = std::fs::metadata(&ready) else { return Ok(None) };
    let since = about.modified().map_err(io)?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let place = data.join(format!("before-restore-{}", since.as_secs()));
    for name in ["room.db", "room.db-wal", "room.db-shm"] {
        if data.join(name).exists() {
            std::fs::create_dir_all(&place).map_err(io)?;
            folder::rename(&data.join(name), &place.join(name)).map_err(io)?;
        }
    }
    folder::rename(&ready, &database(data)).map_err(io)?;
    folder::sync(data).map_err(io)?;
    Ok(place.exists().then_some(place))
}

fn corrupt() -> Problem {
    Problem::Broken { about: BrokenPart::Corrupt, trace: String::new() }
}

/// Removes what an interrupted backup or restore left lying open in a data folder.
pub(crate) fn clear_left(data: &Path) {
    for name in ["restore.part", "backup.tmp", "backup.tmp.part"] {
        clear(&data.join(name));
    }
    upgrade::clear_left(data);
}

fn clear(part: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = part.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

/// The file as it lies there, with a log beside it that nobody has moved into it yet: its last commits are there.
fn plain(backup: &Path, part: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal"] {
        let named = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        };
        let from = match File::open(named(backup)) {
            Err(why) if why.kind() == std::io::ErrorKind::NotFound && !suffix.is_empty() => continue,
            from => from?,
        };
        let mut out = File::create(named(part))?;
        std::io::copy(&mut BufReader::new(from), &mut out)?;
        out.sync_all()?;
    }
    Ok(())
}

fn decrypt(backup: &Path, part: &Path, recovery: &str) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    if !wants_recovery(backup) {
        return plain(backup, part).map_err(io);
    }
    let key = secret::backup_key(recovery)?;
    let file = BufReader::new(File::open(backup).map_err(io)?);
    let decryptor = age::Decryptor::new(file).map_err(|_| corrupt())?;
    let mut plain = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(|e| match e {
        age::DecryptError::NoMatchingKeys => Problem::WrongSignIn,
        _ => corrupt(),
    })?;
    let mut out = BufWriter::new(File::create(part).map_err(io)?);
    // A torn or altered file fails here, block by block.
    std::io::copy(&mut plain, &mut out).map_err(|_| corrupt())?;
    out.flush().map_err(io)?;
    out.get_ref().sync_all().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_backup_left_open_is_taken_away_and_the_room_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["backup.tmp", "backup.tmp.part", "restore.part", "room.db"] {
            std::fs::write(folder.path().join(name), "nenek Painem").unwrap();
        }
        clear_left(folder.path());
        let left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(left, ["room.db"]);
    }

    #[test]
    fn an_interrupted_restore_is_finished_at_the_next_look() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        std::fs::write(data.join(READY), "new").unwrap();
        // What was there has not been set aside yet.
        std::fs::write(data.join("room.db"), "old").unwrap();
        let aside = finish_restore(data).unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(data.join("room.db")).unwrap(), "new");
        assert_eq!(std::fs::read_to_string(aside.join("room.db")).unwrap(), "old");
        assert!(finish_restore(data).unwrap().is_none());
        assert_eq!(std::fs::read_to_string(data.join("room.db")).unwrap(), "new");
    }
}
