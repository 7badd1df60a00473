//! The door's porter: takes connections, bounds them, speaks TLS where the door is open to other PCs, and says of
//! every request by which way and with which key it came.

use super::identity::{Identity, RENEWED_DAYS, digest};
use crate::broken;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::{Request, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use kentongan_rules::problem::Problem;
use rustls::ServerConfig;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// Connections at once: a room of fifty desks and a thousand screens, and then some.
const MOST_CONNECTIONS: usize = 4_096;
/// A handshake, and the head of a request, take no longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection on which nothing answers a ping for so long is half open.
const PING: Duration = Duration::from_secs(15);
/// What is being answered when the door closes gets so long.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// By which way a request came.
#[derive(Clone, Debug)]
pub struct Way {
    /// The address on this PC that was asked.
    pub at: SocketAddr,
    /// Over TLS: whoever comes is a stranger until a key says otherwise.
    pub tls: bool,
    /// The key of the certificate that was shown, which this room had signed.
    pub key: Option<Arc<str>>,
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
    stop: impl Future<Output = ()>,
) {
    let doors = identity.map(|identity| Arc::new(Doors { identity, made: Mutex::default() }));
    let (graceful, free) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
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
        let (doors, router, watcher) = (doors.clone(), router.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _permit = permit;
            let Ok(at) = stream.local_addr() else { return };
            // Small answers that somebody waits for.
            let _ = stream.set_nodelay(true);
            match doors {
                None => talk(stream, router, Way { at, tls: false, key: None }, watcher).await,
                Some(doors) => {
                    if let Some((stream, key)) = shake(&doors, stream, at).await {
                        talk(stream, router, Way { at, tls: true, key }, watcher).await;
                    }
                }
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await;
}

type Shaken = (tokio_rustls::server::TlsStream<TcpStream>, Option<Arc<str>>);

async fn shake(doors: &Doors, stream: TcpStream, at: SocketAddr) -> Option<Shaken> {
    let config = doors.at(at.ip()).ok()?;
    let shaken = tokio::time::timeout(PATIENCE, TlsAcceptor::from(config).accept(stream)).await;
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

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    way: Way,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let tls = way.tls;
    let service = service_fn(move |request: Request<Incoming>| {
        let (router, way) = (router.clone(), way.clone());
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(way);
            router.oneshot(request).await
        }
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    if !tls {
        builder = builder.http1_only();
    }
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_headers(64);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(64)
        .max_header_list_size(16 << 10);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(why) = watcher.watch(connection).await {
        tracing::debug!(%why, "a connection ended");
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
