//! What is taken out of the room as a file: made as its list shows it, written down, then handed over.

use super::Room;
use crate::core::{Core, blocking};
use crate::kit::{imprint, kit, open_sheet, open_tickets};
use crate::session::Seat;
use crate::words::say;
use crate::{broken, escalating, handing};
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
    let (setup, now) = (core.setup(), core.time.now());
    // As an operator who handles none of them sees the list: paper lies about, whoever printed it.
    let nobody = Actor { role: Role::Operator, ..Actor::clock() };
    if let Some(ticket) = export.ticket() {
        // What is handed over is read by who hands it over; a letter goes to others.
        let reads = if matches!(export, Export::HandOver { .. }) { by.clone() } else { nobody };
        let page = core.read(move |reader| reader.ticket(ticket, &reads, now)).await?;
        let row = page.ok_or(Problem::Unknown)?.ticket;
        let maker = by.clone();
        let made = blocking("export", move || of_ticket(&setup, &row, export, &maker, now)).await?;
        return made.ok_or(Problem::Unknown)?.map_err(|why| broken::other("export", &why));
    }
    let board = core.read(move |reader| reader.board(&nobody, now)).await?;
    let maker = by.clone();
    let made = blocking("export", move || made(&setup, &board.tickets, export, &maker, now)).await?;
    made.map_err(|why| broken::other("export", &why))
}

fn made(
    setup: &Setup,
    tickets: &[TicketRow],
    export: Export,
    by: &Actor,
    now: At,
) -> Result<ExportFile, Unmade> {
    let imprint = imprint(setup, by, now);
    let bytes = match export {
        Export::PaperKit => pdf(&kit(setup, tickets, by, now))?,
        Export::OpenTickets { kind: FileKind::Pdf } => pdf(&open_tickets(setup, tickets, by, now))?,
        Export::OpenTickets { kind: FileKind::Xlsx } => xlsx(&[open_sheet(setup, tickets)], &imprint)?,
        Export::OpenTickets { kind: FileKind::Csv } => {
            csv(&open_sheet(setup, tickets), &imprint).into_bytes()
        }
        Export::HandOver { .. } | Export::Letter { .. } => return Err(Unmade("one ticket".to_owned())),
    };
    Ok(ExportFile { name: name(setup, export, now), bytes })
}

/// About one ticket; `None` where there is nothing to be made of it.
fn of_ticket(
    setup: &Setup,
    ticket: &TicketRow,
    export: Export,
    by: &Actor,
    now: At,
) -> Option<Result<ExportFile, Unmade>> {
    let paper = match export {
        Export::HandOver { assignment, .. } => {
            let assignment = ticket.assignments.iter().find(|one| one.no == assignment)?;
            handing::paper(setup, ticket, assignment, by, now)?
        }
        Export::Letter { clock, recipient, .. } => {
            escalating::letter(setup, ticket, (clock, recipient), by, now)?
        }
        Export::PaperKit | Export::OpenTickets { .. } => return None,
    };
    let name = format!("{}{}", stem(setup, export), name_of(setup, &ticket.number.0, export, now));
    Some(pdf(&paper).map(|bytes| ExportFile { name, bytes }))
}

/// `kentongan-kit-kertas-20261127-0300.pdf`.
fn name(setup: &Setup, export: Export, now: At) -> String {
    format!("{}{}", stem(setup, export), dated(setup, export, now))
}

/// `SDA-261127-2-17-20261127-0300.pdf`; of a number no letter that a disk may not take.
fn name_of(setup: &Setup, number: &str, export: Export, now: At) -> String {
    let plain: String = number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{plain}-{}", dated(setup, export, now))
}

fn dated(setup: &Setup, export: Export, now: At) -> String {
    let zone = setup.region.utc_offset_minutes;
    let (Day { year, month, day }, minute) = (day_of(now, zone), minute_of_day(now, zone));
    let ending = export.kind().ending();
    format!("{year:04}{month:02}{day:02}-{:02}{:02}.{ending}", minute / 60, minute % 60)
}

/// What the names of all such files begin with.
pub(crate) fn stem(setup: &Setup, export: Export) -> String {
    let key = match export {
        Export::PaperKit => "paper.file_paper_kit",
        Export::OpenTickets { .. } => "paper.file_open_tickets",
        Export::HandOver { .. } => "paper.file_hand_over",
        Export::Letter { .. } => "paper.file_letter",
    };
    format!("kentongan-{}-", say(setup.settings.language, key, &[]))
}
