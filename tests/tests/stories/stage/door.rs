use kentongan_room::client::Client;
use kentongan_room::{Room, Seat};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{
    Board, Changes, Claimable, Draft, Here, Line, LineKind, Present, Query, Receipt, Reply, Session,
    SetupView, TicketPage, TicketRow,
};
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// One seat's way into the room.
#[derive(Clone)]
pub enum Door {
    Here(Room, Seat),
    /// A person, a desk or a wall: the cookie is the client's.
    There(Client),
}

/// Longest wait for something that must come by itself.
const PATIENCE: Duration = Duration::from_secs(30);

impl Door {
    pub async fn execute(&self, execute: &Execute<String>) -> Result<Receipt, Problem> {
        match self {
            Door::Here(room, seat) => room.execute(seat, execute.clone()).await,
            Door::There(client) => client.execute(execute).await,
        }
    }

    pub async fn query(&self, query: Query) -> Result<Reply, Problem> {
        match self {
            Door::Here(room, seat) => room.query(seat, query).await,
            Door::There(client) => client.query(&query).await,
        }
    }

    pub async fn changes(&self, after: Seq) -> Result<Changes, Problem> {
        match self {
            Door::Here(room, seat) => room.changes(seat, after).await,
            Door::There(client) => client.changes(after).await,
        }
    }

    pub async fn keep_draft(&self, draft: Draft) {
        match self {
            Door::Here(room, seat) => room.keep_draft(seat, draft).await.unwrap(),
            Door::There(client) => client.keep_draft(&draft).await.unwrap(),
        }
    }
    pub async fn drafts(&self) -> Vec<Draft> {
        match self {
            Door::Here(room, seat) => room.drafts(seat).await.unwrap(),
            Door::There(client) => client.drafts().await.unwrap(),
        }
    }

    /// With who else is here; `heard` is the version last heard.
    pub async fn looks_around(&self, after: Seq, heard: u32) -> Changes {
        let asked = async {
            match self {
                Door::Here(room, seat) => room.changes_beside(seat, after, Some(heard)).await,
                Door::There(client) => client.changes_beside(after, heard).await,
            }
        };
        timeout(PATIENCE, asked).await.expect("it never came").unwrap()
    }
    /// Looks around until what is here holds.
    pub async fn sees(&self, holds: impl Fn(&Here) -> bool) -> Here {
        let (mut seq, mut heard) = (self.board().await.seq, 0);
        let look = async {
            loop {
                let changes = self.looks_around(seq, heard).await;
                seq = changes.seq;
                // Absent where it is as it was heard.
                let Some(here) = changes.here else { continue };
                if holds(&here) {
                    return here;
                }
                heard = here.version;
            }
        };
        timeout(PATIENCE, look).await.expect("it never came")
    }
    pub async fn has_open(&self, ticket: Option<TicketId>, typing: bool) -> Result<(), Problem> {
        let said = Present { ticket, typing };
        match self {
            Door::Here(room, seat) => room.present(seat, said),
            Door::There(client) => client.present(&said).await,
        }
    }
    pub async fn claims(&self, what: Claimable) -> Result<(), Problem> {
        match self {
            Door::Here(room, seat) => room.claim(seat, what).await,
            Door::There(client) => client.claim(&what).await,
        }
    }
    pub async fn gives_photo(&self, ticket: TicketId, file: Vec<u8>) -> Result<PhotoId, Problem> {
        match self {
            Door::Here(room, seat) => room.give_photo(seat, ticket, file).await,
            Door::There(client) => client.give_photo(ticket, file).await,
        }
    }
    pub async fn looks_at(&self, ticket: TicketId, photo: PhotoId) -> Result<Vec<u8>, Problem> {
        let of = PhotoOf { ticket, photo };
        match self {
            Door::Here(room, seat) => room.photo(seat, of).await,
            Door::There(client) => client.photo(of).await,
        }
    }
    pub async fn takes_out(&self, export: Export) -> Result<ExportFile, Problem> {
        match self {
            Door::Here(room, seat) => room.export(seat, export).await,
            Door::There(client) => client.export(export).await,
        }
    }
    pub async fn locks(&self) -> Session {
        match self {
            Door::Here(room, seat) => room.lock_screen(seat).await.unwrap(),
            Door::There(client) => client.lock_screen().await.unwrap(),
        }
    }
    pub async fn unlocks(&self, secret: &str) -> Result<Session, Problem> {
        match self {
            Door::Here(room, seat) => room.unlock_screen(seat, secret.to_owned()).await,
            Door::There(client) => client.unlock_screen(secret).await,
        }
    }

    /// Into the room for practice, or back.
    pub async fn practises(&self, on: bool) -> Session {
        match self {
            Door::Here(room, seat) => room.training(seat, on).await.unwrap(),
            Door::There(client) => client.training(on).await.unwrap(),
        }
    }

    pub async fn sign_out(&self) {
        match self {
            Door::Here(room, Seat::Person(token)) => room.sign_out(token).await,
            Door::There(client) => drop(client.sign_out().await.unwrap()),
            _ => panic!("nobody is signed in here"),
        }
    }

    pub async fn tries(&self, command: Command<String>) -> Result<Receipt, Problem> {
        self.execute(&pressed(command)).await
    }
    pub async fn says(&self, command: Command<String>) -> Receipt {
        let told = format!("{command:?}");
        self.tries(command).await.unwrap_or_else(|problem| panic!("{told}: {problem:?}"))
    }
    pub async fn is_refused(&self, command: Command<String>, refusal: Refusal) {
        let told = format!("{command:?}");
        assert_eq!(self.tries(command).await, Err(Problem::from(refusal)), "{told}");
    }

    pub async fn board(&self) -> Board {
        match self.query(Query::Board).await.unwrap() {
            Reply::Board(board) => board,
            other => panic!("{other:?}"),
        }
    }
    pub async fn setup(&self) -> SetupView {
        match self.query(Query::Setup).await.unwrap() {
            Reply::Setup(setup) => setup,
            other => panic!("{other:?}"),
        }
    }
    pub async fn session(&self) -> Session {
        match self.query(Query::Session).await.unwrap() {
            Reply::Session(session) => session,
            other => panic!("{other:?}"),
        }
    }
    pub async fn page(&self, id: TicketId) -> TicketPage {
        match self.query(Query::Ticket { id }).await.unwrap() {
            Reply::Ticket(page) => page,
            other => panic!("{other:?}"),
        }
    }
    pub async fn ticket(&self, id: TicketId) -> TicketRow {
        self.page(id).await.ticket
    }
    /// What the timeline of a ticket tells, oldest first.
    pub async fn lines(&self, id: TicketId) -> Vec<LineKind> {
        self.page(id).await.lines.iter().map(|line| line.kind).collect()
    }

    /// Follows the changes after `from` until one of them holds; gives all lines told until then.
    pub async fn until(&self, from: Seq, holds: impl Fn(&Changes) -> bool) -> (Seq, Vec<Line>) {
        let follow = async {
            let (mut seq, mut lines) = (from, Vec::new());
            loop {
                let changes = self.changes(seq).await.unwrap();
                lines.extend(changes.lines.clone());
                seq = changes.seq;
                if holds(&changes) {
                    return (seq, lines);
                }
            }
        };
        timeout(PATIENCE, follow).await.expect("it never came")
    }
}

/// A command with an id of its own, as minted at the key press.
pub fn pressed(command: Command<String>) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command }
}

/// Everything of a value as it crosses the door.
pub fn crossing(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
