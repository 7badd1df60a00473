//! A shift written down beforehand: the same commands with the same ids at the same times, so that two runs of it
//! write the same journal to the last hash.

use kentongan_rules::actor::{Actor, Role, Shift};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall, Execute, Found, OpenTicket, Progress};
use kentongan_rules::id::{CallId, CommandId, PersonId, SealedId, TicketId};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{AgencyCode, CategoryCode, Region, RowFault, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::text::{Sealed, TextKind};
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Place,
    Reporter, Sending,
};
use kentongan_rules::time::{At, Span};
use kentongan_store::{Broken, Job, SealedText, Sqlite, Store, Verdict, digest};
use uuid::Uuid;

/// 2026-11-23 08:00 in WIB.
pub const MORNING: At = At(1_795_395_600_000);
pub const ACCOUNT: &str = "pengawas";
pub const PASSWORD: &str = "uji-kentongan-112";
pub const RECOVERY: &str = "AB12-CD34-EF56-GH78-JK90-MN12";

/// Two tickets live side by side; this is how many commands each pair takes.
pub const COMMANDS_PER_PAIR: usize = 25;

/// One line of the script.
#[derive(Clone, Debug)]
pub struct Line {
    pub speaker: Speaker,
    pub execute: Execute<String>,
    pub at: At,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    Supervisor,
    Clock,
    /// A desk where nobody is signed in.
    Desk,
}

impl Speaker {
    pub fn actor(self) -> Actor {
        match self {
            Speaker::Supervisor => Actor {
                role: Role::Supervisor,
                person: Some(PersonId(id(0, 9))),
                name: "Pengawas".to_owned(),
                shift: Some(Shift::Morning),
                desk: 1,
                agency: None,
            },
            Speaker::Clock => Actor::clock(),
            Speaker::Desk => Actor::desk(1),
        }
    }
}

/// The `no`th id of ticket `ticket`, shaped as a version 7.
fn id(ticket: u32, no: u32) -> Uuid {
    Uuid::from_u128((7 << 76) | (2 << 62) | (u128::from(ticket) << 32) | u128::from(no))
}

pub fn ticket_id(ticket: u32) -> TicketId {
    TicketId(id(ticket, 1))
}

/// The first command of the room.
///
/// # Errors
/// The product's own region does not hold together.
pub fn founding() -> Result<Line, Vec<RowFault>> {
    // Half of what a story takes would be the hash of its supervisor's password.
    kentongan_room::spare_hashes();
    let found = Found {
        region: Region::sidoarjo()?.named("Ruang Uji", "SDA", 420),
        settings: Settings::default(),
        supervisor: PersonId(id(0, 9)),
        account: ACCOUNT.to_owned(),
        name: "Pengawas".to_owned(),
        secret: PASSWORD.to_owned(),
        recovery: RECOVERY.to_owned(),
        training: false,
    };
    let execute = Execute { id: CommandId(id(0, 1)), command: Command::Found(found) };
    Ok(Line { speaker: Speaker::Desk, execute, at: MORNING })
}

/// A desk opens ticket `ticket`, a fire, in the moment of the call.
pub fn opened(ticket: u32, called_at: At) -> Line {
    let execute = Execute {
        id: CommandId(id(ticket, 99)),
        command: opening(ticket, "KBR-BGN", "Asap tebal dari gudang kayu", called_at),
    };
    Line { speaker: Speaker::Desk, execute, at: called_at }
}

/// A supervisor writes down a complaint: nothing is due on it for twelve hours.
pub fn complained(ticket: u32, called_at: At) -> Line {
    let execute = Execute {
        id: CommandId(id(ticket, 99)),
        command: opening(ticket, "KAM-TRT", "Musik keras sampai pagi", called_at),
    };
    Line { speaker: Speaker::Supervisor, execute, at: called_at }
}

/// Fires on the store what is due at `now` as a room's clock does, `group` tickets to a commit, until nothing is; how
/// many commands did so. Their ids are new ones: a room that starts again knows nothing of those before.
///
/// # Errors
/// The disk refused; what was fired until then stays.
pub fn fire_due(store: &mut Sqlite, now: At, group: u32) -> Result<usize, Broken> {
    let mut fired = 0;
    loop {
        let due = store.due(now, group)?;
        let sweep = |ticket: &TicketId| Job {
            command: Execute {
                id: CommandId(Uuid::now_v7()),
                command: Command::Sweep { ticket: *ticket, suspect: false },
            },
            body_digest: digest("00", &ticket.to_string()),
            actor: Actor::clock(),
            at: now,
            told: None,
            texts: Vec::new(),
            faults: Vec::new(),
        };
        let jobs: Vec<_> = due.iter().map(sweep).collect();
        if jobs.is_empty() {
            return Ok(fired);
        }
        let verdicts = store.act(&jobs)?;
        fired += verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Receipt(_))).count();
    }
}

/// The commands of `pairs` pairs of tickets from the `first` on, counted from 1: opened, sent, followed step by step,
/// fired upon, answered and closed, and at last a call that was none.
pub fn shift(first: u32, pairs: u32) -> Vec<Line> {
    (first..first + pairs).flat_map(pair).collect()
}

/// As the room's writer takes them: some commands alone, some as one group with their neighbour.
pub fn groups(lines: &[Line]) -> Vec<&[Line]> {
    let mut groups = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let size = if groups.len() % 3 == 2 { 2 } else { 1 };
        let (group, after) = rest.split_at(size.min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups
}

fn pair(pair: u32) -> Vec<Line> {
    let (fire, sick) = (pair * 2 - 1, pair * 2);
    let start = MORNING + Span::minutes(10 * i64::from(pair));
    let mut lines = Vec::with_capacity(COMMANDS_PER_PAIR);
    let mut say = |minute: i64, speaker: Speaker, command: Command<String>| {
        // The ids of commands follow those of the pair's tickets and calls.
        let id = CommandId(id(fire, 100 + u32::try_from(lines.len()).unwrap_or_default()));
        let at = start + Span::minutes(minute) + Span::seconds(lines.len() as i64);
        lines.push(Line { speaker, execute: Execute { id, command }, at });
    };
    let (supervisor, clock) = (Speaker::Supervisor, Speaker::Clock);
    say(0, supervisor, opening(fire, "KBR-BGN", "Asap tebal dari gudang kayu", start));
    say(0, supervisor, opening(sick, "MED-GWT", "Sesak napas berat, masih sadar", start));
    say(1, supervisor, sending(fire, "R-03", "DAMKAR", "PLN"));
    say(1, supervisor, sending(sick, "R-02", "PSC119", "DINKES"));
    say(2, supervisor, Command::Acknowledge(step(fire, 1, 1)));
    say(2, supervisor, Command::Acknowledge(step(sick, 1, 1)));
    say(2, supervisor, Command::EnRoute(step(fire, 1, 2)));
    say(2, supervisor, Command::EnRoute(step(sick, 1, 2)));
    say(2, supervisor, note(fire, "Jalan masuk ditutup portal, minta dibuka"));
    for ticket in [fire, sick] {
        // Both supports are late to acknowledge by now.
        say(8, clock, Command::Sweep { ticket: ticket_id(ticket), suspect: false });
    }
    for ticket in [fire, sick] {
        say(8, supervisor, Command::Arrive(step(ticket, 1, 3)));
    }
    for ticket in [fire, sick] {
        say(9, supervisor, finish(ticket, 1, 4));
        say(9, supervisor, finish(ticket, 2, 1));
    }
    for ticket in [fire, sick] {
        say(9, supervisor, answer(ticket));
        say(9, supervisor, note(ticket, "Keluarga sudah tahu"));
        say(9, supervisor, close(ticket));
    }
    say(9, supervisor, note(sick, "Rumah sakit menerima pasien"));
    say(9, supervisor, prank(pair, start));
    lines
}

fn opening(ticket: u32, category: &str, narrative: &str, called_at: At) -> Command<String> {
    Command::OpenTicket(OpenTicket {
        call: CallId(id(ticket, 2)),
        ticket: ticket_id(ticket),
        called_at,
        category: CategoryCode::from(category),
        severity: Severity::High,
        storm: None,
        at_risk: false,
        paper: None,
        kind: None,
        place: Place {
            district: None,
            village: None,
            words: Some("Lingkar timur".to_owned()),
            landmark: Some("belakang pasar".to_owned()),
            point: None,
        },
        reporter: Reporter {
            number: Some(format!("0812-0000-{ticket:04}")),
            name: Some("Bu Sri".to_owned()),
            call_back: true,
        },
        narrative: Some(narrative.to_owned()),
        asked: Vec::new(),
    })
}

fn prank(pair: u32, called_at: At) -> Command<String> {
    Command::EndCall(EndCall {
        call: CallId(id(pair * 2, 3)),
        called_at,
        outcome: NoCase::Prank,
        number: Some("0812-0000-0666".to_owned()),
        note: None,
        call_back: false,
    })
}

fn sending(ticket: u32, plan: &str, lead: &str, support: &str) -> Command<String> {
    let to = |agency: &str, role| Sending {
        agency: AgencyCode::from(agency),
        role,
        channel: Channel::Radio,
        recipient: "Petugas piket".to_owned(),
    };
    let to = vec![to(lead, AssignmentRole::Lead), to(support, AssignmentRole::Support)];
    Command::Assign {
        ticket: ticket_id(ticket),
        seen: 1,
        plan: plan.to_owned(),
        to,
        departures: None,
        at: None,
    }
}

fn step(ticket: u32, assignment: u16, seen: u32) -> Progress {
    Progress { ticket: ticket_id(ticket), assignment, seen, by: "Pak Budi".to_owned(), at: None }
}

fn finish(ticket: u32, assignment: u16, seen: u32) -> Command<String> {
    Command::Finish {
        step: step(ticket, assignment, seen),
        evidence: Some("Selesai di lokasi".to_owned()),
        photos: Vec::new(),
    }
}

fn note(ticket: u32, text: &str) -> Command<String> {
    Command::Note { ticket: ticket_id(ticket), text: text.to_owned(), internal: false }
}

fn answer(ticket: u32) -> Command<String> {
    let answer = GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some("Sudah ditangani, terima kasih".to_owned()),
        whole: None,
        promised_at: None,
        although: None,
    };
    Command::Answer { ticket: ticket_id(ticket), answer }
}

fn close(ticket: u32) -> Command<String> {
    Command::Close { ticket: ticket_id(ticket), seen: 1, outcome: CloseOutcome::Handled, reason: None }
}

impl Line {
    /// The line on its way to the disk, its texts sealed under names that follow from its id. Secrets are left as they
    /// are: nobody signs in to a store.
    ///
    /// # Errors
    /// A text that must be there is not.
    pub fn job(&self) -> Result<Job, Refusal> {
        let Execute { id, command } = self.execute.clone();
        let body_digest = digest("00", &format!("{id} {command:?}"));
        let ticket = command.touches().ticket;
        let mut texts = Vec::new();
        let seal = |kind: TextKind, text: String| -> Result<Option<Sealed>, Refusal> {
            let no = texts.len() as u128 + 1;
            let id = SealedId(Uuid::from_u128(id.0.as_u128() | (no << 16)));
            let salt = format!("{no:08x}");
            let tag = (kind == TextKind::Number).then(|| digest("00", &text));
            let sealed = Sealed { id, digest: digest(&salt, &text), tag: tag.clone() };
            texts.push(SealedText { id, kind, salt, text, tag, ticket });
            Ok(Some(sealed))
        };
        let command = command.seal(seal, |what| Refusal::Missing { what: what.to_owned() })?;
        let execute = Execute { id, command };
        let (actor, faults) = (self.speaker.actor(), Vec::new());
        Ok(Job { command: execute, body_digest, actor, at: self.at, told: None, texts, faults })
    }
}
