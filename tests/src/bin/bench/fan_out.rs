//! The floor of telling everybody: the same bytes over plain TCP to as many sockets, until the last has them.

use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

pub async fn fan_out(bytes: usize, sockets: usize, times: usize) -> Vec<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (arrived, mut arrivals) = mpsc::unbounded_channel();
    let mut ends = Vec::with_capacity(sockets);
    for _ in 0..sockets {
        let mut there = TcpStream::connect(address).await.unwrap();
        let (here, _) = listener.accept().await.unwrap();
        here.set_nodelay(true).unwrap();
        ends.push(here);
        let arrived = arrived.clone();
        tokio::spawn(async move {
            let mut heard = vec![0; bytes];
            while there.read_exact(&mut heard).await.is_ok() {
                arrived.send(Instant::now()).unwrap();
            }
        });
    }
    let said = vec![b'x'; bytes];
    let mut took = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        for end in &mut ends {
            end.write_all(&said).await.unwrap();
        }
        let mut last = began;
        for _ in 0..sockets {
            last = last.max(arrivals.recv().await.unwrap());
        }
        took.push(last - began);
    }
    took
}
