//! The file of questions: a line for each answer, and one without a question for the category's own advice.

use super::{
    ADVICE_LENGTH, ANSWER_LENGTH, Choice, Effect, FEWEST_ANSWERS, Grade, MOST_ANSWERS, MOST_QUESTIONS,
    Protocol, QUESTION_LENGTH, Question, leads,
};
use crate::region::category::Severity;
use crate::region::cells::{Cells, items};
use crate::region::code::{AgencyCode, CategoryCode};
use crate::region::fault::{RegionFile, RowFault, RowFaultCode};
use crate::region::table::{self, Column, Line, optional, required};

const QUESTIONS: &[Column] = &[
    required("category"),
    required("question"),
    required("answer"),
    required("effect"),
    required("advice"),
    optional("basis"),
];

type Knows<'a> = &'a dyn Fn(&str) -> bool;

/// Reads the list; `category` and `agency` know the codes of the region. An empty text is an empty list.
pub(in crate::region) fn read(
    text: &str,
    category: Knows<'_>,
    agency: Knows<'_>,
    faults: &mut Vec<RowFault>,
) -> Vec<Protocol> {
    if text.trim_matches(['\u{feff}', '\r', '\n', ' ']).is_empty() {
        return Vec::new();
    }
    let lines = table::read(RegionFile::Questions, text, QUESTIONS, faults).unwrap_or_default();
    let mut protocols = Vec::new();
    for line in &lines {
        row(&mut Cells::new(line, faults), &mut protocols, category, agency);
    }
    for line in &lines {
        faults.extend(after(line, &protocols));
    }
    protocols
}

/// One line put where it belongs.
fn row(cells: &mut Cells<'_>, protocols: &mut Vec<Protocol>, category: Knows<'_>, agency: Knows<'_>) {
    let Some(code) = cells.filled("category") else { return };
    if !category(&code) {
        cells.note("category", RowFaultCode::UnknownReference, &code);
        return;
    }
    let advice = cells.short("advice", ADVICE_LENGTH);
    let at = protocols.iter().position(|one| one.category.as_str() == code).unwrap_or_else(|| {
        let category = CategoryCode::from(code.as_str());
        protocols.push(Protocol { category, advice: String::new(), questions: Vec::new() });
        protocols.len() - 1
    });
    let Some(protocol) = protocols.get_mut(at) else { return };
    let asked = cells.short("question", QUESTION_LENGTH);
    if asked.as_deref() == Some("") {
        if !protocol.advice.is_empty() {
            cells.note("category", RowFaultCode::DuplicateCode, &code);
        }
        let advice = advice.filter(|text| !text.is_empty()).or_else(|| cells.filled("advice"));
        protocol.advice = advice.unwrap_or_default();
        return;
    }
    let answer = cells.filled("answer").and_then(|_| cells.short("answer", ANSWER_LENGTH));
    let effect = effect(cells, category, agency);
    let (Some(asked), Some(answer)) = (asked, answer) else { return };
    let choice = Choice { text: answer, effect, advice: advice.unwrap_or_default() };
    let is_full = protocol.questions.len() == MOST_QUESTIONS;
    match protocol.questions.iter_mut().find(|question| question.text == asked) {
        None if is_full => cells.note("question", RowFaultCode::TooMany, &asked),
        None => protocol.questions.push(Question { text: asked, answers: vec![choice] }),
        Some(question) => {
            if question.answers.iter().any(|one| one.text == choice.text) {
                cells.note("answer", RowFaultCode::DuplicateCode, &choice.text);
            }
            if question.answers.len() == MOST_ANSWERS {
                cells.note("answer", RowFaultCode::TooMany, &choice.text);
            }
            question.answers.push(choice);
        }
    }
}

/// What only shows once every line is read: a question with one answer, and answers that lead round.
fn after(line: &Line, protocols: &[Protocol]) -> Option<RowFault> {
    let protocol = protocols.iter().find(|one| one.category.as_str() == line.cell("category"))?;
    let question = protocol.questions.iter().find(|one| one.text == line.cell("question"))?;
    if question.answers.len() < FEWEST_ANSWERS {
        return Some(line.fault("answer", RowFaultCode::TooFew, line.cell("answer")));
    }
    let choice = question.answers.iter().find(|one| one.text == line.cell("answer"))?;
    let to = choice.effect.category.as_ref()?;
    let round = *to == protocol.category || leads(protocols, to, &protocol.category);
    round.then(|| line.fault("effect", RowFaultCode::Circular, to.as_str()))
}

/// `category:INF-PLK;raise:tinggi;agency:PLN`: each kind once, agencies as often as wanted.
fn effect(cells: &mut Cells<'_>, category: Knows<'_>, agency: Knows<'_>) -> Effect {
    let text = cells.words("effect");
    let mut effect = Effect::default();
    for item in items(&text) {
        let (kind, code) = item.split_once(':').unwrap_or((item, ""));
        let (kind, code) = (kind.trim(), code.trim());
        let known = match kind {
            "category" => category(code),
            "severity" | "raise" => Severity::from_word(code).is_some(),
            "agency" | "divert" => agency(code),
            _ => {
                cells.note("effect", RowFaultCode::NotAChoice, item);
                continue;
            }
        };
        if !known {
            cells.note("effect", RowFaultCode::UnknownReference, item);
            continue;
        }
        let twice = match kind {
            "category" => effect.category.replace(CategoryCode::from(code)).is_some(),
            "divert" => effect.divert.replace(AgencyCode::from(code)).is_some(),
            "agency" => {
                let code = AgencyCode::from(code);
                let twice = effect.agencies.contains(&code);
                effect.agencies.push(code);
                twice
            }
            _ => {
                let grade = if kind == "raise" { Grade::Raise } else { Grade::Set };
                let earlier = effect.severity;
                effect.severity = Severity::from_word(code).map(grade);
                earlier.is_some()
            }
        };
        if twice {
            cells.note("effect", RowFaultCode::DuplicateCode, item);
        }
    }
    effect
}
