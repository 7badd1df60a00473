//! A case from the call to its closing, as an operator says it word by word.

use crate::shift::opening;
use kentongan_rules::command::{Command, OpenTicket, Progress};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{AgencyCode, CategoryCode, Region};
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Sending,
};
use kentongan_rules::time::At;

/// Nothing is due on it for hours.
pub fn complaint(region: &Region, nth: usize, at: At) -> OpenTicket<String> {
    OpenTicket { category: CategoryCode::from("KAM-TRT"), ..opening(region, nth, at) }
}

/// The call, and what follows it.
pub fn case(region: &Region, nth: usize, at: At) -> Vec<Command<String>> {
    let opened = opening(region, nth, at);
    let ticket = opened.ticket;
    vec![
        Command::OpenTicket(opened),
        sent(ticket),
        note(ticket, "Jalan masuk ditutup portal, minta dibuka"),
        Command::Acknowledge(step(ticket, 1, 1)),
        Command::Acknowledge(step(ticket, 2, 1)),
        Command::EnRoute(step(ticket, 1, 2)),
        Command::Arrive(step(ticket, 1, 3)),
        note(ticket, "Pohon sudah dipotong, satu lajur dibuka"),
        finished(ticket, 1, 4),
        finished(ticket, 2, 2),
        answered(ticket),
        Command::Close { ticket, seen: 1, outcome: CloseOutcome::Handled, reason: None },
    ]
}

/// Two agencies are told.
pub fn sent(ticket: TicketId) -> Command<String> {
    let to = |agency: &str, role| Sending {
        agency: AgencyCode::from(agency),
        role,
        channel: Channel::Radio,
        recipient: "Petugas piket".to_owned(),
    };
    let to = vec![to("DAMKAR", AssignmentRole::Lead), to("PLN", AssignmentRole::Support)];
    Command::Assign { ticket, seen: 1, plan: String::new(), to, departures: None, at: None }
}

pub fn note(ticket: TicketId, text: &str) -> Command<String> {
    Command::Note { ticket, text: text.to_owned(), internal: false }
}

fn step(ticket: TicketId, assignment: u16, seen: u32) -> Progress {
    Progress { ticket, assignment, seen, by: "Pak Budi".to_owned(), at: None }
}

fn finished(ticket: TicketId, assignment: u16, seen: u32) -> Command<String> {
    Command::Finish {
        step: step(ticket, assignment, seen),
        evidence: Some("Selesai di lokasi".to_owned()),
        photos: Vec::new(),
    }
}

fn answered(ticket: TicketId) -> Command<String> {
    let answer = GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some("Sudah ditangani, terima kasih".to_owned()),
        whole: None,
        promised_at: None,
        although: None,
    };
    Command::Answer { ticket, answer }
}
