//! What people made of the last narratives: what the room could learn from.

use crate::broken::Broken;
use crate::reader::{Reader, unsealing};
use crate::rows;
use kentongan_rules::reading::lesson::Told;
use kentongan_rules::ticket::CloseOutcome;

/// Tickets that are learnt from.
pub const MOST_TOLD: usize = 200;
/// Tickets that are looked at for them.
const MOST_READ: i64 = 600;

impl Reader {
    /// The narratives of the last tickets with the category each has now, newest first; none that is restricted, or that
    /// was no case after all.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn told(&mut self) -> Result<Vec<Told>, Broken> {
        let (tx, setup) = self.moment()?;
        let mut statement =
            tx.prepare_cached("SELECT seq, changed, terms, doc FROM ticket ORDER BY seq DESC LIMIT ?1")?;
        let mut found = statement.query([MOST_READ])?;
        let mut told = Vec::new();
        while let Some(row) = found.next()? {
            let ticket = rows::ticket::stored(row)?.ticket;
            let category = setup.region.category(&ticket.category);
            let outcome = ticket.closed.as_ref().map(|closed| closed.outcome);
            let no_case = matches!(outcome, Some(CloseOutcome::Unfounded | CloseOutcome::Cancelled));
            if ticket.restricted || category.is_none_or(|known| known.restricted) || no_case {
                continue;
            }
            let Some(sealed) = &ticket.narrative else { continue };
            let personal = [&ticket.reporter.name, &ticket.place.landmark, &ticket.place.words];
            let (narrative, personal) = unsealing(&tx, |unseal| {
                let personal = personal.into_iter().flatten().filter_map(|one| unseal(one.id));
                (unseal(sealed.id), personal.collect())
            })?;
            let Some(narrative) = narrative else { continue };
            told.push(Told { ticket: ticket.number, narrative, category: ticket.category, personal });
            if told.len() == MOST_TOLD {
                break;
            }
        }
        Ok(told)
    }
}
