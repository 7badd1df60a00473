//! What every part of the shell shares: the room, and which window sits where.

use crate::arguments::Arguments;
use crate::seat::{Seats, lock};
use kentongan_room::{Room, words};
use kentongan_rules::setup::Language;
use kentongan_rules::view::{Notifier, Speaker};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Mutex;

pub struct Desktop {
    pub room: Room,
    pub seats: Seats,
    pub arguments: Arguments,
    pub data: PathBuf,
    /// Windows that have shown something.
    pub painted: Mutex<HashSet<String>>,
    language: Mutex<Language>,
    notifier: Mutex<Notifier>,
    speaker: Mutex<Speaker>,
}

impl Desktop {
    pub fn new(room: Room, arguments: Arguments, data: PathBuf, language: Language) -> Desktop {
        Desktop {
            room,
            seats: Seats::default(),
            arguments,
            data,
            painted: Mutex::default(),
            language: Mutex::new(language),
            notifier: Mutex::new(Notifier::None),
            speaker: Mutex::default(),
        }
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

    /// What a probe found; the room's health shows it.
    pub fn found_notifier(&self, notifier: Notifier) {
        self.room.set_notifier(notifier.clone());
        *lock(&self.notifier) = notifier;
    }

    pub fn speaker(&self) -> Speaker {
        lock(&self.speaker).clone()
    }

    /// The same for what alarms are heard on.
    pub fn found_speaker(&self, speaker: Speaker) {
        self.room.set_speaker(speaker.clone());
        *lock(&self.speaker) = speaker;
    }
}
