//! Lines that code must not have.

use crate::literals::literals;
use crate::tree::{Source, tree};

const CODE: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "css", "sql", "sh", "html"];

/// The rules below name what they look for; this folder is the one place that may.
fn ours(source: &Source) -> bool {
    source.path.starts_with("tests/tests/tidy/")
}

/// Whether the line has the mark, and not at the end of a longer name: `unix::` is not `nix::`.
fn has(line: &str, mark: &str) -> bool {
    let name = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(mark).any(|(at, _)| !mark.starts_with(name) || !line[..at].ends_with(name))
}

fn lines_with(source: &Source, text: &str, marks: &[&str], why: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter_map(|(number, line)| {
            let mark = marks.iter().find(|mark| has(line, mark))?;
            Some(format!("{}:{}: `{mark}`: {why}", source.path, number + 1))
        })
        .collect()
}

/// Work put off in a comment is work that nobody sees.
fn put_off(source: &Source) -> Vec<String> {
    if !CODE.contains(&source.kind()) || ours(source) {
        return Vec::new();
    }
    let marks = ["TODO", "FIXME"];
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        if let Some(mark) = words.find(|word| marks.contains(word)) {
            found.push(format!("{}:{}: {mark}: do it, or open an issue", source.path, number + 1));
        }
    }
    found
}

/// A test that does not run says that all is well.
fn left_out(source: &Source) -> Vec<String> {
    let rust = ["#[ignore"];
    let script = [
        "test.skip",
        "it.skip",
        "describe.skip",
        "test.only",
        "it.only",
        "describe.only",
        "test.todo",
        "xit(",
    ];
    let why = "every test runs";
    match source.kind() {
        _ if ours(source) => Vec::new(),
        "rs" => lines_with(source, &source.text, &rust, why),
        "ts" | "js" | "mjs" => lines_with(source, &source.text, &script, why),
        _ => Vec::new(),
    }
}

/// What exists on one system only stands in a file named after it, with a twin beside it.
fn one_system(source: &Source, all: &[Source]) -> Vec<String> {
    if source.kind() != "rs" || !source.product() {
        return Vec::new();
    }
    let stem = source.name().trim_end_matches(".rs");
    let (unix, windows) = (["unix", "linux"].contains(&stem), stem == "windows");
    let folder = source.path.trim_end_matches(source.name());
    let twin = |names: &[&str]| {
        names.iter().any(|name| all.iter().any(|it| it.path == format!("{folder}{name}.rs")))
    };
    let mut found = Vec::new();
    if unix && !twin(&["windows"]) {
        found.push(format!("{}:1: has no windows.rs beside it", source.path));
    }
    if windows && !twin(&["unix", "linux"]) {
        found.push(format!("{}:1: has no unix.rs or linux.rs beside it", source.path));
    }
    let text = source.without_tests();
    if !unix {
        let posix = ["std::os::unix", "std::os::linux", "std::os::fd", "libc::", "nix::", "rustix::"];
        found.extend(lines_with(source, text, &posix, "belongs to a unix.rs or linux.rs"));
        let places = ["/tmp", "/dev/", "/proc/", "/etc/", "/usr/", "/home/", "/var/", "/sys/"];
        let fixed =
            literals(source).into_iter().filter(|it| places.iter().any(|place| it.text.starts_with(place)));
        found.extend(
            fixed.map(|it| format!("{}:{}: {:?} exists on one system only", source.path, it.line, it.text)),
        );
    }
    if !windows {
        found.extend(lines_with(
            source,
            text,
            &["std::os::windows", "windows_sys::"],
            "belongs to a windows.rs",
        ));
    }
    found
}

/// Only the door knows that there is a desktop around the page.
fn past_the_door(source: &Source) -> Vec<String> {
    let screen = ["ts", "js", "svelte"].contains(&source.kind()) && source.path.starts_with("ui/");
    if !screen || source.path.starts_with("ui/src/door/") || source.path.ends_with(".config.ts") {
        return Vec::new();
    }
    lines_with(source, &source.text, &["@tauri-apps/", "__TAURI"], "only ui/src/door may")
}

/// `emit` and `Channel` run a new script per message and grow the web process for as long as it runs.
fn pushed(source: &Source) -> Vec<String> {
    let why = "the page pulls, nothing is pushed to it";
    if source.path.starts_with("src-tauri/src/") {
        return lines_with(
            source,
            source.without_tests(),
            &[".emit(", ".emit_to(", ".emit_filter(", "ipc::Channel"],
            why,
        );
    }
    if source.path.starts_with("ui/src/door/") && source.kind() == "ts" {
        return lines_with(source, &source.text, &["new Channel", "@tauri-apps/api/event"], why);
    }
    Vec::new()
}

/// Rules are functions of values: what they are not given, they do not know.
fn impure(source: &Source) -> Vec<String> {
    if !source.path.starts_with("crates/rules/src/") || source.kind() != "rs" || source.test() {
        return Vec::new();
    }
    let marks = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "now_v7",
        "new_v4",
        "thread_local!",
        "static mut",
        "Mutex",
        "AtomicU",
        "AtomicI",
    ];
    lines_with(source, source.without_tests(), &marks, "rules are pure functions of values")
}

/// Where this copy stands, or where its packages came from, is nobody's business.
fn of_this_machine(source: &Source) -> Vec<String> {
    if ours(source) {
        return Vec::new();
    }
    let home = [concat!("/ro", "ot/"), "/home/", "/Users/", "C:\\Users\\"];
    let mut found = lines_with(source, &source.text, &home, "a path of one machine");
    if source.name() == "package-lock.json" {
        // Which registry serves a package is its installer's to say.
        found.extend(lines_with(source, &source.text, &["\"resolved\": \""], "where a package came from"));
    }
    found
}

#[test]
fn nothing_is_put_off() {
    crate::none("Put off:", &tree().iter().flat_map(put_off).collect::<Vec<_>>());
}

#[test]
fn every_test_runs() {
    crate::none("Left out:", &tree().iter().flat_map(left_out).collect::<Vec<_>>());
}

#[test]
fn what_one_system_has_stands_apart() {
    crate::none("One system only:", &tree().iter().flat_map(|it| one_system(it, tree())).collect::<Vec<_>>());
}

#[test]
fn only_the_door_knows_the_desktop() {
    crate::none("Past the door:", &tree().iter().flat_map(past_the_door).collect::<Vec<_>>());
}

// point 19
#[test]
fn the_page_pulls() {
    crate::none("Pushed:", &tree().iter().flat_map(pushed).collect::<Vec<_>>());
}

#[test]
fn rules_are_pure() {
    crate::none("Not pure:", &tree().iter().flat_map(impure).collect::<Vec<_>>());
}

#[test]
fn nothing_of_this_machine() {
    crate::none("Of one machine:", &tree().iter().flat_map(of_this_machine).collect::<Vec<_>>());
}

#[test]
fn each_rule_sees_a_wrong_line() {
    let one = |path: &str, text: &str| Source::new(path, text);
    assert_eq!(
        put_off(&one("ui/src/a.ts", "a(); // TODO: later")),
        ["ui/src/a.ts:1: TODO: do it, or open an issue"]
    );
    assert!(put_off(&one("ui/src/a.ts", "const TODOS = 1;")).is_empty());
    assert_eq!(left_out(&one("crates/a/src/b.rs", "#[test]\n#[ignore = \"slow\"]\nfn c() {}")).len(), 1);
    assert_eq!(left_out(&one("ui/src/a.test.ts", "test.skip('a', () => {});")).len(), 1);
    assert_eq!(
        past_the_door(&one("ui/src/state/a.ts", "import { invoke } from '@tauri-apps/api/core';")).len(),
        1
    );
    assert!(
        past_the_door(&one("ui/src/door/a.ts", "import { invoke } from '@tauri-apps/api/core';")).is_empty()
    );
    assert_eq!(pushed(&one("src-tauri/src/a.rs", "window.emit(\"a\", 1)?;")).len(), 1);
    assert_eq!(pushed(&one("ui/src/door/a.ts", "const a = new Channel<number>();")).len(), 1);
    assert_eq!(impure(&one("crates/rules/src/a.rs", "let now = SystemTime::now();")).len(), 1);
    assert!(impure(&one("crates/rules/src/a.rs", "// never SystemTime::now()")).is_empty());
    assert_eq!(of_this_machine(&one("docs/a.md", "see /home/sari/kentongan")).len(), 1);
    let lock = "{\n\"resolved\": \"http://mirror/a.tgz\"\n}";
    assert_eq!(of_this_machine(&one("ui/package-lock.json", lock)).len(), 1);
}

#[test]
fn what_one_system_has_is_seen() {
    let seen = |path: &str, text: &str, beside: &[&str]| {
        let mut all: Vec<Source> = beside.iter().map(|path| Source::new(path, "")).collect();
        all.push(Source::new(path, text));
        one_system(all.last().unwrap(), &all).len()
    };
    let line = "use std::os::unix::fs::PermissionsExt;";
    assert_eq!(seen("crates/room/src/lock.rs", line, &[]), 1);
    assert_eq!(seen("crates/room/src/lock/unix.rs", line, &[]), 1); // no twin
    assert_eq!(seen("crates/room/src/lock/unix.rs", line, &["crates/room/src/lock/windows.rs"]), 0);
    assert_eq!(seen("crates/room/src/lock.rs", "nix::unistd::sync();", &[]), 1);
    assert_eq!(seen("crates/room/src/lock.rs", "use unix::sync;", &[]), 0);
    assert_eq!(seen("crates/room/src/lock.rs", "open(\"/tmp/a\")", &[]), 1);
    assert_eq!(seen("crates/room/src/lock/tests.rs", line, &[]), 0);
    assert_eq!(
        seen("crates/room/src/lock.rs", "#[cfg(test)]\nmod tests {\n use std::os::unix::a;\n}", &[]),
        0
    );
}
