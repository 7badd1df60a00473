use crate::actor::Role;
use crate::command::Change;
use crate::event::{Event, Meta, Stream};
use crate::setup::{Person, Setup};

/// Folds one event of the room's own streams.
pub fn setup(setup: &mut Setup, stream: &Stream, event: &Event, meta: &Meta) {
    let folded = match event {
        Event::Founded(found) => {
            setup.founded_at = Some(meta.at);
            setup.training = found.training;
            setup.region = found.region.clone();
            setup.settings = found.settings.clone();
            setup.recovery = Some(found.recovery.clone());
            setup.people.push(Person {
                id: found.supervisor,
                account: found.account.trim().to_owned(),
                name: found.name.trim().to_owned(),
                role: Role::Supervisor,
                secret: found.secret.clone(),
                active: true,
            });
            true
        }
        Event::PersonAdded { person } => {
            setup.people.push(person.clone());
            true
        }
        Event::PersonReset { person, secret } => {
            if let Some(person) = setup.people.iter_mut().find(|p| p.id == *person) {
                person.secret = secret.clone();
            }
            true
        }
        Event::PersonClosed { person } => {
            if let Some(person) = setup.people.iter_mut().find(|p| p.id == *person) {
                person.active = false;
            }
            true
        }
        Event::AgencyChanged(change) => {
            put(&mut setup.region.agencies, change, |a, b| a.code == b.code);
            true
        }
        Event::CategoryChanged(change) => {
            put(&mut setup.region.categories, change, |a, b| a.code == b.code);
            true
        }
        Event::CueChanged(change) => {
            setup.region.take_cue(change);
            true
        }
        Event::PlanChanged(change) => {
            put(&mut setup.region.plans, change, |a, b| a.id == b.id);
            true
        }
        Event::PolicyChanged(change) => {
            setup.policy = change.after.clone();
            true
        }
        Event::SettingsChanged(change) => {
            setup.settings = change.after.clone();
            true
        }
        Event::BackedUp { backup } => {
            setup.last_backup = Some(backup.clone());
            true
        }
        // Counted, and nothing else: the clock itself is the machine's.
        Event::ClockConfirmed { .. } => true,
        _ => false,
    };
    if folded {
        setup.version += 1;
        *setup.lengths.entry(stream.name()).or_default() += 1;
    }
}

/// The row of the same name is replaced where it stands; a new one goes last.
fn put<V: Clone>(rows: &mut Vec<V>, change: &Change<V>, same: impl Fn(&V, &V) -> bool) {
    match rows.iter_mut().find(|row| same(row, &change.after)) {
        Some(row) => *row = change.after.clone(),
        None => rows.push(change.after.clone()),
    }
}
