//! Whether a change of a row holds.

use super::{CueEdit, CueKey, Evidence, MOST_EXAMPLES, OwnCue};
use crate::refusal::Refusal;
use crate::region::cue::{CueKind, HEAVIEST, OUTCOMES};
use crate::region::gazetteer::normalize;
use crate::region::{CategoryCode, Region, Severity};

/// Longest phrase, in characters, and most words of it in a row.
const LONGEST: usize = 200;
const MOST_SLOTS: usize = 12;
/// Longest number of a ticket, in characters.
const LONGEST_NUMBER: usize = 40;

impl CueEdit {
    /// Whether the room could read by it: `version` is the setup's, told where the editor's sight was old.
    ///
    /// # Errors
    /// `Stale` where the row is another by now, `AlreadyExists` where it is added a second time, `NothingChanged`;
    /// `Missing`, `TooLong`, `Malformed` and `UnknownCategory` by what is wrong with it.
    pub fn check(&self, region: &Region, version: u32) -> Result<(), Refusal> {
        let own = region.own_cue(&self.cue);
        let listed = region.listed_weight(&self.cue);
        if self.before.is_none() && self.product.is_none() && (listed.is_some() || is_read(own)) {
            return Err(Refusal::AlreadyExists);
        }
        let seen = |own: Option<&OwnCue>| own.filter(|own| !matches!(own, OwnCue::Declined { .. })).cloned();
        let as_seen = self.before.as_ref() == own || seen(self.before.as_ref()) == seen(own);
        if self.product != listed || !as_seen {
            return Err(Refusal::Stale { now: version });
        }
        if self.after.as_ref() == own {
            return Err(Refusal::NothingChanged);
        }
        match &self.after {
            None => Ok(()),
            Some(OwnCue::Off) if listed.is_some() => Ok(()),
            Some(OwnCue::Off) => Err(malformed("cue")),
            Some(OwnCue::Declined { weight }) => {
                let settled = own.is_some_and(|own| !matches!(own, OwnCue::Declined { .. }));
                if settled { Err(malformed("cue")) } else { self.weighs(region, *weight) }
            }
            Some(OwnCue::Weighs { weight, learnt }) => {
                learnt.as_ref().map_or(Ok(()), is_sound)?;
                self.weighs(region, *weight)
            }
        }
    }

    fn weighs(&self, region: &Region, weight: i32) -> Result<(), Refusal> {
        if self.product.is_none() {
            phrase(&self.cue)?;
            speaks_for(&self.cue, region)?;
            if is_twin(&self.cue, region) {
                return Err(Refusal::AlreadyExists);
            }
        }
        if may_weigh(self.cue.kind, weight) { Ok(()) } else { Err(malformed("weight")) }
    }
}

fn malformed(what: &str) -> Refusal {
    Refusal::Malformed { what: what.to_owned() }
}

fn is_read(own: Option<&OwnCue>) -> bool {
    matches!(own, Some(OwnCue::Weighs { .. }))
}

/// What seed/README.md says of each kind. A row without weight says nothing: it is switched off, not weighed nothing.
fn may_weigh(kind: CueKind, weight: i32) -> bool {
    match kind {
        CueKind::Category | CueKind::Severity => weight != 0 && weight.abs() <= HEAVIEST,
        CueKind::Elsewhere => (0..=2).contains(&weight),
        CueKind::Ordinary => (1..=3).contains(&weight),
        CueKind::Word | CueKind::Not | CueKind::Outside | CueKind::Known => weight == 0,
    }
}

fn phrase(cue: &CueKey) -> Result<(), Refusal> {
    let text = &cue.phrase;
    if text.trim().is_empty() {
        return Err(Refusal::Missing { what: "phrase".to_owned() });
    }
    if text.chars().count() > LONGEST {
        return Err(Refusal::TooLong { what: "phrase".to_owned(), longest: LONGEST as u32 });
    }
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let part = |part: &str| {
        let slots: Vec<&str> = part.split_whitespace().collect();
        (1..=MOST_SLOTS).contains(&slots.len()) && slots.iter().all(|slot| slot.split('|').all(is_word))
    };
    if tidy == *text && text.split('~').all(part) { Ok(()) } else { Err(malformed("phrase")) }
}

/// A word, `#class`, `=word`, or two neighbours as one: `putus_asa`.
fn is_word(word: &str) -> bool {
    let word = word.strip_prefix(['#', '=']).unwrap_or(word);
    let letters = |word: &str| {
        !normalize(word).is_empty()
            && word.chars().all(|letter| letter.is_alphanumeric() || "-'".contains(letter))
    };
    match word.split_once('_') {
        Some((first, second)) => letters(first) && letters(second),
        None => letters(word),
    }
}

fn speaks_for(cue: &CueKey, region: &Region) -> Result<(), Refusal> {
    let code = cue.speaks_for.as_str();
    match cue.kind {
        CueKind::Category => {
            let known = OUTCOMES.contains(&code) || region.category(&CategoryCode::from(code)).is_some();
            if known { Ok(()) } else { Err(Refusal::UnknownCategory { category: code.to_owned() }) }
        }
        CueKind::Severity if Severity::from_word(code).is_some() => Ok(()),
        CueKind::Word if is_word(code) => Ok(()),
        CueKind::Outside if !code.trim().is_empty() && code.chars().count() <= LONGEST => Ok(()),
        CueKind::Not | CueKind::Elsewhere | CueKind::Ordinary | CueKind::Known if code.is_empty() => Ok(()),
        _ => Err(malformed("speaks_for")),
    }
}

/// Another row says the same in other spelling.
fn is_twin(cue: &CueKey, region: &Region) -> bool {
    let folded = |phrase: &str| phrase.split(['|', ' ']).map(normalize).collect::<Vec<_>>();
    let wanted = folded(&cue.phrase);
    let twin = |kind: CueKind, phrase: &str, speaks_for: &str| {
        kind == cue.kind
            && speaks_for == cue.speaks_for
            && phrase != cue.phrase
            && phrase.matches('=').count() == cue.phrase.matches('=').count()
            && folded(phrase) == wanted
    };
    let own = region.cue_changes.iter().filter(|change| is_read(Some(&change.own)));
    own.map(|change| &change.cue).any(|own| twin(own.kind, &own.phrase, &own.speaks_for))
        || region.listed_cues().iter().any(|one| twin(one.kind, &one.phrase, &one.speaks_for))
}

fn is_sound(evidence: &Evidence) -> Result<(), Refusal> {
    let Evidence { tickets, effect, count } = evidence;
    let numbers = |number: &str| {
        number.len() <= LONGEST_NUMBER && number.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    let sound = tickets.len() <= MOST_EXAMPLES
        && tickets.len() <= *count as usize
        && tickets.iter().all(|number| numbers(&number.0))
        && effect.before <= effect.of
        && effect.after <= effect.of;
    if sound { Ok(()) } else { Err(malformed("evidence")) }
}
