//! How far alarms have been handed over, in a small file of its own: written after the hand-over, so that a killed
//! program raises what it may not have raised, and nothing else.

use kentongan_rules::setup::Language;
use kentongan_rules::time::Seq;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A mark that is right but old costs a longer look back at the next start.
const REFRESH: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Everything up to here has been handed over or needed none.
    pub handed: Seq,
    /// The room's language, for what is said before the room is open.
    pub language: Language,
}

pub struct Mark {
    file: PathBuf,
    kept: Option<Kept>,
    written_at: Instant,
}

impl Mark {
    pub fn of(data: &Path) -> Mark {
        let file = data.join("desktop.json");
        let kept = fs::read(&file).ok().and_then(|bytes| match serde_json::from_slice(&bytes) {
            Ok(kept) => Some(kept),
            Err(error) => {
                tracing::error!(%error, "the mark of handed-over alarms is unreadable; it starts anew");
                None
            }
        });
        Mark { file, kept, written_at: Instant::now() }
    }

    /// What is followed from now on is another room; a mark that stays costs some alarms told again.
    pub fn forget(self) {
        if let Err(error) = fs::remove_file(&self.file)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "the mark of handed-over alarms stays");
        }
    }

    pub fn kept(&self) -> Option<Kept> {
        self.kept
    }

    /// Whether `kept` says something else than the file, for long enough to be worth a write.
    pub fn is_old(&self, kept: &Kept) -> bool {
        let language = self.kept.is_none_or(|before| before.language != kept.language);
        language || (self.kept != Some(*kept) && self.written_at.elapsed() > REFRESH)
    }

    /// Writes it durably, all or nothing. A failure is logged: the next start raises some alarms again.
    pub fn keep(&mut self, kept: Kept) {
        if self.kept == Some(kept) {
            return;
        }
        match replace(&self.file, &kept) {
            Ok(()) => {
                self.kept = Some(kept);
                self.written_at = Instant::now();
            }
            Err(error) => tracing::error!(%error, "the mark of handed-over alarms was not written"),
        }
    }
}

/// Writes a small file durably, all or nothing.
pub fn replace(file: &Path, kept: &impl Serialize) -> io::Result<()> {
    let next = file.with_extension("json.new");
    let mut written = File::create(&next)?;
    written.write_all(&serde_json::to_vec(kept)?)?;
    written.sync_all()?;
    drop(written);
    kentongan_room::folder::rename(&next, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_again_and_a_torn_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Mark::of(folder.path()).kept(), None);
        let kept = Kept { handed: Seq(17), language: Language::En };
        Mark::of(folder.path()).keep(kept);
        assert_eq!(Mark::of(folder.path()).kept(), Some(kept));
        fs::write(folder.path().join("desktop.json"), "{\"handed\":1").unwrap();
        assert_eq!(Mark::of(folder.path()).kept(), None);
    }

    #[test]
    fn a_folder_that_cannot_be_written_fails_no_alarm() {
        let folder = tempfile::tempdir().unwrap();
        let mut mark = Mark::of(&folder.path().join("gone"));
        mark.keep(Kept { handed: Seq(1), language: Language::Id });
        assert_eq!(mark.kept(), None);
    }
}
