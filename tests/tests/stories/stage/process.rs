//! The room as a program of its own, behind its door over TLS.

use super::room::founded;
use kentongan_room::client::Client;
use kentongan_room::wire::pin::Pin;
use kentongan_rules::time::At;
use kentongan_tests::driven::{Asked, Told};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

/// The version that both ends say.
const VERSION: &str = "0.0.0";

pub struct Process {
    child: Child,
    lines: Mutex<Lines>,
    clocks: PathBuf,
    pin: Pin,
}

struct Lines {
    asks: Option<ChildStdin>,
    tells: BufReader<ChildStdout>,
}

/// All three clocks, which move as one.
fn wind(clocks: &Path, at: At) {
    kentongan_tests::whole::write(clocks, &format!("{0} {0} {0}", at.0)).unwrap();
}

impl Process {
    pub async fn start(data: &Path, at: At) -> Process {
        let clocks = data.join("clocks");
        wind(&clocks, at);
        let mut child = Command::new(env!("CARGO_BIN_EXE_driven_room"))
            .args([data, &clocks])
            .arg("--door")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (asks, tells) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut lines = Lines { asks, tells };
        let address = lines.told();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        let pin = Pin { address, ..founded().await.pin.clone() };
        Process { child, lines: Mutex::new(lines), clocks, pin }
    }

    /// A window of the desk that has joined.
    pub fn client(&self) -> Client {
        Client::joined(&self.pin, VERSION).unwrap()
    }

    pub fn at(&self, at: At) {
        wind(&self.clocks, at);
    }

    pub fn asks(&self, asked: &Asked) -> Told {
        let mut lines = self.lines.lock().unwrap();
        let line = serde_json::to_string(asked).unwrap();
        writeln!(lines.asks.as_ref().unwrap(), "{line}").unwrap();
        serde_json::from_str(&lines.told()).unwrap()
    }

    /// Nothing more is asked, so the room closes and the program ends.
    pub async fn stop(mut self) {
        self.lines.lock().unwrap().asks = None;
        let ended = tokio::task::spawn_blocking(move || self.child.wait().unwrap()).await.unwrap();
        assert!(ended.success(), "{ended}");
    }
}

impl Lines {
    fn told(&mut self) -> String {
        let mut line = String::new();
        self.tells.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
