//! Desks that take calls one after the other and ask again, by the same id, until each has its receipt.

use crate::ground::{Ground, VERSION};
use crate::ledger::{Acknowledged, Ledger};
use kentongan_room::TimeSource;
use kentongan_room::client::Client;
use kentongan_room::there::There;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::ticket::{AssignmentRole, Channel, Sending};
use kentongan_rules::time::Seq;
use kentongan_rules::view::{OutboxRow, OutboxState, Query, Receipt, Reply};
use kentongan_tests::chance::Chance;
use kentongan_tests::script::{opened, ticket_id};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

pub const WINDOW: &str = "main";
/// Longest that anybody asks for the same receipt.
const ASKS_FOR: Duration = Duration::from_secs(240);
/// Tickets of one desk, at most.
const MOST: u32 = 50_000;

pub enum Desk {
    /// It can do nothing without its room.
    Plain(Client),
    /// It goes on alone.
    Alone(Box<There>),
}

/// One desk at work.
pub struct Caller {
    pub desk: Desk,
    no: usize,
    /// Reads as the wall does what the room calls a ticket.
    wall: Client,
    ledger: Arc<Ledger>,
    /// Receipts of the room itself, of all desks.
    pub receipts: Arc<AtomicU64>,
    chance: Chance,
    calls: u32,
}

/// An id as good as any.
pub fn pressed(command: Command<String>) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command }
}

/// A fire, called in now.
pub fn opening(ticket: u32) -> Command<String> {
    opened(ticket, TimeSource::Wall.now()).execute.command
}

pub fn sending(ticket: TicketId) -> Command<String> {
    let to = Sending {
        agency: "DAMKAR".into(),
        role: AssignmentRole::Lead,
        channel: Channel::Radio,
        recipient: "Petugas piket".to_owned(),
    };
    Command::Assign { ticket, seen: 1, plan: String::new(), to: vec![to], departures: None, at: None }
}

impl Caller {
    /// Desk `no`, which finds its room at `address`; with a folder of its own it can be alone.
    pub async fn new(
        ground: &Ground,
        (no, address): (usize, &str),
        own: Option<&Path>,
        (ledger, receipts): (&Arc<Ledger>, &Arc<AtomicU64>),
    ) -> Caller {
        let pin = ground.pin_at(no, address);
        let client = Client::joined(&pin, VERSION).unwrap();
        let wall = client.clone().as_wall();
        let desk = match own {
            Some(folder) => {
                let there = There::open(pin, folder, TimeSource::Wall, VERSION).await.unwrap();
                Desk::Alone(Box::new(there))
            }
            None => Desk::Plain(client),
        };
        let (ledger, receipts) = (ledger.clone(), receipts.clone());
        Caller { desk, no, wall, ledger, receipts, chance: Chance::of(no as u64), calls: 0 }
    }

    /// A number that no other desk's ticket has.
    fn next_call(&mut self) -> u32 {
        self.calls += 1;
        self.no as u32 * MOST + self.calls
    }

    /// Opened and sent, each until it is acknowledged; how long the caller waited for the first receipt.
    pub async fn takes_call(&mut self) -> Duration {
        let call = self.next_call();
        let ticket = ticket_id(call);
        let waited = self.insists(ticket, "opened", opening(call)).await;
        self.insists(ticket, "assigned", sending(ticket)).await;
        waited
    }

    pub async fn says(&self, execute: &Execute<String>) -> Result<Receipt, Problem> {
        match &self.desk {
            Desk::Plain(client) => client.execute(execute).await,
            Desk::Alone(there) => there.execute(WINDOW, execute).await,
        }
    }

    /// Says it by the same id until it is acknowledged; how long that took.
    pub async fn insists(
        &mut self,
        ticket: TicketId,
        kind: &'static str,
        command: Command<String>,
    ) -> Duration {
        let (execute, began) = (pressed(command), Instant::now());
        let receipt = loop {
            let why = match self.says(&execute).await {
                Ok(receipt) => break receipt,
                Err(why @ (Problem::Unreachable | Problem::Broken { .. } | Problem::Alone)) => why,
                Err(why) => panic!("desk {}: {kind}: {why:?}", self.no),
            };
            assert!(began.elapsed() < ASKS_FOR, "desk {} was never answered: {kind}: {why:?}", self.no);
            self.breathes(100).await;
        };
        let waited = began.elapsed();
        let seq = if receipt.held.is_some() { None } else { Some(receipt.seq) };
        let number = match (kind, seq) {
            ("opened", Some(seq)) => self.number_of(ticket, seq).await,
            ("opened", None) => self.held_number(execute.id).await,
            _ => None,
        };
        self.ledger.note(Acknowledged { id: execute.id, ticket, kind, seq: seq.map(|seq| seq.0), number });
        if seq.is_some() {
            self.receipts.fetch_add(1, Ordering::Relaxed);
        }
        waited
    }

    /// As the room shows it right after its receipt.
    async fn number_of(&mut self, ticket: TicketId, seq: Seq) -> Option<String> {
        let began = Instant::now();
        while began.elapsed() < ASKS_FOR {
            if let Ok(changes) = self.wall.changes(Seq(seq.0 - 1)).await {
                let row = changes.rows.into_iter().find(|row| row.id == ticket);
                return Some(row.expect("an acknowledged ticket is shown").number.0);
            }
            self.breathes(100).await;
        }
        None
    }

    /// As the desk shows it; none where the room has taken it meanwhile.
    async fn held_number(&self, id: CommandId) -> Option<String> {
        let row = self.outbox().await.into_iter().find(|row| row.command.id == id)?;
        row.number.map(|number| number.0)
    }

    /// What the desk has not told its room, or what that refused.
    pub async fn outbox(&self) -> Vec<OutboxRow> {
        let Desk::Alone(there) = &self.desk else { return Vec::new() };
        match there.query(WINDOW, &Query::Outbox).await {
            Ok(Reply::Outbox { rows }) => rows,
            other => panic!("{other:?}"),
        }
    }

    /// Up to so many milliseconds.
    pub async fn breathes(&mut self, most: u64) {
        let pause = 10 + self.chance.below(most);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }

    /// Until nothing is held, by itself; nothing was refused.
    pub async fn has_told_all(&self, longest: Duration) -> Duration {
        let began = Instant::now();
        self.has_told_all_but(0, longest).await;
        began.elapsed()
    }

    /// The same, where so many are refused and still shown.
    pub async fn has_told_all_but(&self, refused: usize, longest: Duration) {
        let began = Instant::now();
        loop {
            let rows = self.outbox().await;
            let held = rows.iter().filter(|row| row.state == OutboxState::Held).count();
            if held == 0 && rows.len() == refused {
                return;
            }
            assert!(began.elapsed() < longest, "desk {} has not told: {rows:#?}", self.no);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
