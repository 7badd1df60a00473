//! What to ask next, what each answer would change, and what to tell the caller meanwhile.
//!
//! Nothing is changed here: whoever presses an answer has seen what it changes, and so has confirmed it.

use crate::region::{AgencyCode, CategoryCode, Choice, Grade, Protocol, Region, Severity};
use crate::ticket::Asked;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most advices shown at once: more is not said to somebody in need.
const MOST_ADVICES: usize = 3;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Asking {
    /// Absent: everything was asked, or there is nothing to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<NextQuestion>,
    /// What to tell the caller, the latest first.
    pub advice: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextQuestion {
    pub text: String,
    pub answers: Vec<Offer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Offer {
    pub text: String,
    pub turn: Turn,
}

/// What an answer changes of a call as it stands; what stays as it is, is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Turn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Severity>,
    pub agencies: Vec<AgencyCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub divert: Option<AgencyCode>,
}

/// Where the questions of a call stand. A question is put once, whatever it was answered and whatever category the
/// answers have led to.
#[must_use]
pub fn asking(region: &Region, category: &CategoryCode, severity: Severity, asked: &[Asked]) -> Asking {
    let protocol = region.protocol(category);
    let open = |text: &str| asked.iter().all(|one| one.question != text);
    let next = protocol.as_ref().and_then(|one| one.questions.iter().find(|question| open(&question.text)));
    let offer =
        |choice: &Choice| Offer { text: choice.text.clone(), turn: turn(region, category, severity, choice) };
    Asking {
        next: next.map(|question| NextQuestion {
            text: question.text.clone(),
            answers: question.answers.iter().map(offer).collect(),
        }),
        advice: advice(region, protocol.as_ref(), asked),
    }
}

fn turn(region: &Region, category: &CategoryCode, severity: Severity, choice: &Choice) -> Turn {
    let effect = &choice.effect;
    let other = effect.category.as_ref().and_then(|code| region.category(code)).filter(|c| c.active);
    let other = other.filter(|found| found.code != *category);
    // Another category brings its own severity, but never makes light of what was grave by itself.
    let taken = other.map_or(severity, |found| found.severity_default.max(severity));
    let severe = match effect.severity {
        None => taken,
        Some(Grade::Raise(least)) => taken.max(least),
        Some(Grade::Set(exactly)) => exactly,
    };
    let reachable = |code: &&AgencyCode| region.agency(code).is_some_and(|agency| agency.active);
    Turn {
        category: other.map(|found| found.code.clone()),
        severity: Some(severe).filter(|found| *found != severity),
        agencies: effect.agencies.iter().filter(reachable).cloned().collect(),
        divert: effect.divert.clone().filter(|code| reachable(&code)),
    }
}

/// What the answers say, the latest first, and then what is said to everybody who calls about this.
fn advice(region: &Region, protocol: Option<&Protocol>, asked: &[Asked]) -> Vec<String> {
    let said = |one: &Asked| {
        let protocol = region.protocol(&one.category)?;
        let choice = protocol.choice(&one.question, one.answer.as_ref()?)?;
        Some(choice.advice.clone())
    };
    let answers = asked.iter().rev().filter_map(said).filter(|text| !text.is_empty()).take(MOST_ADVICES - 1);
    let mut advice: Vec<String> = Vec::new();
    for text in answers.chain(protocol.map(|one| one.advice.clone()).filter(|text| !text.is_empty())) {
        if !advice.contains(&text) {
            advice.push(text);
        }
    }
    advice
}
