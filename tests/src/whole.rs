//! A file that is put in place whole: whoever reads it never sees half of it.

use std::io::Result;
use std::path::Path;

/// `text` becomes what stands in `file`.
///
/// # Errors
/// It cannot be written, or another program holds the file for five seconds.
pub fn write(file: &Path, text: &str) -> Result<()> {
    let part = file.with_extension("part");
    std::fs::write(&part, text)?;
    kentongan_store::folder::rename(&part, file)
}
