//! Commands as they are typed, in their usual shape.

use super::{RECOVERY, at, room::PASSWORD};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall, FollowUp, Found, OpenTicket, Progress};
use kentongan_rules::id::{AssignmentNo, CallId, ClockNo, PersonId, TicketId};
use kentongan_rules::photo::PhotoId;
use kentongan_rules::region::{CategoryCode, DistrictCode, Region, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Place,
    Reporter, Sending,
};
use kentongan_rules::time::At;
use uuid::Uuid;

/// A fire in a house: acknowledged within 2 minutes, on scene within 15.
pub const FIRE: &str = "KBR-BGN";
/// Noise, a complaint.
pub const NOISE: &str = "KAM-TRT";
/// Domestic violence: restricted.
pub const VIOLENCE: &str = "KAM-KDR";
pub const WARU: &str = "35.15.18";

pub const NUMBER: &str = "0812-0000-0890";
pub const NAME: &str = "Pak Anton Wijaya";
pub const LANDMARK: &str = "belakang masjid Al-Falah";
pub const WORDS: &str = "gang mawar nomor tujuh";
pub const NARRATIVE: &str = "dapur terbakar, nenek Painem di dalam";

pub fn ticket(n: u128) -> TicketId {
    TicketId(Uuid::from_u128(0x71C0_0000 + n))
}
pub fn call(n: u128) -> CallId {
    CallId(Uuid::from_u128(0xCA11_0000 + n))
}

pub fn founding() -> Found<String> {
    kentongan_room::spare_hashes();
    Found {
        region: Region::sidoarjo().unwrap(),
        settings: Settings::default(),
        supervisor: PersonId(Uuid::from_u128(9)),
        account: "hana".to_owned(),
        name: "Hana".to_owned(),
        secret: PASSWORD.to_owned(),
        recovery: RECOVERY.to_owned(),
        training: false,
    }
}

/// The `n`th ticket with everything a caller may say.
pub fn opening(n: u128, category: &str, called_at: At) -> OpenTicket<String> {
    OpenTicket {
        call: call(n),
        ticket: ticket(n),
        called_at,
        category: CategoryCode::from(category),
        severity: Severity::Critical,
        storm: None,
        at_risk: false,
        paper: None,
        kind: None,
        place: Place {
            district: Some(DistrictCode::from(WARU)),
            village: Some("35.15.18.2002".into()),
            words: Some(WORDS.to_owned()),
            landmark: Some(LANDMARK.to_owned()),
            point: None,
        },
        reporter: Reporter { number: Some(NUMBER.to_owned()), name: Some(NAME.to_owned()), call_back: true },
        narrative: Some(NARRATIVE.to_owned()),
        asked: Vec::new(),
    }
}
pub fn open(n: u128, category: &str, clock: &str) -> Command<String> {
    Command::OpenTicket(opening(n, category, at(clock)))
}
pub fn no_case(n: u128, outcome: NoCase, clock: &str) -> Command<String> {
    let number = Some("0812-0000-0111".to_owned());
    Command::EndCall(EndCall {
        call: call(n),
        called_at: at(clock),
        outcome,
        number,
        note: None,
        call_back: false,
    })
}
pub fn follow_up(n: u128, about: u128, clock: &str) -> Command<String> {
    Command::FollowUp(FollowUp {
        call: call(n),
        called_at: at(clock),
        ticket: ticket(about),
        number: Some(NUMBER.to_owned()),
        name: None,
        note: Some("api membesar".to_owned()),
    })
}

pub fn to(agency: &str, role: AssignmentRole) -> Sending {
    Sending { agency: agency.into(), role, channel: Channel::Radio, recipient: "Bowo".to_owned() }
}
/// The first is the lead, the others support.
pub fn send<const N: usize>(n: u128, agencies: [&str; N]) -> Command<String> {
    let role = |n: usize| if n == 0 { AssignmentRole::Lead } else { AssignmentRole::Support };
    let to = agencies.iter().enumerate().map(|(n, agency)| to(agency, role(n))).collect();
    Command::Assign { ticket: ticket(n), seen: 1, plan: String::new(), to, departures: None, at: None }
}
pub fn step(n: u128, assignment: AssignmentNo, seen: u32) -> Progress {
    Progress { ticket: ticket(n), assignment, seen, by: "Bowo".to_owned(), at: None }
}
pub fn finish(n: u128, assignment: AssignmentNo, seen: u32) -> Command<String> {
    finish_with(n, assignment, seen, Vec::new())
}
/// The same beside photos that the room has.
pub fn finish_with(n: u128, assignment: AssignmentNo, seen: u32, photos: Vec<PhotoId>) -> Command<String> {
    Command::Finish { step: step(n, assignment, seen), evidence: Some("api padam".to_owned()), photos }
}
pub fn note(n: u128, text: &str) -> Command<String> {
    Command::Note { ticket: ticket(n), text: text.to_owned(), internal: true }
}

pub fn told() -> GiveAnswer<String> {
    GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some("api sudah padam".to_owned()),
        whole: None,
        promised_at: None,
        although: None,
    }
}
pub fn tried() -> GiveAnswer<String> {
    GiveAnswer { result: AnswerResult::NoReply, text: None, ..told() }
}
pub fn answer(n: u128, answer: GiveAnswer<String>) -> Command<String> {
    Command::Answer { ticket: ticket(n), answer }
}
pub fn close(n: u128, seen: u32, outcome: CloseOutcome) -> Command<String> {
    Command::Close { ticket: ticket(n), seen, outcome, reason: None }
}
pub fn close_because(n: u128, seen: u32, outcome: CloseOutcome) -> Command<String> {
    Command::Close { ticket: ticket(n), seen, outcome, reason: Some("diminta pelapor".to_owned()) }
}
pub fn reopen(n: u128, seen: u32) -> Command<String> {
    Command::Reopen { ticket: ticket(n), seen, reason: Some("menyala lagi".to_owned()) }
}
pub fn hold(n: u128, clock: ClockNo) -> Command<String> {
    Command::AcknowledgeAlarm { ticket: ticket(n), clock }
}
