use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::command::{Command, Execute, Found, OpenTicket};
use kentongan_rules::id::{CallId, CommandId, PersonId, TicketId};
use kentongan_rules::region::{CategoryCode, Region, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::{Place, Reporter};
use kentongan_rules::time::At;
use kentongan_rules::view::SignIn;
use std::path::Path;
use uuid::Uuid;

pub const VERSION: &str = "bench";
pub const SECRET: &str = "rahasia-112";

pub fn execute(command: Command<String>) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command }
}

pub async fn room(data: &Path) -> Room {
    let options =
        RoomOptions { data: data.to_owned(), desk: 1, time: TimeSource::Wall, version: VERSION.to_owned() };
    Room::open(options).await.unwrap()
}

/// A room that was founded before, with its supervisor signed in.
pub async fn opened(data: &Path) -> (Room, Seat) {
    signed_in(room(data).await).await
}

async fn signed_in(room: Room) -> (Room, Seat) {
    let who = SignIn { account: "sari".to_owned(), secret: SECRET.to_owned(), shift: None };
    let (token, _) = room.sign_in(who, room.own_desk()).await.unwrap();
    (room, Seat::Person(token))
}

/// A new room of Sidoarjo, with its supervisor signed in.
pub async fn founded(data: &Path) -> (Room, Seat) {
    let room = room(data).await;
    let found = Found {
        region: Region::sidoarjo().unwrap(),
        settings: Settings::default(),
        supervisor: PersonId(Uuid::now_v7()),
        account: "sari".to_owned(),
        name: "Sari".to_owned(),
        secret: SECRET.to_owned(),
        recovery: "ABCD-EFGH-JKMN-PQRS-TVWX-YZ12".to_owned(),
        training: true,
    };
    room.execute(&Seat::Desk(room.own_desk()), execute(Command::Found(found))).await.unwrap();
    signed_in(room).await
}

pub struct Desk {
    room: Room,
    seat: Seat,
    region: Region,
}

impl Desk {
    pub fn new(room: Room, seat: Seat) -> Desk {
        let region = room.setup().region.clone();
        Desk { room, seat, region }
    }

    /// A ticket as an operator types one, another village and number each time.
    pub fn opening(&self, nth: usize) -> Command<String> {
        self.opening_at(nth, TimeSource::Wall.now())
    }

    /// The same, of a call at `called_at`.
    pub fn opening_at(&self, nth: usize, called_at: At) -> Command<String> {
        Command::OpenTicket(opening(&self.region, nth, called_at))
    }

    pub async fn say(&self, command: Command<String>) {
        self.room.execute(&self.seat, execute(command)).await.unwrap();
    }
}

/// A ticket as an operator types one, of another village and number each time.
pub fn opening(region: &Region, nth: usize, called_at: At) -> OpenTicket<String> {
    let village = &region.villages[nth % region.villages.len()];
    OpenTicket {
        call: CallId(Uuid::now_v7()),
        ticket: TicketId(Uuid::now_v7()),
        called_at,
        category: CategoryCode::from("BNC-PHN"),
        severity: Severity::Medium,
        storm: None,
        at_risk: false,
        paper: None,
        kind: None,
        place: Place {
            district: Some(village.district.clone()),
            village: Some(village.code.clone()),
            words: None,
            landmark: Some(format!("depan balai desa, RT {nth:02}")),
            point: None,
        },
        reporter: Reporter {
            number: Some(format!("0812-0000-{:04}", nth % 10_000)),
            name: Some("Bu Ani".to_owned()),
            call_back: true,
        },
        narrative: Some("pohon tumbang menutup jalan, belum ada korban, macet dua arah".to_owned()),
        asked: Vec::new(),
    }
}
