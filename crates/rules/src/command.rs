//! What someone wants: imperative. `T` is text as typed on the wire, and `Sealed` by the time it is judged.

mod calling;
mod holding;
mod sealing;
mod touches;

pub use calling::{EndCall, FollowUp, OpenTicket, opening_clocks};
pub use touches::Touches;

use crate::access::Unmask;
use crate::actor::{Role, Shift};
use crate::clock::{Outlet, PauseReason, Recipient};
use crate::departure::Departure;
use crate::desk::DeskKind;
use crate::erasure::{Erasable, ErasureRun};
use crate::handover::{ItemKey, SignHandover};
use crate::id::{
    AssignmentNo, CallId, ClockNo, CommandId, HandoverId, PersonId, SealedId, SearchId, TicketId,
};
use crate::loss::Saw;
use crate::people::Capacity;
use crate::photo::PhotoId;
use crate::policy::Policy;
use crate::region::{
    Agency, AgencyCode, Category, CategoryCode, CueEdit, PlanRow, Protocol, Region, Severity,
};
use crate::report::Day;
use crate::review::GiveReview;
use crate::roster::RosterChange;
use crate::search::Filter;
use crate::setup::{Backup, Settings};
use crate::storm::StormNo;
use crate::telling::TemplateEdit;
use crate::ticket::{CloseOutcome, GiveAnswer, Place, Reporter, Sending, TicketKind};
use crate::time::{At, Seq, Span};
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
    /// A number that stayed silent was called back.
    RecordCallBack {
        call: CallId,
        reached: bool,
    },
    /// Often a nuisance: marked and lower among its equals, never hidden.
    MarkNumber {
        number: T,
    },
    UnmarkNumber {
        number: T,
    },
    /// For exactly a day; a desk may still take its call.
    BlockNumber {
        number: T,
    },
    LiftBlock {
        number: T,
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
        /// Each place where it is done otherwise than the plan proposes; absent from a page that does not ask.
        #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        departures: Option<Vec<Departure<T>>>,
        /// When they were told, where it is written down later.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        at: Option<At>,
    },
    Acknowledge(Progress),
    /// A body has taken the case over: who there, and by which reference of theirs. Said again it corrects the receipt.
    Accept {
        #[serde(flatten)]
        step: Progress,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reference: Option<String>,
    },
    EnRoute(Progress),
    Arrive(Progress),
    Finish {
        #[serde(flatten)]
        step: Progress,
        #[serde(default = "Option::default")]
        #[ts(optional)]
        evidence: Option<T>,
        /// Beside the words; the room has them already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<PhotoId>>", optional)]
        photos: Vec<PhotoId>,
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
    /// Of the same event in another place: linked, never merged, and no clock changes.
    Relate {
        ticket: TicketId,
        to: TicketId,
    },
    Unrelate {
        ticket: TicketId,
        to: TicketId,
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
    /// How finished work went, of what is proposed for it.
    Review(GiveReview<T>),
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
    /// What the room refused of a desk that was alone has been looked at. It stays with the desk, which no journal has.
    PutAside {
        held: CommandId,
    },
    /// Asks to read a restricted case of somebody else's; it stands in the access record, not in the journal.
    Unmask(Unmask<T>),
    /// A supervisor has looked at the access record up to this row.
    LookAtAccess {
        to: u32,
    },
    /// The first command of a room: its region, its first supervisor, its recovery code.
    Found(Found<T>),
    AddPerson {
        person: PersonId,
        account: String,
        name: String,
        role: Role,
        secret: T,
        /// A liaison's, and nobody else's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        agency: Option<AgencyCode>,
    },
    ResetPerson {
        person: PersonId,
        secret: T,
    },
    /// A desk that has shown that it knows the room's words.
    JoinDesk {
        desk: u16,
        name: String,
        desk_kind: DeskKind,
        /// SHA-256, in hex, of its certificate or cookie.
        key: String,
    },
    /// It is a stranger from its next request on.
    RemoveDesk {
        desk: u16,
    },
    ClosePerson {
        person: PersonId,
    },
    /// They keep their account and password, and what they may do is theirs from their next request on.
    ChangePerson {
        person: PersonId,
        /// As whoever changes it has seen them.
        before: Capacity,
        after: Capacity,
    },
    /// Opens an umbrella incident for what is taken from now on.
    StartStorm {
        name: String,
    },
    EndStorm {
        storm: StormNo,
    },
    /// How many calls the exchange offered in a shift and how many rang off, as somebody read it there; the room itself
    /// sees only those that were taken. Said again, it corrects what was said before.
    RecordOffered {
        /// On which the shift began.
        day: Day,
        shift: Shift,
        offered: u32,
        abandoned: u32,
    },
    /// Hands the shift over, as everything stands when it is judged.
    SignHandover(SignHandover<T>),
    /// An item was read by whoever takes over; with a question or a remark to it.
    ReadHandover {
        handover: HandoverId,
        item: ItemKey,
        #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        remark: Option<T>,
    },
    /// It was not, after all.
    UnreadHandover {
        handover: HandoverId,
        item: ItemKey,
    },
    /// Whoever takes over has read all of it; its tickets are theirs from now on.
    AcceptHandover {
        handover: HandoverId,
        /// By whoever signed it: nobody else is there.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        alone: bool,
    },
    /// Keeps a filter under a name: one's own, or for the whole room. Under an id that is known it is changed.
    KeepSearch {
        search: SearchId,
        name: String,
        filter: Filter,
        shared: bool,
    },
    ForgetSearch {
        search: SearchId,
    },
    /// Who is on duty in these shifts; all of them, or none.
    ChangeRoster {
        changes: Vec<RosterChange>,
    },
    /// `before` is what the editor saw, `None` for a new row; another value in the room refuses as stale.
    ChangeAgency(Change<Agency>),
    ChangeCategory(Change<Category>),
    /// A row of the words that narratives are read by.
    ChangeCue(CueEdit),
    ChangePlan(Change<PlanRow>),
    ChangeQuestions(Change<Protocol>),
    /// The words for the caller in a situation.
    ChangeTemplate(TemplateEdit),
    ChangePolicy(Change<Policy>),
    ChangeSettings(Change<Settings>),
    /// Asks for a backup now.
    AskBackup,
    RecordBackup {
        backup: Backup,
    },
    /// Spoken by the clock alone: the room was put back from a backup whose last fact is this one.
    RecordRestore {
        after: Seq,
        from: At,
    },
    /// Spoken by the clock alone, for a desk that had seen more than the room has.
    RecordLoss {
        after: Seq,
        from: At,
        saw: Saw,
    },
    /// Somebody has taken note of what was lost.
    NoteLoss {
        found_at: At,
    },
    /// Spoken by the clock alone: personal text whose time is up goes. `again` where it had gone before the room was
    /// restored from an older backup: then its time is up, whatever the room remembers.
    Erase {
        what: Erasable,
        texts: Vec<SealedId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        again: bool,
    },
    RecordErasure {
        run: ErasureRun,
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

/// A step of one assignment: who at the agency said so, and when if not now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Progress {
    pub ticket: TicketId,
    pub assignment: AssignmentNo,
    /// The assignment's version.
    pub seen: u32,
    pub by: String,
    /// Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
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
    AtRisk(bool),
    /// Part of an umbrella incident, or of none.
    Storm(Option<StormNo>),
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
