//! A room of a temporary folder, with a clock moved by hand and ids that follow each other.

use kentongan_rules::actor::{Actor, Role, Shift};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall, Execute, Found, OpenTicket};
use kentongan_rules::id::{CallId, CommandId, PersonId, SealedId, TicketId};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{CategoryCode, Region, Severity};
use kentongan_rules::setup::Settings;
use kentongan_rules::text::{Sealed, TextKind};
use kentongan_rules::ticket::{Place, Reporter};
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Receipt, TicketRow};
use kentongan_store::{Job, OpenOptions, Reader, SealedText, Sqlite, Store, Verdict, VerifyReport, digest};
use std::path::PathBuf;
use tempfile::TempDir;
use uuid::Uuid;

/// 2026-11-23 08:00 in WIB.
pub const MORNING: At = At(1_795_395_600_000);

pub struct Ground {
    pub folder: TempDir,
    pub store: Sqlite,
    pub reader: Reader,
    pub now: At,
    minted: u128,
}

pub fn person(no: u128) -> PersonId {
    PersonId(Uuid::from_u128(0x7000 + no))
}

pub fn operator(no: u128) -> Actor {
    Actor {
        role: Role::Operator,
        person: Some(person(no)),
        name: format!("Operator {no}"),
        shift: Some(Shift::Morning),
        desk: u16::try_from(no).unwrap(),
        agency: None,
    }
}

pub fn supervisor() -> Actor {
    Actor { role: Role::Supervisor, name: "Pengawas".into(), ..operator(9) }
}

pub fn auditor() -> Actor {
    Actor { role: Role::Auditor, name: "Auditor".into(), ..operator(8) }
}

/// The telephone's tag as a room would make it, short.
pub fn tag(number: &str) -> String {
    digest("00", number)
}

pub fn code(category: &str) -> CategoryCode {
    CategoryCode::from(category)
}

impl Ground {
    /// A founded room.
    pub fn new() -> Ground {
        let mut ground = Ground::unfounded();
        let region = Region::sidoarjo().unwrap().named("Ruang Uji", "SDA", 420);
        ground.ok(
            Actor::desk(1),
            Command::Found(Found {
                region,
                settings: Settings::default(),
                supervisor: person(9),
                account: "pengawas".into(),
                name: "Pengawas".into(),
                secret: "argon2id-one".into(),
                recovery: "argon2id-two".into(),
                training: false,
            }),
        );
        ground
    }

    pub fn unfounded() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
        let reader = store.reader().unwrap();
        Ground { folder, store, reader, now: MORNING, minted: 0 }
    }

    /// The room that lies in this folder, at that instant; its own ids are far from those that were given there.
    pub fn of(folder: TempDir, now: At) -> Ground {
        let store = Sqlite::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
        let reader = store.reader().unwrap();
        Ground { folder, store, reader, now, minted: 1 << 48 }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("room.db")
    }

    pub fn mint(&mut self) -> Uuid {
        self.minted += 1;
        Uuid::from_u128((7 << 76) | (2 << 62) | self.minted)
    }

    pub fn ticket_id(&mut self) -> TicketId {
        TicketId(self.mint())
    }

    pub fn call_id(&mut self) -> CallId {
        CallId(self.mint())
    }

    pub fn pass(&mut self, span: Span) {
        self.now = self.now + span;
    }

    /// The command with its texts sealed, under a new id.
    pub fn job(&mut self, actor: Actor, command: Command<String>) -> Job {
        let body_digest = digest("00", &serde_json::to_string(&command).unwrap());
        let ticket = command.touches().ticket;
        let id = CommandId(self.mint());
        let mut texts = Vec::new();
        let seal = |kind: TextKind, text: String| -> Result<Option<Sealed>, Refusal> {
            let id = SealedId(self.mint());
            let salt = format!("{:08x}", texts.len());
            let tag = (kind == TextKind::Number).then(|| tag(&text));
            let sealed = Sealed { id, digest: digest(&salt, &text), tag: tag.clone() };
            texts.push(SealedText { id, kind, salt, text, tag, ticket });
            Ok(Some(sealed))
        };
        let command = command.seal(seal, |what| Refusal::Missing { what: what.to_owned() }).unwrap();
        Job {
            command: Execute { id, command },
            body_digest,
            actor,
            at: self.now,
            told: None,
            texts,
            faults: Vec::new(),
        }
    }

    pub fn act(&mut self, actor: Actor, command: Command<String>) -> Verdict {
        let job = self.job(actor, command);
        self.store.act(&[job]).unwrap().remove(0)
    }

    pub fn ok(&mut self, actor: Actor, command: Command<String>) -> Seq {
        match self.act(actor, command) {
            Verdict::Receipt(Receipt { seq, .. }) => seq,
            Verdict::Refused(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    pub fn opening(&mut self, category: &str, said: &Said) -> (TicketId, Command<String>) {
        let ticket = self.ticket_id();
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let command = Command::OpenTicket(OpenTicket {
            call: self.call_id(),
            ticket,
            called_at: self.now - Span::seconds(20),
            category: code(category),
            severity: Severity::High,
            storm: None,
            at_risk: false,
            paper: None,
            kind: None,
            place: Place {
                district: None,
                village: None,
                words: text(said.words).or_else(|| text("Lingkar")),
                landmark: text(said.landmark),
                point: Some(kentongan_rules::ticket::Point { lat: -7.453_218_907_1, lon: 112.712_345_678_9 }),
            },
            reporter: Reporter { number: text(said.number), name: text(said.name), call_back: true },
            narrative: text(said.narrative),
            asked: Vec::new(),
        });
        (ticket, command)
    }

    pub fn open(&mut self, category: &str, said: &Said) -> TicketId {
        let (ticket, command) = self.opening(category, said);
        self.ok(operator(1), command);
        ticket
    }

    pub fn prank(&mut self) -> (CallId, Command<String>) {
        let call = self.call_id();
        let called_at = self.now - Span::seconds(5);
        let number = Some("0812-0000-0666".to_owned());
        (
            call,
            Command::EndCall(EndCall {
                call,
                called_at,
                outcome: NoCase::Prank,
                number,
                note: None,
                call_back: false,
            }),
        )
    }

    pub fn row(&mut self, ticket: TicketId) -> TicketRow {
        self.reader.ticket(ticket, &supervisor(), self.now).unwrap().unwrap().ticket
    }

    pub fn verify(&mut self) -> VerifyReport {
        self.reader.verify(None).unwrap()
    }

    /// A connection that ignores the store: for damage by hand, and for looking.
    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

/// What a caller says; empty where nothing was.
#[derive(Clone, Copy, Default)]
pub struct Said<'a> {
    pub number: &'a str,
    pub name: &'a str,
    pub words: &'a str,
    pub landmark: &'a str,
    pub narrative: &'a str,
}

pub const FIRE: Said<'_> = Said {
    number: "0812-0000-0890",
    name: "Bu Sri",
    words: "",
    landmark: "belakang pasar",
    narrative: "Asap tebal dari gudang kayu",
};
