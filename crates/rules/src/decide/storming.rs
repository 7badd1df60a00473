use super::{Scene, fact, filled};
use crate::actor::Actor;
use crate::event::{Event, Fact, Stream};
use crate::refusal::Refusal;
use crate::storm::{LONGEST_NAME, StormNo};

/// One at a time: what is taken from now on belongs to it unless somebody says otherwise.
pub(super) fn start(scene: &Scene<'_>, name: &str, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    if scene.setup.storm().is_some() {
        return Err(Refusal::AlreadyExists);
    }
    let name = filled(name, "name")?;
    if name.chars().count() > LONGEST_NAME as usize {
        return Err(Refusal::TooLong { what: "name".to_owned(), longest: LONGEST_NAME });
    }
    let storm = scene.setup.storms.last().map_or(0, |last| last.no) + 1;
    Ok(vec![fact(Stream::Desk(by.desk), Event::StormStarted { storm, name: name.to_owned() })])
}

pub(super) fn end(scene: &Scene<'_>, storm: StormNo, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    known(scene, Some(storm))?;
    if scene.setup.storm().is_none_or(|now| now.no != storm) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Desk(by.desk), Event::StormEnded { storm })])
}

/// A storm that the room has had, or none.
pub(super) fn known(scene: &Scene<'_>, storm: Option<StormNo>) -> Result<Option<StormNo>, Refusal> {
    let known = |no: &StormNo| scene.setup.storms.iter().any(|storm| storm.no == *no);
    match storm {
        Some(no) if !known(&no) => Err(Refusal::Malformed { what: "storm".to_owned() }),
        storm => Ok(storm),
    }
}
