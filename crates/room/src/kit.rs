//! What leaves the room on paper: the open tickets as their list shows them, how agencies are reached, and forms to be
//! filled in by hand.

use crate::words::say;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::PaperNo;
use kentongan_rules::paper::{Block, Imprint, Paper, Sheet, SheetColumn};
use kentongan_rules::region::{Agency, AgencyKind, DistrictCode, Hours, Severity, VillageCode};
use kentongan_rules::report::{Cell, ColumnKind, Day, day_of};
use kentongan_rules::setup::{Language, Setup};
use kentongan_rules::time::{At, local_day, minute_of_day};
use kentongan_rules::view::{AssignmentRow, TicketRow};
use serde::Serialize;

/// Blank forms in a kit: about as many tickets as a bad hour brings.
const FORMS: u8 = 10;

/// Says a key of the paper's words with its places filled.
pub type Word<'a> = &'a dyn Fn(&str, &[(&str, &str)]) -> String;

/// The open tickets, how agencies are reached and the forms. `tickets` are as their list shows them to nobody in
/// particular: what is restricted is masked.
pub fn kit(setup: &Setup, tickets: &[TicketRow], by: &Actor, now: At) -> Paper {
    let word = |key: &str, places: &[(&str, &str)]| said(setup, key, places);
    let mut blocks = vec![
        Block::Paragraph(word("kit_first", &[])),
        Block::Paragraph(word("kit_secret", &[])),
        Block::Heading(word("open_tickets", &[])),
    ];
    blocks.extend(listed(setup, tickets));
    blocks.push(Block::NewPage);
    blocks.push(Block::Heading(word("tree", &[])));
    blocks.push(Block::Paragraph(word("tree_says", &[])));
    blocks.push(Block::Table(tree(setup, &word)));
    for no in 1..=FORMS {
        blocks.extend(form(setup, now, no, &word));
    }
    let when = when(setup, now);
    Paper {
        title: word("kit_title", &[]),
        subtitle: word("kit_subtitle", &[("when", &when)]),
        imprint: imprint(setup, by, now),
        blocks,
    }
}

/// The open tickets alone.
pub fn open_tickets(setup: &Setup, tickets: &[TicketRow], by: &Actor, now: At) -> Paper {
    Paper {
        title: said(setup, "open_tickets", &[]),
        subtitle: said(setup, "kit_subtitle", &[("when", &when(setup, now))]),
        imprint: imprint(setup, by, now),
        blocks: listed(setup, tickets),
    }
}

pub fn imprint(setup: &Setup, by: &Actor, now: At) -> Imprint {
    let (room, when) = (said(setup, "made_by_room", &[]), when(setup, now));
    let by = if by.name.is_empty() { &room } else { &by.name };
    Imprint {
        room: setup.region.name.clone(),
        // On every page: paper from practice must not be taken for the night's.
        made: said(
            setup,
            if setup.training { "made_training" } else { "made" },
            &[("when", &when), ("by", by)],
        ),
        page: said(setup, "page", &[]),
        of: said(setup, "of", &[]),
        at: now,
        utc_offset_minutes: setup.region.utc_offset_minutes,
        language: setup.settings.language,
    }
}

/// `03.00`, or with a colon.
pub fn clock(setup: &Setup, at: At) -> String {
    let minute = minute_of_day(at, setup.region.utc_offset_minutes);
    let mark = if setup.settings.language == Language::Id { '.' } else { ':' };
    format!("{:02}{mark}{:02}", minute / 60, minute % 60)
}

/// `27/11/2026 03.00`, or with a colon.
pub fn when(setup: &Setup, at: At) -> String {
    let Day { year, month, day } = day_of(at, setup.region.utc_offset_minutes);
    format!("{day:02}/{month:02}/{year} {}", clock(setup, at))
}

pub fn said(setup: &Setup, key: &str, places: &[(&str, &str)]) -> String {
    say(setup.settings.language, &format!("paper.{key}"), places)
}

/// A name of the dictionary, by the code that the wire has for it.
pub fn named(setup: &Setup, kind: &str, code: &impl Serialize) -> String {
    let code =
        serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    say(setup.settings.language, &format!("names.{kind}_{code}"), &[])
}

fn listed(setup: &Setup, tickets: &[TicketRow]) -> Vec<Block> {
    if tickets.is_empty() {
        return vec![Block::Paragraph(said(setup, "open_none", &[]))];
    }
    let masked = tickets.iter().any(|ticket| ticket.masked);
    let note = masked.then(|| Block::Paragraph(said(setup, "open_masked", &[])));
    note.into_iter().chain([Block::Table(open_sheet(setup, tickets))]).collect()
}

/// Worst first, and among equals the oldest.
pub fn open_sheet(setup: &Setup, tickets: &[TicketRow]) -> Sheet {
    let columns = [
        ("column_number", ColumnKind::Text),
        ("column_called", ColumnKind::Instant),
        ("column_severity", ColumnKind::Text),
        ("column_category", ColumnKind::Text),
        ("column_place", ColumnKind::Text),
        ("column_agencies", ColumnKind::Text),
        ("column_due", ColumnKind::Instant),
    ];
    let mut sorted: Vec<&TicketRow> = tickets.iter().collect();
    sorted.sort_by_key(|ticket| (std::cmp::Reverse(ticket.severity), ticket.called_at, ticket.id));
    Sheet {
        name: said(setup, "open_tickets", &[]),
        columns: columns
            .iter()
            .map(|(key, kind)| SheetColumn { title: said(setup, key, &[]), kind: *kind })
            .collect(),
        rows: sorted.into_iter().map(|ticket| row(setup, ticket)).collect(),
        total: None,
    }
}

fn row(setup: &Setup, ticket: &TicketRow) -> Vec<Cell> {
    let due = ticket.clocks.iter().filter(|clock| clock.stopped_at.is_none()).map(|clock| clock.due_at).min();
    let told = ticket.assignments.iter().filter(|one| one.ended_at.is_none());
    let agencies: Vec<String> = told.map(|one| agency(setup, one)).collect();
    vec![
        Cell::Text(ticket.number.0.clone()),
        Cell::Instant(ticket.called_at),
        Cell::Text(named(setup, "severity", &ticket.severity)),
        Cell::Text(category(setup, ticket)),
        Cell::Text(place_of(setup, ticket)),
        Cell::Text(agencies.join(", ")),
        due.map_or(Cell::Empty, Cell::Instant),
    ]
}

fn agency(setup: &Setup, one: &AssignmentRow) -> String {
    let name =
        setup.region.agency(&one.agency).map_or_else(|| one.agency.to_string(), |a| a.short_name.clone());
    said(setup, "agency_state", &[("agency", &name), ("state", &named(setup, "state", &one.state))])
}

/// What a restricted ticket is about is told to nobody.
fn category(setup: &Setup, ticket: &TicketRow) -> String {
    if ticket.masked {
        return say(setup.settings.language, "names.restricted", &[]);
    }
    setup.region.category(&ticket.category).map_or_else(
        || ticket.category.to_string(),
        |c| if setup.settings.language == Language::Id { c.name_id.clone() } else { c.name_en.clone() },
    )
}

/// Village and district by name.
pub fn place(setup: &Setup, district: Option<&DistrictCode>, village: Option<&VillageCode>) -> String {
    let village = village.and_then(|code| setup.region.village(code)).map(|village| &village.name);
    let district = district.and_then(|code| setup.region.district(code)).map(|district| &district.name);
    village.into_iter().chain(district).map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn place_of(setup: &Setup, ticket: &TicketRow) -> String {
    let district = ticket.district.as_ref().and_then(|code| setup.region.district(code));
    let village = ticket.village.as_ref().and_then(|code| setup.region.village(code));
    let village = village.map(|village| &village.name).filter(|_| !ticket.masked);
    let words = ticket.words.as_ref().filter(|_| !ticket.masked);
    let landmark = ticket.landmark.as_ref().filter(|_| !ticket.masked);
    let parts = [landmark, words, village, district.map(|district| &district.name)];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The regency's own first, then everybody else, each in the order of its name; below an agency whoever else is called
/// for it. Paper does not know what time it is: each line says its hours.
fn tree(setup: &Setup, word: Word<'_>) -> Sheet {
    let mut agencies: Vec<&Agency> = setup.region.agencies.iter().filter(|agency| agency.active).collect();
    agencies.sort_by_key(|agency| (agency.kind == AgencyKind::Outside, agency.short_name.to_lowercase()));
    let columns =
        ["tree_agency", "tree_telephone", "tree_radio", "tree_whatsapp", "tree_hours", "tree_handles"];
    let text = |text: &str| Cell::Text(text.to_owned());
    Sheet {
        name: word("tree", &[]),
        columns: columns
            .iter()
            .map(|key| SheetColumn { title: word(key, &[]), kind: ColumnKind::Text })
            .collect(),
        rows: agencies
            .into_iter()
            .flat_map(|agency| {
                let contact = &agency.contact;
                let own = vec![
                    text(&agency.short_name),
                    text(&contact.telephone),
                    text(&contact.radio),
                    text(&contact.whatsapp),
                    hours(setup, contact.hours.as_ref()),
                    text(&agency.handles),
                ];
                let others = agency.on_call.iter().map(move |one| {
                    let name = word("tree_on_call", &[("agency", &agency.short_name), ("who", &one.who)]);
                    let hours = hours(setup, one.hours.as_ref());
                    vec![Cell::Text(name), text(&one.telephone), Cell::Empty, Cell::Empty, hours, Cell::Empty]
                });
                std::iter::once(own).chain(others)
            })
            .collect(),
        total: None,
    }
}

/// `Sen-Jum 07.30-16.00`; empty where it is called at any hour.
fn hours(setup: &Setup, hours: Option<&Hours>) -> Cell {
    let Some(Hours { days, from_minute, to_minute }) = hours else { return Cell::Empty };
    let names = said(setup, "tree_days", &[]);
    let names: Vec<&str> = names.split(' ').collect();
    let name = |day: u8| names.get(usize::from(day).saturating_sub(1)).copied().unwrap_or_default();
    let runs = days.chunk_by(|one, next| one + 1 == *next).map(|run| match run {
        [first, .., last] => format!("{}-{}", name(*first), name(*last)),
        _ => run.iter().map(|day| name(*day)).collect(),
    });
    let mark = if setup.settings.language == Language::Id { '.' } else { ':' };
    let clock = |minute: &u16| format!("{:02}{mark}{:02}", minute / 60, minute % 60);
    let days: Vec<String> = runs.collect();
    Cell::Text(format!("{} {}-{}", days.join(", "), clock(from_minute), clock(to_minute)))
}

/// A page for one ticket. Its number holds the day, so that no two nights' forms are called the same.
fn form(setup: &Setup, now: At, no: u8, word: Word<'_>) -> Vec<Block> {
    let PaperNo(number) = PaperNo::new(local_day(now, setup.region.utc_offset_minutes), no);
    let blank = |key: &str, lines: u8| Block::Blank { label: word(key, &[]), lines };
    let ticks = |key: &str, boxes: Vec<String>| Block::Ticks { label: word(key, &[]), boxes };
    let severities = Severity::ALL.iter().rev().map(|one| named(setup, "severity", one)).collect();
    let columns = ["form_agency", "form_told", "form_taken", "form_arrived", "form_done"];
    vec![
        Block::NewPage,
        Block::Heading(word("form", &[("number", &number)])),
        blank("form_called", 1),
        blank("form_number", 1),
        blank("form_name", 1),
        ticks("form_call_back", vec![word("form_yes", &[]), word("form_no", &[])]),
        blank("form_category", 1),
        ticks("form_severity", severities),
        blank("form_place", 2),
        blank("form_district", 1),
        blank("form_narrative", 4),
        Block::Grid { columns: columns.iter().map(|key| word(key, &[])).collect(), rows: 4 },
        blank("form_answered", 1),
        blank("form_entered", 1),
        Block::Signatures(vec![word("form_sign_operator", &[]), word("form_sign_supervisor", &[])]),
    ]
}
