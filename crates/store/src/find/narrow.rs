//! What narrows a search, as conditions over `facet`. Every piece of them is written here: nothing typed is ever one.

use crate::broken::Broken;
use crate::report::recorded_by;
use crate::rows::word;
use crate::{facet, journal};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::search::Filter;
use kentongan_rules::ticket::TicketState;
use kentongan_rules::time::{At, Span};
use rusqlite::Connection;
use rusqlite::types::Value;

/// How much later than it was written down a call may claim to have come in, where a clock was wrong.
const GRACE: Span = Span::hours(24);

/// Tables to begin with, the position in them, and the condition that their index answers.
#[derive(Clone, Copy)]
pub(super) struct WayIn {
    pub seq: &'static str,
    pub from: &'static str,
    pub by: &'static str,
}

/// The history of all tickets.
const TICKETS: WayIn = WayIn { seq: "ticket.seq", from: "ticket", by: "1" };
/// What they are filtered by, row by row.
const FACETS: WayIn = WayIn { seq: "facet.seq", from: "facet NOT INDEXED", by: "1" };

const fn indexed(from: &'static str, by: &'static str) -> Option<WayIn> {
    Some(WayIn { seq: "facet.seq", from, by })
}

const fn of_agency(by: &'static str) -> Option<WayIn> {
    let from = "facet_agency CROSS JOIN facet ON facet.seq = facet_agency.seq";
    Some(WayIn { seq: "facet_agency.seq", from, by })
}

struct Condition {
    sql: &'static str,
    way_in: Option<WayIn>,
}

/// Those that few tickets hold come first.
#[derive(Default)]
pub(super) struct Narrow {
    conditions: Vec<Condition>,
    values: Vec<(&'static str, Value)>,
    /// Whatever holds them was written down after this one.
    after: Option<i64>,
}

impl Narrow {
    /// What `filter` says, of the tickets that are there for `viewer`.
    pub(super) fn of(
        connection: &Connection,
        filter: &Filter,
        viewer: &Actor,
        (now, utc_offset_minutes): (At, i32),
    ) -> Result<Narrow, Broken> {
        let mut narrow = Narrow::default();
        let liaison = viewer.role == Role::Liaison;
        if let Some(state @ (TicketState::Open | TicketState::Done)) = filter.state {
            let by = "facet.state <> 'closed' AND facet.state = :state";
            let way_in = indexed("facet INDEXED BY facet_unclosed", by);
            narrow.add("facet.state = :state", way_in, (":state", word(&state)?.into()));
        }
        if let Some(village) = &filter.village {
            let sql = "facet.village = :village";
            let way_in = indexed("facet INDEXED BY facet_village", sql);
            narrow.add(sql, way_in, (":village", village.to_string().into()));
        }
        // Who works in the room is no business of the agencies.
        if let Some(owner) = filter.owner.filter(|_| !liaison) {
            let sql = "facet.owner = :owner";
            let way_in = indexed("facet INDEXED BY facet_owner", sql);
            narrow.add(sql, way_in, (":owner", owner.0.as_bytes().to_vec().into()));
        }
        if let Some(own) = viewer.agency.as_ref().filter(|_| liaison)
            && facet::filed_from(connection)?.is_none()
        {
            let sql = "EXISTS (SELECT 1 FROM facet_agency WHERE agency = :own AND seq = facet.seq)";
            let way_in = of_agency("facet_agency.agency = :own");
            narrow.add(sql, way_in, (":own", own.to_string().into()));
        }
        if let Some(agency) = &filter.agency {
            let sql = "EXISTS (SELECT 1 FROM facet_agency WHERE agency = :agency AND seq = facet.seq)";
            let way_in = of_agency("facet_agency.agency = :agency");
            narrow.add(sql, way_in, (":agency", agency.to_string().into()));
        }
        if let Some(category) = &filter.category {
            let sql = "facet.category = :category";
            let way_in = indexed("facet INDEXED BY facet_category", sql);
            narrow.add(sql, way_in, (":category", category.to_string().into()));
        }
        if let Some(district) = &filter.district {
            let sql = "facet.district = :district";
            let way_in = indexed("facet INDEXED BY facet_district", sql);
            narrow.add(sql, way_in, (":district", district.to_string().into()));
        }
        if let Some(kind) = filter.kind {
            narrow.add("facet.kind = :kind", None, (":kind", word(&kind)?.into()));
        }
        if let Some(severity) = filter.severity {
            narrow.add("facet.severity = :severity", None, (":severity", word(&severity)?.into()));
        }
        if filter.late {
            narrow.add("facet.late = :late", None, (":late", 1.into()));
        }
        if filter.state == Some(TicketState::Closed) {
            narrow.add("facet.state = :state", None, (":state", word(&TicketState::Closed)?.into()));
        }
        if let Some(called) = filter.called {
            // Days that no calendar has hold nothing.
            let (from, to) = called.bounds(now, utc_offset_minutes).unwrap_or((At(0), At(0)));
            narrow.add("facet.called_at >= :called_from", None, (":called_from", from.0.into()));
            narrow.add("facet.called_at < :called_to", None, (":called_to", to.0.into()));
            let head = journal::end(connection)?.seq;
            narrow.after = Some(recorded_by(connection, from - GRACE, head)?.0);
        }
        Ok(narrow)
    }

    fn add(&mut self, sql: &'static str, way_in: Option<WayIn>, value: (&'static str, Value)) {
        self.conditions.push(Condition { sql, way_in });
        self.values.push(value);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// To all that fit, where nothing was typed: by what the fewest are likely to have.
    pub(super) fn way_in(&self) -> WayIn {
        let mut ways = self.conditions.iter().filter_map(|condition| condition.way_in);
        ways.next().unwrap_or(if self.is_empty() { TICKETS } else { FACETS })
    }

    /// The conditions that are left beside `by`, each led by `AND`.
    pub(super) fn sql(&self, seq: &str, by: &str) -> String {
        let left = self.conditions.iter().filter(|one| one.way_in.is_none_or(|way| way.by != by));
        let mut sql: String = left.map(|one| format!(" AND {}", one.sql)).collect();
        if self.after.is_some() {
            sql.push_str(&format!(" AND {seq} > :after"));
        }
        sql
    }

    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, Value)> + '_ {
        let after = self.after.map(|after| (":after", Value::from(after)));
        self.values.iter().cloned().chain(after)
    }
}
