use crate::broken::Broken;
use crate::reader::Reader;
use crate::rows;
use kentongan_rules::storm::StormNo;
use kentongan_rules::view::StormPage;

impl Reader {
    /// An umbrella incident at a glance; `None` if the room has had none of this number.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn storm(&mut self, storm: StormNo) -> Result<Option<StormPage>, Broken> {
        let (tx, setup) = self.moment()?;
        let Some(storm) = setup.storms.iter().find(|known| known.no == storm) else { return Ok(None) };
        let mut page = StormPage::of(storm.clone());
        let mut statement = tx.prepare_cached(
            "SELECT seq, changed, terms, doc FROM ticket WHERE called_at >= ?1 AND doc ->> '$.storm' = ?2",
        )?;
        let mut found = statement.query(rusqlite::params![storm.since.0 - BEFORE_MS, storm.no])?;
        while let Some(row) = found.next()? {
            page.add(&rows::ticket::stored(row)?.ticket);
        }
        Ok(Some(page))
    }
}

/// How long before a storm was named its first tickets may have been called in, in milliseconds.
const BEFORE_MS: i64 = 24 * 3_600_000;
