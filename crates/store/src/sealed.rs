//! Personal text, kept outside the journal.

use crate::broken::Broken;
use crate::job::SealedText;
use kentongan_rules::id::SealedId;
use kentongan_rules::text::{Sealed, TextKind};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

/// The salted digest of a text as its event holds it: hex SHA-256 over the salt's bytes and then the text's.
/// A salt that is not hex counts as its own letters.
pub fn digest(salt_hex: &str, text: &str) -> String {
    let mut sum = Sha256::new();
    match unhex(salt_hex) {
        Some(salt) => sum.update(salt),
        None => sum.update(salt_hex.as_bytes()),
    }
    sum.update(text.as_bytes());
    crate::journal::hex(&sum.finalize())
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        hex.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

pub(crate) fn put(connection: &Connection, text: &SealedText) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT INTO sealed (id, ticket, kind, salt, text, tag) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(rusqlite::params![
            text.id.0.as_bytes(),
            text.ticket.as_ref().map(|id| id.0.as_bytes().as_slice()),
            text.kind.name(),
            text.salt,
            text.text,
            text.tag,
        ])?;
    Ok(())
}

/// A hash that another room keeps under this name.
pub(crate) fn put_secret(connection: &Connection, id: SealedId, hash: &str) -> Result<(), Broken> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO sealed (id, kind, salt, text) VALUES (?1, ?2, '', ?3)")?
        .execute(rusqlite::params![id.0.as_bytes(), TextKind::Secret.name(), hash])?;
    Ok(())
}

/// Nothing happens where it is gone.
pub(crate) fn take_out(connection: &Connection, id: SealedId) -> Result<(), Broken> {
    connection.prepare_cached("DELETE FROM sealed WHERE id = ?1")?.execute([id.0.as_bytes()])?;
    Ok(())
}

/// The text, unless it has been erased.
pub(crate) fn text(connection: &Connection, id: SealedId) -> Result<Option<String>, Broken> {
    Ok(connection
        .prepare_cached("SELECT text FROM sealed WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| row.get(0))
        .optional()?)
}

/// A password's or recovery code's hash: nothing else is given out under this name.
pub(crate) fn secret(connection: &Connection, id: SealedId) -> Result<Option<String>, Broken> {
    Ok(connection
        .prepare_cached("SELECT text FROM sealed WHERE id = ?1 AND kind = ?2")?
        .query_row(rusqlite::params![id.0.as_bytes(), TextKind::Secret.name()], |row| row.get(0))
        .optional()?)
}

/// Sealed texts that an event names: whatever in its JSON has an id and a digest.
pub(crate) fn named(value: &serde_json::Value, found: &mut Vec<Sealed>) {
    match value {
        serde_json::Value::Object(fields) => {
            let field = |name: &str| fields.get(name).and_then(serde_json::Value::as_str);
            if let (Some(id), Some(digest)) = (field("id").and_then(|id| id.parse().ok()), field("digest")) {
                let tag = field("tag").map(str::to_owned);
                found.push(Sealed { id: SealedId(id), digest: digest.to_owned(), tag });
            }
            fields.values().for_each(|inner| named(inner, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|inner| named(inner, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_of_salt_and_text() {
        // printf '\x00\xffhalo' | sha256sum
        let known = "cd7af83c5ebf2ac13fa6eff2e810bfa2ffa22bac5bbf518dbac7d234f66024dd";
        assert_eq!(digest("00ff", "halo"), known);
        assert_ne!(digest("00fe", "halo"), known);
        assert_ne!(digest("00ff", "hala"), known);
    }
}
