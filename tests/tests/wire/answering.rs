//! Who answers at the room's address: only the key that was pinned, and only a door that it vouches for today.

use crate::ground::{Ground, VERSION, hears, provider};
use kentongan_room::client::Client;
use kentongan_room::wire::NAME;
use kentongan_room::wire::pin::{self, Pin};
use kentongan_rules::problem::Problem;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig, server::WebPkiClientVerifier};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A room's key made by somebody else's program.
pub struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

/// A door's certificate and the key that it speaks with.
pub struct Shown {
    certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Authority {
    pub fn of(room: &str) -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.distinguished_name.push(DnType::CommonName, room);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Authority { certificate, issuer: Issuer::new(params, key) }
    }

    fn door(&self, name: &str, last_year: i32) -> Shown {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(1975, 1, 1);
        params.not_after = date_time_ymd(last_year, 12, 31);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap().der().clone();
        Shown { certificate, key }
    }

    /// What a desk that joined that room keeps.
    pub fn pin(&self, at: SocketAddr) -> Pin {
        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::default().signed_by(&key, &self.issuer).unwrap();
        Pin {
            address: at.to_string(),
            room: "Ruang Uji".to_owned(),
            desk: 2,
            name: "Meja 2".to_owned(),
            certificate: self.certificate.pem(),
            own_certificate: own.pem(),
            own_key: key.serialize_pem(),
        }
    }

    /// A program that shows `shown`, speaks with `key`, and says to everything that it is the room.
    async fn answers(&self, shown: CertificateDer<'static>, key: &KeyPair) -> SocketAddr {
        let chain = vec![shown, self.certificate.der().clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let key = rustls::crypto::ring::sign::any_supported_type(&key).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
            .allow_unauthenticated()
            .build()
            .unwrap();
        let config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(Arc::new(Always(Arc::new(CertifiedKey::new(chain, key)))));
        says(Arc::new(config), r#"{"version":"0.0.0"}"#).await
    }
}

/// Shows what it was given, whether or not its key belongs to it.
#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

/// Answers every request over TLS with `body`; ends with the test.
pub async fn says(config: Arc<ServerConfig>, body: &str) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer =
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answer) = (TlsAcceptor::from(config.clone()), answer.clone());
            tokio::spawn(async move {
                // Who refuses us ends here.
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut heard = [0; 16_384];
                if stream.read(&mut heard).await.is_ok_and(|heard| heard > 0) {
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.shutdown().await;
                }
            });
        }
    });
    address
}

async fn hello(pin: &Pin) -> Result<String, Problem> {
    Client::joined(pin, VERSION)?.hello().await.map(|hello| hello.version)
}

#[tokio::test]
async fn another_room_at_the_same_address_is_not_spoken_to() {
    let (ours, theirs) = (Ground::open().await, Authority::of("Ruang Uji"));
    assert!(hears(&ours.pin).await.is_ok());
    // The same name, and a key of its own.
    let door = theirs.door(NAME, 2099);
    let there = theirs.answers(door.certificate.clone(), &door.key).await;
    let moved = Pin { address: there.to_string(), ..ours.pin.clone() };
    assert_eq!(hello(&moved).await, Err(Problem::Unreachable));
    assert_eq!(hears(&moved).await, Err(Problem::Unreachable), "a password was said to a stranger");
    assert_eq!(hello(&theirs.pin(there)).await, Ok(VERSION.to_owned()), "to its own desks it is the room");
    let astray = theirs.pin(ours.address);
    assert_eq!(hello(&astray).await, Err(Problem::Unreachable), "and ours is not theirs");
}

#[tokio::test]
async fn who_shows_the_rooms_certificate_without_its_key_is_not_the_room() {
    let room = Authority::of("Ruang Uji");
    let (door, stolen) = (room.door(NAME, 2099), KeyPair::generate().unwrap());
    let genuine = room.answers(door.certificate.clone(), &door.key).await;
    let stub = room.answers(door.certificate.clone(), &stolen).await;
    assert_eq!(hello(&room.pin(genuine)).await, Ok(VERSION.to_owned()));
    assert_eq!(hello(&room.pin(stub)).await, Err(Problem::Unreachable));
    // Nor is it believed while the words are typed.
    let words = "abang air anak asap awan ayam";
    assert_eq!(pin::join(&stub.to_string(), "Meja 3", words).await, Err(Problem::Unreachable));
}

#[tokio::test]
async fn a_door_that_has_expired_or_has_another_name_is_refused() {
    let room = Authority::of("Ruang Uji");
    for (name, last_year, is_room) in [(NAME, 2099, true), (NAME, 2020, false), ("evil.example", 2099, false)]
    {
        let door = room.door(name, last_year);
        let there = room.answers(door.certificate.clone(), &door.key).await;
        assert_eq!(hello(&room.pin(there)).await.is_ok(), is_room, "{name}, until {last_year}");
    }
}
