//! The full-text index over a ticket's own texts and the names of where and what.

use crate::broken::Broken;
use kentongan_rules::id::SealedId;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::Seq;
use rusqlite::Connection;

/// Most words of one question that are looked at.
const MOST_WORDS: usize = 8;

/// The sealed texts that are indexed, in their order.
pub(crate) fn indexed(ticket: &Ticket) -> impl Iterator<Item = SealedId> + '_ {
    [&ticket.narrative, &ticket.place.landmark, &ticket.place.words, &ticket.reporter.name]
        .into_iter()
        .filter_map(|sealed| sealed.as_ref().map(|Sealed { id, .. }| *id))
}

/// Does `after` read differently in the index?
pub(crate) fn differ(before: &Ticket, after: &Ticket) -> bool {
    before.category != after.category
        || before.place.district != after.place.district
        || before.place.village != after.place.village
        || !indexed(before).eq(indexed(after))
}

/// What is, or was, indexed of a ticket.
pub(crate) fn text(connection: &Connection, terms: &str, ticket: &Ticket) -> Result<String, Broken> {
    let mut text = terms.to_owned();
    for id in indexed(ticket) {
        if let Some(part) = crate::sealed::text(connection, id)? {
            text.push('\n');
            text.push_str(&part);
        }
    }
    Ok(text)
}

/// `text` must be what was put: the index forgets only what it is shown.
pub(crate) fn take_out(connection: &Connection, seq: Seq, text: &str) -> Result<(), Broken> {
    connection
        .prepare_cached("INSERT INTO words (words, rowid, text) VALUES ('delete', ?1, ?2)")?
        .execute(rusqlite::params![seq.0, text])?;
    Ok(())
}

pub(crate) fn put(connection: &Connection, seq: Seq, text: &str) -> Result<(), Broken> {
    connection
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(rusqlite::params![seq.0, text])?;
    Ok(())
}

/// The words of a question, as typed.
pub(crate) fn pieces(typed: &str) -> impl Iterator<Item = &str> {
    typed.split_whitespace().filter(|piece| piece.chars().any(char::is_alphanumeric)).take(MOST_WORDS)
}

/// A question as FTS5 reads it: every word a quoted string and the beginning of a word, all of them needed. Nothing
/// typed is ever syntax. `None` when there is no word in it.
pub(crate) fn question(typed: &str) -> Option<String> {
    let quoted: Vec<String> = pieces(typed)
        .map(|piece| {
            let piece = piece.replace('\0', " ").replace('"', "\"\"");
            // One letter begins too many words; it is looked for as a word of its own.
            let begins = if piece.chars().count() > 1 { "*" } else { "" };
            format!("\"{piece}\"{begins}")
        })
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_syntax() {
        assert_eq!(question("rumah NOT \"x").as_deref(), Some("\"rumah\"* \"NOT\"* \"\"\"x\"*"));
        assert_eq!(question("a text:*").as_deref(), Some("\"a\" \"text:*\"*"));
        assert_eq!(question(" - ( ) \" * "), None);
    }
}
