use super::{Scene, fact};
use crate::actor::Actor;
use crate::event::{Event, Fact, Stream};
use crate::id::SearchId;
use crate::refusal::Refusal;
use crate::search::{Filter, KeptSearch, LONGEST_NAME, MOST_KEPT};

pub(super) fn keep(
    scene: &Scene<'_>,
    id: SearchId,
    name: &str,
    filter: &Filter,
    shared: bool,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let what = |what: &str| what.to_owned();
    let name = name.trim();
    match name.chars().count() {
        0 => return Err(Refusal::Missing { what: what("name") }),
        length if length > LONGEST_NAME => {
            return Err(Refusal::TooLong { what: what("name"), longest: LONGEST_NAME as u32 });
        }
        _ => {}
    }
    if filter.is_empty() {
        return Err(Refusal::Missing { what: what("filter") });
    }
    if filter.called.is_some_and(|called| !called.is_some_time()) {
        return Err(Refusal::Malformed { what: what("called") });
    }
    let owner = if shared { None } else { by.person };
    // What the room looks at is its supervisors' to say.
    if owner.is_none() && !by.is_supervisor() {
        return Err(Refusal::NotAllowed);
    }
    let all = &scene.setup.searches;
    match all.iter().find(|kept| kept.id == id) {
        Some(kept) if !kept.is_changed_by(by) => return Err(Refusal::NotAllowed),
        Some(kept) if kept.name == name && kept.filter == *filter && kept.owner == owner => {
            return Err(Refusal::NothingChanged);
        }
        _ => {}
    }
    let mut beside = all.iter().filter(|kept| kept.owner == owner && kept.id != id);
    if beside.clone().any(|kept| kept.name.to_lowercase() == name.to_lowercase()) {
        return Err(Refusal::SameName);
    }
    if beside.nth(MOST_KEPT - 1).is_some() {
        return Err(Refusal::TooMany { what: what("searches"), most: MOST_KEPT as u32 });
    }
    let search = KeptSearch { id, name: name.to_owned(), filter: filter.clone(), owner, by: by.name.clone() };
    Ok(vec![fact(Stream::People, Event::SearchKept { search })])
}

pub(super) fn forget(scene: &Scene<'_>, id: SearchId, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    let kept = scene.setup.searches.iter().find(|kept| kept.id == id && kept.is_for(by));
    match kept {
        None => Err(Refusal::NothingChanged),
        Some(kept) if !kept.is_changed_by(by) => Err(Refusal::NotAllowed),
        Some(_) => Ok(vec![fact(Stream::People, Event::SearchForgotten { search: id })]),
    }
}
