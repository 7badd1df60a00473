//! Where tickets lie, as their people said it: what the gazetteer learns from.

use crate::broken::Broken;
use crate::reader::Reader;
use crate::rows::ticket::StoredTicket;
use crate::{journal, rows, sealed};
use kentongan_rules::event::Stream;
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{DistrictCode, VillageCode};
use kentongan_rules::time::{At, Seq};

/// A ticket's place in words, with where it is sure to lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidPlace {
    pub district: DistrictCode,
    pub village: Option<VillageCode>,
    pub landmark: Option<String>,
    pub at: At,
}

/// Tickets whose place was said or set right since some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidPlaces {
    /// The moment they are of.
    pub seq: Seq,
    /// `None` where a ticket teaches nothing: restricted, of an unknown district, or erased.
    pub tickets: Vec<(TicketId, Option<SaidPlace>)>,
}

impl Reader {
    /// Of the tickets opened, corrected or erased after `after`, oldest first; from the beginning, of the newest `most`.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn said_places(&mut self, after: Seq, most: u32) -> Result<SaidPlaces, Broken> {
        let (tx, _) = self.moment()?;
        let seq = journal::end(&tx)?.seq;
        let mut found: Vec<StoredTicket> = Vec::new();
        if after == Seq(0) {
            let mut newest =
                tx.prepare_cached("SELECT seq, changed, terms, doc FROM ticket ORDER BY seq DESC LIMIT ?1")?;
            let mut rows = newest.query([most])?;
            while let Some(row) = rows.next()? {
                found.push(rows::ticket::stored(row)?);
            }
            found.reverse();
        } else {
            let mut since = tx.prepare_cached(
                "SELECT DISTINCT stream FROM journal
                 WHERE seq > ?1 AND kind IN ('opened', 'corrected', 'erased') ORDER BY seq",
            )?;
            let mut rows = since.query([after.0])?;
            while let Some(row) = rows.next()? {
                if let Some(Stream::Ticket(id)) = Stream::parse(&row.get::<_, String>(0)?) {
                    found.extend(rows::ticket::load(&tx, id)?);
                }
            }
        }
        let mut tickets = Vec::with_capacity(found.len());
        for StoredTicket { ticket, .. } in found {
            let said = match ticket.place.district {
                Some(district) if !ticket.restricted && ticket.erased.is_none() => {
                    let landmark = match &ticket.place.landmark {
                        Some(landmark) => sealed::text(&tx, landmark.id)?,
                        None => None,
                    };
                    let village = ticket.place.village;
                    Some(SaidPlace { district, village, landmark, at: ticket.called_at })
                }
                _ => None,
            };
            tickets.push((ticket.id, said));
        }
        Ok(SaidPlaces { seq, tickets })
    }
}
