//! The command line's words, in the language of its user.

use kentongan_room::words;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Language;

/// English where the environment says so, else Indonesian.
pub fn language() -> Language {
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
    let said = match problem {
        Problem::Broken { about, trace } => {
            let said = say(&format!("broken_{}", name(about)), &[("trace", trace)]);
            // Some problems have nothing in the log.
            if trace.is_empty() { said.replace(" ()", "") } else { said }
        }
        Problem::Refused { refusal } => refused(refusal),
        _ => say("failed", &[]),
    };
    eprintln!("{said}");
}

/// A refusal in the screens' words, with what it is about.
fn refused(refusal: &Refusal) -> String {
    let fields = serde_json::to_value(refusal).unwrap_or_default();
    let code = fields.get("code").and_then(|code| code.as_str()).unwrap_or_default();
    let places: Vec<(&str, String)> = fields
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    let places: Vec<(&str, &str)> = places.iter().map(|(key, value)| (*key, value.as_str())).collect();
    say("refused", &[("code", &words::say(language(), &format!("problem.{code}"), &places))])
}
