use std::path::Path;

/// SQLite opens its files here without letting anyone delete or rename them: one that is there is the same one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity;

pub(super) fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(|_| Identity)
}
