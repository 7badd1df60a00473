//! Is the journal whole, and do the rows say what it says? Read-only, beside a running room.

use crate::broken;
use crate::core::database;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::Seq;
use kentongan_store::{Head, OpenOptions, Reader, VerifyReport};
use std::path::Path;

/// A head as it is written on backups, handovers and reports: `SEQ:HASH`.
pub fn parse_head(text: &str) -> Option<Head> {
    let (seq, hash) = text.split_once(':')?;
    let hash = hash.trim();
    let sound = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let seq = Seq(seq.trim().parse().ok()?);
    sound.then_some(Head { seq, hash: hash.to_lowercase() })
}

/// Verifies the room of `folder`; with `head`, also that the journal still contains it.
pub fn verify(folder: &Path, head: Option<&Head>) -> Result<VerifyReport, Problem> {
    let path = database(folder);
    if !path.exists() {
        return Err(Problem::Broken { about: BrokenPart::DiskFault, trace: String::new() });
    }
    let mut reader = Reader::open(&path, &OpenOptions::default()).map_err(|b| broken::store(&b))?;
    reader.verify(head).map_err(|b| broken::store(&b))
}
