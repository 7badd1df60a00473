use std::path::PathBuf;

/// The platform's data folder for Kentongan: `%LOCALAPPDATA%\Kentongan`, `~/.local/share/Kentongan`. The working
/// folder where the platform names none.
pub fn data_folder() -> PathBuf {
    dirs::data_local_dir().unwrap_or_default().join("Kentongan")
}
