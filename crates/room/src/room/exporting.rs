//! What is taken out of the room as a file: made as its list shows it, written down, then handed over.

use super::Room;
use crate::broken;
use crate::core::{Core, blocking};
use crate::handing::handover;
use crate::kit::{imprint, kit, open_sheet, open_tickets};
use crate::session::Seat;
use crate::words::say;
use kentongan_paper::{Unmade, csv, pdf, xlsx};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::export::{Export, ExportFile, FileKind};
use kentongan_rules::problem::Problem;
use kentongan_rules::report::{Day, day_of};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, minute_of_day};
use kentongan_rules::view::TicketRow;

impl Room {
    /// A file for who answers calls or for them; that it was taken stands in the access record before it is given.
    ///
    /// # Errors
    /// `SignedOut`, `NotAllowed`; the disk refused.
    pub async fn export(&self, seat: &Seat, export: Export) -> Result<ExportFile, Problem> {
        let (actor, core) = self.at(seat)?;
        match actor.role {
            Role::Operator | Role::Supervisor => {}
            Role::Desk => return Err(Problem::SignedOut),
            _ => return Err(Problem::NotAllowed),
        }
        exported(&core, export, actor).await
    }
}

/// Made and written down as taken by `by`.
async fn exported(core: &Core, export: Export, by: Actor) -> Result<ExportFile, Problem> {
    let file = make(core, export, &by).await?;
    core.record_export(export, by).await?;
    Ok(file)
}

/// The file alone: whoever hands it over writes down first that it was taken.
pub(crate) async fn make(core: &Core, export: Export, by: &Actor) -> Result<ExportFile, Problem> {
    let (setup, now, by) = (core.setup(), core.time.now(), by.clone());
    let (made, name) = match export {
        Export::Handover { handover: id } => {
            let reads = anybody();
            let signed = core.read(move |reader| reader.signed_handover(id, &reads, now)).await?;
            let signed = signed.ok_or(Problem::Unknown)?;
            let name = name(&setup, export, signed.signed_at);
            (blocking("export", move || pdf(&handover(&setup, &signed, &by, now))).await?, name)
        }
        Export::PaperKit => {
            let (tickets, name) = (open(core, now).await?, name(&setup, export, now));
            (blocking("export", move || pdf(&kit(&setup, &tickets, &by, now))).await?, name)
        }
        Export::OpenTickets { kind } => {
            let (tickets, name) = (open(core, now).await?, name(&setup, export, now));
            (blocking("export", move || listed(&setup, &tickets, kind, &by, now)).await?, name)
        }
    };
    let bytes = made.map_err(|why| broken::other("export", &why))?;
    Ok(ExportFile { name, bytes })
}

/// An operator who handles nothing: paper lies about, whoever printed it.
fn anybody() -> Actor {
    Actor { role: Role::Operator, ..Actor::clock() }
}

/// The list as it is shown to such a one.
async fn open(core: &Core, now: At) -> Result<Vec<TicketRow>, Problem> {
    let reads = anybody();
    Ok(core.read(move |reader| reader.board(&reads, now)).await?.tickets)
}

fn listed(
    setup: &Setup,
    tickets: &[TicketRow],
    kind: FileKind,
    by: &Actor,
    now: At,
) -> Result<Vec<u8>, Unmade> {
    let imprint = imprint(setup, by, now);
    match kind {
        FileKind::Pdf => pdf(&open_tickets(setup, tickets, by, now)),
        FileKind::Xlsx => xlsx(&[open_sheet(setup, tickets)], &imprint),
        FileKind::Csv => Ok(csv(&open_sheet(setup, tickets), &imprint).into_bytes()),
    }
}

/// `kentongan-kit-kertas-20261127-0300.pdf`.
fn name(setup: &Setup, export: Export, now: At) -> String {
    let zone = setup.region.utc_offset_minutes;
    let (Day { year, month, day }, minute) = (day_of(now, zone), minute_of_day(now, zone));
    format!(
        "{}{year:04}{month:02}{day:02}-{:02}{:02}.{}",
        stem(setup, export),
        minute / 60,
        minute % 60,
        export.kind().ending()
    )
}

/// What the names of all such files begin with.
pub(crate) fn stem(setup: &Setup, export: Export) -> String {
    let key = match export {
        Export::PaperKit => "paper.file_paper_kit",
        Export::OpenTickets { .. } => "paper.file_open_tickets",
        Export::Handover { .. } => "paper.file_handover",
    };
    format!("kentongan-{}-", say(setup.settings.language, key, &[]))
}
