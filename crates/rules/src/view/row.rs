use super::Viewer;
use crate::actor::Role;
use crate::calendar::Target;
use crate::call::{Call, CallOutcome};
use crate::clock::{Clock, ClockKind, ClockOutcome, Due, Level, Paused, Recipient};
use crate::id::{AssignmentNo, CallId, ClockNo, PaperNo, SealedId, TicketId, TicketNumber};
use crate::photo::PhotoId;
use crate::region::{AgencyCode, CategoryCode, DistrictCode, Severity, VillageCode};
use crate::storm::StormNo;
use crate::telling::Promised;
use crate::text::Sealed;
use crate::ticket::{
    Acceptance, AnswerChannel, AnswerKind, AnswerResult, Asked, Assignment, AssignmentRole, AssignmentState,
    Channel, Closed, Point, Ticket, TicketKind, TicketState,
};
use crate::time::{At, Seq, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A ticket as one viewer may see it. Absent text was never given, is masked (`masked`), or has been erased.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TicketRow {
    pub id: TicketId,
    pub number: TicketNumber,
    /// What a correction, a close or a reopening must have seen.
    pub version: u32,
    /// Where the row last changed; an older row never overwrites a newer.
    pub changed: Seq,
    pub state: TicketState,
    pub kind: TicketKind,
    pub category: CategoryCode,
    pub severity: Severity,
    pub restricted: bool,
    pub masked: bool,
    /// Its number is often a nuisance: lower among its equals, never hidden. Only for who may read the number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub nuisance: bool,
    /// It was opened to this viewer, who does not handle it, until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub open_until: Option<At>,
    pub called_at: At,
    /// Taken on this form while the room was down, and typed in later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paper: Option<PaperNo>,
    pub opened_at: At,
    pub opened_by: String,
    pub desk: u16,
    /// Absent: waits for somebody to claim it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub landmark: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub point: Option<Point>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reporter_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reporter_number: Option<String>,
    pub call_back: bool,
    /// Callers with a case of their own: this one and its children.
    pub reporters: u32,
    pub follow_ups: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub narrative: Option<String>,
    /// What the caller answered to the room's questions; for those who may read the narrative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Asked>>", optional)]
    pub asked: Vec<Asked>,
    pub cycle: u16,
    pub assignments: Vec<AssignmentRow>,
    pub clocks: Vec<ClockRow>,
    pub answers: Vec<AnswerRow>,
    /// What the caller was promised and has not heard yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promise: Option<Promised>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent: Option<TicketId>,
    pub children: Vec<TicketId>,
    /// Of the same event in other places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<TicketId>>", optional)]
    pub related: Vec<TicketId>,
    /// The umbrella incident it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub storm: Option<StormNo>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub at_risk: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub closed: Option<Closed>,
    /// Of this desk alone: the room does not have it yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub held: bool,
    /// As it was then: the room has not been heard since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seen_at: Option<At>,
    /// When its personal text was erased, by schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub erased_at: Option<At>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AssignmentRow {
    pub no: AssignmentNo,
    pub version: u32,
    pub agency: AgencyCode,
    pub role: AssignmentRole,
    pub state: AssignmentState,
    pub channel: Channel,
    pub recipient: String,
    pub sent_at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub en_route_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on_scene_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ending: Option<String>,
    /// Shown beside the words of done; for those who may read them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<PhotoId>>", optional)]
    pub photos: Vec<PhotoId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proposed: Option<AgencyCode>,
    /// The receipt of a body that took the case over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acceptance: Option<Acceptance>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ClockRow {
    pub no: ClockNo,
    pub kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assignment: Option<AssignmentNo>,
    pub cycle: u16,
    pub started_at: At,
    pub allowed: Target,
    /// From start to due, pauses and closed hours included.
    pub target: Span,
    pub due_at: At,
    /// It stands still, and goes on by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paused: Option<Paused>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<ClockOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub breached_at: Option<At>,
    /// The highest level fired: what colours the countdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub level: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fired_at: Option<At>,
    /// Levels still to fire, with their instants, in order.
    pub waiting: Vec<Due>,
    /// An alarm of this clock asks for a named person.
    pub asks: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_at: Option<At>,
    /// It fired while the machine's clock was not trusted.
    pub suspect: bool,
    /// Who must still be told by a supervisor.
    pub tasks: Vec<Recipient>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AnswerRow {
    pub at: At,
    pub by: String,
    pub cycle: u16,
    pub kind: AnswerKind,
    pub channel: AnswerChannel,
    pub result: AnswerResult,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promised_at: Option<At>,
    /// Why they were called although they asked not to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub although: Option<String>,
}

/// A call, for a number's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CallRow {
    pub id: CallId,
    pub called_at: At,
    pub ended_at: At,
    pub by: String,
    pub outcome: CallOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ticket: Option<TicketId>,
}

impl TicketRow {
    /// As it is shown to somebody who was not the one that it was last shown to.
    #[must_use]
    pub fn mask(self) -> TicketRow {
        TicketRow {
            masked: true,
            nuisance: false,
            open_until: None,
            village: self.village.filter(|_| !self.restricted),
            words: None,
            landmark: None,
            point: None,
            reporter_name: None,
            reporter_number: None,
            narrative: None,
            asked: Vec::new(),
            assignments: self.assignments.into_iter().map(AssignmentRow::masked).collect(),
            answers: Vec::new(),
            ..self
        }
    }
}

impl AssignmentRow {
    fn masked(self) -> AssignmentRow {
        AssignmentRow { ending: None, photos: Vec::new(), ..self }
    }
}

/// Looks up a sealed text; `None` when it has been erased.
pub type Unseal<'a> = &'a dyn Fn(SealedId) -> Option<String>;

/// The row of `ticket` as `viewer` may see it; `changed` is the seq of its last event.
pub fn ticket_row(ticket: &Ticket, changed: Seq, viewer: &Viewer, unseal: Unseal<'_>) -> TicketRow {
    let reads = viewer.reads(ticket);
    // An agency is told of no case but its own, not even that it is there.
    let relatives = viewer.actor.role != Role::Liaison;
    let read = |sealed: &Option<Sealed>| sealed.as_ref().filter(|_| reads).and_then(|s| unseal(s.id));
    TicketRow {
        id: ticket.id,
        number: ticket.number.clone(),
        version: ticket.version,
        changed,
        state: ticket.state(),
        kind: ticket.kind,
        // A wall says "restricted", and is not told what.
        category: if ticket.restricted && viewer.actor.role == Role::Wall {
            CategoryCode::from("")
        } else {
            ticket.category.clone()
        },
        severity: ticket.severity,
        restricted: ticket.restricted,
        masked: !reads,
        nuisance: false,
        open_until: viewer.open_until(ticket),
        called_at: ticket.called_at,
        paper: ticket.paper.clone(),
        opened_at: ticket.opened_at,
        opened_by: ticket.opened_by.name.clone(),
        desk: ticket.opened_by.desk,
        owner: ticket.owner.as_ref().map(|o| o.name.clone()),
        district: ticket.place.district.clone(),
        // A restricted place is shown to the district, never closer, to those who may not read it.
        village: ticket.place.village.clone().filter(|_| reads || !ticket.restricted),
        words: read(&ticket.place.words),
        landmark: read(&ticket.place.landmark),
        point: ticket.place.point.filter(|_| reads),
        reporter_name: read(&ticket.reporter.name),
        reporter_number: read(&ticket.reporter.number),
        call_back: ticket.reporter.call_back,
        reporters: 1 + ticket.children.len() as u32,
        follow_ups: ticket.follow_ups,
        narrative: read(&ticket.narrative),
        asked: ticket.asked.iter().filter(|_| reads).cloned().collect(),
        cycle: ticket.cycle,
        assignments: ticket.assignments.iter().map(|a| assignment_row(a, reads, read(&a.ending))).collect(),
        clocks: ticket.clocks.iter().enumerate().map(|(no, c)| clock_row(no as ClockNo, c)).collect(),
        answers: ticket
            .answers
            .iter()
            .map(|a| AnswerRow {
                at: a.at,
                by: a.by.clone(),
                cycle: a.cycle,
                kind: a.given.kind,
                channel: a.given.channel,
                result: a.given.result,
                text: read(&a.given.text),
                promised_at: a.given.promised_at,
                although: read(&a.given.although),
            })
            .collect(),
        promise: ticket.promise(),
        parent: ticket.parent.filter(|_| relatives),
        children: ticket.children.iter().filter(|_| relatives).copied().collect(),
        related: ticket.related.iter().filter(|_| relatives).copied().collect(),
        storm: ticket.storm,
        at_risk: ticket.at_risk,
        closed: ticket.closed.clone(),
        held: false,
        seen_at: None,
        erased_at: ticket.erased.map(|gone| gone.at),
    }
}

fn assignment_row(a: &Assignment, reads: bool, ending: Option<String>) -> AssignmentRow {
    AssignmentRow {
        no: a.no,
        version: a.version,
        agency: a.agency.clone(),
        role: a.role,
        state: a.state,
        channel: a.channel,
        recipient: a.recipient.clone(),
        sent_at: a.sent_at,
        acknowledged_at: a.acknowledged_at,
        acknowledged_by: a.acknowledged_by.clone(),
        en_route_at: a.en_route_at,
        on_scene_at: a.on_scene_at,
        ended_at: a.ended_at,
        ending,
        photos: a.photos.iter().filter(|_| reads).copied().collect(),
        proposed: a.proposed.clone(),
        acceptance: a.acceptance.clone(),
    }
}

fn clock_row(no: ClockNo, c: &Clock) -> ClockRow {
    let highest = c.fired.iter().filter(|f| f.aim == c.aim).max_by_key(|f| f.level);
    let held = c.fired.iter().rev().find(|f| f.acknowledged_at.is_some());
    ClockRow {
        no,
        kind: c.kind,
        assignment: c.assignment,
        cycle: c.cycle,
        started_at: c.started_at,
        allowed: c.allowed,
        target: c.length(),
        due_at: c.due_at,
        paused: c.paused,
        stopped_at: c.stopped_at,
        outcome: c.outcome,
        breached_at: c.breached_at,
        level: highest.map(|f| f.level),
        fired_at: highest.map(|f| f.fired_at),
        waiting: c.waiting().collect(),
        asks: c.asks(),
        acknowledged_by: held.and_then(|f| f.acknowledged_by.clone()),
        acknowledged_at: held.and_then(|f| f.acknowledged_at),
        suspect: c.fired.iter().any(|f| f.suspect && f.withdrawn_at.is_none()),
        tasks: c.tasks(),
    }
}

/// The row of a call.
pub fn call_row(call: &Call) -> CallRow {
    CallRow {
        id: call.id,
        called_at: call.called_at,
        ended_at: call.ended_at,
        by: call.by.name.clone(),
        outcome: call.outcome,
        ticket: call.ticket,
    }
}
