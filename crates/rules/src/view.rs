//! What crosses the door towards a screen: questions, and whole rows as the asker may see them.

pub mod access;
pub mod alarm;
pub mod alone;
pub mod caller;
pub mod cues;
pub mod door;
pub mod escalation;
pub mod find;
pub mod foreseen;
pub mod handover;
pub mod health;
pub mod here;
pub mod line;
pub mod loss;
pub mod person;
pub mod pulse;
pub mod receipt;
pub mod review;
pub mod row;
pub mod sending;
pub mod similar;
pub mod speaker;
pub mod storm;
pub mod telling;
pub mod today;
pub mod update;

pub use access::{AccessPage, AccessRow, ExportRow, Viewer, handles, sees, shows};
pub use alarm::{AlarmKey, AlarmPage, PolicyPreview};
pub use alone::{Alone, OutboxRow, OutboxState};
pub use caller::{CallBack, Known, NumberRow, Violence};
pub use cues::{CuePage, CueSearch, CueTrial};
pub use escalation::{EscalationNext, EscalationPage, EscalationStep};
pub use find::{FindHit, FindPage};
pub use handover::{HandoverGlance, HandoverPage, HandoverRow, ItemRow, ReadRow, RemarkRow, Since};
pub use health::{Health, Notifier, PlaceHealth};
pub use here::{ClaimRow, Claimable, Here, Looking, Present, WaitingForm};
pub use line::{Line, LineKind};
pub use loss::{LossRow, NumberRun};
pub use person::{AccountName, PersonRow};
pub use pulse::{ClockTrust, Pulse};
pub use receipt::Receipt;
pub use review::{MarkCount, ReviewCount, ReviewPage, ReviewRow};
pub use row::{AnswerRow, AssignmentRow, CallRow, ClockRow, TicketRow};
pub use sending::{SendingText, Way};
pub use similar::{CallSoFar, SimilarTicket};
pub use speaker::{Speaker, SpeakerChoice, SpeakerDevice, SpeakerPage};
pub use storm::{StormCount, StormDistrict, StormKind, StormPage};
pub use telling::{Telling, TellingAsk, TemplatePage, TemplateTrial, TemplateTried};
pub use today::{AsOf, OutcomeCount, Today};

use crate::actor::{Actor, Shift};
use crate::asking::Asking;
use crate::desk::DeskRow;
use crate::erasure::{Erasing, ErasureCount, ErasureRun};
use crate::handoff::HandoffPage;
use crate::id::{CallId, TicketId};
use crate::loss::Loss;
use crate::people::PersonChange;
use crate::photo::PhotoLook;
use crate::plan::{Outweighed, Proposal, Proposed};
use crate::policy::Policy;
use crate::reading::Reading;
use crate::reading::lesson::Lessons;
use crate::region::{
    AgencyCode, CategoryCode, CueEdit, DistrictCode, PlaceHit, Region, RegionFiles, RowFault, Severity,
};
use crate::report::{Day, MinistrySheet, ReportAsk, ReportPage};
use crate::roster::RosterWeek;
use crate::search::{KeptSearch, Search};
use crate::setup::{Backup, Language, PlaceBackups, PlanEdition, Settings};
use crate::storm::{Storm, StormNo};
use crate::ticket::Asked;
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Query {
    /// Who is asking, and what room this is; answered to anyone.
    Session,
    /// Every open ticket and the day's figures.
    Board,
    Ticket {
        id: TicketId,
    },
    Setup,
    Propose {
        category: CategoryCode,
        severity: Severity,
        #[serde(default)]
        #[ts(optional)]
        district: Option<DistrictCode>,
        /// When it was called in, if not now: a plan's hours are judged then, what cannot be reached is judged now.
        #[serde(default)]
        #[ts(optional)]
        called_at: Option<At>,
        /// Agencies put beside the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<AgencyCode>>", optional)]
        beside: Vec<AgencyCode>,
    },
    /// What would be proposed at another time, and which other plans fit and why they are not it.
    TryPlan {
        category: CategoryCode,
        severity: Severity,
        #[serde(default)]
        #[ts(optional)]
        district: Option<DistrictCode>,
        at: At,
    },
    /// Where the questions of a call stand.
    Questions {
        category: CategoryCode,
        severity: Severity,
        #[serde(default)]
        asked: Vec<Asked>,
    },
    Places {
        text: String,
    },
    Categories {
        text: String,
    },
    /// What a narrative says: its category, severity, place and landmark, as a proposal.
    Reading {
        text: String,
    },
    /// The words that narratives are read by, page by page.
    Cues(CueSearch),
    /// What a text says by them now, and after a change that is not made yet.
    TryCue {
        text: String,
        #[serde(default)]
        #[ts(optional)]
        edit: Option<CueEdit>,
    },
    /// What could be learnt from the last tickets.
    Lessons,
    /// The open tickets that the call in hand may be about.
    Similar {
        call: CallSoFar,
    },
    /// What is known of a number, newest first.
    Caller {
        number: String,
    },
    /// Numbers to call back, the longest waiting first.
    CallBacks,
    /// Numbers that are marked or blocked; for supervisors.
    Numbers,
    /// By number, telephone, place or word, open and closed, newest first.
    Find(Search),
    /// The one-page text to read out or paste, for each agency of the plan and each already told.
    Sending {
        id: TicketId,
    },
    /// What is handed over to a body: the document, and the text to read out or paste.
    Handoff {
        id: TicketId,
        agency: AgencyCode,
    },
    /// Whom a supervisor has to tell of missed deadlines of a ticket, and in which words.
    Escalation {
        id: TicketId,
    },
    /// What could be copied for the caller now.
    Telling(TellingAsk),
    /// Whose callers are asked today whether it is settled.
    AskAfter,
    /// Which finished work is proposed for review; for supervisors and auditors.
    Reviews,
    /// The words for callers, by situation.
    Templates,
    /// A text for callers, filled from an invented ticket.
    TryTemplate(TemplateTrial),
    /// An umbrella incident at a glance.
    Storm {
        storm: StormNo,
    },
    /// The figures of a period.
    Report(ReportAsk),
    /// What fired, newest first; `before` pages on.
    Alarms {
        #[serde(default)]
        #[ts(optional)]
        before: Option<AlarmKey>,
    },
    /// Who opened restricted cases, newest first; `before` pages on.
    Access {
        #[serde(default)]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// What this policy would do to the open clocks.
    Preview {
        policy: Box<Policy>,
    },
    /// What this rule would erase now.
    PreviewErasing {
        rule: Erasing,
    },
    /// Rows of the room's own CSV files that do not hold, before anything is taken over.
    CheckRegion {
        files: RegionFiles,
    },
    /// The region that ships with the program, to look at before it is taken over.
    SeedRegion,
    Health,
    /// What the shift would hand over now, and the handover that was signed last.
    Handover,
    /// Handovers, newest first; `before` pages on. For supervisors.
    Handovers {
        #[serde(default)]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// The week of the roster that holds this day; absent: this week.
    Roster {
        #[serde(default)]
        #[ts(optional)]
        day: Option<Day>,
    },
    /// What the room lost when it was put back, newest first; for supervisors and administrators.
    Losses,
    /// What this desk did alone: not yet with the room, or to be looked at. Of a desk that never is, nothing.
    Outbox,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Reply {
    Session(Session),
    Board(Board),
    Ticket(TicketPage),
    Setup(SetupView),
    Propose {
        proposal: Option<Proposal>,
        /// In the order asked.
        beside: Vec<Proposed>,
    },
    TryPlan {
        proposal: Option<Proposal>,
        outweighed: Vec<Outweighed>,
    },
    Questions(Asking),
    Places {
        hits: Vec<PlaceHit>,
    },
    Categories {
        hits: Vec<CategoryCode>,
    },
    Reading {
        reading: Reading,
    },
    Cues(CuePage),
    TryCue(CueTrial),
    Lessons(Lessons),
    Similar {
        /// The same incident, at most three, best first.
        same: Vec<SimilarTicket>,
        /// Of the same kind and hour elsewhere, at most three: linked, never merged.
        related: Vec<SimilarTicket>,
    },
    Caller {
        hits: Vec<FindHit>,
        calls: Vec<CallRow>,
        known: Box<Known>,
    },
    CallBacks {
        numbers: Vec<CallBack>,
    },
    Numbers {
        numbers: Vec<NumberRow>,
    },
    Find(FindPage),
    Sending {
        texts: Vec<SendingText>,
    },
    Handoff(Box<HandoffPage>),
    Escalation(EscalationPage),
    Telling(Telling),
    AskAfter {
        tickets: Vec<TicketRow>,
    },
    Reviews(ReviewPage),
    Templates(TemplatePage),
    TryTemplate(TemplateTried),
    Storm(StormPage),
    Report(ReportPage),
    Alarms(AlarmPage),
    Access(AccessPage),
    Preview(PolicyPreview),
    PreviewErasing(ErasureCount),
    CheckRegion {
        faults: Vec<RowFault>,
        counts: RegionCounts,
        /// What `found` takes over, once no row is at fault; its name, prefix and zone are still to be given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        region: Option<Region>,
    },
    SeedRegion {
        region: Region,
    },
    Health(Health),
    Handover(Box<HandoverPage>),
    Handovers {
        rows: Vec<HandoverRow>,
        more: bool,
    },
    Roster(RosterWeek),
    Losses {
        rows: Vec<LossRow>,
    },
    Outbox {
        /// In the order in which they were done.
        rows: Vec<OutboxRow>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Session {
    pub actor: Actor,
    /// False before the first run: only `found` is accepted.
    pub founded: bool,
    pub training: bool,
    pub room: String,
    pub utc_offset_minutes: i32,
    pub language: Language,
    pub version: String,
    /// The room's clock, for the page's offset.
    pub now: At,
    #[serde(flatten)]
    pub pulse: Pulse,
    pub shift: Shift,
    /// Names to choose from at sign-in.
    pub accounts: Vec<AccountName>,
    /// Where the data lies; shown to supervisors and at the first run.
    pub data_folder: String,
    pub desk: u16,
    /// Present while this desk is alone, or has something from when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub alone: Option<Alone>,
    /// Whose screen is locked: until they unlock it, or sign out, it is a desk where nobody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub locked: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Board {
    pub seq: Seq,
    pub tickets: Vec<TicketRow>,
    pub today: Today,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TicketPage {
    pub seq: Seq,
    pub ticket: TicketRow,
    /// Oldest first.
    pub lines: Vec<Line>,
    pub family: Vec<FindHit>,
    /// What the caller can ask about it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<String>,
    /// Who asked to read it, newest first: all of it to those who handle it and to an auditor, else one's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<AccessRow>>")]
    pub opened: Vec<AccessRow>,
    /// Who looked at its photos, newest first, by the same rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PhotoLook>>")]
    pub looked: Vec<PhotoLook>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetupView {
    pub seq: Seq,
    pub version: u32,
    pub training: bool,
    pub region: Region,
    pub policy: Policy,
    pub settings: Settings,
    pub people: Vec<PersonRow>,
    /// Desks that have joined, those that left too.
    #[serde(default)]
    pub desks: Vec<DeskRow>,
    /// Umbrella incidents, oldest first; at most the last one is going on.
    pub storms: Vec<Storm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_backup: Option<Backup>,
    /// By the folder of its place; the first place is the empty one.
    #[serde(default)]
    pub backups: BTreeMap<String, PlaceBackups>,
    /// What the room lost when it was put back, oldest first; to who may take note of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Loss>>", optional)]
    pub losses: Vec<Loss>,
    /// The last handover; to who takes calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub handover: Option<HandoverGlance>,
    /// The last runs that erased personal text, oldest first.
    #[serde(default)]
    pub erasures: Vec<ErasureRun>,
    /// Of every plan that was changed since the room was founded.
    #[serde(default)]
    pub plan_editions: BTreeMap<String, PlanEdition>,
    /// Who was given another name, role or agency, oldest first.
    #[serde(default)]
    pub person_changes: Vec<PersonChange>,
    /// Searches that the viewer may choose: their own and the room's.
    #[serde(default)]
    pub searches: Vec<KeptSearch>,
    /// The ministry's sheet as it is counted by: the room's own, or what the product proposes.
    #[serde(default)]
    pub ministry: MinistrySheet,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RegionCounts {
    pub agencies: u32,
    pub categories: u32,
    pub districts: u32,
    pub villages: u32,
    pub plans: u32,
}

/// What happened after a position: whole rows, not events to fold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Changes {
    pub seq: Seq,
    pub rows: Vec<TicketRow>,
    /// Tickets that this viewer may no longer see.
    pub gone: Vec<TicketId>,
    /// What happened, oldest first, cut by the same view.
    pub lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub today: Option<Today>,
    /// The setup changed: ask for it again.
    pub setup: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub here: Option<Here>,
    /// The room's clock when this was answered.
    pub now: At,
    #[serde(flatten)]
    pub pulse: Pulse,
}

/// A form in the middle of a call, kept on the desk's own disk as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Draft {
    pub call: CallId,
    /// The form as the screen keeps it; the room does not look inside. Empty: the draft is done with.
    pub form: String,
    pub kept_at: At,
}

/// What is typed at sign-in. The shift is the one on duty unless another is chosen.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SignIn {
    pub account: String,
    pub secret: String,
    #[serde(default)]
    #[ts(optional)]
    pub shift: Option<Shift>,
}

/// The printed recovery code opens the room again: it sets a new password for one supervisor and signs in.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Recover {
    pub recovery: String,
    pub account: String,
    pub secret: String,
}

/// What the desktop can do beside the door; a browser desk can do none of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Shell {
    pub desktop: bool,
    pub autostart: bool,
    pub notifications: bool,
}
