//! What every part of the shell shares: where the room is, and which window sits where.

use crate::arguments::Arguments;
use crate::place::Place;
use crate::seat::{Seats, lock};
use kentongan_room::words;
use kentongan_rules::region::AgencyCode;
use kentongan_rules::setup::Language;
use kentongan_rules::view::{Notifier, Session, Speaker};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

pub struct Desktop {
    place: watch::Sender<Arc<Place>>,
    pub seats: Seats,
    pub arguments: Arguments,
    pub data: PathBuf,
    /// Windows that have shown something.
    pub painted: Mutex<HashSet<String>>,
    language: Mutex<Language>,
    notifier: Mutex<Notifier>,
    speaker: Mutex<Speaker>,
    /// For whom whoever sits at this desktop speaks: its page has said so.
    agency: watch::Sender<Option<AgencyCode>>,
    /// A checked package that waits to be installed.
    pub update: Mutex<Option<PathBuf>>,
    /// It is to be started again once it has ended.
    again: AtomicBool,
}

impl Desktop {
    pub fn new(place: Place, arguments: Arguments, data: PathBuf, language: Language) -> Desktop {
        Desktop {
            place: watch::Sender::new(Arc::new(place)),
            seats: Seats::default(),
            arguments,
            data,
            painted: Mutex::default(),
            language: Mutex::new(language),
            notifier: Mutex::new(Notifier::None),
            speaker: Mutex::default(),
            agency: watch::Sender::new(None),
            update: Mutex::default(),
            again: AtomicBool::new(false),
        }
    }

    /// Once this program has ended it starts anew.
    pub fn begin_again(&self) {
        self.again.store(true, Ordering::SeqCst);
    }

    pub fn begins_again(&self) -> bool {
        self.again.load(Ordering::SeqCst)
    }

    pub fn place(&self) -> Arc<Place> {
        self.place.borrow().clone()
    }

    /// Puts another in its place; gives back the one before.
    pub fn put(&self, place: Place) -> Arc<Place> {
        self.place.send_replace(Arc::new(place))
    }

    /// Resolves once the room is somewhere else than now.
    pub async fn moved(&self) {
        let mut place = self.place.subscribe();
        // Its sender lives as long as this.
        let _ = place.changed().await;
    }

    /// The agency of the liaison who sits here; `None`: somebody of the room, or nobody.
    pub fn agency(&self) -> Option<AgencyCode> {
        self.agency.borrow().clone()
    }

    /// Resolves once another agency, or none, sits here.
    pub async fn agency_changed(&self) {
        let mut agency = self.agency.subscribe();
        // Its sender lives as long as this.
        let _ = agency.changed().await;
    }

    /// What the page of the main window was told about who sits there. A locked screen is still theirs.
    pub fn sits(&self, session: &Session) {
        if session.locked.is_some() {
            return;
        }
        self.agency.send_if_modified(|agency| {
            let changed = *agency != session.actor.agency;
            agency.clone_from(&session.actor.agency);
            changed
        });
    }

    /// Words from `ui/src/words`, in the room's language.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        words::say(self.language(), key, values)
    }

    pub fn language(&self) -> Language {
        *lock(&self.language)
    }

    pub fn speak(&self, language: Language) {
        *lock(&self.language) = language;
    }

    pub fn notifier(&self) -> Notifier {
        lock(&self.notifier).clone()
    }

    /// What a probe found; the health of a room here shows it, and a joined desk keeps it for itself.
    pub fn found_notifier(&self, notifier: Notifier) {
        if let Place::Here(room) = &*self.place() {
            room.set_notifier(notifier.clone());
        }
        *lock(&self.notifier) = notifier;
    }

    pub fn speaker(&self) -> Speaker {
        lock(&self.speaker).clone()
    }

    /// The same for what alarms are heard on.
    pub fn found_speaker(&self, speaker: Speaker) {
        if let Place::Here(room) = &*self.place() {
            room.set_speaker(speaker.clone());
        }
        *lock(&self.speaker) = speaker;
    }
}
