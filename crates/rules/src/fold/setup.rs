use crate::actor::Role;
use crate::command::Change;
use crate::desk::Desk;
use crate::erasure::RUNS;
use crate::event::{Event, Meta, Stream};
use crate::fold::handover;
use crate::loss::{Loss, LossNoted, MOST_LOSSES, Saw};
use crate::number::{Block, KnownNumber, Marked};
use crate::people::PersonChange;
use crate::roster;
use crate::setup::{Backup, Person, PlaceBackups, PlanEdition, Setup};
use crate::storm::Storm;
use crate::telling::{Template, TemplateEdit};
use crate::text::Sealed;
use crate::time::{At, Seq};

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
                agency: None,
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
        Event::PersonChanged { person: id, before, after } => {
            if let Some(person) = setup.people.iter_mut().find(|p| p.id == *id) {
                person.name = after.name.clone();
                person.role = after.role;
                person.agency = after.agency.clone();
            }
            setup.person_changes.push(PersonChange {
                seq: meta.seq,
                at: meta.at,
                by: meta.actor.name.clone(),
                person: *id,
                before: before.clone(),
                after: after.clone(),
            });
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
            let id = &change.after.id;
            let is_known = setup.region.plans.iter().any(|p| p.id == *id);
            let version = if is_known { setup.plan_version(id) + 1 } else { 1 };
            let edition = PlanEdition { version, changed_at: meta.at, by: meta.actor.name.clone() };
            setup.plan_editions.insert(id.clone(), edition);
            put(&mut setup.region.plans, change, |a, b| a.id == b.id);
            true
        }
        Event::QuestionsChanged(change) => {
            put(&mut setup.region.questions, change, |a, b| a.category == b.category);
            true
        }
        Event::TemplateChanged(edit) => {
            reworded(setup, edit, meta);
            true
        }
        Event::PolicyChanged(change) => {
            setup.policy = change.after.clone();
            true
        }
        Event::SettingsChanged(change) => {
            if setup.settings.erasing != change.after.erasing {
                setup.erasing_since = Some(meta.at);
            }
            setup.settings = change.after.clone();
            true
        }
        Event::StormStarted { storm, name } => {
            setup.storms.push(Storm {
                no: *storm,
                name: name.clone(),
                since: meta.at,
                by: meta.actor.name.clone(),
                until: None,
            });
            true
        }
        Event::StormEnded { storm } => {
            if let Some(storm) = setup.storms.iter_mut().find(|known| known.no == *storm) {
                storm.until = Some(meta.at);
            }
            true
        }
        Event::RosterChanged(change) => {
            roster::take(setup, change, meta.at);
            true
        }
        Event::SearchKept { search } => {
            match setup.searches.iter_mut().find(|kept| kept.id == search.id) {
                Some(kept) => *kept = search.clone(),
                None => setup.searches.push(search.clone()),
            }
            true
        }
        Event::SearchForgotten { search } => {
            setup.searches.retain(|kept| kept.id != *search);
            true
        }
        Event::BackedUp { backup } => {
            backed_up(setup, backup);
            true
        }
        Event::Restored { after, from } => {
            lost(setup, Loss { restored: true, ..loss(*after, *from, meta) });
            true
        }
        Event::LossSeen { after, from, saw } => {
            loss_seen(setup, loss(*after, *from, meta), saw);
            true
        }
        Event::LossNoted { found_at } => {
            if let Some(loss) = setup.losses.iter_mut().find(|loss| loss.found_at == *found_at) {
                loss.noted = Some(LossNoted { at: meta.at, by: meta.actor.name.clone() });
            }
            true
        }
        Event::BackupAsked => {
            setup.backup_asked = Some(meta.at);
            true
        }
        Event::Erased { texts } => {
            setup.numbers.retain(|one| !texts.contains(&one.number.id));
            true
        }
        Event::ErasureRan { run } => {
            let before = setup.erasures.len().saturating_sub(RUNS - 1);
            setup.erasures.drain(..before);
            setup.erasures.push(run.clone());
            true
        }
        Event::NumberMarked { number } => {
            known(setup, number, meta).nuisance = Some(Marked { at: meta.at, by: meta.actor.name.clone() });
            true
        }
        Event::NumberUnmarked { number } => {
            known(setup, number, meta).nuisance = None;
            true
        }
        Event::NumberBlocked { number, until } => {
            known(setup, number, meta).block =
                Some(Block { at: meta.at, until: *until, by: meta.actor.name.clone() });
            true
        }
        Event::BlockLifted { number } => {
            known(setup, number, meta).block = None;
            true
        }
        Event::DeskJoined { name, desk_kind, key } => {
            if let Stream::Desk(no) = stream {
                setup.desks.push(Desk {
                    no: *no,
                    name: name.clone(),
                    kind: *desk_kind,
                    key: key.clone(),
                    joined_at: meta.at,
                    by: meta.actor.name.clone(),
                    left_at: None,
                });
            }
            true
        }
        Event::DeskLeft => {
            let left = setup.desks.iter_mut().find(|desk| Stream::Desk(desk.no) == *stream);
            if let Some(desk) = left {
                desk.left_at = Some(meta.at);
            }
            true
        }
        Event::HandoverSigned { .. }
        | Event::HandoverRead { .. }
        | Event::HandoverUnread { .. }
        | Event::HandoverAccepted { .. } => {
            handover(&mut setup.handover, event, meta);
            true
        }
        // Counted, and nothing else: the clock itself is the machine's, and a shift's calls are the report's.
        Event::ClockConfirmed { .. } | Event::OfferedRecorded { .. } => true,
        _ => false,
    };
    if folded {
        setup.version += 1;
        *setup.lengths.entry(stream.name()).or_default() += 1;
    }
}

fn reworded(setup: &mut Setup, edit: &TemplateEdit, meta: &Meta) {
    let before = setup.template(edit.situation, edit.category.as_ref()).map_or(0, |one| one.version);
    setup.templates.retain(|one| one.situation != edit.situation || one.category != edit.category);
    setup.templates.push(Template {
        situation: edit.situation,
        category: edit.category.clone(),
        wording: edit.after.clone(),
        version: before + 1,
        changed_at: meta.at,
        by: meta.actor.name.clone(),
    });
}

fn backed_up(setup: &mut Setup, backup: &Backup) {
    let place = backup.place.clone().unwrap_or_default();
    if place.is_empty() {
        setup.last_backup = Some(backup.clone());
    }
    let good = match backup.failed {
        None => Some(backup.clone()),
        Some(_) => setup.backups.get(&place).and_then(|before| before.good.clone()),
    };
    setup.backups.insert(place, PlaceBackups { last: backup.clone(), good });
}

fn loss(after: Seq, from: At, meta: &Meta) -> Loss {
    Loss { after, from, found_at: meta.at, restored: false, desks: Vec::new(), noted: None }
}

fn lost(setup: &mut Setup, loss: Loss) {
    let before = setup.losses.len().saturating_sub(MOST_LOSSES - 1);
    setup.losses.drain(..before);
    setup.losses.push(loss);
}

/// Of the last loss, unless that desk has said so of it already: then this is another.
fn loss_seen(setup: &mut Setup, new: Loss, saw: &Saw) {
    let known = setup.losses.last_mut().filter(|loss| {
        let may_be = loss.restored || saw.seq > loss.after;
        may_be && loss.desks.iter().all(|before| before.desk != saw.desk)
    });
    match known {
        Some(loss) => {
            loss.desks.push(saw.clone());
            if saw.seq > loss.after {
                // Whoever took note of it did not know this.
                loss.noted = None;
            }
        }
        None => lost(setup, Loss { desks: vec![saw.clone()], ..new }),
    }
}

/// The number's entry, a new one if there is none; entries of which nothing is left to say go meanwhile.
fn known<'s>(setup: &'s mut Setup, number: &Sealed, meta: &Meta) -> &'s mut KnownNumber {
    setup.numbers.retain(|one| one.number.tag == number.tag || one.says_something(meta.at));
    let at = setup.numbers.iter().position(|one| one.number.tag == number.tag).unwrap_or_else(|| {
        setup.numbers.push(KnownNumber::new(number.clone()));
        setup.numbers.len() - 1
    });
    &mut setup.numbers[at]
}

/// The row of the same name is replaced where it stands; a new one goes last.
fn put<V: Clone>(rows: &mut Vec<V>, change: &Change<V>, same: impl Fn(&V, &V) -> bool) {
    match rows.iter_mut().find(|row| same(row, &change.after)) {
        Some(row) => *row = change.after.clone(),
        None => rows.push(change.after.clone()),
    }
}
