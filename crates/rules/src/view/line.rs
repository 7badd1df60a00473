use crate::actor::{Actor, Role, Shift};
use crate::call::CallOutcome;
use crate::clock::{ClockKind, Level, PauseReason, Recipient};
use crate::command::Correction;
use crate::departure::Departure;
use crate::event::{Event, Meta, Stream};
use crate::id::{AssignmentNo, ClockNo, TicketId, TicketNumber};
use crate::photo::PhotoId;
use crate::region::AgencyCode;
use crate::review::{ReviewMarks, ReviewReason};
use crate::text::Sealed;
use crate::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, Place, Reporter, Ticket,
    TicketKind,
};
use crate::time::{At, Seq, Span};
use crate::view::row::Unseal;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::convert::Infallible;
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Opened,
    FollowedUp,
    Claimed,
    Assigned,
    /// Sent otherwise than the plan proposes.
    Departed,
    Acknowledged,
    /// A body took it over: the room has its receipt.
    Accepted,
    WentEnRoute,
    Arrived,
    Finished,
    Returned,
    Released,
    Paused,
    Resumed,
    Confirmed,
    Noted,
    Answered,
    Corrected,
    Attached,
    Detached,
    Joined,
    Related,
    Unrelated,
    Left,
    Closed,
    Reopened,
    /// A supervisor looked at how it went.
    Reviewed,
    Fired,
    AlarmAcknowledged,
    /// A head or the secretary was told by a supervisor.
    Told,
    AlarmsWithdrawn,
    Reaimed,
    /// Personal text is gone, by schedule.
    Erased,
}

/// One line of a ticket's timeline: what happened, when, by whom, and what it was about. Absent: does not apply, or
/// may not be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Line {
    pub seq: Seq,
    pub ticket: TicketId,
    pub kind: LineKind,
    /// When it occurred; `recorded_at` is later where it was entered afterwards.
    pub at: At,
    pub recorded_at: At,
    pub role: Role,
    pub by: String,
    pub desk: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shift: Option<Shift>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<About>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// What was shown beside the words, and may be looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<PhotoId>>", optional)]
    pub photos: Vec<PhotoId>,
    /// Some text of it was erased by schedule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub erased: bool,
}

/// What a line is about, by its shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum About {
    Assignment {
        assignment: AssignmentNo,
        agency: AgencyCode,
        role: AssignmentRole,
        channel: Channel,
        /// Who at the agency.
        person: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        proposed: Option<AgencyCode>,
        /// The body's own, where it took the case over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reference: Option<String>,
        /// The plan it was sent by, and its version; of a sending alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        plan: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        plan_version: Option<u32>,
    },
    /// Words that may not be read are empty.
    Departure {
        plan: String,
        plan_version: u32,
        departed: Departure<String>,
    },
    Clock {
        clock: ClockNo,
        clock_kind: ClockKind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        agency: Option<AgencyCode>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        level: Option<Level>,
        due_at: At,
        late_ms: Span,
    },
    Answer {
        answer: AnswerKind,
        channel: AnswerChannel,
        result: AnswerResult,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        promised_at: Option<At>,
    },
    Correction {
        from: Correction<String>,
        to: Correction<String>,
    },
    Note {
        internal: bool,
    },
    Pause {
        assignment: AssignmentNo,
        agency: AgencyCode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        reason: Option<PauseReason>,
        /// When it goes on by itself; of a pause that ended, when the work is due.
        at: At,
    },
    Confirmation {
        by_caller: bool,
    },
    Task {
        clock: ClockNo,
        recipient: Recipient,
        to: String,
    },
    Close {
        outcome: CloseOutcome,
        overrode: bool,
    },
    Review {
        reasons: Vec<ReviewReason>,
        marks: ReviewMarks,
    },
    Family {
        ticket: TicketId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        number: Option<TicketNumber>,
    },
    Call {
        outcome: CallOutcome,
    },
    Opening {
        ticket_kind: TicketKind,
    },
}

/// The line of a journal row on a ticket's streams, read with the ticket as it stands; `reads` says whether personal
/// text may be shown. `None` for rows that are on no ticket.
pub fn line(
    stream: &Stream,
    event: &Event,
    meta: &Meta,
    ticket: &Ticket,
    reads: bool,
    unseal: Unseal<'_>,
) -> Option<Line> {
    let (Stream::Ticket(id) | Stream::Clock(id)) = stream else { return None };
    let gone = Cell::new(false);
    let read = |sealed: &Option<Sealed>| {
        let sealed = sealed.as_ref().filter(|_| reads)?;
        let text = unseal(sealed.id);
        gone.set(gone.get() || text.is_none());
        text
    };
    let (kind, about, text) = tell(event, ticket, reads, &read)?;
    let Actor { role, name, shift, desk, .. } = meta.actor.clone();
    Some(Line {
        seq: meta.seq,
        ticket: *id,
        kind,
        at: meta.at,
        recorded_at: meta.recorded_at,
        role,
        by: name,
        desk,
        shift,
        about,
        text,
        photos: if reads { photos(event, ticket) } else { Vec::new() },
        erased: gone.get(),
    })
}

/// Those of the event that the ticket still has.
fn photos(event: &Event, ticket: &Ticket) -> Vec<PhotoId> {
    let Event::Finished { assignment, photos, .. } = event else { return Vec::new() };
    let kept = ticket.assignment(*assignment).map_or(&[][..], |a| &a.photos);
    photos.iter().filter(|photo| kept.contains(photo)).copied().collect()
}

type Told = (LineKind, Option<About>, Option<String>);

fn tell(
    event: &Event,
    ticket: &Ticket,
    reads: bool,
    read: &dyn Fn(&Option<Sealed>) -> Option<String>,
) -> Option<Told> {
    let told = |correction| told(correction, reads, reads || !ticket.restricted, read);
    let assignment = |no: AssignmentNo, by: &str, proposed: &Option<AgencyCode>| {
        ticket.assignment(no).map(|a| About::Assignment {
            assignment: no,
            agency: a.agency.clone(),
            role: a.role,
            channel: a.channel,
            person: by.to_owned(),
            proposed: proposed.clone(),
            reference: None,
            plan: None,
            plan_version: None,
        })
    };
    Some(match event {
        Event::Opened { ticket_kind, narrative, .. } => {
            (LineKind::Opened, Some(About::Opening { ticket_kind: *ticket_kind }), read(narrative))
        }
        Event::FollowedUp { note, .. } => {
            (LineKind::FollowedUp, Some(About::Call { outcome: CallOutcome::FollowUp }), read(note))
        }
        Event::Claimed => (LineKind::Claimed, None, None),
        Event::Assigned { assignment: no, plan: of, plan_version: version, sending, .. } => {
            let mut about = assignment(*no, &sending.recipient, &None);
            if let Some(About::Assignment { plan, plan_version, .. }) = &mut about {
                *plan = Some(of.clone()).filter(|id| !id.is_empty());
                *plan_version = *version;
            }
            (LineKind::Assigned, about, None)
        }
        Event::Departed { plan, plan_version, departure } => {
            let mut shown = |words: Sealed| Ok::<_, Infallible>(read(&Some(words)).unwrap_or_default());
            let Ok(departed) = departure.clone().turn(&mut shown);
            let about = About::Departure { plan: plan.clone(), plan_version: *plan_version, departed };
            (LineKind::Departed, Some(about), None)
        }
        Event::Acknowledged { assignment: no, by } => {
            (LineKind::Acknowledged, assignment(*no, by, &None), None)
        }
        Event::Accepted { assignment: no, by, reference: of, .. } => {
            let mut about = assignment(*no, by, &None);
            if let Some(About::Assignment { reference, .. }) = &mut about {
                reference.clone_from(of);
            }
            (LineKind::Accepted, about, None)
        }
        Event::WentEnRoute { assignment: no, by } => {
            (LineKind::WentEnRoute, assignment(*no, by, &None), None)
        }
        Event::Arrived { assignment: no, by } => (LineKind::Arrived, assignment(*no, by, &None), None),
        Event::Finished { assignment: no, by, evidence, .. } => {
            (LineKind::Finished, assignment(*no, by, &None), read(evidence))
        }
        Event::Returned { assignment: no, by, reason, proposed, .. } => {
            (LineKind::Returned, assignment(*no, by, proposed), read(reason))
        }
        Event::Released { assignment: no, by, reason, .. } => {
            (LineKind::Released, assignment(*no, by, &None), read(reason))
        }
        Event::Paused { assignment: no, reason, note, resume_at, .. } => {
            (LineKind::Paused, pause(ticket, *no, Some(*reason), *resume_at), read(note))
        }
        Event::Resumed { assignment: no, aim, .. } => {
            (LineKind::Resumed, pause(ticket, *no, None, aim.due_at), None)
        }
        Event::Confirmed { by_caller, note } => {
            (LineKind::Confirmed, Some(About::Confirmation { by_caller: *by_caller }), read(note))
        }
        Event::Noted { text, internal } => {
            (LineKind::Noted, Some(About::Note { internal: *internal }), read(&Some(text.clone())))
        }
        Event::Answered { given, .. } => (
            LineKind::Answered,
            Some(About::Answer {
                answer: given.kind,
                channel: given.channel,
                result: given.result,
                promised_at: given.promised_at,
            }),
            read(&given.text),
        ),
        Event::Corrected { from, to, .. } => {
            // What a restricted case is, is not told by how it became one.
            let hidden = ticket.restricted && !reads && matches!(to, Correction::Category(_));
            let about = (!hidden).then(|| About::Correction { from: told(from), to: told(to) });
            (LineKind::Corrected, about, None)
        }
        Event::Attached { parent } => (LineKind::Attached, family(*parent, None), None),
        Event::Detached { .. } => (LineKind::Detached, None, None),
        Event::Joined { child, number } => (LineKind::Joined, family(*child, Some(number)), None),
        Event::Related { to, number } => (LineKind::Related, family(*to, Some(number)), None),
        Event::Unrelated { to, number } => (LineKind::Unrelated, family(*to, Some(number)), None),
        Event::Left { child, number } => (LineKind::Left, family(*child, Some(number)), None),
        Event::Closed { outcome, reason, overrode, .. } => {
            (LineKind::Closed, Some(About::Close { outcome: *outcome, overrode: *overrode }), read(reason))
        }
        Event::Reopened { reason, .. } => (LineKind::Reopened, None, read(reason)),
        Event::Reviewed { reasons, marks, note } => {
            (LineKind::Reviewed, Some(About::Review { reasons: reasons.clone(), marks: *marks }), read(note))
        }
        Event::Fired { clock, level, due_at, late_ms, .. } => {
            (LineKind::Fired, of_clock(ticket, *clock, Some(*level), *due_at, *late_ms), None)
        }
        Event::AlarmAcknowledged { clock } => {
            (LineKind::AlarmAcknowledged, of_clock(ticket, *clock, None, At(0), Span(0)), None)
        }
        Event::Delivered { clock, recipient: Some(recipient), to: Some(to), .. } => {
            (LineKind::Told, Some(About::Task { clock: *clock, recipient: *recipient, to: to.clone() }), None)
        }
        Event::AlarmsWithdrawn { clock } => {
            (LineKind::AlarmsWithdrawn, of_clock(ticket, *clock, None, At(0), Span(0)), None)
        }
        // Aimed by another policy at the same instant: nothing to tell.
        Event::Reaimed { from, aim, .. } if aim.due_at == *from => return None,
        Event::Reaimed { clock, aim, .. } => {
            (LineKind::Reaimed, of_clock(ticket, *clock, None, aim.due_at, Span(0)), None)
        }
        Event::Erased { .. } => (LineKind::Erased, None, None),
        // A hand-over of every notification would drown what people did.
        Event::Delivered { .. }
        | Event::Called { .. }
        | Event::CallUndone
        | Event::CalledBack { .. }
        | Event::NumberMarked { .. }
        | Event::NumberUnmarked { .. }
        | Event::NumberBlocked { .. }
        | Event::BlockLifted { .. }
        | Event::Founded(_)
        | Event::PersonAdded { .. }
        | Event::PersonReset { .. }
        | Event::PersonClosed { .. }
        | Event::PersonChanged { .. }
        | Event::DeskJoined { .. }
        | Event::DeskLeft
        | Event::StormStarted { .. }
        | Event::StormEnded { .. }
        | Event::OfferedRecorded { .. }
        | Event::HandoverSigned { .. }
        | Event::HandoverRead { .. }
        | Event::HandoverUnread { .. }
        | Event::HandoverAccepted { .. }
        | Event::SearchKept { .. }
        | Event::SearchForgotten { .. }
        | Event::RosterChanged(_)
        | Event::AgencyChanged(_)
        | Event::CategoryChanged(_)
        | Event::CueChanged(_)
        | Event::PlanChanged(_)
        | Event::QuestionsChanged(_)
        | Event::TemplateChanged(_)
        | Event::PolicyChanged(_)
        | Event::SettingsChanged(_)
        | Event::BackupAsked
        | Event::BackedUp { .. }
        | Event::Restored { .. }
        | Event::LossSeen { .. }
        | Event::LossNoted { .. }
        | Event::ErasureRan { .. }
        | Event::ClockConfirmed { .. } => return None,
    })
}

fn family(ticket: TicketId, number: Option<&TicketNumber>) -> Option<About> {
    Some(About::Family { ticket, number: number.cloned() })
}

fn pause(ticket: &Ticket, no: AssignmentNo, reason: Option<PauseReason>, at: At) -> Option<About> {
    let agency = ticket.assignment(no)?.agency.clone();
    Some(About::Pause { assignment: no, agency, reason, at })
}

fn of_clock(ticket: &Ticket, no: ClockNo, level: Option<Level>, due_at: At, late_ms: Span) -> Option<About> {
    let clock = ticket.clocks.get(usize::from(no))?;
    Some(About::Clock {
        clock: no,
        clock_kind: clock.kind,
        agency: clock.assignment.and_then(|a| ticket.assignment(a)).map(|a| a.agency.clone()),
        level,
        due_at: if due_at == At(0) { clock.due_at } else { due_at },
        late_ms,
    })
}

/// A correction with its text readable, or its place in it empty; a place as close as a row shows it.
fn told(
    correction: &Correction<Sealed>,
    reads: bool,
    village: bool,
    read: &dyn Fn(&Option<Sealed>) -> Option<String>,
) -> Correction<String> {
    match correction {
        Correction::Category(c) => Correction::Category(c.clone()),
        Correction::Severity(s) => Correction::Severity(*s),
        Correction::Kind(k) => Correction::Kind(*k),
        Correction::AtRisk(at_risk) => Correction::AtRisk(*at_risk),
        Correction::Storm(storm) => Correction::Storm(*storm),
        Correction::Place(p) => Correction::Place(Place {
            district: p.district.clone(),
            village: p.village.clone().filter(|_| village),
            words: read(&p.words),
            landmark: read(&p.landmark),
            point: p.point.filter(|_| reads),
        }),
        Correction::Reporter(r) => Correction::Reporter(Reporter {
            number: read(&r.number),
            name: read(&r.name),
            call_back: r.call_back,
        }),
        Correction::Narrative(t) => Correction::Narrative(read(&Some(t.clone())).unwrap_or_default()),
    }
}
