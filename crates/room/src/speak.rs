//! The command line's words, in the language of its user.

use kentongan_room::words;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Language;
use kentongan_rules::view::update::Unfit;

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

/// The words of an update, which the screens have too.
pub fn update(key: &str, places: &[(&str, &str)]) -> String {
    words::say(language(), &format!("update.{key}"), places)
}

/// Why a package is not installed.
pub fn unfit(unfit: &Unfit) -> String {
    let (why, places) = fields(unfit, "why");
    let places: Vec<(&str, &str)> =
        places.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    update(&why, &places)
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
    let (code, places) = fields(refusal, "code");
    let places: Vec<(&str, &str)> =
        places.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    say("refused", &[("code", &words::say(language(), &format!("problem.{code}"), &places))])
}

/// A tagged value's name, and what else it says.
fn fields(value: &impl serde::Serialize, tag: &str) -> (String, Vec<(String, String)>) {
    let fields = serde_json::to_value(value).unwrap_or_default();
    let name = fields.get(tag).and_then(|name| name.as_str()).unwrap_or_default().to_owned();
    let places = fields
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    (name, places)
}
