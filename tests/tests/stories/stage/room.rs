use super::Door;
use super::process::Process;
use super::say;
use kentongan_room::client::Client;
use kentongan_room::wire::pin::{self, Pin};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource, http, verify};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::At;
use kentongan_rules::view::{Notifier, Recover, SignIn, Speaker};
use kentongan_tests::driven::{Asked, Told};
use std::net::Ipv4Addr;
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
    /// A room in a program of its own, and a desk that has joined it.
    Tls,
}

pub struct TestRoom {
    folder: TempDir,
    carrier: Carrier,
    running: Running,
}

enum Running {
    Here { room: Room, time: TimeSource, server: Option<Server> },
    There(Process),
}

struct Server {
    base: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// A data folder that is copied for each story.
pub(super) struct Founded {
    /// Before any desk had joined: its own PC is desk 2.
    plain: TempDir,
    /// Its own PC is desk 1, and desk 2 has joined.
    folder: TempDir,
    /// What the desk keeps that has joined.
    pub pin: Pin,
}

/// A founded room: Hana supervises, Siti and Rudi take calls, Dewi audits, and a second desk has joined. Made once, as
/// hashing passwords and words is slow on purpose.
pub(super) async fn founded() -> &'static Founded {
    static FOUNDED: OnceCell<Founded> = OnceCell::const_new();
    FOUNDED
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let time = TimeSource::hand(at("06:00"));
            let room = open(folder.path(), &time).await;
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
            drop((room, desk, hana));
            let plain = tempfile::tempdir().unwrap();
            copy_room(folder.path(), plain.path());
            let room = open_as(1, folder.path(), &time).await;
            let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
            let words = room.let_in_from_here().await.unwrap();
            let pin = pin::join(&format!("127.0.0.1:{port}"), "Meja 2", &words).await.unwrap();
            room.close().await;
            Founded { plain, folder, pin }
        })
        .await
}

/// Opens the room as soon as the one before it has let go of the folder: its tasks end when they next look, and a
/// story drops its doors before.
async fn open(data: &Path, time: &TimeSource) -> Room {
    open_as(2, data, time).await
}

async fn open_as(desk: u16, data: &Path, time: &TimeSource) -> Room {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let options =
            RoomOptions { data: data.to_owned(), desk, time: time.clone(), version: "stories".to_owned() };
        match Room::open(options).await {
            Ok(room) => return room,
            Err(Problem::Broken { about: BrokenPart::InUse, .. }) if Instant::now() < deadline => {
                tokio::task::yield_now().await;
            }
            Err(problem) => panic!("{problem:?}"),
        }
    }
}

fn copy_room(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with("room.db") {
            std::fs::copy(entry.path(), to.join(name)).unwrap();
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
        let folder = TempDir::with_prefix("Ruang Siaga é 火 ").unwrap();
        let Founded { plain, folder: joined, .. } = founded().await;
        let from = if carrier == Carrier::Tls { joined } else { plain };
        copy_room(from.path(), folder.path());
        TestRoom::of(folder, carrier, at("14:00")).await
    }

    /// The room of a folder, whatever is in it, its clock at `clock`.
    pub async fn of(folder: TempDir, carrier: Carrier, clock: At) -> TestRoom {
        let running = match carrier {
            Carrier::Tls => Running::There(Process::start(folder.path(), clock).await),
            Carrier::InProcess | Carrier::Http => {
                let time = TimeSource::hand(clock);
                let room = open(folder.path(), &time).await;
                let served = carrier == Carrier::Http;
                let server = if served { Some(Server::start(room.clone()).await) } else { None };
                Running::Here { room, time, server }
            }
        };
        TestRoom { folder, carrier, running }
    }

    pub fn carrier(&self) -> Carrier {
        self.carrier
    }
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Moves the room's clock.
    pub fn now(&self, clock: &str) {
        self.at(at(clock));
    }
    pub fn at(&self, instant: At) {
        match &self.running {
            Running::Here { time, .. } => time.set(instant),
            Running::There(process) => process.at(instant),
        }
    }

    /// A desktop opened this room, and found what takes its notifications and plays its sounds.
    pub fn desktop(&self, notifier: Notifier, speaker: Speaker) {
        match &self.running {
            Running::Here { room, .. } => {
                room.set_notifier(notifier);
                room.set_speaker(speaker);
            }
            Running::There(process) => {
                let told = process.asks(&Asked::Desktop { notifier, speaker });
                assert!(matches!(told, Told::Done), "{told:?}");
            }
        }
    }

    /// A way in over the wire, with nobody signed in; `Err`: there is no wire.
    fn client(&self) -> Result<Client, &Room> {
        match &self.running {
            Running::There(process) => Ok(process.client()),
            Running::Here { server: Some(server), .. } => Ok(Client::new(&server.base).unwrap()),
            Running::Here { room, server: None, .. } => Err(room),
        }
    }

    /// The room itself, where it is in this process.
    fn here(&self) -> &Room {
        match &self.running {
            Running::Here { room, .. } => room,
            Running::There(_) => panic!("the room is in a program of its own"),
        }
    }

    pub async fn signed_in(&self, account: &str) -> Door {
        self.signs_in(account, PASSWORD).await.unwrap()
    }
    pub async fn signs_in(&self, account: &str, secret: &str) -> Result<Door, Problem> {
        let who = SignIn { secret: secret.to_owned(), ..who(account) };
        match self.client() {
            Err(room) => {
                let (token, _) = room.sign_in(who, room.own_desk()).await?;
                Ok(Door::Here(room.clone(), Seat::Person(token)))
            }
            Ok(client) => {
                client.sign_in(&who).await?;
                Ok(Door::There(client))
            }
        }
    }
    /// At the desk of that number, in the process.
    pub async fn signed_in_at(&self, account: &str, desk: u16) -> Door {
        let (token, _) = self.here().sign_in(who(account), desk).await.unwrap();
        Door::Here(self.here().clone(), Seat::Person(token))
    }
    /// What is said to who tries to sign in there.
    pub fn guesses_at(
        &self,
        desk: u16,
        account: String,
        secret: &'static str,
    ) -> impl Future<Output = Option<Problem>> + Send + use<> {
        let room = self.here().clone();
        let who = SignIn { account, secret: secret.to_owned(), shift: None };
        async move { room.sign_in(who, desk).await.err() }
    }
    /// The same desk, where nobody is signed in.
    pub fn at_desk(&self, desk: u16) -> Door {
        Door::Here(self.here().clone(), Seat::Desk(desk))
    }
    /// By the printed code, with a new password.
    pub async fn recovers(&self, code: &str, account: &str, secret: &str) -> Result<Door, Problem> {
        let (recovery, account, secret) = (code.to_owned(), account.to_owned(), secret.to_owned());
        let by = Recover { recovery, account, secret };
        match self.client() {
            Err(room) => {
                let (token, _) = room.recover(by, room.own_desk()).await?;
                Ok(Door::Here(room.clone(), Seat::Person(token)))
            }
            Ok(client) => {
                client.recover(&by).await?;
                Ok(Door::There(client))
            }
        }
    }
    /// A desk where nobody is signed in.
    pub fn desk(&self) -> Door {
        match self.client() {
            Err(room) => Door::Here(room.clone(), Seat::Desk(room.own_desk())),
            Ok(client) => Door::There(client),
        }
    }
    pub fn wall(&self) -> Door {
        match self.client() {
            Err(room) => Door::Here(room.clone(), Seat::Wall),
            Ok(client) => Door::There(client.as_wall()),
        }
    }

    /// A backup as a supervisor orders it: the file.
    pub async fn back_up(&self) -> PathBuf {
        match &self.running {
            Running::Here { room, .. } => {
                let backup = room.back_up().await.unwrap();
                assert_eq!(backup.failed, None);
                room.backup_folder().join(backup.file)
            }
            Running::There(process) => match process.asks(&Asked::BackUp) {
                Told::BackedUp { file, failed: false } => file,
                other => panic!("{other:?}"),
            },
        }
    }

    /// What the room does for itself, once.
    pub async fn tend(&self) {
        match &self.running {
            Running::Here { room, .. } => room.tend().await.unwrap(),
            Running::There(process) => {
                let told = process.asks(&Asked::Tend);
                assert!(matches!(told, Told::Done), "{told:?}");
            }
        }
    }

    /// Stops everything and gives the folder back.
    pub async fn stop(self) -> TempDir {
        match self.running {
            Running::Here { room, server, .. } => {
                room.close().await;
                if let Some(server) = server {
                    server.stop.send(()).unwrap();
                    server.serving.await.unwrap();
                }
            }
            Running::There(process) => process.stop().await,
        }
        self.folder
    }

    /// The room of this folder as a crash leaves it: what lies on disk now, opened anew, its clock at `clock`.
    pub async fn killed(self, clock: &str) -> TestRoom {
        let left = tempfile::tempdir().unwrap();
        for name in ["room.db", "room.db-wal"] {
            std::fs::copy(self.folder().join(name), left.path().join(name)).unwrap();
        }
        let carrier = self.carrier;
        self.stop().await;
        TestRoom::of(left, carrier, at(clock)).await
    }

    /// Whoever is before this door shows the same to this room, which runs in the process.
    pub fn again(&self, door: &Door) -> Door {
        match door {
            Door::Here(_, seat) => Door::Here(self.here().clone(), seat.clone()),
            Door::There(_) => panic!("the door is in a program of its own"),
        }
    }

    /// The same folder in a new room, its clock at `clock`; over the wire nobody shows what they showed before.
    pub async fn restart(self, clock: &str) -> TestRoom {
        let carrier = self.carrier;
        let folder = self.stop().await;
        TestRoom::of(folder, carrier, at(clock)).await
    }

    /// Stops; then the chain must be whole, and every row what folding the journal gives.
    pub async fn end(self) {
        let folder = self.stop().await;
        let report = verify::verify(folder.path(), None).unwrap();
        assert!(report.faults.is_empty(), "{report:?}");
    }
}
