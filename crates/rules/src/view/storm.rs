//! An umbrella incident at a glance: how many, of what, where, and who is not seen to yet.

use crate::region::{CategoryCode, DistrictCode};
use crate::storm::Storm;
use crate::ticket::{Ticket, TicketState};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StormPage {
    pub storm: Storm,
    pub all: StormCount,
    /// The most tickets first.
    pub kinds: Vec<StormKind>,
    /// The most tickets first; `None` where no district is known.
    pub districts: Vec<StormDistrict>,
}

/// Tickets, and how far they are. A child counts as a ticket and stands where its parent stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StormCount {
    pub tickets: u32,
    /// Open, and nobody was sent.
    pub unsent: u32,
    /// Open, and somebody was sent.
    pub sent: u32,
    /// What was to be done is done, or the ticket is closed.
    pub done: u32,
    /// People in danger on tickets that are not done.
    pub at_risk: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StormKind {
    pub category: CategoryCode,
    pub count: StormCount,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StormDistrict {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    pub count: StormCount,
}

impl StormCount {
    fn add(&mut self, ticket: &Ticket) {
        self.tickets += 1;
        let open = ticket.state() == TicketState::Open;
        match (open, ticket.is_unattended() && ticket.parent.is_none()) {
            (false, _) => self.done += 1,
            (true, true) => self.unsent += 1,
            (true, false) => self.sent += 1,
        }
        self.at_risk += u32::from(open && ticket.at_risk);
    }
}

impl StormPage {
    pub fn of(storm: Storm) -> StormPage {
        StormPage { storm, all: StormCount::default(), kinds: Vec::new(), districts: Vec::new() }
    }

    /// Counts a ticket, if it is part of it.
    pub fn add(&mut self, ticket: &Ticket) {
        if ticket.storm != Some(self.storm.no) {
            return;
        }
        self.all.add(ticket);
        match self.kinds.iter_mut().find(|kind| kind.category == ticket.category) {
            Some(kind) => kind.count.add(ticket),
            None => {
                let mut count = StormCount::default();
                count.add(ticket);
                self.kinds.push(StormKind { category: ticket.category.clone(), count });
            }
        }
        match self.districts.iter_mut().find(|place| place.district == ticket.place.district) {
            Some(place) => place.count.add(ticket),
            None => {
                let mut count = StormCount::default();
                count.add(ticket);
                self.districts.push(StormDistrict { district: ticket.place.district.clone(), count });
            }
        }
        self.kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count.tickets));
        self.districts.sort_by_key(|place| std::cmp::Reverse(place.count.tickets));
    }
}
