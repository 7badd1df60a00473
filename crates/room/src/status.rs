//! How a ticket stands, for whoever names its code: as its caller would be told, and nobody's name. Read-only, beside a
//! running room.

use crate::broken;
use crate::core::database;
use crate::telling::{Case, code, status};
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::setup::Language;
use kentongan_rules::telling::Code;
use kentongan_rules::time::At;
use kentongan_store::{Broken, OpenOptions, Reader};
use std::path::Path;

/// `None` where no ticket goes by it, or two do: better nothing than another's.
///
/// # Errors
/// There is no room in this folder, or it cannot be read.
pub fn status_of(folder: &Path, typed: &str, language: Language, now: At) -> Result<Option<String>, Problem> {
    let path = database(folder);
    if !path.exists() {
        return Err(Problem::Broken { about: BrokenPart::DiskFault, trace: String::new() });
    }
    let Some(asked) = Code::parse(typed) else { return Ok(None) };
    let mut reader = Reader::open(&path, &OpenOptions::default()).map_err(|b| broken::store(&b))?;
    let mut read = || -> Result<Option<String>, Broken> {
        let [id] = reader.tickets_where(|id| code(id) == asked)?[..] else { return Ok(None) };
        // As seen by one who reads nobody's name.
        let viewer = Actor::clock();
        let Some(page) = reader.ticket(id, &viewer, now)? else { return Ok(None) };
        let over = page.ticket.parent.map(|over| reader.ticket(over, &viewer, now)).transpose()?.flatten();
        let case = Case { ticket: &page.ticket, over: over.as_ref().map(|page| &page.ticket) };
        let setup = reader.setup()?;
        Ok(Some(status(&setup, &case, language)))
    };
    read().map_err(|b| broken::store(&b))
}
