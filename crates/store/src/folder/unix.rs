use std::fs::File;
use std::path::Path;

/// Makes the names in a folder durable; the working folder where its path is empty.
pub fn sync(folder: &Path) -> std::io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// Gives a file another name, in place of what has it.
pub fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::rename(from, to)
}
