//! A room in a program of its own, what is said to its doors, and how it does meanwhile.

use kentongan_room::client::Client;
use kentongan_room::wire::NAME;
use kentongan_room::wire::pin::Pin;
use kentongan_rules::view::Query;
use kentongan_tests::joined;
use kentongan_tests::script::MORNING;
use rustls::pki_types::ServerName;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

/// Half a request is waited for by the room; so long by us.
const SOON: Duration = Duration::from_millis(300);
const LATE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// To this PC alone.
    Plain,
    /// To other PCs.
    Tls,
}

/// One end of a connection to either door.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// How a door is reached.
#[derive(Clone)]
pub struct Way {
    pub door: Door,
    pub address: SocketAddr,
    pub pin: Pin,
}

impl Way {
    /// Over TLS with the desk's key, so that what follows is read; `protocol` as agreed on there.
    pub async fn connected(&self, protocol: &[u8]) -> std::io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect(self.address).await?;
        if self.door == Door::Plain {
            return Ok(Box::new(stream));
        }
        let mut tls = self.pin.tls().unwrap();
        tls.alpn_protocols = vec![protocol.to_vec()];
        let name = ServerName::try_from(NAME).unwrap();
        Ok(Box::new(TlsConnector::from(Arc::new(tls)).connect(name, stream).await?))
    }

    pub fn host(&self) -> String {
        match self.door {
            Door::Plain => self.address.to_string(),
            Door::Tls => format!("{NAME}:{}", self.address.port()),
        }
    }

    /// The answer to these bytes; where none comes soon, nothing more is said and the end is waited for.
    pub async fn answer(&self, bytes: &[u8]) -> String {
        let Ok(mut stream) = self.connected(b"http/1.1").await else { return String::new() };
        // A door that has refused may close before it has heard everything.
        let _ = stream.write_all(bytes).await;
        let mut said = vec![0; 16_384];
        let heard = match tokio::time::timeout(SOON, stream.read(&mut said)).await {
            Ok(heard) => heard,
            Err(_) => {
                let _ = stream.shutdown().await;
                tokio::time::timeout(LATE, stream.read(&mut said)).await.expect("it was never let go")
            }
        };
        said.truncate(heard.unwrap_or(0));
        String::from_utf8_lossy(&said).into_owned()
    }

    pub fn client(&self) -> Client {
        match self.door {
            Door::Plain => Client::new(&format!("http://{}", self.address)).unwrap(),
            Door::Tls => Client::joined(&self.pin, "0.0.0").unwrap(),
        }
    }
}

/// The status of an answer; 0: there was none.
pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

pub struct Serving {
    pub way: Way,
    child: Child,
    _folder: TempDir,
}

impl Serving {
    pub async fn start(door: Door) -> Serving {
        let folder = tempfile::tempdir().unwrap();
        let pin = joined::found(folder.path()).await.unwrap();
        let clocks = folder.path().join("clocks");
        std::fs::write(&clocks, format!("{0} {0} {0}", MORNING.0)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_driven_room"));
        command.args([folder.path(), &clocks]);
        if door == Door::Tls {
            command.arg("--door");
        }
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address: SocketAddr = line.trim().trim_start_matches("http://").parse().unwrap();
        let pin = Pin { address: address.to_string(), ..pin };
        Serving { way: Way { door, address, pin }, child, _folder: folder }
    }

    /// The most memory that it ever had, in MiB; 0 where nothing tells.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    /// It still runs, answers, and has not panicked.
    pub async fn end(mut self) {
        self.way.client().query(&Query::Session).await.unwrap();
        assert!(self.child.try_wait().unwrap().is_none(), "it ended by itself");
        self.child.kill().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(!said.contains("panicked"), "{said}");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A desk that asks again and again, on new connections too.
pub struct Beside(JoinHandle<Vec<Duration>>, tokio::sync::oneshot::Sender<()>);

impl Beside {
    pub fn start(way: &Way) -> Beside {
        let (way, (stop, mut stopped)) = (way.clone(), tokio::sync::oneshot::channel());
        let asking = tokio::spawn(async move {
            let (mut took, kept) = (Vec::new(), way.client());
            while stopped.try_recv().is_err() {
                let client = if took.len() % 2 == 0 { kept.clone() } else { way.client() };
                let began = Instant::now();
                client.query(&Query::Session).await.expect("a desk was not served");
                took.push(began.elapsed());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            took
        });
        Beside(asking, stop)
    }

    /// Ends, prints how long the answers took, and gives the 99th of a hundred.
    pub async fn p99(self, what: &str) -> Duration {
        self.1.send(()).unwrap();
        let mut took = self.0.await.unwrap();
        took.sort_unstable();
        let p99 = took[(took.len() * 99 / 100).min(took.len() - 1)];
        println!(
            "{what}: {} answers to a desk, half within {:?}, p99 {p99:?}",
            took.len(),
            took[took.len() / 2]
        );
        p99
    }
}
