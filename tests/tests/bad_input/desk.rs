//! One room and a supervisor at its desk, for all tests of this program.

use kentongan_room::{Room, RoomOptions, Seat, TimeSource, words};
use kentongan_rules::command::{Command, Execute, OpenTicket};
use kentongan_rules::id::{CallId, CommandId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::region::{CategoryCode, Severity};
use kentongan_rules::setup::Language;
use kentongan_rules::ticket::{Place, Reporter};
use kentongan_rules::view::{Query, Reply, SignIn, TicketRow};
use kentongan_tests::script::{ACCOUNT, MORNING, PASSWORD, founding};
use std::sync::OnceLock;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

pub struct Desk {
    pub runtime: Runtime,
    pub room: Room,
    pub seat: Seat,
    _folder: TempDir,
}

pub fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| {
        let runtime = Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (room, seat) = runtime.block_on(async {
            let options = RoomOptions {
                data: folder.path().to_owned(),
                desk: 1,
                time: TimeSource::hand(MORNING),
                version: "0.0.0".to_owned(),
            };
            let room = Room::open(options).await.unwrap();
            room.execute(&Seat::Desk(room.own_desk()), founding().unwrap().execute).await.unwrap();
            let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
            let (token, _) = room.sign_in(who, room.own_desk()).await.unwrap();
            (room, Seat::Person(token))
        });
        Desk { runtime, room, seat, _folder: folder }
    })
}

/// What an operator types into the form.
#[derive(Clone, Debug)]
pub struct Form {
    pub category: String,
    pub place: Place<String>,
    pub number: Option<String>,
    pub name: Option<String>,
    pub narrative: Option<String>,
}

impl Default for Form {
    fn default() -> Form {
        Form {
            category: "KBR-BGN".to_owned(),
            place: Place {
                district: None,
                village: None,
                words: Some("Lingkar timur".to_owned()),
                landmark: None,
                point: None,
            },
            number: None,
            name: None,
            narrative: None,
        }
    }
}

impl Desk {
    pub fn say(&self, command: Command<String>) -> Result<(), Problem> {
        let execute = Execute { id: CommandId(Uuid::now_v7()), command };
        self.runtime.block_on(self.room.execute(&self.seat, execute)).map(|_| ())
    }

    pub fn ask(&self, query: Query) -> Reply {
        self.runtime.block_on(self.room.query(&self.seat, query)).unwrap()
    }

    pub fn ticket(&self, id: TicketId) -> TicketRow {
        match self.ask(Query::Ticket { id }) {
            Reply::Ticket(page) => page.ticket,
            other => panic!("{other:?}"),
        }
    }

    /// Saves the form, and gives what was saved.
    pub fn open(&self, form: Form) -> Result<TicketRow, Problem> {
        let ticket = TicketId(Uuid::now_v7());
        self.say(Command::OpenTicket(OpenTicket {
            call: CallId(Uuid::now_v7()),
            ticket,
            called_at: MORNING,
            category: CategoryCode::from(form.category.as_str()),
            severity: Severity::High,
            storm: None,
            at_risk: false,
            paper: None,
            kind: None,
            place: form.place,
            reporter: Reporter { number: form.number, name: form.name, call_back: true },
            narrative: form.narrative,
            asked: Vec::new(),
        }))?;
        Ok(self.ticket(ticket))
    }
}

/// The code of a refusal, once both languages have been found to have a sentence for it.
pub fn refused<T: std::fmt::Debug>(done: Result<T, Problem>) -> String {
    let Err(Problem::Refused { refusal }) = done else { panic!("not refused: {done:?}") };
    let fields = serde_json::to_value(&refusal).unwrap();
    let code = fields["code"].as_str().unwrap().to_owned();
    assert_sentence(&code);
    code
}

pub fn assert_sentence(code: &str) {
    let key = format!("problem.{code}");
    let [id, en] = [Language::Id, Language::En].map(|language| words::say(language, &key, &[]));
    assert!(id.ends_with('.') && en.ends_with('.') && id != en && id != key, "{code}: {id:?}, {en:?}");
}
