//! A lawful no: typed and expected. It carries no sentence; the words are the screen's.

use crate::id::AssignmentNo;
use crate::region::AgencyCode;
use crate::report::Counted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// This role may not do this.
    NotAllowed,
    /// The part changed since it was seen; `now` is its version.
    Stale {
        now: u32,
    },
    UnknownTicket,
    UnknownCall,
    UnknownPerson,
    UnknownAgency {
        agency: String,
    },
    UnknownCategory {
        category: String,
    },
    UnknownDistrict {
        district: String,
    },
    UnknownVillage {
        village: String,
    },
    UnknownAssignment {
        assignment: AssignmentNo,
    },
    UnknownClock,
    /// The room does not have this photo of the ticket, or has it no longer.
    UnknownPhoto,
    /// It is no photo that can be read.
    NotAPhoto,
    /// The file has more bytes than are taken in, or its picture more pixels.
    PhotoTooLarge,
    UnknownPlan {
        plan: String,
    },
    AlreadyExists,
    /// A desk of this number has joined, or had: two would give the same numbers.
    DeskTaken {
        desk: u16,
    },
    /// The same command id came with another body.
    OtherBody,
    TooLong {
        what: String,
        longest: u32,
    },
    TooMany {
        what: String,
        most: u32,
    },
    Missing {
        what: String,
    },
    Malformed {
        what: String,
    },
    /// `at` lies in the future, or before what it follows.
    WrongTime,
    BackDating,
    /// The ticket is closed; reopen it first.
    Closed,
    NotClosed,
    /// The assignment has ended.
    Ended,
    /// This step does not follow from the assignment's state.
    WrongStep {
        state: String,
    },
    LeadExists {
        agency: AgencyCode,
    },
    AlreadySent {
        agency: AgencyCode,
    },
    /// The plan has it otherwise, and nothing was said why.
    DepartureUnexplained {
        agency: AgencyCode,
    },
    /// Required assignments still open.
    OpenAssignments {
        agencies: Vec<AgencyCode>,
    },
    /// "Handled" needs an agency that has done something.
    NobodyDone,
    /// "Handed over" is said only where a body has taken the case over and the room has its receipt.
    NoReceipt,
    /// This agency works for the room; it takes no case over.
    NoBody {
        agency: AgencyCode,
    },
    /// The caller has not been answered.
    Unanswered,
    /// This assignment has no work clock that could pause.
    NotPausable,
    /// Nothing is done yet that could be confirmed.
    NotDone,
    /// No case after all, though a clock was missed: whoever opened it does not decide that alone.
    SecondPerson,
    /// The calendar does not hold together, or is closed for good.
    WrongCalendar {
        fault: crate::calendar::CalendarFault,
    },
    /// Answers would lead from a category back to itself; the one named leads back.
    Circular {
        category: String,
    },
    /// A ticket cannot be attached to itself, to a child, or while it has its own live assignments.
    CannotAttach,
    NotAttached,
    /// More than 60 seconds have passed.
    TooLate,
    AlreadyFounded,
    NotFounded,
    WeakPassword {
        shortest: u32,
    },
    LastSupervisor,
    SameName,
    /// The region does not hold together; the rows are named.
    WrongRegion {
        faults: Vec<crate::region::RowFault>,
    },
    /// The caller asked not to be called back: only who handles the ticket, or a supervisor, with a reason.
    NoCallBack,
    /// A desk alone had given this number, and another ticket has it.
    NumberTaken {
        number: String,
    },
    /// A handover that this person signed waits to be accepted; another is signed in its place or not at all.
    HandoverOpen {
        by: String,
    },
    /// It was accepted meanwhile, or another was signed in its place.
    HandoverOver,
    /// So many items of the handover are not read.
    Unread {
        items: u32,
    },
    /// Whoever signed a handover accepts it only by saying that nobody else is there.
    SameHands,
    /// A shift that has ended: who was on duty is not written afterwards.
    ShiftOver,
    /// No place of a text for callers; as it stands there.
    UnknownPlaceholder {
        placeholder: String,
    },
    /// It would name a restricted case to whoever holds the telephone.
    TellingPlaceholder {
        placeholder: String,
    },
    /// Nobody reviews their own work.
    OwnWork,
    /// Of what was finished it is not among what is proposed for review, or is no longer.
    NotProposed,
    /// Two rows of the ministry's sheet count the same thing, so that it would be in the sum twice.
    CountedTwice {
        counted: Counted,
        first: String,
        second: String,
    },
    NothingChanged,
}
