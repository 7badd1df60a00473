//! Telling the caller: texts by how far a ticket is, in the room's own wording where it has one, with places that are
//! filled from the ticket. A text that was copied is no answer yet; what became of it is.

mod filling;
mod promise;
mod sample;
mod situation;
mod tracking;

pub use filling::{Placeholder, Said, fill};
pub use promise::Promised;
pub use sample::{MOST_ASKED, may_be_asked, sample};
pub use situation::{Situation, agencies, situation};
pub use tracking::{CODE_LENGTH, Code};

use crate::refusal::Refusal;
use crate::region::CategoryCode;
use crate::setup::{Language, Setup};
use crate::time::At;
use filling::check;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use ts_rs::TS;

/// Longest text of a template, in characters: three short messages.
pub const TEMPLATE_LENGTH: usize = 480;

/// A text in both languages; an English one that is empty is the next wider template's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Wording {
    pub id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub en: String,
}

impl Wording {
    fn says(&self, language: Language) -> Option<&str> {
        let text = if language == Language::Id { &self.id } else { &self.en };
        Some(text.trim()).filter(|text| !text.is_empty())
    }
}

/// The room's own words for a situation, of one category or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Template {
    pub situation: Situation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    /// Absent: taken back, the next wider one holds again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wording: Option<Wording>,
    /// How often it was changed.
    pub version: u32,
    pub changed_at: At,
    pub by: String,
}

/// What an editor saw, and what they want; absent: no own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateEdit {
    pub situation: Situation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<Wording>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<Wording>,
}

impl TemplateEdit {
    /// # Errors
    /// `Stale` where the words are others by now, `NothingChanged`, `UnknownCategory`; `Missing`, `TooLong`,
    /// `UnknownPlaceholder` and `TellingPlaceholder` by what is wrong with the new ones.
    pub fn check(&self, setup: &Setup) -> Result<(), Refusal> {
        if let Some(code) = &self.category {
            let known = setup.region.category(code);
            known.ok_or_else(|| Refusal::UnknownCategory { category: code.to_string() })?;
            // Which category it is would be told by having words of its own.
            if self.situation == Situation::Restricted {
                return Err(Refusal::Malformed { what: "category".to_owned() });
            }
        }
        let own = setup.template(self.situation, self.category.as_ref());
        let own = own.and_then(|template| template.wording.as_ref());
        if self.before.as_ref() != own {
            return Err(Refusal::Stale { now: setup.version });
        }
        if self.after.as_ref() == own {
            return Err(Refusal::NothingChanged);
        }
        let Some(after) = &self.after else { return Ok(()) };
        if after.id.trim().is_empty() {
            return Err(Refusal::Missing { what: "text".to_owned() });
        }
        [&after.id, &after.en].into_iter().try_for_each(|text| sound(self.situation, text))
    }
}

/// Can this be said in that situation?
///
/// # Errors
/// `TooLong`, `UnknownPlaceholder`, `TellingPlaceholder`.
pub fn sound(situation: Situation, text: &str) -> Result<(), Refusal> {
    if text.chars().count() > TEMPLATE_LENGTH {
        return Err(Refusal::TooLong { what: "text".to_owned(), longest: TEMPLATE_LENGTH as u32 });
    }
    check(situation, text)
}

/// A template as the screen shows it: the words that hold, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateRow {
    pub situation: Situation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    pub wording: Wording,
    /// The product's own, for who wants them back.
    pub product: Wording,
    /// Absent while the product's words hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub own: Option<Template>,
}

impl Setup {
    /// The room's own template of exactly this.
    pub fn template(&self, situation: Situation, category: Option<&CategoryCode>) -> Option<&Template> {
        self.templates.iter().find(|one| one.situation == situation && one.category.as_ref() == category)
    }

    /// What is said in a situation: the room's words for the category, else for all, else the product's.
    pub fn wording(
        &self,
        situation: Situation,
        category: Option<&CategoryCode>,
        language: Language,
    ) -> String {
        let category = category.filter(|_| situation != Situation::Restricted);
        let own = |category: Option<&CategoryCode>| self.template(situation, category)?.wording.as_ref();
        let own = category.and_then(|code| own(Some(code))).into_iter().chain(own(None));
        let product = product(situation);
        own.chain([&product]).find_map(|wording| wording.says(language)).unwrap_or_default().to_owned()
    }

    /// Every situation as it is worded, and after each the categories that have words of their own.
    pub fn worded(&self) -> Vec<TemplateRow> {
        let row = |situation, category: Option<&CategoryCode>| TemplateRow {
            situation,
            category: category.cloned(),
            wording: Wording {
                id: self.wording(situation, category, Language::Id),
                en: self.wording(situation, category, Language::En),
            },
            product: product(situation),
            own: self.template(situation, category).cloned(),
        };
        let mut rows = Vec::new();
        for situation in Situation::ALL {
            rows.push(row(situation, None));
            let own = self.templates.iter().filter(|one| one.situation == situation && one.wording.is_some());
            rows.extend(own.filter_map(|one| Some(row(situation, Some(one.category.as_ref()?)))));
        }
        rows
    }
}

/// The text of a situation with its places filled: what a caller is told, and what a tracking code shows to anybody.
pub fn told(
    setup: &Setup,
    situation: Situation,
    category: Option<&CategoryCode>,
    language: Language,
    said: &Said,
) -> String {
    let text = setup.wording(situation, category, language);
    // What is kept was checked; words of a later version are shown as they stand.
    fill(situation, &text, said).unwrap_or(text)
}

fn product(situation: Situation) -> Wording {
    let found = PRODUCT.iter().find(|(of, _)| *of == situation);
    found.map(|(_, wording)| wording.clone()).unwrap_or_default()
}

static PRODUCT: LazyLock<Vec<(Situation, Wording)>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Row {
        situation: Situation,
        id: String,
        en: String,
    }
    let mut rows = csv::Reader::from_reader(include_str!("../seed/templates.csv").as_bytes());
    let rows = rows.deserialize().filter_map(|row: Result<Row, _>| row.ok());
    rows.map(|row| (row.situation, Wording { id: row.id, en: row.en })).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_has_sound_words_for_every_situation_in_both_languages() {
        assert_eq!(PRODUCT.len(), Situation::ALL.len());
        for situation in Situation::ALL {
            let Wording { id, en } = product(situation);
            for text in [&id, &en] {
                assert!(!text.is_empty(), "{situation:?}");
                sound(situation, text).unwrap();
            }
            // Whoever promises nothing names no time, and a promise is never without one.
            let interim = situation.answers() == crate::ticket::AnswerKind::Interim;
            assert_eq!(id.contains("{sampai}"), interim, "{situation:?}");
            assert_eq!(en.contains("{sampai}"), interim, "{situation:?}");
        }
    }
}
