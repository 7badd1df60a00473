//! The append-only journal and its chain of hashes.

use crate::broken::Broken;
use kentongan_rules::actor::Actor;
use kentongan_rules::event::{Event, Meta, Stream};
use kentongan_rules::id::CommandId;
use kentongan_rules::time::{At, Seq};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(crate) type Hash = [u8; 32];

/// The newest row of the journal: what a backup and a handover write down, and `verify` compares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: Seq,
    /// Hex; of an empty journal it is 64 zeros.
    pub hash: String,
}

/// Where the next row continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub seq: Seq,
    pub hash: Hash,
    pub recorded_at: At,
}

impl End {
    pub(crate) fn head(&self) -> Head {
        Head { seq: self.seq, hash: hex(&self.hash) }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub(crate) fn end(connection: &Connection) -> Result<End, Broken> {
    let found = connection
        .prepare_cached("SELECT seq, hash, recorded_at FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(End { seq: Seq(row.get(0)?), hash: row.get(1)?, recorded_at: At(row.get(2)?) })
        })
        .optional()?;
    Ok(found.unwrap_or(End { seq: Seq(0), hash: [0; 32], recorded_at: At(i64::MIN) }))
}

pub(crate) const COLUMNS: &str =
    "seq, stream, version, at, recorded_at, actor, command, nth, kind, data, hash";
const HASHED: usize = 10;

/// The hash of a row: over the row before it and every stored column, each with its type and length, so that no two
/// different rows are the same bytes.
pub(crate) fn hash(before: &Hash, columns: &[ValueRef<'_>]) -> Hash {
    let mut sum = Sha256::new();
    sum.update(before);
    let mut add = |tag: u8, bytes: &[u8]| {
        sum.update([tag]);
        sum.update((bytes.len() as u64).to_le_bytes());
        sum.update(bytes);
    };
    for column in columns {
        match *column {
            ValueRef::Null => add(0, &[]),
            ValueRef::Integer(n) => add(1, &n.to_le_bytes()),
            ValueRef::Real(n) => add(2, &n.to_bits().to_le_bytes()),
            ValueRef::Text(bytes) => add(3, bytes),
            ValueRef::Blob(bytes) => add(4, bytes),
        }
    }
    sum.finalize().into()
}

/// What one row says, before it has a place.
pub(crate) struct Entry<'a> {
    pub stream: &'a str,
    pub version: u32,
    pub at: At,
    pub recorded_at: At,
    pub actor: &'a str,
    pub command: CommandId,
    pub nth: u32,
    pub kind: &'a str,
    pub data: &'a str,
}

/// Writes the next row and says where the one after it continues.
pub(crate) fn append(connection: &Connection, end: &End, entry: &Entry<'_>) -> Result<End, Broken> {
    let seq = end.seq.0 + 1;
    let command = entry.command.0.as_bytes().as_slice();
    let hash = hash(
        &end.hash,
        &[
            ValueRef::Integer(seq),
            ValueRef::Text(entry.stream.as_bytes()),
            ValueRef::Integer(i64::from(entry.version)),
            ValueRef::Integer(entry.at.0),
            ValueRef::Integer(entry.recorded_at.0),
            ValueRef::Text(entry.actor.as_bytes()),
            ValueRef::Blob(command),
            ValueRef::Integer(i64::from(entry.nth)),
            ValueRef::Text(entry.kind.as_bytes()),
            ValueRef::Text(entry.data.as_bytes()),
        ],
    );
    connection
        .prepare_cached(
            "INSERT INTO journal (seq, stream, version, at, recorded_at, actor, command, nth, kind, data, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(rusqlite::params![
            seq,
            entry.stream,
            entry.version,
            entry.at.0,
            entry.recorded_at.0,
            entry.actor,
            command,
            entry.nth,
            entry.kind,
            entry.data,
            hash.as_slice()
        ])?;
    Ok(End { seq: Seq(seq), hash, recorded_at: entry.recorded_at })
}

/// A row read back.
pub(crate) struct Entered {
    pub stream: Stream,
    pub event: Event,
    pub meta: Meta,
}

/// Reads a row selected with [`COLUMNS`].
pub(crate) fn entered(row: &Row<'_>) -> Result<Entered, Broken> {
    let seq = Seq(row.get(0)?);
    let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    let stream =
        Stream::parse(name).ok_or_else(|| Broken::corrupt(format!("row {}: stream {name}", seq.0)))?;
    let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let event: Event = serde_json::from_str(text(9)?)?;
    let actor: Actor = serde_json::from_str(text(5)?)?;
    let meta = Meta { seq, at: At(row.get(3)?), recorded_at: At(row.get(4)?), actor };
    Ok(Entered { stream, event, meta })
}

/// A row whose stored hash is not that of its columns and the row before it, or that does not follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Whole,
    Gap,
    Changed,
}

/// Checks one row selected with [`COLUMNS`] against the row before it; the next continues from what is stored here.
pub(crate) fn link(before: &End, row: &Row<'_>) -> Result<(Link, End), Broken> {
    let mut columns = [ValueRef::Null; HASHED];
    for (at, column) in columns.iter_mut().enumerate() {
        *column = row.get_ref(at)?;
    }
    let seq = Seq(row.get(0)?);
    let stored: Option<Hash> = row.get_ref(10)?.as_blob().ok().and_then(|bytes| bytes.try_into().ok());
    let link = if seq.0 != before.seq.0 + 1 {
        Link::Gap
    } else if stored == Some(hash(&before.hash, &columns)) {
        Link::Whole
    } else {
        Link::Changed
    };
    let recorded_at = At(row.get_ref(4)?.as_i64().unwrap_or(i64::MIN));
    Ok((link, End { seq, hash: stored.unwrap_or_default(), recorded_at }))
}

/// The chain's last `rows` rows.
pub(crate) fn check_tail(connection: &Connection, rows: i64) -> Result<(), Broken> {
    let first = end(connection)?.seq.0 - rows;
    let mut before = match connection
        .query_row("SELECT seq, hash, recorded_at FROM journal WHERE seq = ?1", [first], |row| {
            Ok(End { seq: Seq(row.get(0)?), hash: row.get(1)?, recorded_at: At(row.get(2)?) })
        })
        .optional()?
    {
        Some(before) => before,
        None if first <= 0 => End { seq: Seq(0), hash: [0; 32], recorded_at: At(i64::MIN) },
        None => return Err(Broken::corrupt(format!("row {first} of the journal is gone"))),
    };
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE seq > ?1 ORDER BY seq");
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query([before.seq.0])?;
    while let Some(row) = found.next()? {
        let (link, next) = link(&before, row)?;
        if link != Link::Whole {
            return Err(Broken::corrupt(format!(
                "row {} of the journal is not as it was written",
                next.seq.0
            )));
        }
        before = next;
    }
    Ok(())
}
