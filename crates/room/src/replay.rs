//! A shift replayed from CSV through the door, into a room of its own marked training: what would this room have
//! done with these calls?

mod row;

pub use row::{Row, RowProblem, RowProblemCode, read};

use crate::room::Room;
use crate::session::{Seat, Token};
use crate::time::TimeSource;
use kentongan_rules::command::{Command, EndCall, Execute, FollowUp, Found, OpenTicket};
use kentongan_rules::desk::ROOM_DESK;
use kentongan_rules::id::{CallId, CommandId, PersonId, TicketId, TicketNumber};
use kentongan_rules::plan::Proposal;
use kentongan_rules::problem::Problem;
use kentongan_rules::region::gazetteer::{district_named, village_named};
use kentongan_rules::region::{CategoryCode, Region, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::{AssignmentRole, Channel, Place, Reporter, Sending};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Query, Reply, SignIn, TicketRow};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What became of each call, as one JSON object.
#[derive(Debug, Serialize)]
pub struct Report {
    pub calls: Vec<CallReport>,
    /// By kind of clock: how many were armed, ended in each way, still run, and how many levels fired.
    pub clocks: BTreeMap<String, BTreeMap<String, u32>>,
    pub seconds: f64,
}

#[derive(Debug, Serialize)]
pub struct CallReport {
    pub id: String,
    /// Of its ticket; absent where no ticket is due.
    pub number: Option<TicketNumber>,
    pub outcome: String,
    pub lead: Option<String>,
    pub supports: BTreeSet<String>,
    pub expected_lead: Option<String>,
    pub expected_supports: BTreeSet<String>,
    /// The same lead and the same set of supports; null where no ticket is due.
    pub agrees: Option<bool>,
}

/// The room a shift is replayed into, and who registers its calls.
pub struct Stage {
    room: Room,
    seat: Seat,
    start: At,
    tickets: HashMap<String, TicketId>,
}

fn execute(command: Command<String>) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command }
}

impl Stage {
    /// Founds `room`, which must be new, as a room for training with the region given. Its time must be hand-driven.
    pub async fn found(room: Room, region: Region, operator: &str) -> Result<Stage, Problem> {
        let secret = crate::secret::random(16)?;
        let found = Found {
            region,
            settings: Settings::default(),
            supervisor: PersonId(Uuid::now_v7()),
            account: operator.to_owned(),
            name: operator.to_owned(),
            secret: secret.clone(),
            recovery: crate::secret::random(16)?,
            training: true,
        };
        room.execute(&Seat::Desk(ROOM_DESK), execute(Command::Found(found))).await?;
        let who = SignIn { account: operator.to_owned(), secret, shift: None };
        let (token, session): (Token, _) = room.sign_in(who, ROOM_DESK).await?;
        Ok(Stage { room, seat: Seat::Person(token), start: session.now, tickets: HashMap::new() })
    }

    async fn say(&self, command: Command<String>) -> Result<(), Problem> {
        self.room.execute(&self.seat, execute(command)).await.map(|_| ())
    }

    async fn ticket(&self, id: TicketId) -> Result<TicketRow, Problem> {
        match self.room.query(&self.seat, Query::Ticket { id }).await? {
            Reply::Ticket(page) => Ok(page.ticket),
            _ => Err(Problem::Unknown),
        }
    }

    /// Takes one call as an operator would who goes by the plan.
    async fn take(&mut self, row: &Row, time: &TimeSource, recipient: &str) -> Result<CallReport, Problem> {
        let called_at = self.start + Span::minutes(row.minute_offset);
        time.set(called_at + Span::seconds(20));
        self.room.core().sweep().await?;
        let call = CallId(Uuid::now_v7());
        let mut report = row.unanswered();
        if let Some(outcome) = row.no_case() {
            let end = EndCall {
                call,
                called_at,
                outcome,
                number: row.number(),
                note: Some(row.narrative.clone()),
                call_back: false,
            };
            self.say(Command::EndCall(end)).await?;
            return Ok(report);
        }
        let parent = row.duplicate_of.as_ref().and_then(|id| self.tickets.get(id)).copied();
        if let (true, Some(ticket)) = (row.is_about_another(), parent) {
            let follow = FollowUp {
                call,
                called_at,
                ticket,
                number: row.number(),
                name: None,
                note: Some(row.narrative.clone()),
            };
            self.say(Command::FollowUp(follow)).await?;
            report.outcome = "follow_up".to_owned();
            report.number = Some(self.ticket(ticket).await?.number);
            return Ok(report);
        }
        let ticket = TicketId(Uuid::now_v7());
        self.say(Command::OpenTicket(self.opening(row, call, ticket, called_at))).await?;
        self.tickets.insert(row.id.clone(), ticket);
        let opened = self.ticket(ticket).await?;
        let proposal = self.proposal(&opened).await?;
        match parent {
            Some(parent) => {
                self.say(Command::Attach { ticket, seen: opened.version, parent }).await?;
            }
            None => self.send(&opened, proposal.as_ref(), recipient).await?,
        }
        report.outcome = "ticket".to_owned();
        report.number = Some(opened.number);
        if let Some(proposal) = proposal {
            let named = |role| {
                let of_role = proposal.agencies.iter().filter(move |a| a.role == role);
                of_role.map(|a| a.agency.to_string())
            };
            report.lead = named(AssignmentRole::Lead).next();
            report.supports = named(AssignmentRole::Support).collect();
        }
        report.agrees =
            Some(report.lead == report.expected_lead && report.supports == report.expected_supports);
        Ok(report)
    }

    fn opening(&self, row: &Row, call: CallId, ticket: TicketId, called_at: At) -> OpenTicket<String> {
        let setup = self.room.setup();
        let district = district_named(&setup.region, &row.district).map(|d| d.code.clone());
        let village = district
            .as_ref()
            .and_then(|d| village_named(&setup.region, d, &row.village))
            .map(|v| v.code.clone());
        // What the gazetteer does not know is kept as it was said.
        let mut words = Vec::new();
        if village.is_none() && !row.village.is_empty() {
            words.push(row.village.as_str());
        }
        if district.is_none() && !row.district.is_empty() {
            words.push(row.district.as_str());
        }
        let category = CategoryCode::from(row.category.as_str());
        let usual = setup.region.category(&category).map_or(Severity::Medium, |c| c.severity_default);
        OpenTicket {
            call,
            ticket,
            called_at,
            severity: row.severity.unwrap_or(usual),
            category,
            storm: None,
            at_risk: false,
            paper: None,
            kind: None,
            place: Place {
                district,
                village,
                words: (!words.is_empty()).then(|| words.join(", ")),
                landmark: (!row.landmark.is_empty()).then(|| row.landmark.clone()),
                point: None,
            },
            reporter: Reporter { number: row.number(), name: None, call_back: true },
            narrative: Some(row.narrative.clone()),
            asked: Vec::new(),
        }
    }

    async fn proposal(&self, ticket: &TicketRow) -> Result<Option<Proposal>, Problem> {
        let ask = Query::Propose {
            category: ticket.category.clone(),
            severity: ticket.severity,
            district: ticket.district.clone(),
            called_at: Some(ticket.called_at),
            beside: Vec::new(),
        };
        match self.room.query(&self.seat, ask).await? {
            Reply::Propose { proposal, .. } => Ok(proposal),
            _ => Err(Problem::Unknown),
        }
    }

    async fn send(
        &self,
        ticket: &TicketRow,
        proposal: Option<&Proposal>,
        recipient: &str,
    ) -> Result<(), Problem> {
        let Some(proposal) = proposal else { return Ok(()) };
        let to = proposal.agencies.iter().map(|proposed| Sending {
            agency: proposed.agency.clone(),
            role: proposed.role,
            channel: Channel::Radio,
            recipient: recipient.to_owned(),
        });
        self.say(Command::Assign {
            ticket: ticket.id,
            seen: ticket.version,
            plan: proposal.plan.clone(),
            to: to.collect(),
            departures: None,
            at: None,
        })
        .await
    }

    async fn clocks(&self) -> Result<BTreeMap<String, BTreeMap<String, u32>>, Problem> {
        let mut clocks: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for id in self.tickets.values() {
            for clock in self.ticket(*id).await?.clocks {
                let counts = clocks.entry(name(&clock.kind)).or_default();
                let mut count = |what: &str| *counts.entry(what.to_owned()).or_default() += 1;
                count("armed");
                match clock.outcome {
                    None => count("running"),
                    Some(outcome) => count(&name(&outcome)),
                }
                if let Some(level) = clock.level {
                    count(&format!("reached_{}", name(&level)));
                }
            }
        }
        Ok(clocks)
    }
}

/// The wire's name of a value.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Replays `rows` in their order. `speed` is minutes of the shift per minute of ours; `None` goes as fast as it goes.
/// `recipient` is who is recorded as having taken each report at its agency.
pub async fn replay(
    mut stage: Stage,
    rows: &[Row],
    time: &TimeSource,
    speed: Option<f64>,
    recipient: &str,
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Problem> {
    let began = Instant::now();
    let mut calls = Vec::with_capacity(rows.len());
    for (done, row) in rows.iter().enumerate() {
        if let Some(speed) = speed.filter(|s| *s > 0.0) {
            #[allow(clippy::cast_precision_loss)] // minutes of a shift
            let due = Duration::try_from_secs_f64(row.minute_offset as f64 * 60.0 / speed);
            // Slower than a clock can say is for ever.
            let due = due.unwrap_or(Duration::MAX);
            tokio::time::sleep(due.saturating_sub(began.elapsed())).await;
        }
        calls.push(stage.take(row, time, recipient).await?);
        progress(done + 1, rows.len());
    }
    stage.room.core().sweep().await?;
    let clocks = stage.clocks().await?;
    Ok(Report { calls, clocks, seconds: began.elapsed().as_secs_f64() })
}
