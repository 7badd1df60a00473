//! Finding tickets by number, telephone, place or word, and by what they are filtered by.

mod narrow;
mod source;

use crate::broken::Broken;
use crate::reader::{Reader, shown};
use crate::{access, facet, rows, words};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::Region;
use kentongan_rules::search::{Filter, Page, Search};
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::{FindHit, FindPage, TicketRow};
use narrow::Narrow;
use source::{Source, Way, number};
use uuid::Uuid;

/// Most tickets in one answer.
pub const LONGEST_PAGE: usize = 20;
/// Candidates that are looked at together; more each time where few of them are for the viewer.
const MOST_CANDIDATES: i64 = 1_344;
/// Letters shown on each side of where a word was found.
const AROUND: usize = 48;

impl Reader {
    /// Open and closed tickets, newest first; all that fit if nothing is typed. `tag` is the HMAC of what was typed if
    /// it is a telephone number. Text that the viewer may not read finds nothing, and neither does a filter by what is
    /// hidden from them.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn find(
        &mut self,
        search: &Search,
        tag: Option<String>,
        viewer: &Actor,
        now: At,
    ) -> Result<FindPage, Broken> {
        let typed = &search.text;
        let mut sources: Vec<Source> = Vec::new();
        if typed.trim().is_empty() {
            sources.push(Source::All);
        } else {
            sources.extend(number(typed));
            // A liaison finds by words what its agency handles, and nothing else.
            if viewer.reads_personal() || viewer.role == Role::Liaison {
                sources.extend(tag.map(Source::Tag));
                sources.extend(words::question(typed).map(Source::Words));
            }
        }
        self.page(&sources, search, viewer, now)
    }

    /// The tickets of a number, newest first, as far as the viewer may read them.
    ///
    /// # Errors
    /// They cannot be read.
    pub(crate) fn tickets_of(&mut self, tag: &str, viewer: &Actor, now: At) -> Result<Vec<FindHit>, Broken> {
        Ok(self.page(&[Source::Tag(tag.to_owned())], &Search::default(), viewer, now)?.hits)
    }

    /// The tickets of which this is so, oldest first: only they know what they are called outside.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn tickets_where(&mut self, is: impl Fn(TicketId) -> bool) -> Result<Vec<TicketId>, Broken> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM ticket ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = Uuid::from_slice(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
            found.extend(id.ok().map(TicketId).filter(|id| is(*id)));
        }
        Ok(found)
    }

    fn page(
        &mut self,
        sources: &[Source],
        Search { text, filter, page }: &Search,
        viewer: &Actor,
        now: At,
    ) -> Result<FindPage, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let narrow = Narrow::of(&tx, filter, &viewer.actor, (now, setup.region.utc_offset_minutes))?;
        let filed_percent = if filter.is_empty() { None } else { facet::filed_percent(&tx)? };
        let (way, mut beyond) = match page {
            Page::Newest => (Way::Older, i64::MAX),
            Page::Before(seq) => (Way::Older, seq.0),
            Page::After(seq) => (Way::Newer, Way::Newer.key(seq.0)),
        };
        let mut limit = LONGEST_PAGE as i64 + 1;
        let mut found = FindPage { filed_percent, ..FindPage::default() };
        loop {
            // In order over all sources: beyond the last candidate of a full source nothing is certain yet.
            let mut candidates: Vec<(i64, bool)> = Vec::new();
            let mut certain = i64::MIN;
            for source in sources {
                let further = source.beyond(&tx, &narrow, way, way.seq(beyond), limit)?;
                if further.len() as i64 == limit {
                    certain = certain.max(further.last().map_or(i64::MIN, |seq| way.key(*seq)));
                }
                candidates.extend(further.into_iter().map(|seq| (way.key(seq), source.by_number())));
            }
            // The same ticket found twice stands once, by its number if it was.
            candidates.sort_unstable_by(|a, b| b.cmp(a));
            candidates.dedup_by_key(|(key, _)| *key);
            for (key, by_number) in candidates.into_iter().filter(|(key, _)| *key >= certain) {
                let stored = rows::ticket::load_at(&tx, Seq(way.seq(key)))?;
                let Some(stored) = stored.filter(|it| viewer.sees(&it.ticket)) else { continue };
                let row = shown(&tx, &setup, &stored, viewer)?;
                if row.masked && !by_number || hides(&row, filter) {
                    continue;
                }
                if found.hits.len() == LONGEST_PAGE {
                    return Ok(newest_first(FindPage { more: true, ..found }, way));
                }
                found.hits.push(hit(&row, stored.seq, &setup.region, text));
            }
            if certain == i64::MIN {
                return Ok(newest_first(found, way));
            }
            beyond = certain;
            limit = (limit * 4).min(MOST_CANDIDATES);
        }
    }
}

/// Is something hidden of the row that it was filtered by? It would be told by being found.
fn hides(row: &TicketRow, filter: &Filter) -> bool {
    filter.village.is_some() && filter.village != row.village
}

fn newest_first(mut found: FindPage, way: Way) -> FindPage {
    if way == Way::Newer {
        found.hits.reverse();
    }
    found
}

/// A hit from the row that the viewer may see, so that nothing masked can slip through.
pub(crate) fn hit(row: &TicketRow, seq: Seq, region: &Region, typed: &str) -> FindHit {
    let village = row.village.as_ref().and_then(|code| region.village(code)).map(|v| v.name.clone());
    let place = village.or_else(|| row.words.clone()).or_else(|| row.landmark.clone()).unwrap_or_default();
    let texts = [&row.narrative, &row.landmark, &row.words, &row.reporter_name];
    let excerpt = texts.into_iter().flatten().find_map(|text| excerpt(text, typed)).unwrap_or_default();
    FindHit {
        id: row.id,
        number: row.number.clone(),
        category: row.category.clone(),
        state: row.state,
        district: row.district.clone(),
        place,
        called_at: row.called_at,
        excerpt,
        erased: row.erased_at.is_some(),
        seq,
    }
}

/// The first word of `typed` that begins a word of `text`, with what stands around it.
fn excerpt(text: &str, typed: &str) -> Option<String> {
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let letters: Vec<char> = text.chars().collect();
    let small: Vec<char> = letters.iter().map(lower).collect();
    let begins = |at: usize| at == 0 || !small[at - 1].is_alphanumeric();
    let at = words::pieces(typed).find_map(|piece| {
        let piece: Vec<char> = piece.chars().map(|c| lower(&c)).collect();
        (0..small.len()).find(|at| begins(*at) && small[*at..].starts_with(&piece))
    })?;
    let (mut from, mut to) = (at.saturating_sub(AROUND), (at + AROUND).min(letters.len()));
    // Whole words at both ends.
    while from > 0 && !letters[from - 1].is_whitespace() {
        from -= 1;
    }
    while to < letters.len() && !letters[to].is_whitespace() {
        to += 1;
    }
    let middle: String = letters[from..to].iter().collect();
    let middle = middle.split_whitespace().collect::<Vec<_>>().join(" ");
    let (head, foot) = (if from > 0 { "… " } else { "" }, if to < letters.len() { " …" } else { "" });
    Some(format!("{head}{middle}{foot}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_has_whole_words_around_what_was_found() {
        assert_eq!(excerpt("Asap tebal dari Gudang", "gud"), Some("Asap tebal dari Gudang".into()));
        assert_eq!(excerpt("Asap tebal", "bal"), None);
        let long = format!("{} gudang terbakar {}", "kata ".repeat(30), "lagi ".repeat(30));
        let found = excerpt(&long, "GUDANG").unwrap();
        assert!(found.starts_with("… kata") && found.ends_with("lagi …") && found.len() < 130, "{found}");
    }
}
