//! A founded room with its door open, and a desk that has joined it over a line.

use crate::line::{Line, State};
use kentongan_room::there::There;
use kentongan_room::wire::pin::{Pin, join};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, Execute, Found, OpenTicket};
use kentongan_rules::id::{CallId, CommandId, PersonId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::region::{CategoryCode, Region, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::{AssignmentRole, Channel, Place, Reporter, Sending};
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{
    Board, LineKind, OutboxRow, Query, Receipt, Reply, Session, SignIn, TicketPage, TicketRow,
};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub const PASSWORD: &str = "rahasia-112";
pub const WINDOW: &str = "main";
/// 2026-11-26 14:00 in WIB.
pub const TWO: At = At(1_795_626_000_000 + 14 * 3_600_000);
const NARRATIVE: &str = "dapur terbakar, nenek di dalam";

/// So many seconds after two o'clock.
pub fn later(seconds: i64) -> At {
    TWO + Span::seconds(seconds)
}

pub fn ticket(n: u128) -> TicketId {
    TicketId(Uuid::from_u128(0x71C0_0000 + n))
}

pub fn open(n: u128, called_at: At) -> Command<String> {
    Command::OpenTicket(OpenTicket {
        call: CallId(Uuid::from_u128(0xCA11_0000 + n)),
        ticket: ticket(n),
        called_at,
        category: CategoryCode::from("KBR-BGN"),
        severity: Severity::Critical,
        storm: None,
        at_risk: false,
        paper: None,
        kind: None,
        place: Place {
            district: Some("35.15.18".into()),
            village: None,
            words: Some("gang mawar".to_owned()),
            landmark: None,
            point: None,
        },
        reporter: Reporter { number: Some("0812-0000-0890".to_owned()), name: None, call_back: true },
        narrative: Some(NARRATIVE.to_owned()),
        asked: Vec::new(),
    })
}

pub fn send(n: u128) -> Command<String> {
    let to = Sending {
        agency: "DAMKAR".into(),
        role: AssignmentRole::Lead,
        channel: Channel::Radio,
        recipient: "Bowo".to_owned(),
    };
    Command::Assign {
        ticket: ticket(n),
        seen: 1,
        plan: String::new(),
        to: vec![to],
        departures: None,
        at: None,
    }
}

pub fn note(n: u128, text: &str) -> Command<String> {
    Command::Note { ticket: ticket(n), text: text.to_owned(), internal: true }
}

pub fn pressed(command: Command<String>) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command }
}

async fn founded() -> &'static TempDir {
    static FOUNDED: OnceCell<TempDir> = OnceCell::const_new();
    FOUNDED
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let room = open_room(folder.path(), &TimeSource::hand(TWO - Span::hours(8))).await;
            let found = Found {
                region: Region::sidoarjo().unwrap(),
                settings: Settings::default(),
                supervisor: PersonId(Uuid::from_u128(9)),
                account: "hana".to_owned(),
                name: "Hana".to_owned(),
                secret: PASSWORD.to_owned(),
                recovery: "AB12-CD34-EF56-GH78-JK90-MN12".to_owned(),
                training: false,
            };
            room.execute(&Seat::Desk(1), pressed(Command::Found(found))).await.unwrap();
            let (token, _) = room.sign_in(who("hana"), 1).await.unwrap();
            for (n, account, name) in [(1, "siti", "Siti"), (2, "rudi", "Rudi")] {
                let add = Command::AddPerson {
                    person: PersonId(Uuid::from_u128(n)),
                    account: account.to_owned(),
                    name: name.to_owned(),
                    role: Role::Operator,
                    secret: PASSWORD.to_owned(),
                    agency: None,
                };
                room.execute(&Seat::Person(token.clone()), pressed(add)).await.unwrap();
            }
            room.close().await;
            folder
        })
        .await
}

async fn open_room(data: &std::path::Path, time: &TimeSource) -> Room {
    let options =
        RoomOptions { data: data.to_owned(), desk: 1, time: time.clone(), version: "0.1.0".to_owned() };
    Room::open(options).await.unwrap()
}

pub fn who(account: &str) -> SignIn {
    SignIn { account: account.to_owned(), secret: PASSWORD.to_owned(), shift: None }
}

pub struct Stage {
    pub room: Room,
    pub line: Line,
    pub desk: Desk,
    pub room_time: TimeSource,
    pub folder: TempDir,
}

/// The joined desk, which can be stopped and started.
pub struct Desk {
    pub there: There,
    pub pin: Pin,
    pub time: TimeSource,
    pub folder: TempDir,
}

impl Stage {
    /// At two o'clock, with Siti signed in at the desk.
    pub async fn new() -> Stage {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(founded().await.path()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_string_lossy().starts_with("room.db") {
                std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
            }
        }
        let room_time = TimeSource::hand(TWO);
        let room = open_room(folder.path(), &room_time).await;
        let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
        let line = Line::to(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.unwrap();
        let words = room.let_in_from_here().await.unwrap();
        let pin = join(&line.address, "Meja dua", &words).await.unwrap();
        let (own, time) = (tempfile::tempdir().unwrap(), TimeSource::hand(TWO));
        let there = There::open(pin.clone(), own.path(), time.clone(), "0.1.0").await.unwrap();
        let desk = Desk { there, pin, time, folder: own };
        let stage = Stage { room, line, desk, room_time, folder };
        stage.desk.there.sign_in(WINDOW, &who("siti")).await.unwrap();
        stage.desk.board().await;
        stage
    }

    /// Both clocks.
    pub fn now(&self, seconds: i64) {
        self.room_time.set(later(seconds));
        self.desk.time.set(later(seconds));
    }

    /// The room's file as it is now.
    pub async fn copy_of_the_room(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        let from = rusqlite::Connection::open(self.folder.path().join("room.db")).unwrap();
        let to = copy.path().join("room.db");
        from.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
        copy
    }

    /// The room stops, and starts again from that copy at the same place.
    pub async fn restored_from(self, copy: &TempDir) -> Stage {
        let Stage { room, line, desk, room_time, folder } = self;
        line.is(State::Refusing);
        room.close().await;
        drop((room, folder));
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(copy.path().join("room.db"), folder.path().join("room.db")).unwrap();
        let room = open_room(folder.path(), &room_time).await;
        let port = line.address.rsplit(':').next().unwrap().parse().unwrap();
        assert_eq!(room.open_door_at(Ipv4Addr::LOCALHOST.into(), port).await.unwrap(), port);
        line.is(State::Whole);
        Stage { room, line, desk, room_time, folder }
    }

    /// The room stops, and starts again where it was.
    pub async fn room_restarts(self) -> Stage {
        let Stage { room, line, desk, room_time, folder } = self;
        room.close().await;
        drop(room);
        let room = open_room(folder.path(), &room_time).await;
        let port = line.address.rsplit(':').next().unwrap().parse().unwrap();
        assert_eq!(room.open_door_at(Ipv4Addr::LOCALHOST.into(), port).await.unwrap(), port);
        Stage { room, line, desk, room_time, folder }
    }

    /// Somebody at the room itself.
    pub async fn at_the_room(&self, account: &str) -> Seat {
        Seat::Person(self.room.sign_in(who(account), 1).await.unwrap().0)
    }

    pub async fn page_at(&self, seat: &Seat, n: u128) -> Option<TicketPage> {
        match self.room.query(seat, Query::Ticket { id: ticket(n) }).await {
            Ok(Reply::Ticket(page)) => Some(page),
            Err(Problem::Unknown) => None,
            other => panic!("{other:?}"),
        }
    }

    /// The room's tickets, all of them.
    pub async fn rows_at(&self, seat: &Seat) -> Vec<TicketRow> {
        match self.room.query(seat, Query::Board).await.unwrap() {
            Reply::Board(board) => board.tickets,
            other => panic!("{other:?}"),
        }
    }
}

impl Desk {
    pub async fn tries(&self, command: Command<String>) -> Result<Receipt, Problem> {
        self.there.execute(WINDOW, &pressed(command)).await
    }
    pub async fn says(&self, command: Command<String>) -> Receipt {
        self.tries(command).await.unwrap()
    }
    pub async fn board(&self) -> Board {
        match self.there.query(WINDOW, &Query::Board).await.unwrap() {
            Reply::Board(board) => board,
            other => panic!("{other:?}"),
        }
    }
    pub async fn row(&self, n: u128) -> Option<TicketRow> {
        self.board().await.tickets.into_iter().find(|row| row.id == ticket(n))
    }
    pub async fn session(&self) -> Session {
        match self.there.query(WINDOW, &Query::Session).await.unwrap() {
            Reply::Session(session) => session,
            other => panic!("{other:?}"),
        }
    }
    pub async fn outbox(&self) -> Vec<OutboxRow> {
        match self.there.query(WINDOW, &Query::Outbox).await.unwrap() {
            Reply::Outbox { rows } => rows,
            other => panic!("{other:?}"),
        }
    }
    pub async fn is_alone(&self) -> bool {
        self.session().await.alone.is_some_and(|alone| alone.since.is_some())
    }

    /// Looks until the room answers again and has been told everything.
    pub async fn comes_back(&self) {
        self.until("back", async |desk| {
            desk.there.look().await;
            !desk.is_alone().await
        })
        .await;
    }

    pub async fn until(&self, what: &str, holds: impl AsyncFn(&Desk) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(40);
        while !holds(self).await {
            assert!(Instant::now() < deadline, "it never came: {what}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The program ends, without a word, and starts again.
    pub async fn restarts(self) -> Desk {
        let Desk { there, pin, time, folder } = self;
        drop(there);
        let there = There::open(pin.clone(), folder.path(), time.clone(), "0.1.0").await.unwrap();
        Desk { there, pin, time, folder }
    }
}

pub fn lines(page: &TicketPage) -> Vec<LineKind> {
    page.lines.iter().map(|line| line.kind).collect()
}

pub const START: Seq = Seq(0);
