//! The command line's words, in the language of its user.

use kentongan_room::words;
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Language;

/// English where the environment says so, else Indonesian.
fn language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|v| std::env::var(v).ok().filter(|v| !v.is_empty()));
    if set.is_some_and(|v| v.starts_with("en")) { Language::En } else { Language::Id }
}

pub fn say(key: &str, places: &[(&str, &str)]) -> String {
    words::say(language(), &format!("cli.{key}"), places)
}

/// The wire's name of a value.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Says a problem and what to do about it.
pub fn tell(problem: &Problem) {
    let (key, trace) = match problem {
        Problem::Broken { about, trace } => (format!("broken_{}", name(about)), trace.as_str()),
        Problem::Refused { refusal } => {
            let code = serde_json::to_value(refusal).ok();
            let code = code.as_ref().and_then(|v| v.get("code")).and_then(|c| c.as_str()).unwrap_or_default();
            eprintln!("{}", say("refused", &[("code", code)]));
            return;
        }
        _ => ("failed".to_owned(), ""),
    };
    eprintln!("{}", say(&key, &[("trace", trace)]));
}
