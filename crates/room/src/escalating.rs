//! Telling who has no account that a deadline was missed: the message, and the letter. Nothing of the caller is in
//! either: they go to people who do not work on the case.

use crate::kit::{imprint, when};
use crate::sending;
use crate::words::say;
use kentongan_rules::actor::Actor;
use kentongan_rules::clock::{ClockOutcome, Recipient};
use kentongan_rules::id::ClockNo;
use kentongan_rules::paper::{Block, Paper, Sheet, SheetColumn};
use kentongan_rules::region::{Agency, AgencyKind};
use kentongan_rules::report::{Cell, ColumnKind, Day, day_of};
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::{AssignmentRole, AssignmentState};
use kentongan_rules::time::At;
use kentongan_rules::view::escalation::{addressee, next, told, waiting};
use kentongan_rules::view::{ClockRow, EscalationPage, EscalationStep, TicketRow};

pub fn page(setup: &Setup, ticket: &TicketRow, now: At) -> EscalationPage {
    let steps = waiting(ticket).into_iter().map(|(clock, recipient)| {
        let case = Case { setup, ticket, clock, recipient, now };
        let (title, name) = case.holder();
        EscalationStep {
            clock: clock.no,
            clock_kind: clock.kind,
            recipient,
            due_at: clock.due_at,
            text: case.message(&title, &name),
            title,
            name,
        }
    });
    EscalationPage { steps: steps.collect(), next: next(&setup.policy, ticket) }
}

/// The letter of one step; `None` of a clock that is not there, and of whoever is not written to.
pub fn letter(
    setup: &Setup,
    ticket: &TicketRow,
    (clock, recipient): (ClockNo, Recipient),
    by: &Actor,
    now: At,
) -> Option<Paper> {
    let clock = ticket.clocks.iter().find(|one| one.no == clock).filter(|_| recipient.is_written_to())?;
    let case = Case { setup, ticket, clock, recipient, now };
    let (title, name) = case.holder();
    let word = |key: &str, places: &[(&str, &str)]| case.word(key, places);
    let field = |key: &str, value: String| (case.word(key, &[]), format!(": {value}"));
    let day = case.day();
    let mut to = vec![case.word("to", &[("title", &title)])];
    to.extend(Some(name).filter(|name| !name.is_empty()));
    to.push(word("to_place", &[]));
    let mut blocks = vec![
        Block::Letterhead(case.kop()),
        Block::Aside(vec![word("dated", &[("place", &setup.region.name), ("day", &day)])]),
        Block::Lines(vec![
            field("number", case.number()),
            field("nature", word(if ticket.restricted { "nature_secret" } else { "nature_urgent" }, &[])),
            field("enclosed", "-".to_owned()),
            field("subject", word("subject_late", &[("number", &ticket.number.0)])),
        ]),
    ];
    blocks.push(Block::Paragraph(to.join("\n")));
    blocks.push(Block::Paragraph(word("greeting", &[])));
    let opening = match recipient {
        Recipient::District => "opening_district",
        Recipient::Secretary => "opening_secretary",
        _ => "opening_head",
    };
    let missed = case.missed();
    let (due, late) = (when(setup, clock.due_at), case.late());
    blocks.push(Block::Paragraph(word(opening, &[("what", &missed), ("due", &due), ("late", &late)])));
    blocks.push(Block::Lines(vec![
        field("fact_number", ticket.number.0.clone()),
        field("fact_what", case.what()),
        field("fact_place", case.place()),
        field("fact_called", when(setup, ticket.called_at)),
        field("fact_agencies", case.agencies()),
        field("fact_answer", case.answered()),
    ]));
    blocks.push(Block::Table(case.clocks()));
    let asks = match recipient {
        Recipient::District => "asks_district",
        Recipient::Secretary => "asks_secretary",
        _ => "asks_head",
    };
    blocks.push(Block::Paragraph(word(asks, &[("room", &setup.region.name)])));
    blocks.push(Block::Paragraph(word("closing", &[])));
    let signs = if by.is_supervisor() { by.name.clone() } else { word("signs_blank", &[]) };
    let signer = word("signer", &[("room", &setup.region.name)]);
    blocks.push(Block::Aside([signer].into_iter().chain(vec![String::new(); 4]).chain([signs]).collect()));
    Some(Paper {
        title: word("subject_late", &[("number", &ticket.number.0)]),
        subtitle: String::new(),
        imprint: imprint(setup, by, now),
        blocks,
    })
}

/// One missed deadline, and who is told of it.
struct Case<'a> {
    setup: &'a Setup,
    ticket: &'a TicketRow,
    clock: &'a ClockRow,
    recipient: Recipient,
    now: At,
}

impl Case<'_> {
    fn word(&self, key: &str, places: &[(&str, &str)]) -> String {
        say(self.setup.settings.language, &format!("letter.{key}"), places)
    }

    fn name(&self, kind: &str, code: &impl serde::Serialize) -> String {
        let code = serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned));
        say(self.setup.settings.language, &format!("names.{kind}_{}", code.unwrap_or_default()), &[])
    }

    /// The office and who holds it; without one of its own an office is called by its agency.
    fn holder(&self) -> (String, String) {
        let agency = addressee(&self.setup.region, self.ticket, self.clock, self.recipient);
        let given =
            agency.and_then(|agency| agency.head.as_ref()).filter(|head| !head.title.trim().is_empty());
        if let Some(head) = given {
            return (head.title.clone(), head.name.trim().to_owned());
        }
        let name = agency.and_then(|agency| agency.head.as_ref()).map(|head| head.name.trim().to_owned());
        (self.office(agency), name.unwrap_or_default())
    }

    fn office(&self, agency: Option<&Agency>) -> String {
        match (self.recipient, agency) {
            (Recipient::District, _) => {
                let district = self.ticket.district.as_ref().and_then(|d| self.setup.region.district(d));
                let district = district.map_or("", |district| district.name.as_str());
                self.word("office_district", &[("district", district)])
            }
            (Recipient::Secretary, _) => self.word("office_secretary", &[]),
            (_, Some(agency)) if agency.kind == AgencyKind::Outside => {
                self.word("office_outside", &[("agency", &agency.name)])
            }
            (_, Some(agency)) => self.word("office_head", &[("agency", &agency.name)]),
            (_, None) => self.word("office_none", &[]),
        }
    }

    /// What a restricted case is about is told to nobody.
    fn what(&self) -> String {
        let language = self.setup.settings.language;
        let category = if self.ticket.restricted || self.ticket.masked {
            say(language, "names.restricted", &[])
        } else {
            sending::category(self.setup, self.ticket, language)
        };
        format!("{category}, {}", self.name("severity", &self.ticket.severity))
    }

    /// Village and district; never in the caller's own words, which may say where they live.
    fn place(&self) -> String {
        let hidden = self.ticket.restricted || self.ticket.masked;
        let district = self.ticket.district.as_ref().and_then(|code| self.setup.region.district(code));
        let village = self.ticket.village.as_ref().and_then(|code| self.setup.region.village(code));
        let village = village
            .filter(|_| !hidden)
            .map(|village| format!("{} {}", self.name("village", &village.kind), village.name));
        let district = district.map(|one| self.word("district", &[("district", &one.name)]));
        let parts: Vec<String> = village.into_iter().chain(district).collect();
        if parts.is_empty() { self.word("place_unknown", &[]) } else { parts.join(", ") }
    }

    fn agency_of(&self, clock: &ClockRow) -> Option<&Agency> {
        let one = self.ticket.assignments.iter().find(|one| Some(one.no) == clock.assignment)?;
        self.setup.region.agency(&one.agency)
    }

    /// `diterima instansi (Dishub)`, `jawaban ke pelapor`.
    fn missed(&self) -> String {
        let kind = self.kind(self.clock);
        match self.agency_of(self.clock) {
            Some(agency) => self.word("what_agency", &[("what", &kind), ("agency", &agency.short_name)]),
            None => kind,
        }
    }

    fn kind(&self, clock: &ClockRow) -> String {
        let code = serde_json::to_value(clock.kind).ok().and_then(|v| v.as_str().map(str::to_owned));
        self.word(&format!("clock_{}", code.unwrap_or_default()), &[])
    }

    /// How long it has been late, or was.
    fn late(&self) -> String {
        let until = self.clock.stopped_at.unwrap_or(self.now);
        self.length((until - self.clock.due_at).0.max(0))
    }

    fn length(&self, ms: i64) -> String {
        let minutes = ms / 60_000;
        let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
        let part = |key: &str, n: i64| (n > 0).then(|| self.word(key, &[("n", &n.to_string())]));
        let parts = match days {
            1.. => [part("days", days), part("hours", hours)],
            _ => [part("hours", hours), part("minutes", rest)],
        };
        let said: Vec<String> = parts.into_iter().flatten().collect();
        if said.is_empty() { self.word("moment", &[]) } else { said.join(" ") }
    }

    fn agencies(&self) -> String {
        let required = self.ticket.assignments.iter().filter(|one| one.role != AssignmentRole::Copy);
        let live = required.filter(|one| one.state < AssignmentState::Returned);
        let said: Vec<String> = live
            .map(|one| {
                let agency = self.setup.region.agency(&one.agency);
                let agency = agency.map_or_else(|| one.agency.to_string(), |a| a.short_name.clone());
                let (sent, state) = (when(self.setup, one.sent_at), self.name("state", &one.state));
                let places =
                    [("agency", agency.as_str()), ("when", sent.as_str()), ("state", state.as_str())];
                self.word("agency_sent", &places)
            })
            .collect();
        if said.is_empty() { self.word("agencies_none", &[]) } else { said.join("; ") }
    }

    fn answered(&self) -> String {
        match self.ticket.answers.iter().rev().find(|one| one.cycle == self.ticket.cycle) {
            Some(answer) => self.word("answered", &[("when", &when(self.setup, answer.at))]),
            None => self.word("not_answered", &[]),
        }
    }

    fn clocks(&self) -> Sheet {
        let column = |key: &str, kind| SheetColumn { title: self.word(key, &[]), kind };
        let row = |clock: &ClockRow| {
            let whose =
                self.agency_of(clock).map_or_else(|| self.word("whose_room", &[]), |a| a.short_name.clone());
            let until = clock.stopped_at.unwrap_or(self.now);
            let late = (until - clock.due_at).0;
            let state = match (clock.outcome, late > 0) {
                (Some(ClockOutcome::Missed), _) => {
                    self.word("state_missed", &[("late", &self.length(late.max(0)))])
                }
                (None, true) => self.word("state_late", &[("late", &self.length(late))]),
                _ => self.word("state_running", &[]),
            };
            vec![
                Cell::Text(self.kind(clock)),
                Cell::Text(whose),
                Cell::Text(when(self.setup, clock.started_at)),
                Cell::Text(when(self.setup, clock.due_at)),
                Cell::Text(state),
            ]
        };
        Sheet {
            name: self.word("clocks", &[]),
            columns: ["column_clock", "column_whose", "column_since", "column_due", "column_state"]
                .iter()
                .map(|key| column(key, ColumnKind::Text))
                .collect(),
            rows: told(self.ticket).map(row).collect(),
            total: None,
        }
    }

    fn message(&self, title: &str, name: &str) -> String {
        let to = if name.is_empty() { title.to_owned() } else { format!("{title}, {name}") };
        let asks = match self.recipient {
            Recipient::District => "message_district",
            Recipient::Secretary => "message_secretary",
            _ => "message_head",
        };
        let (due, late) = (when(self.setup, self.clock.due_at), self.late());
        let places = [("what", self.missed()), ("due", due), ("late", late)];
        let places: Vec<(&str, &str)> = places.iter().map(|(key, value)| (*key, value.as_str())).collect();
        [
            self.word("message_to", &[("to", &to)]),
            self.word(
                "message_case",
                &[("number", &self.ticket.number.0), ("what", &self.what()), ("place", &self.place())],
            ),
            self.word("message_late", &places),
            self.word("message_agencies", &[("agencies", &self.agencies())]),
            self.word(asks, &[]),
            self.word("message_from", &[("room", &self.setup.region.name)]),
        ]
        .join("\n")
    }

    fn kop(&self) -> Vec<String> {
        let name = &self.setup.region.name;
        let given = self.setup.settings.letterhead.trim();
        if !given.is_empty() {
            return given
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect();
        }
        vec![self.word("kop_government", &[("region", &name.to_uppercase())]), self.word("kop_room", &[])]
    }

    /// Of the ticket, the step and the day: no counter that two desks could count up at once.
    fn number(&self) -> String {
        const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let Day { year, month, .. } = day_of(self.now, self.setup.region.utc_offset_minutes);
        let step = match self.recipient {
            Recipient::District => 2,
            Recipient::Secretary => 3,
            _ => 1,
        };
        let roman = ROMAN.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
        format!("{}/ESK-{}.{step}/{roman}/{year}", self.ticket.number.0, self.clock.no + 1)
    }

    /// `27 November 2026`.
    fn day(&self) -> String {
        let Day { year, month, day } = day_of(self.now, self.setup.region.utc_offset_minutes);
        format!("{day} {} {year}", self.word(&format!("month_{month}"), &[]))
    }
}
