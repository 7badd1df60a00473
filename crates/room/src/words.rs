//! The same words as the screens, for notifications, texts to agencies and the command line.

use kentongan_rules::setup::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! rooms {
    ($language:literal: $($room:literal),+ $(,)?) => {
        [$(($room, include_str!(concat!("../../../ui/src/words/", $language, "/", $room, ".json")))),+]
    };
}

static ID: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    load(
        &rooms!("id": "agency_text", "caller_text", "cli", "handover", "letter", "names", "notification", "paper", "problem", "report", "tray", "update"),
    )
});
static EN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    load(
        &rooms!("en": "agency_text", "caller_text", "cli", "handover", "letter", "names", "notification", "paper", "problem", "report", "tray", "update"),
    )
});

fn load(rooms: &[(&str, &str)]) -> HashMap<String, String> {
    let mut words = HashMap::new();
    for (room, text) in rooms {
        // A file that does not parse leaves its keys unsaid; a test says so before anybody hears it.
        let parsed: HashMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        for (key, value) in parsed {
            words.insert(format!("{room}.{key}"), value);
        }
    }
    words
}

/// The words of `key` with its `{places}` filled; the key itself where there are none.
pub fn say(language: Language, key: &str, places: &[(&str, &str)]) -> String {
    let words = match language {
        Language::Id => &*ID,
        Language::En => &*EN,
    };
    let mut said = words.get(key).cloned().unwrap_or_else(|| key.to_owned());
    for (place, value) in places {
        said = said.replace(&format!("{{{place}}}"), value);
    }
    said
}

pub fn has_words(key: &str) -> bool {
    ID.contains_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_both_languages_say_the_same_things() {
        let mut id: Vec<_> = ID.keys().collect();
        let mut en: Vec<_> = EN.keys().collect();
        id.sort();
        en.sort();
        assert_eq!(id, en);
        for room in [
            "agency_text",
            "caller_text",
            "cli",
            "handover",
            "letter",
            "names",
            "notification",
            "paper",
            "problem",
            "report",
            "tray",
            "update",
        ] {
            assert!(id.iter().any(|k| k.starts_with(&format!("{room}."))), "{room} has no words");
        }
    }
}
