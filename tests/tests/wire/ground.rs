//! A room behind its door, a desk that has joined it, and ways in for whoever should not come in.

use kentongan_room::client::Client;
use kentongan_room::wire::NAME;
use kentongan_room::wire::pin::{self, Pin};
use kentongan_room::wire::serve::{self, Patience};
use kentongan_room::{Room, RoomOptions, TimeSource, http};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Session, SignIn};
use kentongan_tests::joined;
use kentongan_tests::script::{ACCOUNT, MORNING, PASSWORD};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub const VERSION: &str = "0.0.0";

pub struct Ground {
    pub room: Room,
    pub time: TimeSource,
    pub address: SocketAddr,
    /// What desk 2 keeps, which has joined.
    pub pin: Pin,
    _folder: TempDir,
}

async fn open(data: &Path) -> (Room, TimeSource) {
    let time = TimeSource::hand(MORNING);
    let options =
        RoomOptions { data: data.to_owned(), desk: 1, time: time.clone(), version: VERSION.to_owned() };
    (Room::open(options).await.unwrap(), time)
}

async fn door(room: &Room) -> SocketAddr {
    let listener = serve::listen(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (identity, router) = (room.identity().await.unwrap(), http::router(room.clone(), None));
    // Ends with the test.
    tokio::spawn(serve::serve(
        listener,
        Some(identity),
        router,
        Patience::default(),
        std::future::pending::<()>(),
    ));
    address
}

/// Founded and joined once, as hashing is slow on purpose; then copied.
async fn founded() -> &'static (TempDir, Pin) {
    static FOUNDED: OnceCell<(TempDir, Pin)> = OnceCell::const_new();
    FOUNDED
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let pin = joined::found(folder.path()).await.unwrap();
            (folder, pin)
        })
        .await
}

/// The room's folder while it is closed, and what desk 2 keeps.
pub async fn closed() -> (TempDir, Pin) {
    let (template, pin) = founded().await;
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(template.path()).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().starts_with("room.db") {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    (folder, pin.clone())
}

impl Ground {
    pub async fn open() -> Ground {
        let (folder, pin) = closed().await;
        let (room, time) = open(folder.path()).await;
        let address = door(&room).await;
        let pin = Pin { address: address.to_string(), ..pin };
        Ground { room, time, address, pin, _folder: folder }
    }

    /// Another desk joins, as people do it.
    pub async fn joins(&self, name: &str) -> Pin {
        let words = self.room.let_in_from_here().await.unwrap();
        pin::join(&self.address.to_string(), name, &words).await.unwrap()
    }

    pub fn desks(&self) -> usize {
        self.room.setup().desks.iter().filter(|desk| desk.left_at.is_none()).count()
    }

    /// Whoever knows no key of this room, as a browser or a program.
    pub fn stranger(&self) -> Caller {
        Caller::over(believing(), self.address)
    }

    /// Desk 2's own key, with bytes of our own.
    pub fn caller(&self) -> Caller {
        Caller::over(self.pin.tls().unwrap(), self.address)
    }
}

pub fn who() -> SignIn {
    SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None }
}

pub async fn hears(pin: &Pin) -> Result<Session, Problem> {
    Client::joined(pin, VERSION)?.sign_in(&who()).await
}

/// One who asks what they like.
pub struct Caller {
    http: reqwest::Client,
    port: u16,
}

impl Caller {
    pub fn over(tls: ClientConfig, address: SocketAddr) -> Caller {
        let http = reqwest::Client::builder()
            .no_proxy()
            .cookie_store(true)
            .tls_backend_preconfigured(tls)
            .resolve(NAME, address)
            .resolve("evil.example", address)
            .build()
            .unwrap();
        Caller { http, port: address.port() }
    }

    pub fn asks(&self, method: &str, verb: &str) -> reqwest::RequestBuilder {
        self.asks_host(method, NAME, verb)
    }
    pub fn asks_host(&self, method: &str, host: &str, verb: &str) -> reqwest::RequestBuilder {
        let url = format!("https://{host}:{}/api/{verb}", self.port);
        self.http.request(method.parse().unwrap(), url)
    }
}

/// The status, and what was said.
pub async fn told(asked: reqwest::RequestBuilder) -> (u16, Value) {
    let response = asked.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

/// Refused for this, and not as broken.
pub fn is_problem(told: &(u16, Value), problem: &str) -> bool {
    (400..500).contains(&told.0) && told.1["problem"] == problem
}

pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Believes whoever answers, and shows no key.
pub fn believing() -> ClientConfig {
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Believes))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

#[derive(Debug)]
pub struct Believes;

impl ServerCertVerifier for Believes {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }
    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}
