#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix::close_to_others;
#[cfg(windows)]
use windows::close_to_others;

pub use kentongan_store::folder::{rename, sync};
use std::path::{Path, PathBuf};

/// Makes a data folder that only its user can look into; one that exists stays as its owner has set it.
pub fn make_private(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    close_to_others(folder)
}

/// The platform's data folder for Kentongan: `%LOCALAPPDATA%\Kentongan`, `~/.local/share/Kentongan`. The working
/// folder where the platform names none.
pub fn data_folder() -> PathBuf {
    dirs::data_local_dir().unwrap_or_default().join("Kentongan")
}
