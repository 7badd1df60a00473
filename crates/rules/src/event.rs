//! What happened: past tense. This JSON is for ever: a variant or an optional field may be added, nothing renamed.

mod kind;

use crate::actor::{Actor, Shift};
use crate::call::CallOutcome;
use crate::clock::{Aim, Arm, ClockOutcome, DeliveryState, Level, Outlet, PauseReason, Recipient};
use crate::command::{Change, Found};
use crate::departure::Departure;
use crate::desk::DeskKind;
use crate::erasure::ErasureRun;
use crate::handover::{HandoverNote, Item, ItemKey, JournalHead, ShiftChange, ShiftCounts};
use crate::id::{
    AssignmentNo, CallId, ClockNo, HandoverId, PaperNo, PersonId, SealedId, SearchId, TicketId, TicketNumber,
};
use crate::loss::Saw;
use crate::people::Capacity;
use crate::photo::PhotoId;
use crate::policy::Policy;
use crate::region::{Agency, AgencyCode, Category, CategoryCode, CueEdit, PlanRow, Protocol, Severity};
use crate::report::Day;
use crate::review::{ReviewMarks, ReviewReason};
use crate::roster::{RosterChange, Rostered};
use crate::search::KeptSearch;
use crate::setup::{Backup, Person, Settings};
use crate::storm::StormNo;
use crate::telling::TemplateEdit;
use crate::text::Sealed;
use crate::ticket::{Asked, CloseOutcome, GiveAnswer, Place, Reporter, Sending, TicketKind};
use crate::time::{At, Seq, Span};
use serde::{Deserialize, Serialize};

/// A line of the journal is one event on one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stream {
    Call(CallId),
    Ticket(TicketId),
    /// Firings go apart, so that an alarm never makes a person's next command stale.
    Clock(TicketId),
    Region,
    Plan,
    Policy,
    People,
    /// Telephone numbers that are marked or blocked.
    Numbers,
    /// Shifts that were handed over.
    Handovers,
    /// Who is on duty when.
    Roster,
    Desk(u16),
}

impl Stream {
    /// The name stored in the journal.
    pub fn name(&self) -> String {
        match self {
            Stream::Call(id) => format!("call/{id}"),
            Stream::Ticket(id) => format!("ticket/{id}"),
            Stream::Clock(id) => format!("clock/{id}"),
            Stream::Region => "region".to_owned(),
            Stream::Plan => "plan".to_owned(),
            Stream::Policy => "policy".to_owned(),
            Stream::People => "people".to_owned(),
            Stream::Numbers => "numbers".to_owned(),
            Stream::Handovers => "handovers".to_owned(),
            Stream::Roster => "roster".to_owned(),
            Stream::Desk(no) => format!("desk/{no}"),
        }
    }

    /// The stream of a stored name.
    pub fn parse(name: &str) -> Option<Stream> {
        Some(match name {
            "region" => Stream::Region,
            "plan" => Stream::Plan,
            "policy" => Stream::Policy,
            "people" => Stream::People,
            "numbers" => Stream::Numbers,
            "handovers" => Stream::Handovers,
            "roster" => Stream::Roster,
            _ => match name.split_once('/')? {
                ("call", id) => Stream::Call(CallId(id.parse().ok()?)),
                ("ticket", id) => Stream::Ticket(TicketId(id.parse().ok()?)),
                ("clock", id) => Stream::Clock(TicketId(id.parse().ok()?)),
                ("desk", no) => Stream::Desk(no.parse().ok()?),
                _ => return None,
            },
        })
    }
}

/// An event and where it belongs, as decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub stream: Stream,
    pub event: Event,
    /// When it occurred, if earlier than it was recorded.
    pub at: Option<At>,
}

/// What the journal knows beside the event itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    pub seq: Seq,
    pub at: At,
    pub recorded_at: At,
    pub actor: Actor,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Called {
        call: CallId,
        called_at: At,
        outcome: CallOutcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<TicketId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        call_back: bool,
    },
    CallUndone,
    /// The silent number was called back.
    CalledBack {
        reached: bool,
    },
    Opened {
        ticket: TicketId,
        number: TicketNumber,
        call: CallId,
        called_at: At,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperNo>,
        ticket_kind: TicketKind,
        category: CategoryCode,
        severity: Severity,
        restricted: bool,
        place: Place<Sealed>,
        reporter: Reporter<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        narrative: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        asked: Vec<Asked>,
        arms: Vec<Arm>,
        /// The umbrella incident it is part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        storm: Option<StormNo>,
        /// Somebody is in danger as the caller speaks.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        at_risk: bool,
    },
    FollowedUp {
        call: CallId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
    },
    Claimed,
    Assigned {
        assignment: AssignmentNo,
        plan: String,
        /// Absent where no plan was named, and in rows of before plans had versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan_version: Option<u32>,
        sending: Sending,
        arms: Vec<Arm>,
    },
    /// Sent otherwise than the plan proposes.
    Departed {
        plan: String,
        plan_version: u32,
        departure: Departure<Sealed>,
    },
    Acknowledged {
        assignment: AssignmentNo,
        by: String,
    },
    /// A body has taken the case over, and the room has its receipt.
    Accepted {
        assignment: AssignmentNo,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// What others had done is all there is to wait for: somebody must see that it is done.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arms: Vec<Arm>,
    },
    WentEnRoute {
        assignment: AssignmentNo,
        by: String,
    },
    Arrived {
        assignment: AssignmentNo,
        by: String,
    },
    Finished {
        assignment: AssignmentNo,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<PhotoId>,
        /// With nobody left to wait for, somebody must see that it is done.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arms: Vec<Arm>,
    },
    Paused {
        assignment: AssignmentNo,
        clock: ClockNo,
        by: String,
        reason: PauseReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
        resume_at: At,
    },
    /// By a person, or on the clock's stream by time itself.
    Resumed {
        assignment: AssignmentNo,
        clock: ClockNo,
        by: String,
        aim: Aim,
    },
    Returned {
        assignment: AssignmentNo,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed: Option<AgencyCode>,
        /// What nobody is left on is owed a new dispatch; what the others have done, somebody's word that it is.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arms: Vec<Arm>,
    },
    Released {
        assignment: AssignmentNo,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arms: Vec<Arm>,
    },
    /// The room or the caller says that it is done.
    Confirmed {
        by_caller: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
    },
    Noted {
        text: Sealed,
        internal: bool,
    },
    Answered {
        given: GiveAnswer<Sealed>,
        /// How it ends this cycle's answer clock, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends: Option<ClockOutcome>,
        arms: Vec<Arm>,
    },
    Corrected {
        from: crate::command::Correction<Sealed>,
        to: crate::command::Correction<Sealed>,
        /// A change of category carries whether the new one is restricted.
        restricted: bool,
        arms: Vec<Arm>,
    },
    Attached {
        parent: TicketId,
    },
    Detached {
        arms: Vec<Arm>,
    },
    /// On the parent: a child came, or went.
    Joined {
        child: TicketId,
        number: TicketNumber,
    },
    Left {
        child: TicketId,
        number: TicketNumber,
    },
    /// On both: of the same event in another place, each with agencies of its own.
    Related {
        to: TicketId,
        number: TicketNumber,
    },
    Unrelated {
        to: TicketId,
        number: TicketNumber,
    },
    Closed {
        outcome: CloseOutcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
        /// Closed by a supervisor over what was still open.
        overrode: bool,
        /// Found to be no case only after a clock was missed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
    },
    Reopened {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
        cycle: u16,
        arms: Vec<Arm>,
    },
    /// How it went, as a supervisor saw it afterwards, and why it was looked at.
    Reviewed {
        reasons: Vec<ReviewReason>,
        marks: ReviewMarks,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
    },
    Fired {
        clock: ClockNo,
        aim: u16,
        level: Level,
        due_at: At,
        late_ms: Span,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        suspect: bool,
        told: Vec<Recipient>,
    },
    AlarmAcknowledged {
        clock: ClockNo,
    },
    /// Of every alarm of the clock that waits for this outlet; a task's is one recipient's.
    Delivered {
        clock: ClockNo,
        outlet: Outlet,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipient: Option<Recipient>,
        state: DeliveryState,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    AlarmsWithdrawn {
        clock: ClockNo,
    },
    /// `from` is the due instant before.
    Reaimed {
        clock: ClockNo,
        from: At,
        aim: Aim,
    },
    Founded(Box<Found<Sealed>>),
    PersonAdded {
        person: Person,
    },
    PersonReset {
        person: PersonId,
        secret: Sealed,
    },
    PersonClosed {
        person: PersonId,
    },
    PersonChanged {
        person: PersonId,
        before: Capacity,
        after: Capacity,
    },
    DeskJoined {
        name: String,
        desk_kind: DeskKind,
        /// SHA-256, in hex, of its certificate or cookie.
        key: String,
    },
    DeskLeft,
    StormStarted {
        storm: StormNo,
        name: String,
    },
    StormEnded {
        storm: StormNo,
    },
    /// What the exchange counted in a shift, typed in; a later one of the same shift corrects it.
    OfferedRecorded {
        day: Day,
        shift: Shift,
        offered: u32,
        abandoned: u32,
    },
    /// Everything that was handed over, as it stood, and the journal's head before this.
    HandoverSigned {
        handover: HandoverId,
        turn: ShiftChange,
        counts: ShiftCounts,
        items: Vec<Item>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notes: Vec<HandoverNote<Sealed>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed>,
        head: JournalHead,
        /// The unfinished one that it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<HandoverId>,
        /// Who is on duty next; absent where the room keeps no roster.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Vec<Rostered>>,
    },
    HandoverRead {
        handover: HandoverId,
        item: ItemKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Sealed>,
    },
    HandoverUnread {
        handover: HandoverId,
        item: ItemKey,
    },
    /// By whoever had signed it, where nobody else was there.
    HandoverAccepted {
        handover: HandoverId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// A filter under a name, new or changed.
    SearchKept {
        search: KeptSearch,
    },
    SearchForgotten {
        search: SearchId,
    },
    RosterChanged(RosterChange),
    AgencyChanged(Box<Change<Agency>>),
    CategoryChanged(Box<Change<Category>>),
    CueChanged(Box<CueEdit>),
    PlanChanged(Box<Change<PlanRow>>),
    QuestionsChanged(Box<Change<Protocol>>),
    TemplateChanged(Box<TemplateEdit>),
    PolicyChanged(Box<Change<Policy>>),
    SettingsChanged(Box<Change<Settings>>),
    NumberMarked {
        number: Sealed,
    },
    NumberUnmarked {
        number: Sealed,
    },
    NumberBlocked {
        number: Sealed,
        until: At,
    },
    BlockLifted {
        number: Sealed,
    },
    BackupAsked,
    BackedUp {
        backup: Backup,
    },
    /// Put back from a backup whose last fact is this one, recorded then.
    Restored {
        after: Seq,
        from: At,
    },
    /// A desk had seen more than the room has: after this fact, recorded then, something is missing.
    LossSeen {
        after: Seq,
        from: At,
        saw: Saw,
    },
    LossNoted {
        found_at: At,
    },
    /// These texts are gone, by schedule.
    Erased {
        texts: Vec<SealedId>,
    },
    ErasureRan {
        run: ErasureRun,
    },
    /// A supervisor said that the machine's clock was right; it was so far ahead of the room's time, or behind it.
    ClockConfirmed {
        ahead: Span,
    },
}
