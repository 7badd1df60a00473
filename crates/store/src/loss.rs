//! What a room that was put back has lost, held against the tickets that it has; and what desks are told so that they
//! can say so.

use crate::broken::Broken;
use crate::reader::Reader;
use crate::rows;
use kentongan_rules::desk::ROOM_DESK;
use kentongan_rules::id::{TicketId, TicketNumber};
use kentongan_rules::loss::{Highest, Loss, told_before};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::{LossRow, NumberRun};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Numbers of its tickets that a desk is told at once, at most: the newest.
const MOST_NAMED: usize = 200;

/// What a desk's tickets are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// Of the local day.
    pub count: u32,
    /// Newest first.
    pub named: Vec<(TicketId, TicketNumber)>,
}

impl Reader {
    /// Newest first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn losses(&mut self) -> Result<Vec<LossRow>, Broken> {
        let (tx, setup) = self.moment()?;
        let mut rows = Vec::new();
        for (nth, loss) in setup.losses.iter().enumerate() {
            let before = setup.losses.get(..nth).unwrap_or_default();
            rows.push(row(&tx, &setup, before, loss)?);
        }
        rows.reverse();
        Ok(rows)
    }

    /// The highest count of every desk on the local day of `at`, of those that have numbered a ticket.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn highest(&mut self, at: At) -> Result<Vec<Highest>, Broken> {
        let (tx, setup) = self.moment()?;
        let day = rows::setup::day(at, setup.region.utc_offset_minutes);
        let mut highest = Vec::new();
        // One by one: the rows of a year are not looked through every second.
        for desk in ROOM_DESK..setup.next_desk() {
            let count = rows::setup::count(&tx, desk, &day)?;
            if count > 0 {
                highest.push(Highest { day: day.clone(), desk, count });
            }
        }
        Ok(highest)
    }

    /// How many tickets a desk has numbered on the local day of `at`, and what its tickets of after a position are
    /// called. Of one moment: what is counted is named too.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn numbering(&mut self, desk: u16, at: At, after: Option<Seq>) -> Result<Numbering, Broken> {
        let (tx, setup) = self.moment()?;
        let count = rows::setup::count(&tx, desk, &rows::setup::day(at, setup.region.utc_offset_minutes))?;
        let Some(after) = after else { return Ok(Numbering { count, named: Vec::new() }) };
        let mut statement =
            tx.prepare_cached("SELECT id, number FROM ticket WHERE seq > ?1 ORDER BY seq DESC")?;
        let found = statement.query_map([after.0], |row| {
            Ok((TicketId(Uuid::from_bytes(row.get(0)?)), TicketNumber(row.get(1)?)))
        })?;
        let is_own = |number: &TicketNumber| number.parts().is_some_and(|(_, by, _)| by == desk);
        let own = found.filter(|one| one.as_ref().is_ok_and(|(_, number)| is_own(number)) || one.is_err());
        let named = own.take(MOST_NAMED).collect::<Result<_, _>>()?;
        Ok(Numbering { count, named })
    }

    /// When the fact at this position was recorded.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn recorded_at(&mut self, seq: Seq) -> Result<Option<At>, Broken> {
        let mut statement =
            self.connection.prepare_cached("SELECT recorded_at FROM journal WHERE seq = ?1")?;
        Ok(statement.query_row([seq.0], |row| row.get(0).map(At)).optional()?)
    }
}

/// `before` are the losses of before it: what was numbered since lies beyond them.
fn row(connection: &Connection, setup: &Setup, before: &[Loss], loss: &Loss) -> Result<LossRow, Broken> {
    let mut highest: BTreeMap<(&str, u16), u32> = BTreeMap::new();
    for one in loss.desks.iter().flat_map(|saw| &saw.numbers) {
        let most = highest.entry((&one.day, one.desk)).or_default();
        *most = one.count.max(*most);
    }
    let (mut back, mut missing) = (Vec::new(), Vec::new());
    for ((day, desk), highest) in highest {
        let there = there(connection, &setup.region.prefix, day, desk)?;
        let had = there.iter().filter(|(_, seq)| *seq <= loss.after).map(|(count, _)| *count).max();
        let beyond = told_before(before, desk, day, setup.region.utc_offset_minutes);
        let first = had.unwrap_or(0).max(if highest > beyond { beyond } else { 0 }) + 1;
        let has: BTreeSet<u32> = there.into_iter().map(|(count, _)| count).collect();
        let (is_back, is_missing): (Vec<u32>, Vec<u32>) =
            (first..=highest).partition(|count| has.contains(count));
        back.extend(runs(day, desk, &is_back));
        missing.extend(runs(day, desk, &is_missing));
    }
    Ok(LossRow { loss: loss.clone(), back, missing })
}

/// The counts of a desk's tickets on a day, with the position of each.
fn there(connection: &Connection, prefix: &str, day: &str, desk: u16) -> Result<Vec<(u32, Seq)>, Broken> {
    let start = format!("{prefix}-{day}-{desk}-");
    // A full stop comes right after the dash.
    let end = format!("{prefix}-{day}-{desk}.");
    let mut statement =
        connection.prepare_cached("SELECT number, seq FROM ticket WHERE number > ?1 AND number < ?2")?;
    let found = statement
        .query_map([&start, &end], |row| Ok((TicketNumber(row.get(0)?), Seq(row.get(1)?))))?
        .collect::<Result<Vec<_>, _>>()?;
    let count = |number: &TicketNumber| number.parts().map(|(_, _, count)| count);
    Ok(found.into_iter().filter_map(|(number, seq)| Some((count(&number)?, seq))).collect())
}

fn runs(day: &str, desk: u16, counts: &[u32]) -> Vec<NumberRun> {
    let mut runs: Vec<NumberRun> = Vec::new();
    for count in counts {
        match runs.last_mut().filter(|run| run.to + 1 == *count) {
            Some(run) => run.to = *count,
            None => runs.push(NumberRun { day: day.to_owned(), desk, from: *count, to: *count }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one_run() {
        let run = |from, to| NumberRun { day: "261126".to_owned(), desk: 2, from, to };
        assert_eq!(runs("261126", 2, &[3, 4, 5, 7, 9, 10]), [run(3, 5), run(7, 7), run(9, 10)]);
        assert_eq!(runs("261126", 2, &[]), []);
    }
}
