use super::{Scene, fact};
use crate::actor::{Actor, Shift};
use crate::event::{Event, Fact, Stream};
use crate::refusal::Refusal;
use crate::report::{Day, MOST_OFFERED, shift_start};
use crate::time::At;

/// What was typed in of a shift that has begun.
pub(super) fn record_offered(
    scene: &Scene<'_>,
    (day, shift): (Day, Shift),
    offered: u32,
    abandoned: u32,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let malformed = |what: &str| Refusal::Malformed { what: what.to_owned() };
    let zone = scene.setup.region.utc_offset_minutes;
    let starts = shift_start(day, shift, zone).ok_or_else(|| malformed("day"))?;
    if starts > now {
        return Err(Refusal::WrongTime);
    }
    if offered > MOST_OFFERED {
        return Err(malformed("offered"));
    }
    if abandoned > offered {
        return Err(malformed("abandoned"));
    }
    Ok(vec![fact(Stream::Desk(by.desk), Event::OfferedRecorded { day, shift, offered, abandoned })])
}
