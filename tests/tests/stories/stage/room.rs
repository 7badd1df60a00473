use super::Door;
use super::say;
use kentongan_room::client::Client;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource, http, verify};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::At;
use kentongan_rules::view::{Notifier, Recover, SignIn, Speaker};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::{OnceCell, oneshot};
use tokio::task::JoinHandle;
use uuid::Uuid;

pub const PASSWORD: &str = "rahasia-112";
pub const RECOVERY: &str = "AB12-CD34-EF56-GH78-JK90-MN12";
/// 2026-11-26 00:00 in WIB.
const MIDNIGHT: i64 = 1_795_626_000_000;

/// `14:05` or `14:05:30`, local time on the day of the story; `+1 00:10` is the day after.
pub fn at(clock: &str) -> At {
    let (days, clock) = match clock.strip_prefix('+') {
        Some(rest) => {
            let (days, clock) = rest.split_once(' ').unwrap();
            (days.parse::<i64>().unwrap(), clock)
        }
        None => (0, clock),
    };
    let parts: Vec<i64> = clock.split(':').map(|part| part.parse().unwrap()).collect();
    let seconds = parts.first().unwrap() * 3_600 + parts.get(1).unwrap() * 60 + parts.get(2).unwrap_or(&0);
    At(MIDNIGHT + (days * 86_400 + seconds) * 1_000)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    InProcess,
    Http,
}

pub struct TestRoom {
    folder: TempDir,
    carrier: Carrier,
    time: TimeSource,
    room: Room,
    server: Option<Server>,
}

struct Server {
    base: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// A data folder with a founded room: Hana supervises, Siti and Rudi take calls, Dewi audits. Made once and copied,
/// as hashing passwords is slow on purpose.
async fn founded() -> &'static TempDir {
    static FOUNDED: OnceCell<TempDir> = OnceCell::const_new();
    FOUNDED
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let room = open(folder.path(), &TimeSource::hand(at("06:00"))).await;
            let desk = Door::Here(room.clone(), Seat::Desk(room.own_desk()));
            desk.says(Command::Found(say::founding())).await;
            let hana = sign_in_here(&room, "hana").await;
            for (n, account, role) in
                [(1, "siti", Role::Operator), (2, "rudi", Role::Operator), (3, "dewi", Role::Auditor)]
            {
                let name = format!("{}{}", account[..1].to_uppercase(), &account[1..]);
                let (person, secret) = (PersonId(Uuid::from_u128(n)), PASSWORD.to_owned());
                let account = account.to_owned();
                hana.says(Command::AddPerson { person, account, name, role, secret, agency: None }).await;
            }
            room.close().await;
            folder
        })
        .await
}

/// Opens the room as soon as the one before it has let go of the folder: its tasks end when they next look, and a
/// story drops its doors before.
async fn open(data: &Path, time: &TimeSource) -> Room {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let options =
            RoomOptions { data: data.to_owned(), desk: 2, time: time.clone(), version: "stories".to_owned() };
        match Room::open(options).await {
            Ok(room) => return room,
            Err(Problem::Broken { about: BrokenPart::InUse, .. }) if Instant::now() < deadline => {
                tokio::task::yield_now().await;
            }
            Err(problem) => panic!("{problem:?}"),
        }
    }
}

async fn sign_in_here(room: &Room, account: &str) -> Door {
    let (token, _) = room.sign_in(who(account), room.own_desk()).await.unwrap();
    Door::Here(room.clone(), Seat::Person(token))
}

fn who(account: &str) -> SignIn {
    SignIn { account: account.to_owned(), secret: PASSWORD.to_owned(), shift: None }
}

impl Server {
    async fn start(room: Room) -> Server {
        let listener = http::listen(0).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let until = async move { drop(stopped.await) };
        let serving = tokio::spawn(http::serve(room, listener, None, until));
        Server { base, stop, serving }
    }
}

impl TestRoom {
    /// A founded room at 14:00.
    pub async fn open(carrier: Carrier) -> TestRoom {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(founded().await.path()).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            if name.to_string_lossy().starts_with("room.db") {
                std::fs::copy(entry.path(), folder.path().join(name)).unwrap();
            }
        }
        TestRoom::of(folder, carrier, TimeSource::hand(at("14:00"))).await
    }

    /// The room of a folder, whatever is in it.
    pub async fn of(folder: TempDir, carrier: Carrier, time: TimeSource) -> TestRoom {
        let room = open(folder.path(), &time).await;
        let server = match carrier {
            Carrier::InProcess => None,
            Carrier::Http => Some(Server::start(room.clone()).await),
        };
        TestRoom { folder, carrier, time, room, server }
    }

    pub fn carrier(&self) -> Carrier {
        self.carrier
    }
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
    pub fn base(&self) -> Option<&str> {
        self.server.as_ref().map(|server| server.base.as_str())
    }

    /// Moves the room's clock.
    pub fn now(&self, clock: &str) {
        self.at(at(clock));
    }
    pub fn at(&self, instant: At) {
        self.time.set(instant);
    }

    /// A desktop opened this room, and found what takes its notifications and plays its sounds.
    pub fn desktop(&self, notifier: Notifier, speaker: Speaker) {
        self.room.set_notifier(notifier);
        self.room.set_speaker(speaker);
    }

    pub async fn signed_in(&self, account: &str) -> Door {
        self.signs_in(account, PASSWORD).await.unwrap()
    }
    pub async fn signs_in(&self, account: &str, secret: &str) -> Result<Door, Problem> {
        let who = SignIn { secret: secret.to_owned(), ..who(account) };
        match &self.server {
            None => {
                let (token, _) = self.room.sign_in(who, self.room.own_desk()).await?;
                Ok(Door::Here(self.room.clone(), Seat::Person(token)))
            }
            Some(server) => {
                let client = Client::new(&server.base)?;
                client.sign_in(&who).await?;
                Ok(Door::There(client))
            }
        }
    }
    /// By the printed code, with a new password.
    pub async fn recovers(&self, code: &str, account: &str, secret: &str) -> Result<Door, Problem> {
        let (recovery, account, secret) = (code.to_owned(), account.to_owned(), secret.to_owned());
        let by = Recover { recovery, account, secret };
        match &self.server {
            None => {
                let (token, _) = self.room.recover(by, self.room.own_desk()).await?;
                Ok(Door::Here(self.room.clone(), Seat::Person(token)))
            }
            Some(server) => {
                let client = Client::new(&server.base)?;
                client.recover(&by).await?;
                Ok(Door::There(client))
            }
        }
    }
    /// A desk where nobody is signed in.
    pub fn desk(&self) -> Door {
        match &self.server {
            None => Door::Here(self.room.clone(), Seat::Desk(self.room.own_desk())),
            Some(server) => Door::There(Client::new(&server.base).unwrap()),
        }
    }
    pub fn wall(&self) -> Door {
        match &self.server {
            None => Door::Here(self.room.clone(), Seat::Wall),
            Some(server) => {
                let seat = reqwest::header::HeaderValue::from_static("wall");
                let headers =
                    [(reqwest::header::HeaderName::from_static("x-seat"), seat)].into_iter().collect();
                let http = reqwest::Client::builder().default_headers(headers).no_proxy().build().unwrap();
                Door::WallThere(http, server.base.clone())
            }
        }
    }

    /// A backup as a supervisor orders it: the file.
    pub async fn back_up(&self) -> PathBuf {
        let backup = self.room.back_up().await.unwrap();
        assert_eq!(backup.failed, None);
        self.room.backup_folder().join(backup.file)
    }

    /// What the room does for itself, once.
    pub async fn tend(&self) {
        self.room.tend().await.unwrap();
    }

    /// Stops everything and gives the folder back.
    pub async fn stop(self) -> TempDir {
        self.room.close().await;
        if let Some(server) = self.server {
            server.stop.send(()).unwrap();
            server.serving.await.unwrap();
        }
        self.folder
    }

    /// The same folder in a new room, its clock at `clock`; everybody is signed out.
    pub async fn restart(self, clock: &str) -> TestRoom {
        let carrier = self.carrier;
        let folder = self.stop().await;
        TestRoom::of(folder, carrier, TimeSource::hand(at(clock))).await
    }

    /// Stops; then the chain must be whole, and every row what folding the journal gives.
    pub async fn end(self) {
        let folder = self.stop().await;
        let report = verify::verify(folder.path(), None).unwrap();
        assert!(report.faults.is_empty(), "{report:?}");
    }
}
