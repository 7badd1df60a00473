//! Sizes of files, and names that say nothing.

use crate::tree::{Source, tree};

const LINES: usize = 500;
const COUNTED: &[&str] = &["rs", "ts", "svelte", "css", "mjs", "js", "sql", "html"];

/// Files and folders named after a kind or after nothing.
const STEMS: &[&str] = &[
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "types",
    "manager",
    "managers",
    "service",
    "services",
    "handler",
    "handlers",
    "processor",
    "processors",
    "dto",
    "dtos",
];
/// The same, at the end of a declared name.
const ENDINGS: &[&str] = &[
    "Manager",
    "Service",
    "Handler",
    "Helper",
    "Util",
    "Utils",
    "Processor",
    "Data",
    "Info",
    "Base",
    "Impl",
    "Dto",
];
const DECLARES: &[&str] = &["struct", "enum", "trait", "class", "interface", "type"];

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let counted = COUNTED.contains(&source.kind()) && !source.generated();
    (counted && lines > LINES).then(|| format!("{}:{LINES}: {lines} lines; split it by noun", source.path))
}

fn empty_name(source: &Source) -> Option<String> {
    let code = COUNTED.contains(&source.kind());
    source
        .path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part).to_lowercase())
        .find(|stem| code && STEMS.contains(&stem.as_str()))
        .map(|stem| format!("{}:1: `{stem}` says nothing", source.path))
}

fn empty_declarations(source: &Source) -> Vec<String> {
    if !["rs", "ts", "svelte"].contains(&source.kind()) || source.generated() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let mut words =
            line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|it| !it.is_empty());
        let first =
            words.find(|word| !["pub", "crate", "export", "default", "abstract", "super"].contains(word));
        let name = words.next().unwrap_or_default();
        if first.is_some_and(|word| DECLARES.contains(&word))
            && ENDINGS.iter().any(|ending| name.ends_with(ending))
        {
            found.push(format!("{}:{}: `{name}` is not in our words", source.path, number + 1));
        }
    }
    found
}

#[test]
fn files_are_short() {
    crate::none("Too long:", &tree().iter().filter_map(too_long).collect::<Vec<_>>());
}

#[test]
fn names_say_something() {
    crate::none("Names that say nothing:", &tree().iter().filter_map(empty_name).collect::<Vec<_>>());
    crate::none("Names that say nothing:", &tree().iter().flat_map(empty_declarations).collect::<Vec<_>>());
}

#[test]
fn a_long_file_is_seen() {
    let long = "a\n".repeat(LINES + 1);
    assert!(too_long(&Source::new("ui/src/a.css", &long)).is_some());
    assert!(too_long(&Source::new("ui/src/door/contract.gen.ts", &long)).is_none());
    assert!(too_long(&Source::new("ui/src/a.css", &"a\n".repeat(LINES))).is_none());
}

#[test]
fn an_empty_name_is_seen() {
    for path in
        ["crates/room/src/utils.rs", "ui/src/helpers/a.ts", "ui/src/Common.svelte", "ui/src/types.d.ts"]
    {
        assert!(empty_name(&Source::new(path, "")).is_some(), "{path}");
    }
    assert!(empty_name(&Source::new("crates/rules/src/ticket/assignment.rs", "")).is_none());
    let text = "pub struct TicketManager;\npub(crate) enum TicketState {}\nlet type_info = CallInfo;\nexport interface CallInfo {}\n";
    assert_eq!(empty_declarations(&Source::new("a.rs", text)).len(), 2);
}
