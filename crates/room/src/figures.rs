//! A report's figures on paper and in sheets: the same tables as the screen's, under the same names.

use crate::kit::{imprint, when};
use crate::words::{has_words, say};
use kentongan_rules::actor::Actor;
use kentongan_rules::paper::{Block, Paper, Sheet};
use kentongan_rules::report::{Figure, ReportPage};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Span};

/// Columns beside the first that a page of paper is wide enough for; of a month's days a third, and the sum.
const BAND: usize = 11;
/// A table of more columns stands in bands.
const WIDEST: usize = 16;

/// Every figure that has something to tell, in the order of the screen.
pub fn sheets(setup: &Setup, page: &ReportPage) -> Vec<Sheet> {
    let word = |key: &str| said(setup, key, &[]);
    let told = page.tables.iter().filter(|table| !table.rows.is_empty());
    told.map(|table| Sheet::of(table, word(&format!("report.figure_{}", name(table.id))), &word)).collect()
}

/// All of them as pages, with what the report is of and how its figures are counted.
pub fn figures(setup: &Setup, page: &ReportPage, by: &Actor, now: At) -> Paper {
    let word = |key: &str, places: &[(&str, &str)]| said(setup, key, places);
    let day = |at: At| when(setup, at).chars().take("27/11/2026".len()).collect::<String>();
    let known = [("moment", &*when(setup, page.as_of)), ("policy", &*page.policy.to_string())];
    let mut blocks = vec![Block::Paragraph(word("report.known_at", &known))];
    if page.as_of < page.to {
        blocks.push(Block::Paragraph(word("report.unfinished", &[])));
    }
    for table in &page.tables {
        let name = name(table.id);
        let title = word(&format!("report.figure_{name}"), &[]);
        blocks.push(Block::Heading(title.clone()));
        blocks.extend(note(setup, &name).map(Block::Paragraph));
        if table.rows.is_empty() {
            blocks.push(Block::Paragraph(word("report.nothing", &[])));
        } else {
            let sheet = Sheet::of(table, title, &|key| word(key, &[]));
            let most = if sheet.columns.len() > WIDEST { BAND } else { WIDEST };
            blocks.extend(sheet.bands(most).into_iter().map(Block::Table));
        }
        if table.id == Figure::Ministry && page.ministry_proposed {
            blocks.push(Block::Paragraph(word("report.ministry_proposal", &[])));
        }
        if table.id == Figure::AlarmLoad {
            let count = page.most_alarms.to_string();
            blocks.push(Block::Paragraph(word("report.most_alarms", &[("count", &count)])));
        }
    }
    blocks.push(Block::Paragraph(word("report.foot", &[("enough", &page.enough.to_string())])));
    Paper {
        title: word("paper.report", &[]),
        subtitle: word("report.from_to", &[("from", &day(page.from)), ("to", &day(page.to - Span(1)))]),
        imprint: imprint(setup, by, now),
        blocks,
    }
}

/// How a figure is counted; figures of categories, agencies and outside agencies share their first sentence.
fn note(setup: &Setup, name: &str) -> Option<String> {
    let stage = ["_category", "_agency", "_outside"].iter().find_map(|end| name.strip_suffix(end));
    let whose = match name.rsplit_once('_') {
        Some((_, "outside")) => Some("report.note_outside"),
        Some((_, "category")) => Some("report.note_own"),
        _ => None,
    };
    let own = format!("report.note_{}", stage.unwrap_or(name));
    let keys = [Some(own.as_str()), whose].into_iter().flatten();
    let sentences: Vec<_> = keys.filter(|key| has_words(key)).map(|key| said(setup, key, &[])).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn said(setup: &Setup, key: &str, places: &[(&str, &str)]) -> String {
    say(setup.settings.language, key, places)
}

/// As the wire has it.
fn name(figure: Figure) -> String {
    serde_json::to_value(figure).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
