//! One room, and one desktop, per data folder, by the operating system's own lock: it goes with the process, however that ends.

use kentongan_rules::problem::{BrokenPart, Problem};
use std::fs::{File, TryLockError};
use std::path::Path;

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File); // dropping the file releases the lock

/// Takes the lock of that file in `folder`, which is made if absent.
///
/// # Errors
/// `InUse` while another holds it; the disk refused.
pub fn lock(folder: &Path, file: &str) -> Result<Lock, Problem> {
    crate::folder::make_private(folder).map_err(|error| crate::broken::io("data folder", &error))?;
    let open = File::options().create(true).truncate(false).read(true).write(true).open(folder.join(file));
    let file = open.map_err(|error| crate::broken::io("lock", &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => {
            Err(Problem::Broken { about: BrokenPart::InUse, trace: String::new() })
        }
        Err(TryLockError::Error(error)) => Err(crate::broken::io("lock", &error)),
    }
}
