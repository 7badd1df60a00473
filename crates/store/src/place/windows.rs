use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// SQLite opens its files here without letting anyone delete or rename them: one that is there is the same one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity;

pub(super) fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(|_| Identity)
}

/// Room for the names that SQLite adds, below the 260 characters that it is given otherwise.
const LONG: usize = 240;

/// SQLite opens a long path only in the form that Windows takes as it is,
/// https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation.
pub(crate) fn spelled(path: &Path) -> PathBuf {
    let Ok(whole) = std::path::absolute(path) else { return path.to_owned() };
    if whole.as_os_str().len() < LONG || whole.as_os_str().to_string_lossy().starts_with(r"\\") {
        return path.to_owned();
    }
    let mut verbatim = OsString::from(r"\\?\");
    verbatim.push(whole);
    verbatim.into()
}
