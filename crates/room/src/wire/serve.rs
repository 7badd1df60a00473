//! The door's porter: takes connections, bounds them, speaks TLS where the door is open to other PCs, and says of
//! every request by which way and with which key it came.

mod guests;

pub use guests::{Guest, Guests};

use super::identity::{Identity, RENEWED_DAYS, digest};
use super::spoken;
use crate::broken;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::{Request, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use kentongan_rules::problem::Problem;
use rustls::ServerConfig;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;
use tower_http::timeout::DeadlineBody;

/// Connections at once: a room of fifty desks and a thousand screens, and then some.
const MOST_CONNECTIONS: usize = 4_096;
/// Of them, those of which no desk has asked anything yet. One more, and the oldest makes room: whoever only holds
/// connections cannot keep a desk out.
const MOST_GUESTS: usize = 512;
/// Connections of one desk: twenty screens of it with a connection each, and many times that. One more, and its own
/// oldest makes room.
const MOST_OF_A_DESK: usize = 128;
/// A connection on which nothing answers a ping for so long is half open.
const PING: Duration = Duration::from_secs(15);
/// Questions of one connection at once: a browser's screens share one. Whoever never reads has as many answers waiting.
const MOST_QUESTIONS: u32 = 32;
/// Our pages send a dozen.
const MOST_HEADERS: usize = 64;
/// What is being answered when the door closes gets so long.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// How long each is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// A handshake, the head of a request, and the first request of a connection.
    pub head: Duration,
    /// A body, all of it.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience { head: Duration::from_secs(10), body: Duration::from_secs(20) }
    }
}

/// By which way a request came.
#[derive(Clone, Debug)]
pub struct Way {
    /// The address on this PC that was asked.
    pub at: SocketAddr,
    /// Over TLS: whoever comes is a stranger until a key says otherwise.
    pub tls: bool,
    /// The key of the certificate that was shown, which this room had signed.
    pub key: Option<Arc<str>>,
    /// Whoever asks on this connection until a desk does.
    pub guest: Guest,
    pub patience: Patience,
}

/// The door's configuration at each of this PC's addresses, made anew while the room runs for months.
struct Doors {
    identity: Arc<Identity>,
    made: Mutex<HashMap<IpAddr, (Instant, Arc<ServerConfig>)>>,
}

impl Doors {
    fn at(&self, address: IpAddr) -> Result<Arc<ServerConfig>, Problem> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let stale = Duration::from_secs(RENEWED_DAYS * 86_400);
        match made.get(&address).filter(|(at, _)| at.elapsed() < stale) {
            Some((_, config)) => Ok(config.clone()),
            None => {
                let config = self.identity.door(address)?;
                made.insert(address, (Instant::now(), config.clone()));
                Ok(config)
            }
        }
    }
}

/// Serves until `stop` resolves; then answers what is being asked and ends. With an identity, over TLS alone.
pub async fn serve(
    listener: TcpListener,
    identity: Option<Arc<Identity>>,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let doors = identity.map(|identity| Arc::new(Doors { identity, made: Mutex::default() }));
    let (graceful, free) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
    let guests = Arc::new(Guests::new(MOST_GUESTS, MOST_OF_A_DESK));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(why) => {
                // Out of handles: those that end make room.
                tracing::warn!(%why, "a connection was not taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // More than the most: not even a handshake.
        let Ok(permit) = free.clone().try_acquire_owned() else { continue };
        let (guest, sent_away) = guests.take_in();
        let (doors, router, watcher) = (doors.clone(), router.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _permit = permit;
            let Ok(at) = stream.local_addr() else { return };
            // Small answers that somebody waits for.
            let _ = stream.set_nodelay(true);
            let way = Way { at, tls: doors.is_some(), key: None, guest, patience };
            tokio::select! {
                () = welcome(doors, stream, router, way, watcher) => {}
                () = sent_away => {}
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await;
}

async fn welcome(doors: Option<Arc<Doors>>, stream: TcpStream, router: Router, way: Way, watcher: Watcher) {
    match doors {
        // A browser on this PC, or our own client: neither speaks HTTP/2 without TLS.
        None => talk(stream, false, router, way, watcher).await,
        Some(doors) => {
            if let Some((stream, key)) = shake(&doors, stream, &way).await {
                let second = stream.get_ref().1.alpn_protocol() == Some(spoken::HTTP_2);
                talk(stream, second, router, Way { key, ..way }, watcher).await;
            }
        }
    }
}

type Shaken = (tokio_rustls::server::TlsStream<TcpStream>, Option<Arc<str>>);

async fn shake(doors: &Doors, stream: TcpStream, way: &Way) -> Option<Shaken> {
    let config = doors.at(way.at.ip()).ok()?;
    let shaken = tokio::time::timeout(way.patience.head, TlsAcceptor::from(config).accept(stream)).await;
    match shaken {
        Ok(Ok(stream)) => {
            let shown = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
            let key = shown.map(|certificate| Arc::from(digest(certificate)));
            Some((stream, key))
        }
        Ok(Err(why)) => {
            tracing::info!(%why, "a handshake failed");
            None
        }
        Err(_) => None,
    }
}

/// `second`: HTTP/2, as was agreed on; nothing is guessed from what arrives, so nothing is waited for to guess it.
async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    second: bool,
    router: Router,
    way: Way,
    watcher: Watcher,
) {
    let (patience, asked) = (way.patience, Arc::new(AtomicBool::new(false)));
    let first = asked.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        first.store(true, Ordering::Relaxed);
        let (router, way) = (router.clone(), way.clone());
        async move {
            let mut request = request.map(|body| Body::new(DeadlineBody::new(way.patience.body, body)));
            request.extensions_mut().insert(way);
            router.oneshot(request).await
        }
    });
    let builder = auto::Builder::new(TokioExecutor::new());
    let mut builder = if second { builder.http2_only() } else { builder.http1_only() };
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.head).max_headers(MOST_HEADERS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(MOST_QUESTIONS)
        .max_header_list_size(16 << 10);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    let silent = async {
        tokio::time::sleep(patience.head).await;
        // Over HTTP/2 nothing else ends a connection on which nobody asks.
        if asked.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = watcher.watch(connection) => {
            if let Err(why) = ended {
                tracing::debug!(%why, "a connection ended");
            }
        }
        () = silent => {}
    }
}

/// Listens at `port` of every address of this PC, or at the next free one; 0 takes any.
///
/// # Errors
/// No port is free.
pub async fn listen(address: IpAddr, port: u16) -> Result<TcpListener, Problem> {
    let mut last = None;
    let further = if port == 0 { 0 } else { FURTHER_PORTS };
    for port in port..=port.saturating_add(further) {
        match TcpListener::bind((address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(why) => last = Some(why),
        }
    }
    Err(last.map_or(Problem::Unreachable, |why| broken::io("port", &why)))
}

/// Ports tried after the first before giving up.
const FURTHER_PORTS: u16 = 20;
