//! What is spoken on the wire, the same at both ends.

use rustls::SupportedProtocolVersion;
use rustls::crypto::CryptoProvider;
use std::sync::Arc;

pub const VERSIONS: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

pub const HTTP_2: &[u8] = b"h2";

/// HTTP/2 first: a browser's polls and questions share one connection.
pub fn protocols() -> Vec<Vec<u8>> {
    vec![HTTP_2.to_vec(), b"http/1.1".to_vec()]
}
