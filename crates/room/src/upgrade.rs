//! Before a database is brought up to date for a newer program it is copied beside itself: the way back. What was erased
//! since would live on in such a copy, so it is kept for days only, and what is erased by then goes again if it comes back.

use crate::core::database;
use crate::{broken, folder};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::{At, Span};
use kentongan_store::{Broken, Earlier, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

const NAME: &str = "before-schema-";
/// Copies of one database that stay: the newest.
const KEPT: usize = 2;
/// How long a copy stays.
const KEPT_FOR: Span = Span::hours(7 * 24);
/// Bytes that stay free beside a copy: bringing the schema up to date needs some too.
const SPARE: u64 = 32 << 20;

/// Copies the room's database of `data` if opening it would bring it up to date.
///
/// # Errors
/// There is no room for the copy, or it cannot be made or is not sound: the database must stay as it is.
pub fn keep_room(data: &Path) -> Result<(), Problem> {
    keep(&database(data), Earlier::room)
}

/// The same of a joined desk's own.
///
/// # Errors
/// As [`keep_room`].
pub fn keep_desk(file: &Path) -> Result<(), Problem> {
    keep(file, Earlier::desk)
}

fn keep(
    file: &Path,
    look: impl Fn(&Path, &OpenOptions) -> Result<Option<Earlier>, Broken>,
) -> Result<(), Problem> {
    let store = |b: Broken| broken::store(&b);
    let Some(earlier) = look(file, &OpenOptions::default()).map_err(store)? else { return Ok(()) };
    let data = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let needed = size(file)? + SPARE;
    // Where the platform does not say, writing will.
    if fs4::available_space(data).is_ok_and(|free| free < needed) {
        return Err(Problem::Broken { about: BrokenPart::DiskFull, trace: String::new() });
    }
    let next = earlier.next();
    // One name for each step: begun again after an interruption, it is the same copy.
    earlier.copy_to(&data.join(format!("{NAME}{next}-{name}"))).map_err(store)?;
    tracing::info!(schema = next, "the database was copied before it is brought up to date");
    prune(data, &name)
}

/// With what still stands in its log.
fn size(file: &Path) -> Result<u64, Problem> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let bytes = std::fs::metadata(file).map_err(|e| broken::io("upgrade", &e))?.len();
    Ok(bytes + std::fs::metadata(log).map_or(0, |about| about.len()))
}

/// The copies that lie in `data`, each with the schema that came next and the database's name.
fn copies(data: &Path) -> Result<Vec<(u32, String, PathBuf)>, Problem> {
    let io = |e: std::io::Error| broken::io("upgrade", &e);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(data).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let parts = name.strip_prefix(NAME).and_then(|rest| rest.split_once('-'));
        if let Some((schema, of)) = parts
            && let Ok(schema) = schema.parse()
            && of.ends_with(".db")
        {
            found.push((schema, of.to_owned(), entry.path()));
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

fn prune(data: &Path, name: &str) -> Result<(), Problem> {
    let of_this = copies(data)?.into_iter().filter(|(_, of, _)| of == name);
    take_away(data, of_this.skip(KEPT).map(|(_, _, path)| path))
}

/// Takes away copies whose days are over at `now`, which must be believed.
///
/// # Errors
/// The disk failed.
pub fn let_go(data: &Path, now: At) -> Result<(), Problem> {
    let is_over = |path: &PathBuf| {
        let made = std::fs::metadata(path).and_then(|about| about.modified()).ok();
        let made = made.and_then(|made| made.duration_since(UNIX_EPOCH).ok());
        let made = made.and_then(|made| i64::try_from(made.as_millis()).ok());
        made.is_some_and(|made| now - At(made) > KEPT_FOR)
    };
    take_away(data, copies(data)?.into_iter().map(|(_, _, path)| path).filter(is_over))
}

fn take_away(data: &Path, files: impl Iterator<Item = PathBuf>) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("upgrade", &e);
    let mut any = false;
    for file in files {
        std::fs::remove_file(file).map_err(io)?;
        any = true;
    }
    if any { folder::sync(data).map_err(io) } else { Ok(()) }
}

/// Removes what an interrupted copy left.
pub fn clear_left(data: &Path) {
    let Ok(entries) = std::fs::read_dir(data) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(NAME) && name.ends_with(".db.part") {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(data: &Path) -> Vec<String> {
        let names = std::fs::read_dir(data).unwrap();
        let mut names: Vec<_> = names.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    fn now() -> At {
        crate::TimeSource::Wall.now()
    }

    #[test]
    fn the_newest_two_of_each_database_stay_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        let others = ["before-restore-17", "before-schema-x-room.db", "room.db"];
        for name in [
            "before-schema-9-room.db",
            "before-schema-10-room.db",
            "before-schema-11-room.db",
            "before-schema-2-desk-ab.db",
        ]
        .iter()
        .chain(&others)
        {
            std::fs::write(data.join(name), "x").unwrap();
        }
        prune(data, "room.db").unwrap();
        let mut left =
            vec!["before-schema-10-room.db", "before-schema-11-room.db", "before-schema-2-desk-ab.db"];
        left.extend(others);
        left.sort_unstable();
        assert_eq!(names(data), left);
        let_go(data, now() + Span::hours(6 * 24)).unwrap();
        assert_eq!(names(data).len(), left.len());
        let_go(data, now() + Span::hours(8 * 24)).unwrap();
        assert_eq!(names(data), ["before-restore-17", "before-schema-x-room.db", "room.db"]);
    }

    #[test]
    fn what_a_killed_copy_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["before-schema-9-room.db.part", "before-schema-9-room.db", "room.db"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        clear_left(folder.path());
        assert_eq!(names(folder.path()), ["before-schema-9-room.db", "room.db"]);
    }
}
