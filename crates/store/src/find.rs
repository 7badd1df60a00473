//! Finding tickets by number, telephone, place or word.

use crate::broken::Broken;
use crate::reader::{Reader, shown};
use crate::{access, rows, words};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::Region;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::{FindHit, TicketRow};
use rusqlite::Connection;
use uuid::Uuid;

/// Most tickets in one answer.
pub const LONGEST_PAGE: usize = 20;
/// Letters shown on each side of where a word was found.
const AROUND: usize = 48;

/// One page of what was found, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub hits: Vec<FindHit>,
    pub more: bool,
}

/// A way to candidates: their positions older than one, newest first.
enum Source {
    /// Nothing was typed: the history itself.
    All,
    /// Numbers from the first up to the second, which is not one of them.
    Numbers(String, String),
    /// A number as said on its day, and that day of the month if it was said.
    Tail(String, Option<String>),
    Tag(String),
    Words(String),
}

impl Source {
    /// A ticket's number is not personal: found by it, a masked ticket is shown masked.
    fn by_number(&self) -> bool {
        matches!(self, Source::All | Source::Numbers(..) | Source::Tail(..))
    }

    fn older(&self, connection: &Connection, before: i64, limit: i64) -> Result<Vec<i64>, Broken> {
        let (sql, first, second) = match self {
            Source::All => {
                ("SELECT seq FROM ticket WHERE ?1 = ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4", "", "")
            }
            Source::Words(question) => return words::matching(connection, question, before, limit),
            Source::Numbers(from, to) => (
                "SELECT seq FROM ticket WHERE number >= ?1 AND number < ?2 AND seq < ?3
                 ORDER BY seq DESC LIMIT ?4",
                from.as_str(),
                to.as_str(),
            ),
            Source::Tail(tail, day) => (
                "SELECT seq FROM ticket WHERE tail = ?1 AND (?2 = '' OR number LIKE '%' || ?2 || '-' || ?1)
                 AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
                tail.as_str(),
                day.as_deref().unwrap_or(""),
            ),
            Source::Tag(tag) => (
                "SELECT DISTINCT ticket.seq FROM sealed JOIN ticket ON ticket.id = sealed.ticket
                 WHERE sealed.tag = ?1 AND ?2 = '' AND ticket.seq < ?3 ORDER BY ticket.seq DESC LIMIT ?4",
                tag.as_str(),
                "",
            ),
        };
        Ok(connection
            .prepare_cached(sql)?
            .query_map(rusqlite::params![first, second, before, limit], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }
}

/// A ticket's number, or the part of it that is said: `SDA-2611…`, `2-17`, `23/2-17`.
fn number(typed: &str) -> Option<Source> {
    let typed = typed.trim().to_uppercase();
    let digits = |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    let (day, said) = match typed.split_once('/') {
        Some((day, said)) if digits(day) && day.len() <= 2 => (Some(format!("{day:0>2}")), said),
        Some(_) => return None,
        None => (None, typed.as_str()),
    };
    if let Some((desk, count)) = said.split_once('-')
        && digits(desk)
        && digits(count)
    {
        return Some(Source::Tail(format!("{}-{count:0>2}", desk.trim_start_matches('0')), day));
    }
    let (prefix, rest) = typed.split_once('-')?;
    let whole = !prefix.is_empty()
        && prefix.bytes().all(|b| b.is_ascii_alphanumeric())
        && !rest.is_empty()
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    // ':' follows '9', and '-' precedes '0': between them lies whatever begins so.
    whole.then(|| Source::Numbers(typed.clone(), format!("{typed}:")))
}

impl Reader {
    /// Open and closed tickets, newest first, older than `before`; all of them if nothing is typed. `tag` is the HMAC of what was typed if it is a
    /// telephone number. Text that the viewer may not read finds nothing.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn find(
        &mut self,
        typed: &str,
        tag: Option<String>,
        before: Option<Seq>,
        viewer: &Actor,
        now: At,
    ) -> Result<Found, Broken> {
        if typed.trim().is_empty() {
            return self.page(&[Source::All], typed, before, viewer, now);
        }
        let mut sources: Vec<Source> = number(typed).into_iter().collect();
        // A liaison finds by words what its agency handles, and nothing else.
        if viewer.reads_personal() || viewer.role == Role::Liaison {
            sources.extend(tag.map(Source::Tag));
            sources.extend(words::question(typed).map(Source::Words));
        }
        self.page(&sources, typed, before, viewer, now)
    }

    /// The tickets of a number, newest first, as far as the viewer may read them.
    ///
    /// # Errors
    /// They cannot be read.
    pub(crate) fn tickets_of(&mut self, tag: &str, viewer: &Actor, now: At) -> Result<Vec<FindHit>, Broken> {
        Ok(self.page(&[Source::Tag(tag.to_owned())], "", None, viewer, now)?.hits)
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
        typed: &str,
        before: Option<Seq>,
        viewer: &Actor,
        now: At,
    ) -> Result<Found, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let limit = LONGEST_PAGE as i64 + 1;
        let mut before = before.map_or(i64::MAX, |seq| seq.0);
        let mut hits: Vec<FindHit> = Vec::new();
        loop {
            // Newest first over all sources: below the oldest candidate of a full source nothing is certain yet.
            let mut candidates: Vec<(i64, bool)> = Vec::new();
            let mut certain = i64::MIN;
            for source in sources {
                let older = source.older(&tx, before, limit)?;
                if older.len() as i64 == limit {
                    certain = certain.max(older.last().copied().unwrap_or(i64::MIN));
                }
                candidates.extend(older.into_iter().map(|seq| (seq, source.by_number())));
            }
            // The same ticket found twice stands once, by its number if it was.
            candidates.sort_unstable_by(|a, b| b.cmp(a));
            candidates.dedup_by_key(|(seq, _)| *seq);
            for (seq, by_number) in candidates.into_iter().filter(|(seq, _)| *seq >= certain) {
                let stored = rows::ticket::load_at(&tx, Seq(seq))?;
                let Some(stored) = stored.filter(|it| viewer.sees(&it.ticket)) else { continue };
                let row = shown(&tx, &setup, &stored, viewer)?;
                if row.masked && !by_number {
                    continue;
                }
                if hits.len() == LONGEST_PAGE {
                    return Ok(Found { hits, more: true });
                }
                hits.push(hit(&row, stored.seq, &setup.region, typed));
            }
            if certain == i64::MIN {
                return Ok(Found { hits, more: false });
            }
            before = certain;
        }
    }
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

    fn range(typed: &str) -> Option<(String, String)> {
        match number(typed) {
            Some(Source::Numbers(from, to)) => Some((from, to)),
            _ => None,
        }
    }

    fn said(typed: &str) -> Option<(String, Option<String>)> {
        match number(typed) {
            Some(Source::Tail(tail, day)) => Some((tail, day)),
            _ => None,
        }
    }

    #[test]
    fn a_number_is_known_by_its_shape() {
        assert_eq!(said("2-17"), Some(("2-17".into(), None)));
        assert_eq!(said(" 2-7 "), Some(("2-07".into(), None)));
        assert_eq!(said("3/02-107"), Some(("2-107".into(), Some("03".into()))));
        assert_eq!(range("sda-261123-2-17"), Some(("SDA-261123-2-17".into(), "SDA-261123-2-17:".into())));
        assert_eq!(range("SDA-26"), Some(("SDA-26".into(), "SDA-26:".into())));
        for typed in ["kebakaran", "rumah-sakit", "jl. mawar 2", "1/2/3", "-", ""] {
            assert!(number(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn an_excerpt_has_whole_words_around_what_was_found() {
        assert_eq!(excerpt("Asap tebal dari Gudang", "gud"), Some("Asap tebal dari Gudang".into()));
        assert_eq!(excerpt("Asap tebal", "bal"), None);
        let long = format!("{} gudang terbakar {}", "kata ".repeat(30), "lagi ".repeat(30));
        let found = excerpt(&long, "GUDANG").unwrap();
        assert!(found.starts_with("… kata") && found.ends_with("lagi …") && found.len() < 130, "{found}");
    }
}
