use super::{Scene, fact, filled};
use crate::actor::Role;
use crate::event::{Event, Fact, Stream};
use crate::id::PersonId;
use crate::people::Capacity;
use crate::refusal::Refusal;
use crate::setup::Person;
use crate::text::Sealed;

/// Can somebody be this in the room? A liaison speaks for an agency that is there, and nobody else for any.
fn fits(scene: &Scene<'_>, capacity: &Capacity) -> Result<(), Refusal> {
    match (capacity.role, &capacity.agency) {
        (Role::Operator | Role::Supervisor | Role::Auditor | Role::Administrator, None) => Ok(()),
        (Role::Liaison, Some(code)) => {
            let known = scene.setup.region.agency(code).filter(|agency| agency.active);
            known.map(|_| ()).ok_or_else(|| Refusal::UnknownAgency { agency: code.to_string() })
        }
        (Role::Liaison, None) => Err(Refusal::Missing { what: "agency".to_owned() }),
        (Role::Operator | Role::Supervisor | Role::Auditor | Role::Administrator, Some(_)) => {
            Err(Refusal::Malformed { what: "agency".to_owned() })
        }
        (Role::Wall | Role::Desk | Role::Clock, _) => Err(Refusal::Malformed { what: "role".to_owned() }),
    }
}

pub(super) fn add_person(scene: &Scene<'_>, person: Person) -> Result<Vec<Fact>, Refusal> {
    let account = filled(&person.account, "account")?.to_owned();
    let name = filled(&person.name, "name")?.to_owned();
    fits(scene, &Capacity::from(&person))?;
    if scene.setup.account(&account).is_some() {
        return Err(Refusal::SameName);
    }
    if scene.setup.person(person.id).is_some() {
        return Err(Refusal::AlreadyExists);
    }
    let person = Person { account, name, ..person };
    Ok(vec![fact(Stream::People, Event::PersonAdded { person })])
}

pub(super) fn reset_person(scene: &Scene<'_>, id: PersonId, secret: &Sealed) -> Result<Vec<Fact>, Refusal> {
    here(scene, id)?;
    Ok(vec![fact(Stream::People, Event::PersonReset { person: id, secret: secret.clone() })])
}

pub(super) fn close_person(scene: &Scene<'_>, id: PersonId) -> Result<Vec<Fact>, Refusal> {
    let person = here(scene, id)?;
    leaves_a_supervisor(scene, person)?;
    Ok(vec![fact(Stream::People, Event::PersonClosed { person: id })])
}

pub(super) fn change_person(
    scene: &Scene<'_>,
    id: PersonId,
    before: &Capacity,
    after: &Capacity,
) -> Result<Vec<Fact>, Refusal> {
    let person = here(scene, id)?;
    let now = Capacity::from(person);
    if *before != now {
        return Err(Refusal::Stale { now: scene.setup.version });
    }
    let after = Capacity { name: filled(&after.name, "name")?.to_owned(), ..after.clone() };
    if after == now {
        return Err(Refusal::NothingChanged);
    }
    // Whose agency was switched off meanwhile may still be given another name.
    if !after.has_rights_of(&now) {
        fits(scene, &after)?;
    }
    if after.role != Role::Supervisor {
        leaves_a_supervisor(scene, person)?;
    }
    Ok(vec![fact(Stream::People, Event::PersonChanged { person: id, before: now, after })])
}

fn here<'s>(scene: &Scene<'s>, id: PersonId) -> Result<&'s Person, Refusal> {
    scene.setup.person(id).filter(|person| person.active).ok_or(Refusal::UnknownPerson)
}

/// Somebody must be left who can let people in.
fn leaves_a_supervisor(scene: &Scene<'_>, person: &Person) -> Result<(), Refusal> {
    if person.role == Role::Supervisor && scene.setup.supervisors() == 1 {
        return Err(Refusal::LastSupervisor);
    }
    Ok(())
}
