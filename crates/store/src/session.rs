//! Who is signed in, by the hash of what their desk shows: what a room that starts again knows them by.

use crate::broken::Broken;
use crate::sqlite::Sqlite;
use kentongan_rules::actor::Shift;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::PersonId;
use kentongan_rules::time::At;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// A sign-in as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSession {
    /// SHA-256, in hex, of what the desk shows; what it shows is kept nowhere.
    pub token: String,
    pub person: PersonId,
    pub desk: u16,
    pub shift: Option<Shift>,
    pub since: At,
    /// When they last asked anything, to the minute.
    pub heard: At,
    /// Since when their screen is locked.
    pub locked: Option<At>,
}

impl Sqlite {
    /// Keeps a sign-in, or what has become of it.
    ///
    /// # Errors
    /// The disk failed.
    pub fn keep_session(&mut self, kept: &KeptSession) -> Result<(), Broken> {
        let shift = kept.shift.map(|shift| serde_json::to_string(&shift)).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO session (token, person, desk, shift, since, heard, locked)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (token) DO UPDATE SET shift = excluded.shift, heard = excluded.heard,
                 locked = excluded.locked",
            )?
            .execute(params![
                kept.token,
                kept.person.0.as_bytes(),
                kept.desk,
                shift,
                kept.since.0,
                kept.heard.0,
                kept.locked.map(|at| at.0)
            ])?;
        Ok(())
    }

    /// These have asked something at `at`; in one commit.
    ///
    /// # Errors
    /// The disk failed.
    pub fn hear_sessions(&mut self, tokens: &[String], at: At) -> Result<(), Broken> {
        let tx = self.connection.transaction()?;
        for token in tokens {
            tx.prepare_cached("UPDATE session SET heard = max(heard, ?2) WHERE token = ?1")?
                .execute(params![token, at.0])?;
        }
        tx.commit()?;
        Ok(())
    }

    /// # Errors
    /// The disk failed.
    pub fn forget_session(&mut self, token: &str) -> Result<(), Broken> {
        self.connection.prepare_cached("DELETE FROM session WHERE token = ?1")?.execute([token])?;
        Ok(())
    }

    /// Nobody is signed in any more.
    ///
    /// # Errors
    /// The disk failed.
    pub fn forget_sessions(&mut self) -> Result<(), Broken> {
        self.connection.execute("DELETE FROM session", [])?;
        Ok(())
    }

    /// Every sign-in that is kept.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn sessions(&mut self) -> Result<Vec<KeptSession>, Broken> {
        let mut statement = self.connection.prepare_cached(
            "SELECT token, person, desk, shift, since, heard, locked FROM session ORDER BY since",
        )?;
        let mut found = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = found.next()? {
            let shift: Option<String> = row.get(3)?;
            kept.push(KeptSession {
                token: row.get(0)?,
                person: PersonId(Uuid::from_bytes(row.get(1)?)),
                desk: row.get(2)?,
                shift: shift.map(|shift| serde_json::from_str(&shift)).transpose()?,
                since: At(row.get(4)?),
                heard: At(row.get(5)?),
                locked: row.get::<_, Option<i64>>(6)?.map(At),
            });
        }
        Ok(kept)
    }
}

/// What happened ends sign-ins in its own commit, so that no crash brings one back.
pub(crate) fn end(connection: &Connection, stream: &Stream, event: &Event) -> Result<(), Broken> {
    match (event, stream) {
        (Event::PersonReset { person, .. } | Event::PersonClosed { person }, _) => {
            connection
                .prepare_cached("DELETE FROM session WHERE person = ?1")?
                .execute([person.0.as_bytes()])?;
        }
        (Event::DeskLeft, Stream::Desk(desk)) => {
            connection.prepare_cached("DELETE FROM session WHERE desk = ?1")?.execute([desk])?;
        }
        _ => {}
    }
    Ok(())
}
