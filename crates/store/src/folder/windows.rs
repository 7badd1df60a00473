use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// A virus scanner or an indexer reads what was written a moment ago, and lets go of it soon.
const PATIENCE: Duration = Duration::from_secs(5);

/// Access denied and a sharing violation, https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-.
const HELD: [i32; 2] = [5, 32];

/// NTFS journals names by itself; a folder cannot be synced there.
pub fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a file another name, in place of what has it; waits for whoever reads one of them.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        match std::fs::rename(from, to) {
            Err(why)
                if why.raw_os_error().is_some_and(|code| HELD.contains(&code)) && Instant::now() < until =>
            {
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}
