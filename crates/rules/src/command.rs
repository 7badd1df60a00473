//! What someone wants: imperative. `T` is text as typed on the wire, and `Sealed` by the time it is judged.

use crate::actor::Role;
use crate::call::NoCase;
use crate::clock::{ClockKind, Outlet, PauseReason, Recipient};
use crate::id::{AssignmentNo, CallId, ClockNo, CommandId, PersonId, TicketId};
use crate::policy::Policy;
use crate::region::{Agency, AgencyCode, Category, CategoryCode, CueEdit, PlanRow, Region, Severity};
use crate::setup::{Backup, Settings};
use crate::text::TextKind;
use crate::ticket::{CloseOutcome, GiveAnswer, Place, Reporter, Sending, TicketKind};
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A command with the id minted at its key press.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Execute<T> {
    pub id: CommandId,
    #[serde(flatten)]
    pub command: Command<T>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command<T> {
    /// Not a case: counted, with its number and duration, and undone within a minute.
    EndCall(EndCall<T>),
    UndoCall {
        call: CallId,
    },
    /// The same caller, or another, about a ticket that exists.
    FollowUp(FollowUp<T>),
    OpenTicket(OpenTicket<T>),
    /// Takes over a ticket that a signed-out desk opened, or that nobody holds.
    Claim {
        ticket: TicketId,
    },
    /// Records that agencies were told: how, and who took it.
    Assign {
        ticket: TicketId,
        seen: u32,
        plan: String,
        to: Vec<Sending>,
    },
    Acknowledge(Progress),
    EnRoute(Progress),
    Arrive(Progress),
    Finish {
        #[serde(flatten)]
        step: Progress,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        evidence: Option<T>,
    },
    Return {
        #[serde(flatten)]
        step: Progress,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        reason: Option<T>,
        #[serde(default)]
        #[ts(optional)]
        proposed: Option<AgencyCode>,
    },
    Release {
        #[serde(flatten)]
        step: Progress,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        reason: Option<T>,
    },
    /// The agency's work stands still until a stated time.
    Pause {
        #[serde(flatten)]
        step: Progress,
        reason: PauseReason,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        note: Option<T>,
        resume_at: At,
    },
    Resume(Progress),
    /// It is done, says the room or the caller.
    Confirm {
        ticket: TicketId,
        seen: u32,
        by_caller: bool,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        note: Option<T>,
    },
    Note {
        ticket: TicketId,
        text: T,
        internal: bool,
    },
    Answer {
        ticket: TicketId,
        answer: GiveAnswer<T>,
    },
    Correct {
        ticket: TicketId,
        seen: u32,
        correction: Correction<T>,
    },
    /// One incident, several callers: this ticket becomes a child of `parent`.
    Attach {
        ticket: TicketId,
        seen: u32,
        parent: TicketId,
    },
    Detach {
        ticket: TicketId,
        seen: u32,
    },
    Close {
        ticket: TicketId,
        seen: u32,
        outcome: CloseOutcome,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        reason: Option<T>,
    },
    Reopen {
        ticket: TicketId,
        seen: u32,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        reason: Option<T>,
    },
    AcknowledgeAlarm {
        ticket: TicketId,
        clock: ClockNo,
    },
    /// Whom the program cannot reach has been told, by a supervisor: the name of whoever took it.
    Tell {
        ticket: TicketId,
        clock: ClockNo,
        recipient: Recipient,
        to: String,
    },
    /// Spoken by the desktop: what became of the alarms of a clock that waited for an outlet.
    RecordDelivery {
        ticket: TicketId,
        clock: ClockNo,
        outlet: Outlet,
        worked: bool,
    },
    /// Spoken by the clock alone: the machine's clock was wrong when these alarms fired.
    WithdrawAlarms {
        ticket: TicketId,
    },
    /// The first command of a room: its region, its first supervisor, its recovery code.
    Found(Found<T>),
    AddPerson {
        person: PersonId,
        account: String,
        name: String,
        role: Role,
        secret: T,
    },
    ResetPerson {
        person: PersonId,
        secret: T,
    },
    ClosePerson {
        person: PersonId,
    },
    /// `before` is what the editor saw, `None` for a new row; another value in the room refuses as stale.
    ChangeAgency(Change<Agency>),
    ChangeCategory(Change<Category>),
    /// A row of the words that narratives are read by.
    ChangeCue(CueEdit),
    ChangePlan(Change<PlanRow>),
    ChangePolicy(Change<Policy>),
    ChangeSettings(Change<Settings>),
    RecordBackup {
        backup: Backup,
    },
    /// The machine's clock is right; it is so far ahead of the room's time, or behind it (less than nothing).
    ConfirmClock {
        ahead: Span,
    },
    /// Spoken by the clock alone: fire what is due on this ticket, and aim its clocks by the present policy. `suspect`
    /// while the machine's clock is not trusted.
    Sweep {
        ticket: TicketId,
        #[serde(default)]
        suspect: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EndCall<T> {
    pub call: CallId,
    pub called_at: At,
    pub outcome: NoCase,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub number: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub note: Option<T>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FollowUp<T> {
    pub call: CallId,
    pub called_at: At,
    pub ticket: TicketId,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub number: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub name: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub note: Option<T>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OpenTicket<T> {
    pub call: CallId,
    pub ticket: TicketId,
    pub called_at: At,
    pub category: CategoryCode,
    pub severity: Severity,
    /// Absent: as the category says.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<TicketKind>,
    pub place: Place<T>,
    pub reporter: Reporter<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub narrative: Option<T>,
}

/// A step of one assignment: who at the agency said so, and when if not now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Progress {
    pub ticket: TicketId,
    pub assignment: AssignmentNo,
    /// The assignment's version.
    pub seen: u32,
    pub by: String,
    /// Earlier than now only by a supervisor's hand, and visible.
    #[serde(default)]
    #[ts(optional)]
    pub at: Option<At>,
}

/// One field at a time; the old value is kept in the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "to", rename_all = "snake_case")]
pub enum Correction<T> {
    Category(CategoryCode),
    Severity(Severity),
    Kind(TicketKind),
    Place(Place<T>),
    Reporter(Reporter<T>),
    Narrative(T),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Found<T> {
    pub region: Region,
    pub settings: Settings,
    pub supervisor: PersonId,
    pub account: String,
    pub name: String,
    pub secret: T,
    pub recovery: T,
    #[serde(default)]
    pub training: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Change<V> {
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<V>,
    pub after: V,
}

/// What a command needs loaded before it can be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    pub ticket: Option<TicketId>,
    pub parent: Option<TicketId>,
    pub call: Option<CallId>,
    pub counts: bool,
}

type Seal<'a, T, U, E> = &'a mut dyn FnMut(TextKind, T) -> Result<Option<U>, E>;

impl<T> Command<T> {
    pub fn touches(&self) -> Touches {
        let none = Touches::default();
        match self {
            Command::EndCall(c) => Touches { call: Some(c.call), ..none },
            Command::UndoCall { call } => Touches { call: Some(*call), ..none },
            Command::FollowUp(c) => Touches { call: Some(c.call), ticket: Some(c.ticket), ..none },
            Command::OpenTicket(o) => {
                Touches { call: Some(o.call), ticket: Some(o.ticket), counts: true, ..none }
            }
            Command::Attach { ticket, parent, .. } => {
                Touches { ticket: Some(*ticket), parent: Some(*parent), ..none }
            }
            Command::Claim { ticket }
            | Command::Assign { ticket, .. }
            | Command::Note { ticket, .. }
            | Command::Answer { ticket, .. }
            | Command::Correct { ticket, .. }
            | Command::Detach { ticket, .. }
            | Command::Close { ticket, .. }
            | Command::Reopen { ticket, .. }
            | Command::Confirm { ticket, .. }
            | Command::AcknowledgeAlarm { ticket, .. }
            | Command::Tell { ticket, .. }
            | Command::RecordDelivery { ticket, .. }
            | Command::WithdrawAlarms { ticket }
            | Command::Sweep { ticket, .. } => Touches { ticket: Some(*ticket), ..none },
            Command::Acknowledge(p) | Command::EnRoute(p) | Command::Arrive(p) | Command::Resume(p) => {
                Touches { ticket: Some(p.ticket), ..none }
            }
            Command::Finish { step, .. }
            | Command::Return { step, .. }
            | Command::Release { step, .. }
            | Command::Pause { step, .. } => Touches { ticket: Some(step.ticket), ..none },
            Command::Found(_)
            | Command::AddPerson { .. }
            | Command::ResetPerson { .. }
            | Command::ClosePerson { .. }
            | Command::ChangeAgency(_)
            | Command::ChangeCategory(_)
            | Command::ChangeCue(_)
            | Command::ChangePlan(_)
            | Command::ChangePolicy(_)
            | Command::ChangeSettings(_)
            | Command::RecordBackup { .. }
            | Command::ConfirmClock { .. } => none,
        }
    }

    /// The same command with every text turned by `seal`, which may refuse one or find it empty.
    ///
    /// # Errors
    /// The first refusal of `seal`; `missing` where a text that must be there was empty.
    pub fn seal<U, E>(
        self,
        mut seal: impl FnMut(TextKind, T) -> Result<Option<U>, E>,
        missing: impl Fn(&'static str) -> E,
    ) -> Result<Command<U>, E> {
        use TextKind::{Name, Narrative, Note, Number, Secret};
        let seal: Seal<'_, T, U, E> = &mut seal;
        let mut turn = |kind: TextKind, text: Option<T>| -> Result<Option<U>, E> {
            text.map(|t| seal(kind, t)).transpose().map(Option::flatten)
        };
        let must = |text: Option<U>, what: &'static str| text.ok_or_else(|| missing(what));
        Ok(match self {
            Command::EndCall(c) => Command::EndCall(EndCall {
                call: c.call,
                called_at: c.called_at,
                outcome: c.outcome,
                number: turn(Number, c.number)?,
                note: turn(Note, c.note)?,
            }),
            Command::UndoCall { call } => Command::UndoCall { call },
            Command::FollowUp(c) => Command::FollowUp(FollowUp {
                call: c.call,
                called_at: c.called_at,
                ticket: c.ticket,
                number: turn(Number, c.number)?,
                name: turn(Name, c.name)?,
                note: turn(Note, c.note)?,
            }),
            Command::OpenTicket(o) => Command::OpenTicket(OpenTicket {
                call: o.call,
                ticket: o.ticket,
                called_at: o.called_at,
                category: o.category,
                severity: o.severity,
                kind: o.kind,
                narrative: turn(Narrative, o.narrative)?,
                place: o.place.seal(&mut |k, t| turn(k, Some(t)))?,
                reporter: o.reporter.seal(&mut |k, t| turn(k, Some(t)))?,
            }),
            Command::Claim { ticket } => Command::Claim { ticket },
            Command::Assign { ticket, seen, plan, to } => Command::Assign { ticket, seen, plan, to },
            Command::Acknowledge(p) => Command::Acknowledge(p),
            Command::EnRoute(p) => Command::EnRoute(p),
            Command::Arrive(p) => Command::Arrive(p),
            Command::Finish { step, evidence } => Command::Finish { step, evidence: turn(Note, evidence)? },
            Command::Return { step, reason, proposed } => {
                Command::Return { step, reason: turn(Note, reason)?, proposed }
            }
            Command::Release { step, reason } => Command::Release { step, reason: turn(Note, reason)? },
            Command::Pause { step, reason, note, resume_at } => {
                Command::Pause { step, reason, note: turn(Note, note)?, resume_at }
            }
            Command::Resume(p) => Command::Resume(p),
            Command::Confirm { ticket, seen, by_caller, note } => {
                Command::Confirm { ticket, seen, by_caller, note: turn(Note, note)? }
            }
            Command::Note { ticket, text, internal } => {
                Command::Note { ticket, text: must(turn(Note, Some(text))?, "note")?, internal }
            }
            Command::Answer { ticket, answer } => {
                Command::Answer { ticket, answer: answer.seal(&mut |k, t| turn(k, Some(t)))? }
            }
            Command::Correct { ticket, seen, correction } => Command::Correct {
                ticket,
                seen,
                correction: match correction {
                    Correction::Category(c) => Correction::Category(c),
                    Correction::Severity(s) => Correction::Severity(s),
                    Correction::Kind(k) => Correction::Kind(k),
                    Correction::Place(p) => Correction::Place(p.seal(&mut |k, t| turn(k, Some(t)))?),
                    Correction::Reporter(r) => Correction::Reporter(r.seal(&mut |k, t| turn(k, Some(t)))?),
                    Correction::Narrative(t) => {
                        Correction::Narrative(must(turn(Narrative, Some(t))?, "narrative")?)
                    }
                },
            },
            Command::Attach { ticket, seen, parent } => Command::Attach { ticket, seen, parent },
            Command::Detach { ticket, seen } => Command::Detach { ticket, seen },
            Command::Close { ticket, seen, outcome, reason } => {
                Command::Close { ticket, seen, outcome, reason: turn(Note, reason)? }
            }
            Command::Reopen { ticket, seen, reason } => {
                Command::Reopen { ticket, seen, reason: turn(Note, reason)? }
            }
            Command::AcknowledgeAlarm { ticket, clock } => Command::AcknowledgeAlarm { ticket, clock },
            Command::Tell { ticket, clock, recipient, to } => Command::Tell { ticket, clock, recipient, to },
            Command::RecordDelivery { ticket, clock, outlet, worked } => {
                Command::RecordDelivery { ticket, clock, outlet, worked }
            }
            Command::WithdrawAlarms { ticket } => Command::WithdrawAlarms { ticket },
            Command::Found(f) => Command::Found(Found {
                region: f.region,
                settings: f.settings,
                supervisor: f.supervisor,
                account: f.account,
                name: f.name,
                secret: must(turn(Secret, Some(f.secret))?, "secret")?,
                recovery: must(turn(Secret, Some(f.recovery))?, "recovery")?,
                training: f.training,
            }),
            Command::AddPerson { person, account, name, role, secret } => Command::AddPerson {
                person,
                account,
                name,
                role,
                secret: must(turn(Secret, Some(secret))?, "secret")?,
            },
            Command::ResetPerson { person, secret } => {
                Command::ResetPerson { person, secret: must(turn(Secret, Some(secret))?, "secret")? }
            }
            Command::ClosePerson { person } => Command::ClosePerson { person },
            Command::ChangeAgency(c) => Command::ChangeAgency(c),
            Command::ChangeCategory(c) => Command::ChangeCategory(c),
            Command::ChangeCue(c) => Command::ChangeCue(c),
            Command::ChangePlan(c) => Command::ChangePlan(c),
            Command::ChangePolicy(c) => Command::ChangePolicy(c),
            Command::ChangeSettings(c) => Command::ChangeSettings(c),
            Command::RecordBackup { backup } => Command::RecordBackup { backup },
            Command::ConfirmClock { ahead } => Command::ConfirmClock { ahead },
            Command::Sweep { ticket, suspect } => Command::Sweep { ticket, suspect },
        })
    }
}

/// Which clocks a kind of ticket has at its start.
pub fn opening_clocks(kind: TicketKind) -> &'static [ClockKind] {
    match kind {
        TicketKind::Emergency => &[ClockKind::Dispatch, ClockKind::Answer],
        TicketKind::Complaint => &[ClockKind::Answer],
    }
}
