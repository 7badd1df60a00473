use std::io;
use std::path::Path;

/// A folder inside a user's profile is already closed to others.
pub fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

/// NTFS journals names by itself; a folder cannot be synced there.
pub fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
