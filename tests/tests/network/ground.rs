//! A founded room that many desks have joined, and the process that serves it.

use kentongan_room::client::Client;
use kentongan_room::wire::pairing::key_of;
use kentongan_room::wire::pin::Pin;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::desk::DeskKind;
use kentongan_rules::id::CommandId;
use kentongan_rules::view::{Query, SignIn};
use kentongan_tests::chance::Chance;
use kentongan_tests::programs;
use kentongan_tests::script::{ACCOUNT, PASSWORD, founding};
use rcgen::{CertificateParams, KeyPair};
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use uuid::Uuid;

pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Desks of the room, beside its own.
pub const DESKS: usize = 60;
/// Longest that a room takes to open, on a busy machine.
const LATE: Duration = Duration::from_secs(60);

pub fn supervisor() -> SignIn {
    SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None }
}

/// A room on disk, where it is served, and what its desks keep of it.
pub struct Ground {
    pub folder: TempDir,
    pub address: SocketAddr,
    pub pins: Vec<Pin>,
}

/// The same room for every test, each in a copy of its own.
fn founded() -> &'static (TempDir, Vec<Pin>) {
    static FOUNDED: OnceLock<(TempDir, Vec<Pin>)> = OnceLock::new();
    FOUNDED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        // With a runtime of its own nothing of the room is left when it ends.
        let pins = tokio::runtime::Runtime::new().unwrap().block_on(found(folder.path()));
        (folder, pins)
    })
}

async fn found(data: &Path) -> Vec<Pin> {
    let options =
        RoomOptions { data: data.to_owned(), desk: 1, time: TimeSource::Wall, version: VERSION.to_owned() };
    let room = Room::open(options).await.unwrap();
    room.execute(&Seat::Desk(1), founding().unwrap().execute).await.unwrap();
    let identity = room.identity().await.unwrap();
    let seat = Seat::Person(room.sign_in(supervisor(), 1).await.unwrap().0);
    let mut pins = Vec::new();
    for _ in 0..DESKS {
        let desk = room.setup().next_desk();
        let key = KeyPair::generate().unwrap();
        let request = CertificateParams::default().serialize_request(&key).unwrap().pem().unwrap();
        let own_certificate = identity.vouch(&request, desk).unwrap();
        let (name, key_of_desk) = (format!("Meja {desk}"), key_of(&own_certificate).unwrap());
        let joins = Command::JoinDesk {
            desk,
            name: name.clone(),
            desk_kind: DeskKind::Workstation,
            key: key_of_desk,
        };
        room.execute(&seat, Execute { id: CommandId(Uuid::now_v7()), command: joins }).await.unwrap();
        pins.push(Pin {
            address: String::new(),
            room: room.setup().region.name.clone(),
            desk,
            name,
            certificate: identity.certificate().to_owned(),
            own_certificate,
            own_key: key.serialize_pem(),
        });
    }
    room.close().await;
    pins
}

/// One that no outgoing connection is given, so that it is still free when a killed room comes back.
fn free_port() -> u16 {
    let mut chance = Chance::of(Uuid::now_v7().as_u64_pair().1);
    loop {
        let port = 18_000 + chance.below(14_000) as u16;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// The files of a room that is closed, or of one that was killed.
pub fn copy_room(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_string_lossy().starts_with("room.db") {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

impl Ground {
    /// Not on an async thread: a room is founded when it is first asked for.
    pub async fn new() -> Ground {
        tokio::task::spawn_blocking(|| {
            let (from, pins) = founded();
            let folder = tempfile::tempdir().unwrap();
            copy_room(from.path(), folder.path());
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
            Ground { folder, address, pins: pins.clone() }
        })
        .await
        .unwrap()
    }

    /// What desk `no`, counted from 0, keeps; the room is found at `address`.
    pub fn pin_at(&self, no: usize, address: &str) -> Pin {
        Pin { address: address.to_owned(), ..self.pins[no].clone() }
    }

    pub fn pin(&self, no: usize) -> Pin {
        self.pin_at(no, &self.address.to_string())
    }

    /// Starts the room, and does not wait for it.
    pub fn start(&self) -> Process {
        self.start_in(self.folder.path())
    }

    /// The same of another folder, in the same place.
    pub fn start_in(&self, folder: &Path) -> Process {
        Process::start(folder, self.address)
    }

    /// Starts the room and waits until it answers.
    pub async fn serve(&self) -> Process {
        let process = self.start();
        let (client, began) = (Client::joined(&self.pin(0), VERSION).unwrap(), Instant::now());
        while client.query(&Query::Session).await.is_err() {
            assert!(began.elapsed() < LATE, "the room does not answer: {}", process.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }
}

/// A room in a process of its own; killed with its owner.
pub struct Process {
    child: Child,
    folder: std::path::PathBuf,
}

impl Process {
    fn start(folder: &Path, address: SocketAddr) -> Process {
        let said = File::options().create(true).append(true).open(folder.join("stderr")).unwrap();
        let child = std::process::Command::new(programs::room().unwrap())
            .args(["serve", "--port", "0", "--data"])
            .arg(folder)
            .args(["--open", &address.ip().to_string(), "--open-port", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .unwrap();
        Process { child, folder: folder.to_owned() }
    }

    /// At once: SIGKILL, or TerminateProcess.
    pub fn kill(mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "it ended by itself: {}", self.said());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let said = self.said();
        assert!(!said.contains("panicked"), "{said}");
    }

    /// The most memory that it ever had, in KiB; 0 where nothing tells.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    /// What it and those before it complained of.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.join("stderr")).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It was killed before, mostly.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
