//! The room's own key: a small certificate authority that vouches for the room's door and for every desk that joined.

use super::NAME;
use crate::broken;
use kentongan_rules::problem::Problem;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequestParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType, date_time_ymd,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::Arc;

/// The door's certificate is made for so long, and made anew at every start and every [`RENEWED_DAYS`].
const DOOR_YEARS: i32 = 2;
pub const RENEWED_DAYS: u64 = 30;

/// What is kept of an identity; it stands in the database and so in every backup.
#[derive(Clone, Debug)]
pub struct Kept {
    pub certificate: String,
    pub key: String,
}

pub struct Identity {
    certificate: CertificateDer<'static>,
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

fn failed(why: &dyn std::fmt::Display) -> Problem {
    broken::other("the room's key", why)
}

/// SHA-256 in hex.
pub fn digest(bytes: &[u8]) -> String {
    broken::hex(&Sha256::digest(bytes))
}

fn named(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "Kentongan");
    name.push(DnType::CommonName, common);
    name
}

/// A desk whose battery is flat thinks that it is long ago: only what has ended is refused, never what begins late.
fn always_begun(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(1975, 1, 1);
}

impl Identity {
    /// A new one, for a room that has none yet.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn make(room: &str) -> Result<Kept, Problem> {
        let key = KeyPair::generate().map_err(|e| failed(&e))?;
        let mut params = CertificateParams::default();
        always_begun(&mut params);
        params.not_after = date_time_ymd(2100, 1, 1);
        params.distinguished_name = named(room);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key).map_err(|e| failed(&e))?;
        Ok(Kept { certificate: certificate.pem(), key: key.serialize_pem() })
    }

    /// # Errors
    /// It is not what [`Identity::make`] made.
    pub fn of(kept: &Kept) -> Result<Identity, Problem> {
        let certificate =
            CertificateDer::from_pem_slice(kept.certificate.as_bytes()).map_err(|e| failed(&e))?;
        let key = KeyPair::from_pem(&kept.key).map_err(|e| failed(&e))?;
        let issuer = Issuer::from_ca_cert_der(&certificate, key).map_err(|e| failed(&e))?;
        Ok(Identity { certificate, pem: kept.certificate.clone(), issuer })
    }

    /// The certificate to install on browser PCs, and what its fingerprint is compared by.
    pub fn certificate(&self) -> &str {
        &self.pem
    }
    pub fn fingerprint(&self) -> String {
        digest(&self.certificate)
    }

    /// The certificate of a desk, from its signed request.
    ///
    /// # Errors
    /// The request is not one, or was not signed by its own key.
    pub fn vouch(&self, request: &str, desk: u16) -> Result<String, Problem> {
        let malformed = || Problem::Malformed { about: "request".to_owned() };
        let mut asked = CertificateSigningRequestParams::from_pem(request).map_err(|_| malformed())?;
        let mut params = CertificateParams::default();
        always_begun(&mut params);
        params.not_after = date_time_ymd(2100, 1, 1);
        params.distinguished_name = named(&format!("desk {desk}"));
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        // Nothing of what the desk asked for but its key.
        asked.params = params;
        asked.signed_by(&self.issuer).map(|made| made.pem()).map_err(|e| failed(&e))
    }

    /// What the door speaks at one of this PC's addresses: TLS 1.3 alone. Whoever shows a certificate must have had it
    /// from this room; browsers show none, and are known by their cookie.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn door(&self, address: IpAddr) -> Result<Arc<ServerConfig>, Problem> {
        let key = KeyPair::generate().map_err(|e| failed(&e))?;
        let mut params =
            CertificateParams::new(vec![NAME.to_owned(), "localhost".to_owned()]).map_err(|e| failed(&e))?;
        params.subject_alt_names.push(SanType::IpAddress(address));
        always_begun(&mut params);
        params.not_after = date_time_ymd(this_year() + DOOR_YEARS, 12, 31);
        params.distinguished_name = named("door");
        params.is_ca = IsCa::ExplicitNoCa;
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let door = params.signed_by(&key, &self.issuer).map_err(|e| failed(&e))?;
        let provider = super::spoken::provider();
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).map_err(|e| failed(&e))?;
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
            .allow_unauthenticated()
            .build()
            .map_err(|e| failed(&e))?;
        let chain = vec![door.der().clone(), self.certificate.clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(|e| failed(&e))?;
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(super::spoken::VERSIONS)
            .map_err(|e| failed(&e))?
            .with_client_cert_verifier(verifier)
            .with_single_cert(chain, key)
            .map_err(|e| failed(&e))?;
        config.alpn_protocols = super::spoken::protocols();
        Ok(Arc::new(config))
    }
}

/// The year of the wall clock; only the door's certificate is made by it.
fn this_year() -> i32 {
    let now = crate::time::TimeSource::Wall.now();
    kentongan_rules::time::local_day(now, 0).0.max(2026)
}
