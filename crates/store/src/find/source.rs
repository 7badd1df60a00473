//! Ways to candidates: their positions beyond one, in the order of a page, of those alone that fit.

use super::narrow::{Narrow, WayIn};
use crate::broken::Broken;
use rusqlite::types::Value;
use rusqlite::{Connection, ToSql};

/// A way to candidates.
pub(super) enum Source {
    /// Nothing was typed: the history itself.
    All,
    /// Numbers from the first up to the second, which is not one of them.
    Numbers(String, String),
    /// A number as said on its day, and that day of the month if it was said.
    Tail(String, Option<String>),
    Tag(String),
    Words(String),
}

/// Which way a page goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Older,
    Newer,
}

impl Way {
    /// What stands further on in this way is less.
    pub(super) fn key(self, seq: i64) -> i64 {
        match self {
            Way::Older => seq,
            Way::Newer => -seq,
        }
    }

    /// Its own inverse, but for the ends.
    pub(super) fn seq(self, key: i64) -> i64 {
        match self {
            Way::Older => key,
            Way::Newer => key.saturating_neg(),
        }
    }
}

/// What a source selects from, and by.
struct Select {
    seq: &'static str,
    from: &'static str,
    by: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Source {
    /// A ticket's number is not personal: found by it, a masked ticket is shown masked.
    pub(super) fn by_number(&self) -> bool {
        matches!(self, Source::All | Source::Numbers(..) | Source::Tail(..))
    }

    /// At most `limit` beyond `from`, nearest first.
    pub(super) fn beyond(
        &self,
        connection: &Connection,
        narrow: &Narrow,
        way: Way,
        from: i64,
        limit: i64,
    ) -> Result<Vec<i64>, Broken> {
        let Select { seq, from: tables, by, mut values } = self.select(narrow);
        let (beyond, order) = match way {
            Way::Older => ("<", "DESC"),
            Way::Newer => (">", "ASC"),
        };
        let joined = match (self, narrow.is_empty()) {
            (Source::All, _) | (_, true) => String::new(),
            _ => format!("CROSS JOIN facet ON facet.seq = {seq}"),
        };
        let fits = narrow.sql(seq, by);
        let sql = format!(
            "SELECT {seq} FROM {tables} {joined} WHERE {by} AND {seq} {beyond} :from {fits}
             ORDER BY {seq} {order} LIMIT :limit"
        );
        values.extend(narrow.values());
        values.extend([(":from", Value::from(from)), (":limit", Value::from(limit))]);
        let named: Vec<(&str, &dyn ToSql)> =
            values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
        Ok(connection
            .prepare_cached(&sql)?
            .query_map(named.as_slice(), |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }

    fn select(&self, narrow: &Narrow) -> Select {
        let text = |text: &str| Value::from(text.to_owned());
        match self {
            Source::All => {
                let WayIn { seq, from, by } = narrow.way_in();
                Select { seq, from, by, values: Vec::new() }
            }
            Source::Words(question) => Select {
                seq: "words.rowid",
                from: "words",
                by: "words MATCH :words",
                values: vec![(":words", text(question))],
            },
            Source::Numbers(first, end) => Select {
                seq: "ticket.seq",
                from: "ticket",
                by: "ticket.number >= :first AND ticket.number < :end",
                values: vec![(":first", text(first)), (":end", text(end))],
            },
            Source::Tail(tail, day) => Select {
                seq: "ticket.seq",
                from: "ticket",
                by: "ticket.tail = :tail AND (:day = '' OR ticket.number LIKE '%' || :day || '-' || :tail)",
                values: vec![(":tail", text(tail)), (":day", text(day.as_deref().unwrap_or("")))],
            },
            Source::Tag(tag) => Select {
                seq: "ticket.seq",
                from: "(SELECT DISTINCT ticket AS id FROM sealed WHERE tag = :tag) AS said
                       CROSS JOIN ticket ON ticket.id = said.id",
                by: "1",
                values: vec![(":tag", text(tag))],
            },
        }
    }
}

/// A ticket's number, or the part of it that is said: `SDA-2611…`, `2-17`, `23/2-17`.
pub(super) fn number(typed: &str) -> Option<Source> {
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
}
