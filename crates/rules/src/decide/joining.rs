//! Desks that join the room, and leave it.

use super::{Scene, fact, filled};
use crate::desk::{Desk, DeskKind, ROOM_DESK};
use crate::event::{Event, Fact, Stream};
use crate::refusal::Refusal;

/// Characters of a key: SHA-256 in hex.
const KEY_LENGTH: usize = 64;

pub(super) fn join(
    scene: &Scene<'_>,
    no: u16,
    name: &str,
    kind: DeskKind,
    key: &str,
) -> Result<Vec<Fact>, Refusal> {
    let name = filled(name, "name")?.to_owned();
    if key.len() != KEY_LENGTH || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Refusal::Malformed { what: "key".to_owned() });
    }
    let setup = scene.setup;
    if no <= ROOM_DESK || setup.desks.iter().any(|desk| desk.no == no || desk.key == key) {
        return Err(Refusal::AlreadyExists);
    }
    if setup.desks.iter().any(|desk| desk.left_at.is_none() && desk.name.eq_ignore_ascii_case(&name)) {
        return Err(Refusal::SameName);
    }
    Ok(vec![fact(Stream::Desk(no), Event::DeskJoined { name, desk_kind: kind, key: key.to_owned() })])
}

pub(super) fn remove(scene: &Scene<'_>, no: u16) -> Result<Vec<Fact>, Refusal> {
    let desk: Option<&Desk> = scene.setup.desk(no);
    desk.filter(|desk| desk.left_at.is_none()).ok_or(Refusal::NothingChanged)?;
    Ok(vec![fact(Stream::Desk(no), Event::DeskLeft)])
}
