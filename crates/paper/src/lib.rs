//! From pages and sheets to the bytes of files: no disk, no clock, and the same input gives the same bytes.
//!
//! What was typed by somebody is text in every file and never a formula (OWASP ASVS 5.0, 1.2.10).

mod csv;
mod pdf;
mod plain;
mod xlsx;

pub use csv::csv;
pub use pdf::pdf;
pub use xlsx::xlsx;

/// Why there is no file.
#[derive(Debug)]
pub struct Unmade(pub String);

impl std::fmt::Display for Unmade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unmade {}
