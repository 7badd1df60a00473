//! What a room knows before any call: its region, targets, people and settings. One value, folded from four streams.

use crate::actor::{Actor, Role, Shift};
use crate::desk::{Desk, ROOM_DESK};
use crate::erasure::{Erasing, ErasureRun};
use crate::handover::Handover;
use crate::id::PersonId;
use crate::loss::{Loss, told_before};
use crate::number::KnownNumber;
use crate::people::PersonChange;
use crate::policy::Policy;
use crate::region::{AgencyCode, Region};
use crate::report::MinistrySheet;
use crate::roster::RosterShift;
use crate::search::KeptSearch;
use crate::storm::Storm;
use crate::telling::Template;
use crate::text::Sealed;
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Shortest password taken, in characters.
pub const SHORTEST_PASSWORD: usize = 8;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    pub version: u32,
    pub founded_at: Option<At>,
    /// A room for practice: a banner on every screen, never mixed with real figures.
    pub training: bool,
    pub region: Region,
    pub policy: Policy,
    pub people: Vec<Person>,
    /// The recovery code's hash, as a sealed secret.
    pub recovery: Option<Sealed>,
    pub settings: Settings,
    pub last_backup: Option<Backup>,
    /// How it went at every place that backups go to, by its folder; the first place is the empty one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub backups: BTreeMap<String, PlaceBackups>,
    /// When somebody last asked for a backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_asked: Option<At>,
    /// When erasing was last switched on or given another rule: the night after is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasing_since: Option<At>,
    /// The last runs that erased personal text, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erasures: Vec<ErasureRun>,
    /// What it lost when it was put back from older backups, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// Telephone numbers that are marked, or were lately blocked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<KnownNumber>,
    /// Umbrella incidents, oldest first; at most the last one is going on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub storms: Vec<Storm>,
    /// Desks that have joined, those that left too: a number is never given twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub desks: Vec<Desk>,
    /// Lengths of the streams this is folded from.
    pub lengths: BTreeMap<String, u32>,
    /// Of every plan that was changed since the room was founded, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plan_editions: BTreeMap<String, PlanEdition>,
    /// Who was given another name, role or agency, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub person_changes: Vec<PersonChange>,
    /// The last handover that was signed; those before it are in the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Box<Handover>>,
    /// The room's own words for callers, those taken back too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
    /// Searches that people keep, in the order in which they were first kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<KeptSearch>,
    /// Who is on duty when, by day and shift; weeks long gone are in the journal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roster: Vec<RosterShift>,
}

/// How often a plan was changed, when last and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanEdition {
    /// 1 as it was founded or first entered.
    pub version: u32,
    pub changed_at: At,
    pub by: String,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            version: 0,
            founded_at: None,
            training: false,
            // WIB until a region says otherwise.
            region: Region { utc_offset_minutes: 420, ..Region::default() },
            policy: Policy::default(),
            people: Vec::new(),
            recovery: None,
            settings: Settings::default(),
            last_backup: None,
            backups: BTreeMap::new(),
            backup_asked: None,
            erasing_since: None,
            erasures: Vec::new(),
            losses: Vec::new(),
            numbers: Vec::new(),
            storms: Vec::new(),
            desks: Vec::new(),
            lengths: BTreeMap::new(),
            plan_editions: BTreeMap::new(),
            person_changes: Vec::new(),
            handover: None,
            templates: Vec::new(),
            searches: Vec::new(),
            roster: Vec::new(),
        }
    }
}

impl Setup {
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|p| p.id == id)
    }
    /// An account by what is typed at sign-in; case and outer spaces do not matter.
    pub fn account(&self, typed: &str) -> Option<&Person> {
        let typed = typed.trim().to_lowercase();
        self.people.iter().find(|p| p.active && p.account.to_lowercase() == typed)
    }
    /// What is kept about a telephone number beyond its calls, by the room's tag of it.
    pub fn number(&self, tag: &str) -> Option<&KnownNumber> {
        self.numbers.iter().find(|one| one.number.tag.as_deref() == Some(tag))
    }
    pub fn is_nuisance(&self, number: Option<&Sealed>) -> bool {
        let tag = number.and_then(|number| number.tag.as_deref());
        tag.and_then(|tag| self.number(tag)).is_some_and(|known| known.nuisance.is_some())
    }
    /// The handover that waits to be accepted.
    pub fn open_handover(&self) -> Option<&Handover> {
        self.handover.as_deref().filter(|last| last.is_open())
    }
    /// The umbrella incident that is going on.
    pub fn storm(&self) -> Option<&Storm> {
        self.storms.last().filter(|storm| storm.until.is_none())
    }
    pub fn desk(&self, no: u16) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.no == no)
    }
    /// The joined desk that shows this key, unless it has left.
    pub fn desk_by_key(&self, key: &str) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.key == key && desk.left_at.is_none())
    }
    /// The number of the next desk to join.
    pub fn next_desk(&self) -> u16 {
        self.desks.iter().map(|desk| desk.no).max().unwrap_or(ROOM_DESK).saturating_add(1)
    }
    /// The count after which a desk's numbers go on on this day, as it stands in numbers: what was told and is lost is
    /// not given again.
    pub fn told_before(&self, desk: u16, day: &str) -> u32 {
        told_before(&self.losses, desk, day, self.region.utc_offset_minutes)
    }
    /// 1 for a plan that was never changed.
    pub fn plan_version(&self, plan: &str) -> u32 {
        self.plan_editions.get(plan).map_or(1, |edition| edition.version)
    }
    /// As whoever signed in as `actor` speaks now: their role may be another. `None`: they were closed, or their agency
    /// is switched off.
    pub fn speaks_as(&self, actor: &Actor) -> Option<Actor> {
        let person = actor.person.and_then(|id| self.person(id)).filter(|person| person.active)?;
        Some(person.at_desk(actor.shift, actor.desk)).filter(|now| self.speaks(now))
    }
    /// Is the agency that a liaison speaks for there, and switched on? Whoever is no liaison needs none.
    pub fn speaks(&self, actor: &Actor) -> bool {
        let agency = actor.agency.as_ref().and_then(|code| self.region.agency(code));
        actor.role != Role::Liaison || agency.is_some_and(|agency| agency.active)
    }
    pub fn supervisors(&self) -> usize {
        self.people.iter().filter(|p| p.active && p.role == Role::Supervisor).count()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub account: String,
    pub name: String,
    pub role: Role,
    pub secret: Sealed,
    pub active: bool,
    /// For whom a liaison speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyCode>,
}

impl Person {
    /// As they speak at a desk.
    pub fn at_desk(&self, shift: Option<Shift>, desk: u16) -> Actor {
        Actor {
            role: self.role,
            person: Some(self.id),
            name: self.name.clone(),
            shift,
            desk,
            agency: self.agency.clone(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Id,
    En,
}

/// What the room's supervisors set for all its desks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// The language of notifications and of the texts read out to agencies.
    pub language: Language,
    pub notifications: bool,
    /// Alarms are heard from this PC's speaker.
    #[serde(default = "yes")]
    pub sound: bool,
    /// Folder for backups; empty means `backup` inside the data folder.
    pub backup_folder: String,
    /// The wall screen's diagonal in inches and the farthest seat in metres: they size its letters.
    pub wall_inches: u16,
    pub wall_metres: u16,
    /// Pranks of one number within a day after which marking it is proposed; 0 never proposes.
    #[serde(default = "pranks_to_propose")]
    pub pranks_to_propose: u16,
    /// Minutes for which a restricted case stays open to who asked to read it, 5 to 240.
    #[serde(default = "half_an_hour")]
    pub unmask_minutes: u16,
    /// Minutes without a key after which a desk's screen locks, at most 240; 0 never does.
    #[serde(default = "a_quarter")]
    pub lock_minutes: u16,
    /// Further folders for backups, beside the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<BackupPlace>>", optional)]
    pub backup_places: Vec<BackupPlace>,
    /// When personal text is erased; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub erasing: Option<Erasing>,
    /// Callers of the day before who are asked whether it is settled; 0 asks nobody.
    #[serde(default = "three")]
    #[ts(as = "Option<u16>", optional)]
    pub ask_after: u16,
    /// Where the paper kit is put every night, by its whole path; it is never made. Empty: nowhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub paper_folder: String,
    /// What stands at the head of letters, line by line. Empty: the regency and the call center.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub letterhead: String,
    /// What is counted in which row of the ministry's monthly form; absent: as the product proposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ministry: Option<MinistrySheet>,
}

fn three() -> u16 {
    3
}

fn a_quarter() -> u16 {
    15
}

/// Most further folders for backups.
pub const MOST_PLACES: usize = 8;

/// A folder that backups also go to: a second disk, a stick, a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupPlace {
    /// Its whole path; it is never made, so that a stick that is not there is seen.
    pub folder: String,
    pub on: bool,
}

fn half_an_hour() -> u16 {
    30
}

fn yes() -> bool {
    true
}

fn pranks_to_propose() -> u16 {
    3
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: Language::Id,
            notifications: true,
            sound: true,
            backup_folder: String::new(),
            wall_inches: 55,
            wall_metres: 6,
            pranks_to_propose: pranks_to_propose(),
            unmask_minutes: half_an_hour(),
            lock_minutes: a_quarter(),
            backup_places: Vec::new(),
            erasing: None,
            ask_after: three(),
            paper_folder: String::new(),
            letterhead: String::new(),
            ministry: None,
        }
    }
}

/// A backup that was made, or tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Backup {
    pub at: At,
    /// File name without its folder; empty when none was made.
    pub file: String,
    pub bytes: u32,
    /// The journal's head when it was made: what `verify --head` compares.
    pub head_seq: Seq,
    pub head_hash: String,
    /// Why it failed, as a problem code; absent when it succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub failed: Option<String>,
    /// The further place that it went to; absent: the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
}

/// The code of a backup that found its place absent: not plugged in, not mounted, not reached.
pub const ABSENT: &str = "absent";

/// How it went at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlaceBackups {
    pub last: Backup,
    /// The last that succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub good: Option<Backup>,
}
