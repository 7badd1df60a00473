//! One room, and one desktop, per data folder, by the operating system's own lock: it goes with the process, however that ends.

use kentongan_rules::problem::{BrokenPart, Problem};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File); // dropping the file releases the lock

/// Whoever has just ended holds it a moment longer: a program closing, or a child of one that is being started.
const MOMENT: Duration = Duration::from_millis(50);
const MOMENTS: u32 = 10;

/// Takes the lock of that file in `folder`, which is made if absent.
///
/// # Errors
/// `InUse` while another holds it; the disk refused.
pub fn lock(folder: &Path, file: &str) -> Result<Lock, Problem> {
    crate::folder::make_private(folder).map_err(|error| crate::broken::io("data folder", &error))?;
    let open = File::options().create(true).truncate(false).read(true).write(true).open(folder.join(file));
    let file = open.map_err(|error| crate::broken::io("lock", &error))?;
    for _ in 0..MOMENTS {
        match file.try_lock() {
            Ok(()) => return Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(MOMENT),
            Err(TryLockError::Error(error)) => return Err(crate::broken::io("lock", &error)),
        }
    }
    Err(Problem::Broken { about: BrokenPart::InUse, trace: String::new() })
}
