//! What is taken out of the room as a file: made as its list shows it, written down, then handed over.

use super::{Room, reporting};
use crate::core::{Core, blocking};
use crate::figures::{figures, sheets};
use crate::handover::handover;
use crate::kit::{imprint, kit, open_sheet, open_tickets};
use crate::session::Seat;
use crate::words::say;
use crate::{broken, escalating, handoff};
use kentongan_paper::{Unmade, csv, pdf, xlsx};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::export::{Export, ExportFile, FileKind};
use kentongan_rules::paper::Sheet;
use kentongan_rules::problem::Problem;
use kentongan_rules::report::{Day, ReportAsk, ReportPage, day_of};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, minute_of_day};
use kentongan_rules::view::TicketRow;
use std::slice::from_ref;

impl Room {
    /// A file for whoever may see on a screen what it tells; that it was taken stands in the access record before it
    /// is given.
    ///
    /// # Errors
    /// `SignedOut`, `NotAllowed`; the disk refused.
    pub async fn export(&self, seat: &Seat, export: Export) -> Result<ExportFile, Problem> {
        let (actor, core) = self.at(seat)?;
        let may = match export {
            Export::PaperKit
            | Export::OpenTickets { .. }
            | Export::Handover { .. }
            | Export::Handoff { .. }
            | Export::Letter { .. } => {
                matches!(actor.role, Role::Operator | Role::Supervisor)
            }
            Export::Report { .. } => reporting::may_report(actor.role),
        };
        match actor.role {
            _ if may => {}
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
    let mut dated = now;
    let (kind, maker) = (export.kind(), by.clone());
    // As an operator who handles none of them sees it: paper lies about, whoever printed it.
    let nobody = Actor { role: Role::Operator, ..Actor::clock() };
    let made = match export {
        Export::Handover { handover: id } => {
            let signed = core.read(move |reader| reader.signed_handover(id, &nobody, now)).await?;
            let signed = signed.ok_or(Problem::Unknown)?;
            dated = signed.signed_at;
            blocking("export", move || pdf(&handover(&setup, &signed, &maker, now))).await?
        }
        Export::PaperKit | Export::OpenTickets { .. } => {
            let tickets = core.read(move |reader| reader.board(&nobody, now)).await?.tickets;
            let is_kit = export == Export::PaperKit;
            let listed = move || listed(&setup, &tickets, is_kit, kind, &maker, now);
            blocking("export", listed).await?
        }
        Export::Report { from, to, as_of, .. } => {
            let ask = ReportAsk { from, to, as_of, language: None };
            let page = reporting::page(core, &ask, now).await?;
            blocking("export", move || reported(&setup, &page, kind, &maker, now)).await?
        }
        Export::Handoff { ticket, .. } | Export::Letter { ticket, .. } => {
            // What is handed over is read by who hands it over; a letter goes to others.
            let reads = if matches!(export, Export::Handoff { .. }) { by.clone() } else { nobody };
            let page = core.read(move |reader| reader.ticket(ticket, &reads, now)).await?;
            let row = page.ok_or(Problem::Unknown)?.ticket;
            let number = row.number.clone();
            let made = blocking("export", move || of_ticket(&setup, &row, export, &maker, now)).await?;
            let bytes = made.ok_or(Problem::Unknown)?.map_err(|why| broken::other("export", &why))?;
            return Ok(ExportFile { name: name_of(&core.setup(), &number.0, export, now), bytes });
        }
    };
    let bytes = made.map_err(|why| broken::other("export", &why))?;
    Ok(ExportFile { name: name(&core.setup(), export, dated), bytes })
}

fn listed(
    setup: &Setup,
    tickets: &[TicketRow],
    is_kit: bool,
    kind: FileKind,
    by: &Actor,
    now: At,
) -> Result<Vec<u8>, Unmade> {
    match kind {
        FileKind::Pdf if is_kit => pdf(&kit(setup, tickets, by, now)),
        FileKind::Pdf => pdf(&open_tickets(setup, tickets, by, now)),
        kind => sheeted(setup, from_ref(&open_sheet(setup, tickets)), kind, by, now),
    }
}

fn reported(
    setup: &Setup,
    page: &ReportPage,
    kind: FileKind,
    by: &Actor,
    now: At,
) -> Result<Vec<u8>, Unmade> {
    match kind {
        FileKind::Pdf => pdf(&figures(setup, page, by, now)),
        kind => sheeted(setup, &sheets(setup, page), kind, by, now),
    }
}

fn sheeted(setup: &Setup, sheets: &[Sheet], kind: FileKind, by: &Actor, now: At) -> Result<Vec<u8>, Unmade> {
    let imprint = imprint(setup, by, now);
    match kind {
        FileKind::Csv => Ok(csv(sheets, &imprint).into_bytes()),
        FileKind::Xlsx | FileKind::Pdf => xlsx(sheets, &imprint),
    }
}

/// About one ticket; `None` where there is nothing to be made of it.
fn of_ticket(
    setup: &Setup,
    ticket: &TicketRow,
    export: Export,
    by: &Actor,
    now: At,
) -> Option<Result<Vec<u8>, Unmade>> {
    let paper = match export {
        Export::Handoff { assignment, .. } => {
            let assignment = ticket.assignments.iter().find(|one| one.no == assignment)?;
            handoff::paper(setup, ticket, assignment, by, now)?
        }
        Export::Letter { clock, recipient, .. } => {
            escalating::letter(setup, ticket, (clock, recipient), by, now)?
        }
        Export::PaperKit | Export::OpenTickets { .. } | Export::Handover { .. } | Export::Report { .. } => {
            return None;
        }
    };
    Some(pdf(&paper))
}

/// `kentongan-kit-kertas-20261127-0300.pdf`.
fn name(setup: &Setup, export: Export, now: At) -> String {
    format!("{}{}", stem(setup, export), dated(setup, export, now))
}

/// `kentongan-surat-eskalasi-SDA-261127-2-17-20261127-0300.pdf`; of a number no letter that a disk may not take.
fn name_of(setup: &Setup, number: &str, export: Export, now: At) -> String {
    let plain: String = number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{}{plain}-{}", stem(setup, export), dated(setup, export, now))
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
        Export::Handover { .. } => "paper.file_handover",
        Export::Handoff { .. } => "paper.file_handoff",
        Export::Letter { .. } => "paper.file_letter",
        Export::Report { .. } => "paper.file_report",
    };
    format!("kentongan-{}-", say(setup.settings.language, key, &[]))
}
