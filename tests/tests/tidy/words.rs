//! Both languages say the same things.

use crate::tree::{Source, tree};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// `room.key` → sentence, for the files of one language.
fn language(sources: &[Source], name: &str) -> BTreeMap<String, String> {
    let folder = format!("ui/src/words/{name}/");
    let mut all = BTreeMap::new();
    for source in sources.iter().filter(|it| it.path.starts_with(&folder) && it.kind() == "json") {
        let room = source.name().trim_end_matches(".json");
        let parsed: Value =
            serde_json::from_str(&source.text).unwrap_or_else(|why| panic!("{}: {why}", source.path));
        let keys = parsed.as_object().unwrap_or_else(|| panic!("{}:1: not an object", source.path));
        for (key, sentence) in keys {
            let sentence =
                sentence.as_str().unwrap_or_else(|| panic!("{}: {key} is not a text", source.path));
            all.insert(format!("{room}.{key}"), sentence.to_owned());
        }
    }
    all
}

/// The `{name}` places of a sentence.
fn places(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn differences(id: &BTreeMap<String, String>, en: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (here, there, folder, other) in [(id, en, "id", "en"), (en, id, "en", "id")] {
        for (key, sentence) in here {
            let (room, name) = key.split_once('.').unwrap_or((key, ""));
            let place = format!("ui/src/words/{folder}/{room}.json: {name}");
            match there.get(key) {
                None => found.push(format!("{place} has no words in {other}")),
                Some(twin) if places(twin) != places(sentence) => {
                    found.push(format!("{place} names other places than in {other}"));
                }
                Some(_) if sentence.trim().is_empty() => found.push(format!("{place} is empty")),
                Some(_) => {}
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_words() {
    let (id, en) = (language(tree(), "id"), language(tree(), "en"));
    assert!(id.len() > 20, "only {} Indonesian words were found", id.len());
    crate::none("Indonesian and English must have the same keys and places:", &differences(&id, &en));
}

/// What the refusals of a source name: fields, as they stand in the code.
fn named(text: &str) -> BTreeSet<&str> {
    const BEFORE: [&str; 6] = [
        "what: \"",
        "what(\"",
        "missing(\"",
        "Misshapen::Empty(\"",
        "Misshapen::TooLong(\"",
        "Misshapen::TooMany(\"",
    ];
    /// They name it after what is looked at, in the same line.
    const CALLS: [&str; 3] = [" filled(", " within(", " must("];
    let stands = BEFORE.iter().flat_map(|before| text.split(before).skip(1));
    let called = CALLS.iter().flat_map(|call| text.split(call).skip(1)).filter_map(|rest| {
        let (looked_at, rest) = rest.split_once('"')?;
        (!looked_at.contains(['\n', ';', '{'])).then_some(rest)
    });
    stands.chain(called).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect()
}

#[test]
fn what_a_refusal_names_has_words() {
    let id = language(tree(), "id");
    let wordless = |sources: &[Source]| -> Vec<String> {
        let rules = sources.iter().filter(|it| {
            ["crates/rules/src/", "crates/room/src/"].iter().any(|at| it.path.starts_with(at))
                && it.kind() == "rs"
        });
        rules
            .flat_map(|source| named(&source.text).into_iter().map(move |name| (source, name)))
            .filter(|(_, name)| !id.contains_key(&format!("names.what_{name}")))
            .map(|(source, name)| format!("{}: {name}", source.path))
            .collect()
    };
    crate::none("What is refused is named in words, not as it stands in the code:", &wordless(tree()));
    let strange = Source::new("crates/rules/src/decide/new.rs", "Missing { what: \"shoe_size\".to_owned() }");
    assert_eq!(wordless(&[strange]), ["crates/rules/src/decide/new.rs: shoe_size"]);
}

#[test]
fn a_missing_an_empty_and_a_different_sentence_are_seen() {
    let file = |name: &str, text: &str| Source::new(&format!("ui/src/words/{name}/desk.json"), text);
    let sources = [
        file("id", r#"{"save": "Simpan {number}", "only": "Hanya", "blank": " "}"#),
        file("en", r#"{"save": "Save {ticket}", "blank": "Blank"}"#),
    ];
    let found = differences(&language(&sources, "id"), &language(&sources, "en"));
    assert_eq!(found.len(), 4, "{found:?}"); // `save` differs seen from both sides
}
