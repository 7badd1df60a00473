//! Finding the room without typing its address: said and heard by mDNS. A convenience; what is found is only believed
//! once the six words were.

use super::shown;
use kentongan_rules::view::door::Nearby;
use mdns_sd::{IfKind, ServiceDaemon, ServiceEvent, ServiceInfo};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

const SERVICE: &str = "_kentongan._tcp.local.";

/// Said for as long as it is held.
pub struct Said(ServiceDaemon);

impl Drop for Said {
    fn drop(&mut self) {
        let _ = self.0.shutdown();
    }
}

/// Says on this network that the room answers at `port`.
pub fn say(room: &str, port: u16) -> Option<Said> {
    let said = || -> mdns_sd::Result<Said> {
        let daemon = ServiceDaemon::new()?;
        // Loopback leads nowhere from another PC.
        daemon.disable_interface(vec![IfKind::LoopbackV4, IfKind::LoopbackV6])?;
        let host = format!("kentongan-{}.local.", std::process::id());
        let name: String = room.chars().take(40).collect();
        let info = ServiceInfo::new(SERVICE, &name, &host, "", port, None)?.enable_addr_auto();
        daemon.register(info)?;
        Ok(Said(daemon))
    };
    said().inspect_err(|why| tracing::info!(%why, "the room is not said on the network")).ok()
}

/// Rooms that answer within `patience`.
pub async fn hear(patience: Duration) -> Vec<Nearby> {
    let Ok(daemon) = ServiceDaemon::new() else { return Vec::new() };
    let daemon = Said(daemon);
    let Ok(heard) = daemon.0.browse(SERVICE) else { return Vec::new() };
    let until = Instant::now() + patience;
    let mut rooms = BTreeSet::new();
    while let Ok(Ok(event)) =
        tokio::time::timeout(until.saturating_duration_since(Instant::now()), heard.recv_async()).await
    {
        if let ServiceEvent::ServiceResolved(found) = event {
            let room = found.get_fullname().trim_end_matches(SERVICE).trim_end_matches('.').to_owned();
            if let Some(address) = reachable(found.get_addresses_v4()) {
                rooms.insert(Nearby { room, address: shown(address.into(), found.get_port()) });
            }
        }
    }
    rooms.into_iter().collect()
}

/// The lowest address that leads here from another PC: one room is one entry, however many addresses it says.
fn reachable(addresses: impl IntoIterator<Item = Ipv4Addr>) -> Option<Ipv4Addr> {
    addresses.into_iter().filter(|address| !address.is_loopback() && !address.is_unspecified()).min()
}

/// What other PCs type to reach a door that listens at `address`: every address of this PC where it listens at all.
pub fn typed(address: IpAddr, port: u16) -> Vec<String> {
    let all = if address.is_unspecified() { addresses() } else { vec![address] };
    all.into_iter().map(|address| shown(address, port)).collect()
}

/// The addresses at which other PCs may reach this one, those of cables and radio first.
fn addresses() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    let mut all: Vec<IpAddr> = found
        .iter()
        .filter(|one| !one.is_loopback())
        .map(if_addrs::Interface::ip)
        .filter(IpAddr::is_ipv4)
        .collect();
    if all.is_empty() {
        all.push(Ipv4Addr::LOCALHOST.into());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_at_every_address_is_reached_at_those_that_people_can_type() {
        let typed_for = |address: Ipv4Addr| typed(address.into(), 8113);
        assert_eq!(typed_for(Ipv4Addr::new(192, 168, 1, 20)), ["192.168.1.20:8113"]);
        let all = typed_for(Ipv4Addr::UNSPECIFIED);
        assert!(
            !all.is_empty() && all.iter().all(|one| !one.starts_with("0.") && one.ends_with(":8113")),
            "{all:?}"
        );
    }

    #[test]
    fn loopback_is_never_offered() {
        let said = [Ipv4Addr::LOCALHOST, Ipv4Addr::new(192, 168, 1, 20), Ipv4Addr::new(127, 0, 1, 1)];
        assert_eq!(reachable(said), Some(Ipv4Addr::new(192, 168, 1, 20)));
        assert_eq!(reachable([Ipv4Addr::LOCALHOST, Ipv4Addr::UNSPECIFIED]), None);
    }
}
