//! The desk's end: what it keeps of the room that it joined, and how it knows that room again.

use super::NAME;
use super::identity::digest;
use super::pairing::{Join, Joined, Known};
use super::spoken;
use crate::client::Client;
use crate::http::Hello;
use crate::{broken, folder};
use kentongan_rules::problem::Problem;
use rcgen::{CertificateParams, KeyPair};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// What a joined desk keeps in its data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// `host:port` as typed; a room that moved is found by typing it anew, its key stays the same.
    pub address: String,
    pub room: String,
    pub desk: u16,
    pub name: String,
    /// The room's own certificate: nothing that it did not sign is believed.
    pub certificate: String,
    /// The desk's, by which the room knows it.
    pub own_certificate: String,
    pub own_key: String,
}

const FILE: &str = "joined.json";

fn failed(why: &dyn std::fmt::Display) -> Problem {
    broken::other("tls", why)
}

impl Pin {
    /// What this data folder has joined; `None` where it holds a room of its own.
    ///
    /// # Errors
    /// There is a file, and it cannot be read.
    pub fn of(data: &Path) -> Result<Option<Pin>, Problem> {
        match std::fs::read(data.join(FILE)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| failed(&e)),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(broken::io("joined", &why)),
        }
    }

    /// # Errors
    /// The disk refused.
    pub fn keep(&self, data: &Path) -> Result<(), Problem> {
        folder::make_private(data).map_err(|e| broken::io("data folder", &e))?;
        let bytes = serde_json::to_vec_pretty(self).map_err(|e| failed(&e))?;
        let (file, next) = (data.join(FILE), data.join("joined.json.new"));
        std::fs::write(&next, bytes)
            .and_then(|()| folder::rename(&next, &file))
            .map_err(|e| broken::io("joined", &e))
    }

    /// What of this folder is of this joining alone: eight hex digits of the hash of its key.
    pub fn tag(&self) -> String {
        Sha256::digest(&self.own_key).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }

    /// This folder has a room of its own again. The key is put aside, for it alone opens what the desk still holds.
    ///
    /// # Errors
    /// The disk refused.
    pub fn put_aside(&self, data: &Path) -> Result<(), Problem> {
        match folder::rename(&data.join(FILE), &data.join(format!("left-{}.json", self.tag()))) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(broken::io("joined", &why)),
            _ => Ok(()),
        }
    }

    /// TLS that believes this room alone, and shows this desk's key.
    ///
    /// # Errors
    /// What was kept is not what was given.
    pub fn tls(&self) -> Result<ClientConfig, Problem> {
        let own = CertificateDer::from_pem_slice(self.own_certificate.as_bytes()).map_err(|e| failed(&e))?;
        let key = PrivateKeyDer::from_pem_slice(self.own_key.as_bytes()).map_err(|e| failed(&e))?;
        let mut config =
            pinned(&self.certificate)?.with_client_auth_cert(vec![own], key).map_err(|e| failed(&e))?;
        config.alpn_protocols = spoken::protocols();
        Ok(config)
    }
}

type Unfinished = rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert>;

/// Believes what the room's certificate signed, and nothing else.
fn pinned(certificate: &str) -> Result<Unfinished, Problem> {
    let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).map_err(|e| failed(&e))?;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).map_err(|e| failed(&e))?;
    Ok(ClientConfig::builder_with_provider(spoken::provider())
        .with_protocol_versions(spoken::VERSIONS)
        .map_err(|e| failed(&e))?
        .with_root_certificates(roots))
}

/// TLS that nobody answers.
///
/// # Errors
/// No such TLS can be spoken here.
pub(crate) fn believing_nobody() -> Result<ClientConfig, Problem> {
    let config = ClientConfig::builder_with_provider(spoken::provider())
        .with_protocol_versions(spoken::VERSIONS)
        .map_err(|e| failed(&e))?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Joins the room at `address` by its words: gives what to keep.
///
/// # Errors
/// `Unreachable`, `WrongWords`, or what the room refuses.
pub async fn join(address: &str, name: &str, words: &str) -> Result<Pin, Problem> {
    let (shown, _) = shown_at(address).await?;
    let known = Known::of(words, &digest(&shown)).await?;
    let certificate = pem(&shown);
    let key = KeyPair::generate().map_err(|e| failed(&e))?;
    let request = CertificateParams::default().serialize_request(&key).map_err(|e| failed(&e))?;
    let request = known.join(name, request.pem().map_err(|e| failed(&e))?);
    let mut config = pinned(&certificate)?.with_no_client_auth();
    config.alpn_protocols = spoken::protocols();
    let joined = Client::over(config, address)?.pair(&request).await?;
    // Whoever does not know the words is not the room, whatever it answers.
    if !known.is_joined(&request, &joined) {
        return Err(Problem::WrongWords);
    }
    let Joined { desk, room, certificate: own_certificate, .. } = joined;
    let Join { name, .. } = request;
    let own_key = key.serialize_pem();
    Ok(Pin { address: address.to_owned(), room, desk, name, certificate, own_certificate, own_key })
}

/// What whoever answers at `address` says of itself, to anybody.
///
/// # Errors
/// `Unreachable`.
pub async fn hello_at(address: &str) -> Result<Hello, Problem> {
    shown_at(address).await.map(|(_, hello)| hello)
}

fn pem(der: &CertificateDer<'_>) -> String {
    ::pem::encode(&::pem::Pem::new("CERTIFICATE", der.to_vec()))
}

/// The certificate that vouches for whoever answers at `address`: not yet believed, but it really signed.
async fn shown_at(address: &str) -> Result<(CertificateDer<'static>, Hello), Problem> {
    let look = Arc::new(Look { seen: Mutex::new(None), supported: spoken::provider() });
    let mut config = ClientConfig::builder_with_provider(spoken::provider())
        .with_protocol_versions(spoken::VERSIONS)
        .map_err(|e| failed(&e))?
        .dangerous()
        .with_custom_certificate_verifier(look.clone())
        .with_no_client_auth();
    config.alpn_protocols = spoken::protocols();
    let hello = Client::over(config, address)?.hello().await?;
    let seen = look.seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    seen.map(|seen| (seen, hello)).ok_or(Problem::Unreachable)
}

/// Looks at who answers: any room will do, yet its door must be signed by the certificate that it shows, which the
/// handshake must prove.
#[derive(Debug)]
struct Look {
    seen: Mutex<Option<CertificateDer<'static>>>,
    supported: Arc<rustls::crypto::CryptoProvider>,
}

impl ServerCertVerifier for Look {
    fn verify_server_cert(
        &self,
        door: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let room = chain.last().ok_or(Error::InvalidCertificate(CertificateError::UnknownIssuer))?;
        let mut roots = RootCertStore::empty();
        roots.add(room.clone().into_owned())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), self.supported.clone())
            .build()
            .map_err(|_| Error::InvalidCertificate(CertificateError::UnknownIssuer))?;
        let verified = verifier.verify_server_cert(door, &[], name, ocsp, now)?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(room.clone().into_owned());
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 alone is spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.supported.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.supported.signature_verification_algorithms.supported_schemes()
    }
}

/// The host part and the port of `host:port`, or of a host with the usual port.
pub fn host_and_port(address: &str) -> (String, u16) {
    let address = address.trim().trim_start_matches("https://").trim_end_matches('/');
    match address.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !host.ends_with(':') => match port.parse() {
            Ok(port) => (host.trim_matches(['[', ']']).to_owned(), port),
            Err(_) => (address.to_owned(), crate::http::PORT),
        },
        _ => (address.trim_matches(['[', ']']).to_owned(), crate::http::PORT),
    }
}

/// The base of every question: the room's one name, at whatever address it answers.
pub fn base(port: u16) -> String {
    format!("https://{NAME}:{port}")
}

#[cfg(test)]
mod tests {
    use super::host_and_port;

    #[test]
    fn an_address_is_taken_as_people_type_it() {
        for (typed, host, port) in [
            ("192.168.1.5", "192.168.1.5", 8112),
            (" 192.168.1.5:9000 ", "192.168.1.5", 9000),
            ("https://ruang-112:8113/", "ruang-112", 8113),
            ("[fe80::1]:8113", "fe80::1", 8113),
        ] {
            assert_eq!(host_and_port(typed), (host.to_owned(), port), "{typed}");
        }
    }
}
