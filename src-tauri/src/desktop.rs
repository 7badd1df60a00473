//! What every part of the shell shares: the room, and which window sits where.

use crate::arguments::Arguments;
use crate::seat::{Seats, lock};
use kentongan_room::{Room, words};
use kentongan_rules::setup::Language;
use kentongan_rules::view::Notifier;
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
}
