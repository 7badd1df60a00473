//! What a caller is told, filled from a ticket, and the code that they ask about it by.

use crate::words::say;
use kentongan_rules::clock::ClockKind;
use kentongan_rules::id::TicketId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{AgencyKind, Category, District};
use kentongan_rules::setup::{Language, Setup};
use kentongan_rules::telling::{Code, Said, Situation, agencies, fill, situation, sound, told};
use kentongan_rules::time::{At, Span, local_day, minute_of_day};
use kentongan_rules::view::{Telling, TellingAsk, TemplateTrial, TicketRow};
use sha2::{Digest, Sha256};

/// The code of a ticket. Its id has more chance in it than anybody guesses, and is shown to nobody outside; so every
/// desk, one that is alone too, gives the same code and none is kept.
pub fn code(id: TicketId) -> Code {
    let digest = Sha256::new_with_prefix(b"kentongan tracking code").chain_update(id.0.as_bytes()).finalize();
    let mut secret = [0; 8];
    secret.copy_from_slice(&digest[..8]);
    Code::of(secret)
}

/// A ticket, and the one that it hangs on.
pub struct Case<'t> {
    pub ticket: &'t TicketRow,
    pub over: Option<&'t TicketRow>,
}

/// What its caller could be told.
pub fn telling(setup: &Setup, case: &Case<'_>, ask: &TellingAsk) -> Telling {
    let fits = situation(&setup.region, case.ticket, case.over);
    // Of a restricted case nothing else is said, whatever was chosen.
    let situation = ask.situation.filter(|_| fits != Situation::Restricted).unwrap_or(fits);
    let said = said(setup, case, ask.language, ask.promised_at);
    let text = told(setup, situation, Some(&case.ticket.category), ask.language, &said);
    Telling { situation, fits, kind: situation.answers(), text, until: said.until }
}

/// What anybody hears who names the code: how it stands, and nobody's name.
pub fn status(setup: &Setup, case: &Case<'_>, language: Language) -> String {
    let fits = situation(&setup.region, case.ticket, case.over);
    let said = Said { name: word(language, "someone", &[]), ..said(setup, case, language, None) };
    told(setup, fits, Some(&case.ticket.category), language, &said)
}

/// The text as somebody would get it, for a ticket that never was.
///
/// # Errors
/// What is wrong with it.
pub fn tried(setup: &Setup, trial: &TemplateTrial, now: At) -> Result<String, Refusal> {
    sound(trial.situation, &trial.text)?;
    let (region, language) = (&setup.region, trial.language);
    let category = region.categories.iter().find(|one| one.active && !one.restricted);
    let (year, month, day) = local_day(now, region.utc_offset_minutes);
    // Not the room itself, which is a unit of its own list.
    let agencies = region.agencies.iter().filter(|one| one.active && one.kind == AgencyKind::Regency);
    let named = agencies.take(2).map(|one| one.short_name.clone());
    let said = Said {
        number: format!("{}-{:02}{month:02}{day:02}-1-04", region.prefix, year.rem_euclid(100)),
        code: Code::of(*b"kentonga").to_string(),
        kind: kind(category, language),
        district: district(region.districts.first(), language),
        agencies: listed(&named.collect::<Vec<_>>(), language),
        until: moment(setup, now + Span::hours(2), language),
        name: word(language, "example_name", &[]),
        region: region.name.clone(),
    };
    fill(trial.situation, &trial.text, &said)
}

fn said(setup: &Setup, case: &Case<'_>, language: Language, promised_at: Option<At>) -> Said {
    let Case { ticket, over } = case;
    let region = &setup.region;
    let owed = ticket.clocks.iter().rfind(|clock| clock.kind == ClockKind::Answer && clock.outcome.is_none());
    let until = promised_at.or(owed.map(|clock| clock.due_at));
    Said {
        number: ticket.number.0.clone(),
        code: code(ticket.id).to_string(),
        kind: kind(region.category(&ticket.category), language),
        district: district(ticket.district.as_ref().and_then(|code| region.district(code)), language),
        agencies: listed(&agencies(region, ticket, *over), language),
        until: until.map_or_else(|| word(language, "when_news", &[]), |at| moment(setup, at, language)),
        name: ticket.reporter_name.clone().unwrap_or_else(|| word(language, "someone", &[])),
        region: region.name.clone(),
    }
}

fn word(language: Language, key: &str, places: &[(&str, &str)]) -> String {
    say(language, &format!("caller_text.{key}"), places)
}

fn kind(category: Option<&Category>, language: Language) -> String {
    let named = |category: &Category| match language {
        Language::En if !category.name_en.is_empty() => category.name_en.clone(),
        _ => category.name_id.clone(),
    };
    category.map_or_else(|| word(language, "some_kind", &[]), named)
}

fn district(district: Option<&District>, language: Language) -> String {
    match district {
        Some(district) => word(language, "district", &[("district", &district.name)]),
        None => word(language, "some_place", &[]),
    }
}

fn listed(names: &[String], language: Language) -> String {
    match names {
        [] => word(language, "some_agency", &[]),
        [one] => one.clone(),
        [before @ .., last] => word(language, "and", &[("first", &before.join(", ")), ("last", last)]),
    }
}

fn moment(setup: &Setup, at: At, language: Language) -> String {
    let zone = setup.region.utc_offset_minutes;
    let ((_, month, day), minute) = (local_day(at, zone), minute_of_day(at, zone));
    let (hours, minutes) = (format!("{:02}", minute / 60), format!("{:02}", minute % 60));
    let month = word(language, &format!("month_{month}"), &[]);
    let places = [("day", day.to_string()), ("month", month), ("hours", hours), ("minutes", minutes)];
    word(language, "moment", &places.each_ref().map(|(place, value)| (*place, value.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_ticket_has_one_code_and_another_another() {
        let id = |n| TicketId(Uuid::from_u128(n));
        assert_eq!(code(id(7)), code(id(7)));
        assert_eq!(Code::parse(&code(id(7)).to_string()), Some(code(id(7))));
        let all: std::collections::BTreeSet<_> = (0..10_000).map(|n| code(id(n)).to_string()).collect();
        assert_eq!(all.len(), 10_000);
        // For ever: a caller has written it down.
        assert_eq!(code(id(7)).to_string(), "7CE-GME-QNH");
    }
}
