//! Screens that do not read what they asked for, or read it drop by drop.

use crate::screen::Screen;
use crate::served::{DESKS, Joined, Served};
use kentongan_room::wire::NAME;
use rustls::pki_types::ServerName;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const FROZEN: usize = 25;
const SLOW: usize = 25;
/// Whole histories that each asks for, more than any buffer between holds.
const ASKED: usize = 20;

pub struct Frozen(JoinSet<()>);

async fn connected(joined: &Joined, served: &Served, no: usize) -> TlsStream<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let stream = socket.connect(served.address).await.unwrap();
    let mut tls = joined.pin(no, served).tls().unwrap();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    let name = ServerName::try_from(NAME).unwrap();
    TlsConnector::from(Arc::new(tls)).connect(name, stream).await.unwrap()
}

impl Frozen {
    pub async fn start(joined: &Joined, served: &Served, desks: &[Screen]) -> Frozen {
        let mut tasks = JoinSet::new();
        for nth in 0..FROZEN + SLOW {
            let no = nth % DESKS;
            let mut stream = connected(joined, served, no).await;
            let asked = format!(
                "GET /api/changes?after=0 HTTP/1.1\r\nHost: {NAME}:{}\r\nCookie: {}\r\n\r\n",
                served.address.port(),
                desks[no].cookie().unwrap_or_default()
            );
            stream.write_all(asked.repeat(ASKED).as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
            tasks.spawn(async move {
                let mut drop = [0; 512];
                loop {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    // A frozen one holds its connection and no more.
                    if nth >= FROZEN && stream.read(&mut drop).await.is_ok_and(|read| read == 0) {
                        return;
                    }
                }
            });
        }
        Frozen(tasks)
    }

    pub fn end(mut self) {
        self.0.abort_all();
    }
}
