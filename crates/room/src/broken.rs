//! What broke, logged once here with a short trace; only its code and trace leave.

use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_store::Broken;

fn trace() -> String {
    let mut bytes = [0u8; 4];
    // Without randomness the trace is only less unique.
    let _ = getrandom::fill(&mut bytes);
    hex(&bytes)
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

pub fn store(broken: &Broken) -> Problem {
    let trace = trace();
    tracing::error!(%trace, part = ?broken.part, "{broken}");
    Problem::Broken { about: broken.part, trace }
}

pub fn io(doing: &str, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
    let about = match error.kind() {
        StorageFull => BrokenPart::DiskFull,
        PermissionDenied | ReadOnlyFilesystem => BrokenPart::DiskReadOnly,
        _ => BrokenPart::DiskFault,
    };
    let trace = trace();
    tracing::error!(%trace, doing, "{error}");
    Problem::Broken { about, trace }
}

pub fn other(doing: &str, why: &dyn std::fmt::Display) -> Problem {
    let trace = trace();
    tracing::error!(%trace, doing, "{why}");
    Problem::Broken { about: BrokenPart::Other, trace }
}
