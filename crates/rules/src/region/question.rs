//! What is asked about a category, and what the caller is told meanwhile. They are a list of the region, so that a
//! room can mend and add to them; a category that the list does not have is asked about as the product does it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Region;
use super::category::Severity;
use super::code::{AgencyCode, CategoryCode};
use super::fault::RowFault;

pub(super) mod read;

/// Most questions of a category, and most answers of a question: more is not asked of somebody in need.
pub const MOST_QUESTIONS: usize = 4;
pub const MOST_ANSWERS: usize = 4;
pub const FEWEST_ANSWERS: usize = 2;
/// Longest question, answer and advice, in characters.
pub const QUESTION_LENGTH: usize = 60;
pub const ANSWER_LENGTH: usize = 24;
pub const ADVICE_LENGTH: usize = 200;

/// The questions of one category in their order, and what to tell whoever calls about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Protocol {
    pub category: CategoryCode,
    /// One to three short sentences; empty where there is nothing to say.
    pub advice: String,
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Question {
    pub text: String,
    pub answers: Vec<Choice>,
}

/// An answer that may be given, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    pub text: String,
    #[serde(default, skip_serializing_if = "Effect::is_none")]
    #[ts(as = "Option<Effect>", optional)]
    pub effect: Effect,
    /// What the caller is told once it is given; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub advice: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Effect {
    /// It is another category after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Grade>,
    /// Sent as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<AgencyCode>>", optional)]
    pub agencies: Vec<AgencyCode>,
    /// Not for this room: the caller is sent there, with its telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub divert: Option<AgencyCode>,
}

impl Effect {
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Every agency it names.
    pub fn named(&self) -> impl Iterator<Item = &AgencyCode> {
        self.agencies.iter().chain(&self.divert)
    }
}

/// What becomes of the severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// At least this.
    Raise(Severity),
    /// This, be it less than before.
    Set(Severity),
}

impl Protocol {
    fn choices(&self) -> impl Iterator<Item = &Choice> {
        self.questions.iter().flat_map(|question| &question.answers)
    }

    fn choices_mut(&mut self) -> impl Iterator<Item = &mut Choice> {
        self.questions.iter_mut().flat_map(|question| &mut question.answers)
    }

    /// The choice of an answer to a question, both in its own words.
    #[must_use]
    pub fn choice(&self, question: &str, answer: &str) -> Option<&Choice> {
        let asked = self.questions.iter().find(|one| one.text == question)?;
        asked.answers.iter().find(|one| one.text == answer)
    }

    /// Every effect of its answers.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.choices().map(|choice| &choice.effect)
    }

    /// What of its shape does not hold: a column of the file, and whether it is too much or too little.
    #[must_use]
    pub fn misshapen(&self) -> Option<Misshapen> {
        let long = |text: &str, longest: usize| text.chars().count() > longest;
        let empty = |text: &str| text.trim().is_empty();
        let twice = |texts: Vec<&str>| (1..texts.len()).any(|n| texts[..n].contains(&texts[n]));
        let texts = self.questions.iter().map(|question| question.text.as_str()).collect();
        if self.questions.len() > MOST_QUESTIONS {
            return Some(Misshapen::TooMany("question", MOST_QUESTIONS));
        }
        if long(&self.advice, ADVICE_LENGTH) || self.choices().any(|one| long(&one.advice, ADVICE_LENGTH)) {
            return Some(Misshapen::TooLong("advice", ADVICE_LENGTH));
        }
        if self.questions.iter().any(|question| long(&question.text, QUESTION_LENGTH)) {
            return Some(Misshapen::TooLong("question", QUESTION_LENGTH));
        }
        if self.choices().any(|one| long(&one.text, ANSWER_LENGTH)) {
            return Some(Misshapen::TooLong("answer", ANSWER_LENGTH));
        }
        if self.questions.iter().any(|question| empty(&question.text)) {
            return Some(Misshapen::Empty("question"));
        }
        if self.choices().any(|one| empty(&one.text)) {
            return Some(Misshapen::Empty("answer"));
        }
        if twice(texts) {
            return Some(Misshapen::Twice("question"));
        }
        for question in &self.questions {
            if question.answers.len() > MOST_ANSWERS {
                return Some(Misshapen::TooMany("answer", MOST_ANSWERS));
            }
            if question.answers.len() < FEWEST_ANSWERS {
                return Some(Misshapen::TooFew("answer"));
            }
            if twice(question.answers.iter().map(|one| one.text.as_str()).collect()) {
                return Some(Misshapen::Twice("answer"));
            }
        }
        None
    }
}

/// Why a protocol cannot be asked; each names the column it is about, some the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misshapen {
    Empty(&'static str),
    TooLong(&'static str, usize),
    TooMany(&'static str, usize),
    TooFew(&'static str),
    Twice(&'static str),
}

impl Region {
    /// What is asked about a category: the region's own, or else the product's without what the region does not have.
    #[must_use]
    pub fn protocol(&self, category: &CategoryCode) -> Option<Protocol> {
        let of = |all: &[Protocol]| all.iter().find(|one| one.category == *category).cloned();
        if let Some(own) = of(&self.questions) {
            return Some(own);
        }
        self.category(category)?;
        let mut product = of(&PRODUCT)?;
        for choice in product.choices_mut() {
            let effect = &mut choice.effect;
            effect.category = effect.category.take().filter(|code| self.category(code).is_some());
            effect.agencies.retain(|code| self.agency(code).is_some());
            effect.divert = effect.divert.take().filter(|code| self.agency(code).is_some());
        }
        Some(product)
    }

    /// All of them, in the order of the categories.
    #[must_use]
    pub fn protocols(&self) -> Vec<Protocol> {
        self.categories.iter().filter_map(|category| self.protocol(&category.code)).collect()
    }
}

/// Whether answers lead from one category to another, over any number of others.
#[must_use]
pub fn leads(protocols: &[Protocol], from: &CategoryCode, to: &CategoryCode) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(code) = reached.get(next) {
        next += 1;
        let protocol = protocols.iter().find(|one| one.category == **code);
        for code in
            protocol.iter().flat_map(|one| one.effects()).filter_map(|effect| effect.category.as_ref())
        {
            if code == to {
                return true;
            }
            if !reached.contains(&code) {
                reached.push(code);
            }
        }
    }
    false
}

static PRODUCT: LazyLock<Vec<Protocol>> = LazyLock::new(|| seed_questions().unwrap_or_default());

/// The list the product ships.
///
/// # Errors
/// Its own faults; there are none in a released product (a test says so).
pub fn seed_questions() -> Result<Vec<Protocol>, Vec<RowFault>> {
    let mut faults = Vec::new();
    let read = read::read(include_str!("../../seed/questions.csv"), &|_| true, &|_| true, &mut faults);
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}
