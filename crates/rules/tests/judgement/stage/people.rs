//! Who speaks in these stories; all invented.

use kentongan_rules::actor::{Actor, Role, Shift};
use kentongan_rules::id::PersonId;
use uuid::Uuid;

fn person(id: u128, role: Role, name: &str, desk: u16) -> Actor {
    Actor {
        role,
        person: Some(PersonId(Uuid::from_u128(id))),
        name: name.to_owned(),
        shift: Some(Shift::Afternoon),
        desk,
        agency: None,
    }
}

pub fn siti() -> Actor {
    person(0xA1, Role::Operator, "Siti", 2)
}
pub fn rudi() -> Actor {
    person(0xA2, Role::Operator, "Rudi", 3)
}
pub fn hana() -> Actor {
    person(0xB1, Role::Supervisor, "Hana", 1)
}
/// Speaks for an agency.
pub fn liaison(agency: &str) -> Actor {
    Actor { agency: Some(agency.into()), ..person(0xC1, Role::Liaison, "Bayu", 0) }
}
pub fn of(role: Role) -> Actor {
    match role {
        Role::Operator => siti(),
        Role::Supervisor => hana(),
        Role::Liaison => liaison("DAMKAR"),
        Role::Auditor => person(0xC2, role, "Dewi", 0),
        Role::Administrator => person(0xC3, role, "Eko", 0),
        Role::Wall => Actor::wall(),
        Role::Desk => Actor::desk(4),
        Role::Clock => Actor::clock(),
    }
}

pub const ROLES: [Role; 8] = [
    Role::Operator,
    Role::Supervisor,
    Role::Liaison,
    Role::Auditor,
    Role::Administrator,
    Role::Wall,
    Role::Desk,
    Role::Clock,
];
