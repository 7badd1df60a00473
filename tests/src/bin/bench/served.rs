//! A room in a program of its own, its door open on 127.0.0.1 over TLS, and fifty desks that have joined it.

use crate::shift::{Desk, SECRET, founded, room};
use crate::text;
use kentongan_room::wire::pin::{self, Pin};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::region::Region;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use uuid::Uuid;

pub const DESKS: usize = 50;

/// A founded room, what each desk keeps of it, and an operator for each.
pub struct Joined {
    data: PathBuf,
    pins: Vec<Pin>,
    pub region: Region,
}

pub fn account(no: usize) -> String {
    format!("petugas{no}")
}

impl Joined {
    pub async fn found(data: &Path) -> Joined {
        let (room, seat) = founded(data).await;
        let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
        let desk = Desk::new(room.clone(), seat);
        let mut pins = Vec::with_capacity(DESKS);
        for no in 0..DESKS {
            desk.say(Command::AddPerson {
                person: PersonId(Uuid::now_v7()),
                account: account(no),
                name: format!("Petugas {no}"),
                role: Role::Operator,
                secret: SECRET.to_owned(),
                agency: None,
            })
            .await;
            let words = room.let_in_from_here().await.unwrap();
            pins.push(pin::join(&format!("127.0.0.1:{port}"), &format!("Meja {no}"), &words).await.unwrap());
        }
        let region = room.setup().region.clone();
        room.close().await;
        Joined { data: data.to_owned(), pins, region }
    }

    /// The same room again, as it was when it was founded.
    pub fn copied(&self, data: &Path) {
        std::fs::create_dir_all(data).unwrap();
        for entry in std::fs::read_dir(&self.data).unwrap().map(Result::unwrap) {
            if entry.file_name().to_string_lossy().starts_with("room.db") {
                std::fs::copy(entry.path(), data.join(entry.file_name())).unwrap();
            }
        }
    }

    /// What desk `no` keeps, with where the room is now.
    pub fn pin(&self, no: usize, served: &Served) -> Pin {
        Pin { address: served.address.to_string(), ..self.pins[no].clone() }
    }
}

/// A running room; it ends with its owner.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
}

impl Served {
    /// Port 0 takes any.
    pub fn start(data: &Path, port: u16) -> Served {
        let another = text("--room").map(PathBuf::from);
        let program = another.unwrap_or_else(|| std::env::current_exe().unwrap());
        let mut command = std::process::Command::new(program);
        command.arg("--serve").arg(data).arg("--port").arg(port.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().parse().expect("the room says where it listens");
        Served { child, address }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// As a power cut of that program alone: nothing is finished.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Closes the room as its owner would.
    pub fn end(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success(), "void: the room did not end well");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other program: a room that says where its door is, and ends when nobody holds it any more.
pub async fn serve(data: &Path, port: u16) {
    let room = room(data).await;
    let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), port).await.unwrap();
    println!("127.0.0.1:{port}");
    let held = || std::io::stdin().read_line(&mut String::new());
    tokio::task::spawn_blocking(held).await.unwrap().unwrap();
    room.close().await;
}
