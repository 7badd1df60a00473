use kentongan_rules::problem::BrokenPart;
use rusqlite::ErrorCode;

/// The disk did not hold. `part` says what a person can do something about; the chain is for the log.
#[derive(Debug)]
pub struct Broken {
    pub part: BrokenPart,
    pub source: anyhow::Error,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}: {:#}", self.part, self.source)
    }
}

impl std::error::Error for Broken {}

impl Broken {
    pub fn corrupt(why: impl std::fmt::Display) -> Broken {
        Broken { part: BrokenPart::Corrupt, source: anyhow::anyhow!("{why}") }
    }
    pub fn other(why: impl std::fmt::Display) -> Broken {
        Broken { part: BrokenPart::Other, source: anyhow::anyhow!("{why}") }
    }
}

fn part(error: &rusqlite::Error) -> BrokenPart {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => BrokenPart::DiskFull,
        // The readers' shared memory is a file beside the database: it could not grow.
        _ if extended_code(error) == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => BrokenPart::DiskFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => BrokenPart::DiskReadOnly,
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => BrokenPart::DiskFault,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => BrokenPart::Corrupt,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => BrokenPart::Busy,
        _ => match error {
            // A column that does not hold what this program wrote there.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => BrokenPart::Corrupt,
            _ => BrokenPart::Other,
        },
    }
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|said| said.extended_code)
}

impl From<rusqlite::Error> for Broken {
    fn from(error: rusqlite::Error) -> Broken {
        Broken { part: part(&error), source: error.into() }
    }
}

/// Stored JSON that does not parse is damage: this program wrote it.
impl From<serde_json::Error> for Broken {
    fn from(error: serde_json::Error) -> Broken {
        Broken { part: BrokenPart::Corrupt, source: error.into() }
    }
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Broken {
        use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let part = match error.kind() {
            StorageFull | QuotaExceeded => BrokenPart::DiskFull,
            ReadOnlyFilesystem | PermissionDenied => BrokenPart::DiskReadOnly,
            _ => BrokenPart::DiskFault,
        };
        Broken { part, source: error.into() }
    }
}
