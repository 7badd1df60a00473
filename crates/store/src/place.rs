//! Is the file that is written still the one at its path? SQLite itself writes on into a file that was moved away or
//! deleted, and what is acknowledged then is lost with it.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::spelled;
#[cfg(unix)]
use unix::{Identity, identity};
#[cfg(windows)]
pub(crate) use windows::spelled;
#[cfg(windows)]
use windows::{Identity, identity};

use crate::broken::Broken;
use crate::open::OpenOptions;
use kentongan_rules::problem::BrokenPart;
use std::path::{Path, PathBuf};

/// A file and which one it was when it was first looked at.
struct Known {
    path: PathBuf,
    identity: Option<Identity>,
}

impl Known {
    fn holds(&mut self) -> Result<bool, std::io::Error> {
        match (identity(&self.path), self.identity) {
            // On a disk that cannot be written there is no log: the first write says so better.
            (Err(error), None) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
            (Err(error), _) => Err(error),
            (Ok(now), known) => {
                let known = *self.identity.insert(known.unwrap_or(now));
                Ok(known == now)
            }
        }
    }
}

/// The database and its write-ahead log.
pub(crate) struct Place(Vec<Known>);

impl Place {
    /// A VFS other than the system's may keep its files anywhere: nothing is looked at then.
    pub(crate) fn of(path: &Path, options: &OpenOptions) -> Place {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let paths = if options.vfs.is_none() { vec![path.to_owned(), log.into()] } else { Vec::new() };
        Place(paths.into_iter().map(|path| Known { path, identity: None }).collect())
    }

    /// # Errors
    /// `DiskFault`: a file is gone, or another lies in its place.
    pub(crate) fn holds(&mut self) -> Result<(), Broken> {
        for known in &mut self.0 {
            let why = match known.holds() {
                Ok(true) => continue,
                Ok(false) => anyhow::anyhow!("another file is now at {}", known.path.display()),
                Err(error) => anyhow::Error::from(error).context(known.path.display().to_string()),
            };
            return Err(Broken { part: BrokenPart::DiskFault, source: why });
        }
        Ok(())
    }
}
