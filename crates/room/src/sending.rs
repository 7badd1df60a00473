//! The one-page text an operator reads out or pastes for an agency: what, where, who called, and what is asked.

use crate::words::say;
use kentongan_rules::clock::ClockKind;
use kentongan_rules::plan::{Proposal, occasion, propose};
use kentongan_rules::region::{Agency, AgencyCode, VillageKind};
use kentongan_rules::setup::{Language, Setup};
use kentongan_rules::ticket::{AssignmentRole, AssignmentState};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{SendingText, TicketRow, Way};

/// Says a key of the agency texts with its places filled.
pub(crate) type Word<'a> = &'a dyn Fn(&str, &[(&str, &str)]) -> String;

/// A text for each agency of the plan, and for each other one that has been told.
pub fn texts(setup: &Setup, ticket: &TicketRow, now: At) -> Vec<SendingText> {
    let district = ticket.district.as_ref();
    let occasion = occasion(setup, &ticket.category, ticket.severity, district, ticket.called_at);
    let proposal = propose(setup, &occasion, now);
    let mut told: Vec<(AgencyCode, AssignmentRole)> =
        ticket.assignments.iter().map(|a| (a.agency.clone(), a.role)).collect();
    for proposed in proposal.iter().flat_map(|p| &p.agencies) {
        if !told.iter().any(|(code, _)| *code == proposed.agency) {
            told.push((proposed.agency.clone(), proposed.role));
        }
    }
    told.iter()
        .filter_map(|(code, role)| {
            let agency = setup.region.agency(code)?;
            Some(SendingText {
                agency: code.clone(),
                text: text(setup, ticket, agency, *role, proposal.as_ref()),
                ways: ways(setup, agency, now),
            })
        })
        .collect()
}

pub(crate) fn ways(setup: &Setup, agency: &Agency, now: At) -> Vec<Way> {
    let reaches = agency.reaches(now, setup.region.utc_offset_minutes);
    reaches
        .into_iter()
        .map(|one| Way {
            channel: one.channel,
            address: one.address.to_owned(),
            who: one.who.map(str::to_owned),
            hours: one.hours.cloned(),
        })
        .collect()
}

fn text(
    setup: &Setup,
    ticket: &TicketRow,
    agency: &Agency,
    role: AssignmentRole,
    proposal: Option<&Proposal>,
) -> String {
    let language = setup.settings.language;
    let word = |key: &str, places: &[(&str, &str)]| say(language, &format!("agency_text.{key}"), places);
    let severity = say(language, &format!("names.severity_{}", severity(ticket)), &[]);
    let mut lines = vec![
        word("head", &[("room", &setup.region.name), ("number", &ticket.number.0), ("severity", &severity)]),
        category(setup, ticket, language),
    ];
    let (place, verified) = place(setup, ticket, &word);
    lines.push(word(if verified { "place" } else { "place_unverified" }, &[("place", &place)]));
    if let Some(landmark) = &ticket.landmark {
        lines.push(word("landmark", &[("landmark", landmark)]));
    }
    let reporter: Vec<&str> =
        [&ticket.reporter_name, &ticket.reporter_number].into_iter().flatten().map(String::as_str).collect();
    // What a body may not have of the caller is not read to it either.
    let told = agency.body.is_none_or(|body| body.caller);
    if !reporter.is_empty() && told {
        lines.push(word("reporter", &[("reporter", &reporter.join(" "))]));
    }
    if !ticket.call_back {
        lines.push(word("no_call_back", &[]));
    }
    if let Some(narrative) = &ticket.narrative {
        lines.push(word("narrative", &[("narrative", narrative)]));
    }
    if !ticket.asked.is_empty() {
        let said =
            ticket.asked.iter().filter_map(|one| Some(format!("{} {}", one.question, one.answer.as_ref()?)));
        lines.push(word("asked", &[("asked", &said.collect::<Vec<_>>().join("; "))]));
    }
    if ticket.restricted {
        lines.push(word("restricted", &[]));
    }
    lines.push(word(
        match role {
            AssignmentRole::Lead => "lead",
            AssignmentRole::Support => "support",
            AssignmentRole::Copy => "copy",
        },
        &[],
    ));
    // Only who has been told: what the plan proposes may be left out yet.
    let others: Vec<&str> = ticket
        .assignments
        .iter()
        .filter(|a| a.agency != agency.code && a.state < AssignmentState::Returned)
        .filter_map(|a| setup.region.agency(&a.agency))
        .map(|a| a.short_name.as_str())
        .collect();
    if !others.is_empty() {
        lines.push(word("others", &[("agencies", &others.join(", "))]));
    }
    if role != AssignmentRole::Copy {
        for (key, kind) in [("acknowledge", ClockKind::Acknowledge), ("arrive", ClockKind::Arrive)] {
            let target =
                proposal.and_then(|p| if kind == ClockKind::Arrive { p.arrive } else { p.acknowledge });
            if let Some(target) = target {
                lines.push(word(key, &[("span", &span(target, &word))]));
            }
        }
        lines.push(word("reply", &[]));
    }
    lines.join("\n")
}

pub(crate) fn severity(ticket: &TicketRow) -> String {
    serde_json::to_value(ticket.severity).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(crate) fn category(setup: &Setup, ticket: &TicketRow, language: Language) -> String {
    setup.region.category(&ticket.category).map_or_else(
        || ticket.category.to_string(),
        |c| if language == Language::Id { c.name_id.clone() } else { c.name_en.clone() },
    )
}

/// The place in words, and whether the gazetteer knows it.
pub(crate) fn place(setup: &Setup, ticket: &TicketRow, word: Word<'_>) -> (String, bool) {
    let district = ticket.district.as_ref().and_then(|d| setup.region.district(d));
    let village = ticket.village.as_ref().and_then(|v| setup.region.village(v));
    match (village, district, &ticket.words) {
        (Some(village), Some(district), _) => {
            let kind = word(if village.kind == VillageKind::Desa { "desa" } else { "kelurahan" }, &[]);
            let places = [("kind", kind.as_str()), ("village", &village.name), ("district", &district.name)];
            (word("village", &places), true)
        }
        (_, Some(district), None) => (word("district", &[("district", &district.name)]), true),
        (_, Some(district), Some(words)) => {
            (format!("{words}, {}", word("district", &[("district", &district.name)])), false)
        }
        (_, None, Some(words)) => (words.clone(), false),
        (_, None, None) => (word("unknown_place", &[]), true),
    }
}

fn span(span: Span, word: Word<'_>) -> String {
    let minutes = span.0 / 60_000;
    let (key, n) = match minutes {
        m if m >= 2 * 1_440 && m % 1_440 == 0 => ("days", m / 1_440),
        m if m >= 120 && m % 60 == 0 => ("hours", m / 60),
        m => ("minutes", m),
    };
    word(key, &[("n", &n.to_string())])
}
