//! A file that is put in place whole: whoever reads it never sees half of it.

use std::io::{ErrorKind, Result};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// `text` becomes what stands in `file`.
///
/// # Errors
/// It cannot be written, or another program holds the file for two seconds.
pub fn write(file: &Path, text: &str) -> Result<()> {
    let part = file.with_extension("part");
    std::fs::write(&part, text)?;
    for _ in 0..200 {
        match std::fs::rename(&part, file) {
            // Windows replaces no file while another program has it open.
            Err(denied) if denied.kind() == ErrorKind::PermissionDenied => sleep(Duration::from_millis(10)),
            put => return put,
        }
    }
    std::fs::rename(&part, file)
}
