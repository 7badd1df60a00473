//! A shift that was handed over, on paper: what was told, who read it, and the journal's head as it stood.

use crate::kit::{Word, imprint, named, place, said, when};
use crate::words::say;
use kentongan_rules::actor::{Actor, Shift};
use kentongan_rules::handover::{DueSoon, Item, RoomFault, TicketItem};
use kentongan_rules::paper::{Block, Paper, Sheet, SheetColumn};
use kentongan_rules::region::AgencyCode;
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::roster::Rostered;
use kentongan_rules::setup::{Language, Setup};
use kentongan_rules::time::At;
use kentongan_rules::view::{HandoverRow, ItemRow};

/// `row` is as an operator sees it who handles nothing of it: paper lies about.
pub fn handover(setup: &Setup, row: &HandoverRow, by: &Actor, now: At) -> Paper {
    let word =
        |key: &str, places: &[(&str, &str)]| say(setup.settings.language, &format!("handover.{key}"), places);
    let (from, to) = (shift(setup, row.turn.from), shift(setup, row.turn.to));
    let count = |n: u32| n.to_string();
    let signed = word("paper_who", &[("who", &row.by), ("when", &when(setup, row.signed_at))]);
    let taken = match &row.accepted {
        Some(accepted) => {
            let key = if accepted.alone { "paper_alone" } else { "paper_who" };
            word(key, &[("who", &accepted.by), ("when", &when(setup, accepted.at))])
        }
        None => word(if row.replaced { "paper_replaced" } else { "paper_open" }, &[]),
    };
    let seq = row.head.seq.0.to_string();
    let mut blocks = vec![
        Block::Lines(vec![
            (word("paper_signed", &[]), signed),
            (word("paper_accepted", &[]), taken),
            (word("paper_head", &[]), word("paper_head_says", &[("seq", &seq), ("hash", &row.head.hash)])),
        ]),
        Block::Heading(word("carried", &[("shift", &to)])),
    ];
    if let Some(next) = &row.next {
        let said = Block::Lines(vec![(word("next", &[("shift", &to)]), on_duty(next, &word))]);
        blocks.insert(1, said);
    }
    if row.items.is_empty() {
        blocks.push(Block::Paragraph(word("nothing", &[])));
    } else {
        blocks.push(Block::Table(sheet(setup, row, &word)));
    }
    if !row.notes.is_empty() {
        blocks.push(Block::Heading(word("notes", &[])));
        let lines = row.notes.iter().flat_map(|note| note.lines()).filter(|line| !line.trim().is_empty());
        blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
    }
    blocks.push(Block::Signatures(vec![
        word("paper_signs_out", &[("who", &row.by)]),
        match &row.accepted {
            Some(accepted) => word("paper_signs_in", &[("who", &accepted.by)]),
            None => word("paper_signs_in_nobody", &[]),
        },
    ]));
    Paper {
        title: word("paper_title", &[("from", &from), ("to", &to)]),
        subtitle: word(
            "paper_subtitle",
            &[
                ("when", &when(setup, row.turn.change_at)),
                ("calls", &count(row.counts.calls)),
                ("tickets", &count(row.counts.tickets)),
                ("late", &count(row.counts.late)),
            ],
        ),
        imprint: imprint(setup, by, now),
        blocks,
    }
}

/// Their names, and what is missing of them.
fn on_duty(next: &[Rostered], word: Word<'_>) -> String {
    if next.is_empty() {
        return word("next_nobody", &[]);
    }
    let said = |one: &Rostered| {
        if one.gone { word("next_gone", &[("who", &one.name)]) } else { one.name.clone() }
    };
    next.iter().map(said).collect::<Vec<_>>().join(", ")
}

fn shift(setup: &Setup, shift: Shift) -> String {
    named(setup, "shift", &shift)
}

fn sheet(setup: &Setup, row: &HandoverRow, word: Word<'_>) -> Sheet {
    let columns = ["paper_what", "paper_state", "paper_note", "paper_read"];
    Sheet {
        name: word("carried", &[("shift", &shift(setup, row.turn.to))]),
        columns: columns
            .iter()
            .map(|key| SheetColumn { title: word(key, &[]), kind: ColumnKind::Text })
            .collect(),
        rows: row.items.iter().map(|item| line(setup, row, item, word)).collect(),
        total: None,
    }
}

fn line(setup: &Setup, row: &HandoverRow, item: &ItemRow, word: Word<'_>) -> Vec<Cell> {
    let (what, state) = tell(setup, row, item, word);
    let remarks = item.remarks.iter().filter_map(|one| {
        let text = one.text.as_deref()?;
        Some(word("paper_remark", &[("who", &one.by), ("text", text)]))
    });
    let noted: Vec<String> = item.note.iter().cloned().chain(remarks).collect();
    let read = item.read.as_ref().map_or_else(String::new, |read| {
        word("paper_read_by", &[("who", &read.by), ("when", &clock(setup, row.signed_at, read.at))])
    });
    [what, state, noted.join(" "), read].map(Cell::Text).into()
}

/// What it is about, and how it stands.
fn tell(setup: &Setup, row: &HandoverRow, item: &ItemRow, word: Word<'_>) -> (String, String) {
    let at = |instant: At| clock(setup, row.signed_at, instant);
    let plain = |what: String| (what, String::new());
    match &item.item {
        Item::Ticket(ticket) => of_ticket(setup, row, ticket, item.masked, word),
        Item::Rest { tickets } => plain(word(
            "rest",
            &[("count", &tickets.len().to_string()), ("shift", &shift(setup, row.turn.to))],
        )),
        Item::CallBack { called_at, silent, .. } => {
            plain(word("paper_call_back", &[("count", &silent.to_string()), ("when", &at(*called_at))]))
        }
        Item::Number { blocked_until: Some(until), .. } => {
            plain(word("paper_blocked", &[("when", &at(*until))]))
        }
        Item::Number { .. } => plain(word("paper_marked", &[])),
        Item::Storm { name, since, .. } => plain(word("storm", &[("name", name), ("when", &at(*since))])),
        Item::Fault(fault) => plain(match fault {
            RoomFault::Disk => word("fault_disk", &[]),
            RoomFault::Clock => word("fault_clock", &[]),
            RoomFault::Notifier => word("fault_notifier", &[]),
            RoomFault::Backup { folder, good_at } => {
                let good = good_at.map_or_else(|| word("never", &[]), at);
                let key = if folder.is_empty() { "fault_backup_first" } else { "fault_backup" };
                word(key, &[("folder", folder), ("when", &good)])
            }
            RoomFault::Loss { found_at, .. } => word("fault_loss", &[("when", &at(*found_at))]),
        }),
    }
}

fn of_ticket(
    setup: &Setup,
    row: &HandoverRow,
    ticket: &TicketItem,
    masked: bool,
    word: Word<'_>,
) -> (String, String) {
    let at = |instant: At| clock(setup, row.signed_at, instant);
    let category = setup.region.category(&ticket.category).map_or_else(
        || ticket.category.to_string(),
        |c| if setup.settings.language == Language::Id { c.name_id.clone() } else { c.name_en.clone() },
    );
    let restricted = || say(setup.settings.language, "names.restricted", &[]);
    let category = if masked { restricted() } else { category };
    let place = place(setup, ticket.district.as_ref(), ticket.village.as_ref().filter(|_| !masked));
    let what = [ticket.number.0.as_str(), category.as_str(), place.as_str()];
    let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let agency = |code: &AgencyCode| {
        setup.region.agency(code).map_or_else(|| code.to_string(), |one| one.short_name.clone())
    };
    let waiting = ticket.waiting.iter().map(|one| {
        let state = named(setup, "state", &one.state);
        said(setup, "agency_state", &[("agency", &agency(&one.agency)), ("state", &state)])
    });
    let due = ticket.due.iter().map(|DueSoon { clock, agency: of, due_at, late }| {
        let clock = named(setup, "clock", clock);
        let of = of.as_ref().map(|code| format!(" {}", agency(code))).unwrap_or_default();
        word(
            if *late { "late" } else { "due" },
            &[("clock", &format!("{clock}{of}")), ("when", &at(*due_at))],
        )
    });
    let promised = ticket.promised_at.map(|when| word("promised", &[("when", &at(when))]));
    let paused = ticket.paused_until.map(|when| word("paused", &[("when", &at(when))]));
    let silent = ticket.no_call_back.then(|| word("no_call_back", &[]));
    let state: Vec<String> = waiting.chain(due).chain(promised).chain(paused).chain(silent).collect();
    (what, state.join("; "))
}

/// The minute alone on the day of the signing, else with its day.
fn clock(setup: &Setup, of: At, at: At) -> String {
    let (all, day) = (when(setup, at), when(setup, of));
    let same = all.split(' ').next() == day.split(' ').next();
    if same { all.split(' ').nth(1).unwrap_or_default().to_owned() } else { all }
}
