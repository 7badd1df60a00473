use std::path::Path;

/// SQLite opens its files here without letting anyone delete or rename them: one that is there is the same one.
pub(super) type Identity = ();

pub(super) fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(|_| ())
}
