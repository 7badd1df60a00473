//! Between the PCs: TLS 1.3 and nothing else, with the room's own key pinned and a key for every desk.

pub mod held;
pub mod identity;
pub mod nearby;
pub mod pairing;
pub mod pin;
pub mod serve;
pub(crate) mod spoken;

/// The name that a room's certificate always carries, whatever its address: desks ask for it, and only the pinned key
/// may answer to it.
pub const NAME: &str = "room.kentongan.internal";

/// `host:port` as people type it.
pub fn shown(address: std::net::IpAddr, port: u16) -> String {
    std::net::SocketAddr::new(address, port).to_string()
}
