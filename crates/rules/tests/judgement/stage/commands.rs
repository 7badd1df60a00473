//! Commands in their usual shape; a test changes what it is about.

use super::at;
use kentongan_rules::access::{AccessReason, Unmask};
use kentongan_rules::actor::Role;
use kentongan_rules::calendar::{Calendar, Target};
use kentongan_rules::call::NoCase;
use kentongan_rules::clock::aim::Course;
use kentongan_rules::clock::{Arm, ClockKind, Outlet, PauseReason, Recipient};
use kentongan_rules::command::{Change, Command, Correction, EndCall, FollowUp, Found, OpenTicket, Progress};
use kentongan_rules::desk::DeskKind;
use kentongan_rules::id::{AssignmentNo, CallId, ClockNo, PersonId, SealedId, TicketId};
use kentongan_rules::people::Capacity;
use kentongan_rules::photo::PhotoId;
use kentongan_rules::policy::Policy;
use kentongan_rules::region::{
    Agency, CategoryCode, CueEdit, CueKey, CueKind, DistrictCode, OwnCue, Region, Severity,
};
use kentongan_rules::review::{GiveReview, ReviewMark, ReviewMarks};
use kentongan_rules::setup::Settings;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Place,
    Reporter, Sending, TicketKind, WholeAnswer,
};
use kentongan_rules::time::{At, Span};
use uuid::Uuid;

pub const CALL: CallId = CallId(Uuid::from_u128(0xCA11));
pub const TICKET: TicketId = TicketId(Uuid::from_u128(0x71C7));
pub const OTHER_CALL: CallId = CallId(Uuid::from_u128(0xCA12));
pub const OTHER: TicketId = TicketId(Uuid::from_u128(0x71C8));

/// A fire in a house, in Waru: acknowledged within 2 minutes, on scene within 15.
pub const FIRE: &str = "KBR-BGN";
/// Noise, a complaint: acknowledged within 60 minutes.
pub const NOISE: &str = "KAM-TRT";
/// Domestic violence: restricted.
pub const VIOLENCE: &str = "KAM-KDR";
pub const WARU: &str = "35.15.18";

/// The name of a text, always the same for the same words.
pub fn text(words: &str) -> Sealed {
    let sum = words
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |sum, b| (sum ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    Sealed { id: SealedId(Uuid::from_u128(u128::from(sum))), digest: format!("{sum:016x}"), tag: None }
}

pub fn found() -> Command<Sealed> {
    Command::Found(founding())
}
pub fn founding() -> Found<Sealed> {
    Found {
        region: Region::sidoarjo().unwrap(),
        settings: Settings::default(),
        supervisor: PersonId(Uuid::from_u128(0xB1)),
        account: "hana".to_owned(),
        name: "Hana".to_owned(),
        secret: text("hash of a password"),
        recovery: text("hash of a code"),
        training: false,
    }
}

pub fn in_district(code: &str) -> Place<Sealed> {
    let district = Some(DistrictCode::from(code));
    Place { district, village: None, words: None, landmark: Some(text("depan masjid")), point: None }
}
pub fn somewhere() -> Place<Sealed> {
    Place { district: None, village: None, words: Some(text("dekat pasar")), landmark: None, point: None }
}
pub fn opening(category: &str, called_at: At) -> OpenTicket<Sealed> {
    OpenTicket {
        call: CALL,
        ticket: TICKET,
        called_at,
        category: CategoryCode::from(category),
        severity: Severity::Critical,
        storm: None,
        at_risk: false,
        paper: None,
        kind: None,
        place: in_district(WARU),
        reporter: Reporter {
            number: Some(text("0812-0000-0890")),
            name: Some(text("Pak Anton")),
            call_back: true,
        },
        narrative: Some(text("dapur terbakar")),
        asked: Vec::new(),
    }
}
/// The first ticket, its call at this time.
pub fn open(category: &str, clock: &str) -> Command<Sealed> {
    Command::OpenTicket(opening(category, at(clock)))
}
/// The second ticket.
pub fn open_other(category: &str, clock: &str) -> Command<Sealed> {
    Command::OpenTicket(OpenTicket { call: OTHER_CALL, ticket: OTHER, ..opening(category, at(clock)) })
}

pub fn end_call(outcome: NoCase, called_at: At) -> Command<Sealed> {
    Command::EndCall(EndCall {
        call: CALL,
        called_at,
        outcome,
        number: Some(text("0812-0000-0111")),
        note: None,
        call_back: false,
    })
}
pub fn called_back(reached: bool) -> Command<Sealed> {
    Command::RecordCallBack { call: CALL, reached }
}
/// A telephone number as the room seals it: with its tag.
pub fn telephone(number: &str) -> Sealed {
    Sealed { tag: Some(format!("tag of {number}")), ..text(number) }
}
pub fn undo_call() -> Command<Sealed> {
    Command::UndoCall { call: CALL }
}
pub fn follow_up(called_at: At) -> Command<Sealed> {
    Command::FollowUp(FollowUp {
        call: OTHER_CALL,
        called_at,
        ticket: TICKET,
        number: Some(text("0812-0000-0222")),
        name: None,
        note: Some(text("api membesar")),
    })
}
/// Everything was as it should be.
pub const WELL: ReviewMarks = ReviewMarks {
    place: ReviewMark::Yes,
    kind: ReviewMark::Yes,
    sent: ReviewMark::Yes,
    answered: ReviewMark::Yes,
};
pub fn review(seen: u32) -> Command<Sealed> {
    Command::Review(GiveReview { ticket: TICKET, seen, marks: WELL, note: Some(text("patokan jelas")) })
}
pub fn claim() -> Command<Sealed> {
    Command::Claim { ticket: TICKET }
}

pub fn sending(agency: &str, role: AssignmentRole) -> Sending {
    Sending { agency: agency.into(), role, channel: Channel::Radio, recipient: "Bowo".to_owned() }
}
pub fn lead(agency: &str) -> Sending {
    sending(agency, AssignmentRole::Lead)
}
pub fn support(agency: &str) -> Sending {
    sending(agency, AssignmentRole::Support)
}
pub fn copy(agency: &str) -> Sending {
    sending(agency, AssignmentRole::Copy)
}
pub fn assign<const N: usize>(seen: u32, to: [Sending; N]) -> Command<Sealed> {
    Command::Assign { ticket: TICKET, seen, plan: String::new(), to: to.into(), departures: None, at: None }
}

pub fn step(assignment: AssignmentNo, seen: u32) -> Progress {
    Progress { ticket: TICKET, assignment, seen, by: "Bowo".to_owned(), at: None }
}
pub fn acknowledge(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    Command::Acknowledge(step(assignment, seen))
}
/// A body's receipt, with its reference or without.
pub fn accept(assignment: AssignmentNo, seen: u32, reference: Option<&str>) -> Command<Sealed> {
    Command::Accept { step: step(assignment, seen), reference: reference.map(str::to_owned) }
}
pub fn en_route(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    Command::EnRoute(step(assignment, seen))
}
pub fn arrive(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    Command::Arrive(step(assignment, seen))
}
pub fn finish(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    finish_with(assignment, seen, &[])
}
/// Beside the words, the photos of these numbers.
pub fn finish_with(assignment: AssignmentNo, seen: u32, photos: &[u8]) -> Command<Sealed> {
    let photos = photos.iter().map(|no| PhotoId([*no; 32])).collect();
    Command::Finish { step: step(assignment, seen), evidence: Some(text("api padam")), photos }
}
pub fn give_back(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    let reason = Some(text("bukan kewenangan"));
    Command::Return { step: step(assignment, seen), reason, proposed: Some("BPBD".into()) }
}
pub fn release(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    Command::Release { step: step(assignment, seen), reason: Some(text("tidak jadi")) }
}

pub fn pause(assignment: AssignmentNo, seen: u32, until: &str) -> Command<Sealed> {
    let (reason, note) = (PauseReason::ThirdParty, Some(text("menunggu izin")));
    Command::Pause { step: step(assignment, seen), reason, note, resume_at: at(until) }
}
pub fn resume(assignment: AssignmentNo, seen: u32) -> Command<Sealed> {
    Command::Resume(step(assignment, seen))
}
pub fn confirm(seen: u32) -> Command<Sealed> {
    Command::Confirm { ticket: TICKET, seen, by_caller: true, note: None }
}
pub fn tell(clock: ClockNo, recipient: Recipient) -> Command<Sealed> {
    Command::Tell { ticket: TICKET, clock, recipient, to: "Bu Ratna".to_owned() }
}
pub fn delivery(clock: ClockNo, outlet: Outlet, worked: bool) -> Command<Sealed> {
    Command::RecordDelivery { ticket: TICKET, clock, outlet, worked }
}
pub fn withdraw() -> Command<Sealed> {
    Command::WithdrawAlarms { ticket: TICKET }
}

/// The start of a clock round the clock, by the first policy.
pub fn arm(kind: ClockKind, of: Option<AssignmentNo>, start: &str, target: Span) -> Arm {
    let (policy, calendar) = (Policy::default(), Calendar::always());
    let course = Course { policy: &policy, calendar: &calendar, zone: &chrono::Utc };
    let aim = course.aim(kind, at(start), Target::Elapsed(target), &[]);
    Arm { kind, assignment: of, cycle: 1, started_at: at(start), aim }
}

pub fn unmask() -> Command<Sealed> {
    let note = text("ibunya menelepon lagi");
    Command::Unmask(Unmask { ticket: TICKET, reason: AccessReason::CallerAgain, note })
}
pub fn note(words: &str) -> Command<Sealed> {
    Command::Note { ticket: TICKET, text: text(words), internal: true }
}
pub fn told() -> GiveAnswer<Sealed> {
    GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some(text("api sudah padam")),
        whole: None,
        promised_at: None,
        although: None,
    }
}
pub fn told_in_call() -> GiveAnswer<Sealed> {
    let whole = Some(WholeAnswer::Informed);
    GiveAnswer { channel: AnswerChannel::DuringCall, text: None, whole, ..told() }
}
pub fn interim(promised_at: At) -> GiveAnswer<Sealed> {
    GiveAnswer { kind: AnswerKind::Interim, promised_at: Some(promised_at), ..told() }
}
pub fn tried() -> GiveAnswer<Sealed> {
    GiveAnswer { result: AnswerResult::NoReply, text: None, ..told() }
}
pub fn answer(answer: GiveAnswer<Sealed>) -> Command<Sealed> {
    Command::Answer { ticket: TICKET, answer }
}

pub fn correct(seen: u32, correction: Correction<Sealed>) -> Command<Sealed> {
    Command::Correct { ticket: TICKET, seen, correction }
}
pub fn be(seen: u32, kind: TicketKind) -> Command<Sealed> {
    correct(seen, Correction::Kind(kind))
}
pub fn attach(seen: u32) -> Command<Sealed> {
    Command::Attach { ticket: TICKET, seen, parent: OTHER }
}
pub fn detach(seen: u32) -> Command<Sealed> {
    Command::Detach { ticket: TICKET, seen }
}
pub fn close(seen: u32, outcome: CloseOutcome) -> Command<Sealed> {
    Command::Close { ticket: TICKET, seen, outcome, reason: None }
}
pub fn close_because(seen: u32, outcome: CloseOutcome) -> Command<Sealed> {
    Command::Close { ticket: TICKET, seen, outcome, reason: Some(text("sebab")) }
}
pub fn reopen(seen: u32) -> Command<Sealed> {
    Command::Reopen { ticket: TICKET, seen, reason: Some(text("menyala lagi")) }
}
pub fn acknowledge_alarm(clock: ClockNo) -> Command<Sealed> {
    Command::AcknowledgeAlarm { ticket: TICKET, clock }
}
pub fn sweep() -> Command<Sealed> {
    Command::Sweep { ticket: TICKET, suspect: false }
}

pub fn add_person(id: u128, account: &str, role: Role) -> Command<Sealed> {
    Command::AddPerson {
        person: PersonId(Uuid::from_u128(id)),
        account: account.to_owned(),
        name: "Nama".to_owned(),
        role,
        secret: text("hash"),
        agency: None,
    }
}
pub fn change_person(id: u128, before: Capacity, after: Capacity) -> Command<Sealed> {
    Command::ChangePerson { person: PersonId(Uuid::from_u128(id)), before, after }
}
pub fn join_desk() -> Command<Sealed> {
    let (name, key) = ("Meja 2".to_owned(), "ab".repeat(32));
    Command::JoinDesk { desk: 2, name, desk_kind: DeskKind::Workstation, key }
}
/// A liaison of an agency, or of none.
pub fn add_liaison(id: u128, account: &str, agency: Option<&str>) -> Command<Sealed> {
    let added = add_person(id, account, Role::Liaison);
    agency.into_iter().fold(added, with_agency)
}
pub fn with_agency(added: Command<Sealed>, code: &str) -> Command<Sealed> {
    match added {
        Command::AddPerson { person, account, name, role, secret, .. } => {
            Command::AddPerson { person, account, name, role, secret, agency: Some(code.into()) }
        }
        other => other,
    }
}
/// An agency of the region as it ships, switched on or off.
pub fn switched(code: &str, active: bool) -> Command<Sealed> {
    let before = Region::sidoarjo().unwrap().agency(&code.into()).unwrap().clone();
    let after = Agency { active, ..before.clone() };
    Command::ChangeAgency(change(before, after))
}
pub fn change<V>(before: V, after: V) -> Change<V> {
    Change { before: Some(before), after }
}
/// A row of the room's own that speaks for a fire.
pub fn cue(phrase: &str, weight: i32) -> CueEdit {
    CueEdit {
        cue: CueKey { kind: CueKind::Category, phrase: phrase.to_owned(), speaks_for: FIRE.to_owned() },
        product: None,
        before: None,
        after: Some(OwnCue::Weighs { weight, learnt: None }),
    }
}

pub fn change_policy(before: &Policy, after: Policy) -> Command<Sealed> {
    Command::ChangePolicy(change(before.clone(), after))
}
