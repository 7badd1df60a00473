//! The words that narratives are read by, as somebody looks through them; and a trial of a change before it is made.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reading::{Explained, Reader};
use crate::refusal::Refusal;
use crate::region::gazetteer::normalize;
use crate::region::{CueEdit, CueKey, CueKind, OwnCue, Region};
use crate::setup::Setup;

/// Most rows of one page.
pub const LONGEST_PAGE: usize = 60;

/// Which rows are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CueSearch {
    /// Words of the phrase, of what it speaks for, or of the category's name; empty: every row.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<CueKind>,
    #[serde(default)]
    #[ts(optional)]
    pub speaks_for: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub source: Option<CueSource>,
    /// Rows that were shown already.
    #[serde(default)]
    pub from: u32,
}

/// Where a row comes from, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CueSource {
    /// As the list has it.
    Product,
    /// Added or weighed by somebody of the room.
    Room,
    Learnt,
    Off,
    /// A lesson that was turned down.
    Declined,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CueRow {
    pub cue: CueKey,
    /// Its weight in the list without the room's changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub product: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub own: Option<OwnCue>,
    pub source: CueSource,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CuePage {
    /// Version of the setup that it was read from.
    pub version: u32,
    pub rows: Vec<CueRow>,
    /// Rows that were found, on this page and the others.
    pub found: u32,
    /// Rows in all.
    pub all: u32,
    /// Rows on which the room said its own word.
    pub own: u32,
    /// Kinds that the list has.
    pub kinds: Vec<CueKind>,
}

/// What a text says now, and what it would say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CueTrial {
    pub now: Explained,
    /// Where a change was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub then: Option<Explained>,
}

impl CueSource {
    #[must_use]
    pub fn of(own: Option<&OwnCue>) -> Self {
        match own {
            None => Self::Product,
            Some(OwnCue::Weighs { learnt: None, .. }) => Self::Room,
            Some(OwnCue::Weighs { learnt: Some(_), .. }) => Self::Learnt,
            Some(OwnCue::Off) => Self::Off,
            Some(OwnCue::Declined { .. }) => Self::Declined,
        }
    }
}

/// The rows that are looked for, page by page; `examples` where the asker may know which tickets a row was learnt from.
#[must_use]
pub fn find_cues(setup: &Setup, search: &CueSearch, examples: bool) -> CuePage {
    let region = &setup.region;
    let wanted: Vec<String> =
        search.text.split_whitespace().map(normalize).filter(|word| !word.is_empty()).collect();
    let rows = region.cue_rows();
    let all = rows.len();
    let mut kinds: Vec<CueKind> = rows.iter().map(|(cue, ..)| cue.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    let mut count = 0_usize;
    for (cue, product, own) in rows {
        let source = CueSource::of(own);
        let fits = search.kind.is_none_or(|kind| kind == cue.kind)
            && search.speaks_for.as_ref().is_none_or(|code| *code == cue.speaks_for)
            && search.source.is_none_or(|wanted| wanted == source)
            && is_found(region, &cue, &wanted);
        if !fits {
            continue;
        }
        let shown = search.from as usize;
        if (shown..shown.saturating_add(LONGEST_PAGE)).contains(&count) {
            let own = own.cloned().map(|own| if examples { own } else { own.without_examples() });
            found.push(CueRow { cue, product, own, source });
        }
        count += 1;
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    CuePage {
        version: setup.version,
        rows: found,
        found: number(count),
        all: number(all),
        own: number(region.cue_changes.len()),
        kinds,
    }
}

fn is_found(region: &Region, cue: &CueKey, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let category = region.categories.iter().find(|one| one.code.as_str() == cue.speaks_for);
    let names = category.map(|one| format!("{} {}", one.name_id, one.name_en)).unwrap_or_default();
    let text = [cue.phrase.as_str(), cue.speaks_for.as_str(), names.as_str()].join(" ");
    let between = |letter: char| !(letter.is_alphanumeric() || letter == '-');
    let words: Vec<String> = text.split(between).map(normalize).collect();
    wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
}

/// What `text` says by the room's words, and by them after `edit`.
///
/// # Errors
/// The change does not hold.
pub fn try_cue(
    setup: &Setup,
    reader: &Reader,
    text: &str,
    edit: Option<&CueEdit>,
) -> Result<CueTrial, Refusal> {
    let then = match edit {
        None => None,
        Some(edit) => {
            edit.check(&setup.region, setup.version)?;
            Some(Reader::new(&setup.region.with_cue(edit)).explain(text))
        }
    };
    Ok(CueTrial { now: reader.explain(text), then })
}
