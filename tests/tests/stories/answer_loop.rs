//! One complaint from the call to the confirmed answer, through three agencies, one return, one escalation, one interim
//! answer and one reopening; and what the report tells of it, against figures made by hand.

use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome, Recipient};
use kentongan_rules::command::Command;
use kentongan_rules::report::{Cell, Figure, ReportAsk, ReportPage};
use kentongan_rules::ticket::{AnswerKind, AssignmentRole, CloseOutcome, GiveAnswer, Sending, TicketState};
use kentongan_rules::view::{Query, Reply, TicketRow};

on_every_carrier!(one_complaint_from_the_call_to_the_confirmed_answer);

const PROMISED: &str = "+2 10:00";

fn sent_again(seen: u32, to: Sending) -> Command<String> {
    Command::Assign {
        ticket: say::ticket(1),
        seen,
        plan: String::new(),
        to: vec![to],
        departures: None,
        at: None,
    }
}

async fn row(door: &Door) -> TicketRow {
    door.ticket(say::ticket(1)).await
}

fn outcomes(row: &TicketRow, kind: ClockKind) -> Vec<Option<ClockOutcome>> {
    row.clocks.iter().filter(|clock| clock.kind == kind).map(|clock| clock.outcome).collect()
}

fn rose_to_head(row: &TicketRow, kind: ClockKind) -> bool {
    row.clocks.iter().any(|clock| clock.kind == kind && clock.tasks.contains(&Recipient::Head))
}

async fn one_complaint_from_the_call_to_the_confirmed_answer(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    room.now("14:05");
    siti.says(say::send(1, ["SATPOLPP", "POLRESTA"])).await;
    // Not theirs, and whose it is instead: one key later it is there.
    room.now("14:10");
    let reason = Some("penertiban, bukan pidana".to_owned());
    let proposed = Some("DISHUB".into());
    siti.says(Command::Return { step: say::step(1, 2, 1), reason, proposed }).await;
    room.now("14:12");
    siti.says(sent_again(1, say::to("DISHUB", AssignmentRole::Support))).await;
    room.now("14:20");
    siti.says(Command::Acknowledge(say::step(1, 1, 1))).await;
    room.now("14:30");
    let last = siti.says(Command::Acknowledge(say::step(1, 3, 1))).await.seq;
    assert_eq!(outcomes(&row(&siti).await, ClockKind::Answer), [None], "forwarded is not answered");

    // Nobody told the caller anything for a day and four hours: the agency's head is told.
    room.now("+1 13:00");
    siti.says(say::finish(1, 3, 2)).await;
    room.now("+1 18:00");
    let answer =
        row(&siti).await.clocks.iter().position(|clock| clock.kind == ClockKind::Answer).unwrap() as u16;
    let rose = |row: &TicketRow| rose_to_head(row, ClockKind::Answer);
    siti.until(last, |changes| changes.rows.iter().any(rose)).await;
    let told = |to: &str| Command::Tell {
        ticket: say::ticket(1),
        clock: answer,
        recipient: Recipient::Head,
        to: to.to_owned(),
    };
    room.now("+1 18:05");
    hana.says(told("sekretaris dinas")).await;
    assert!(!rose(&row(&siti).await), "and it is known who took it");
    room.now("+1 18:10");
    let interim = GiveAnswer {
        kind: AnswerKind::Interim,
        promised_at: Some(at(PROMISED)),
        text: Some("petugas datang besok pagi".to_owned()),
        ..say::told()
    };
    siti.says(say::answer(1, interim)).await;

    // Satpol PP is a working day late, which its head is told as well. In time for the promise: done, told, and the
    // caller says so too.
    room.now("+2 09:00");
    siti.until(last, |changes| changes.rows.iter().any(|row| rose_to_head(row, ClockKind::Work))).await;
    siti.says(say::finish(1, 1, 2)).await;
    assert_eq!(row(&siti).await.state, TicketState::Done);
    room.now("+2 09:10");
    siti.says(say::answer(1, say::told())).await;
    let confirm = |seen| Command::Confirm { ticket: say::ticket(1), seen, by_caller: true, note: None };
    siti.says(confirm(1)).await;
    siti.says(say::close(1, 2, CloseOutcome::Handled)).await;

    // The caller again: it has begun anew.
    room.now("+3 08:00");
    siti.says(say::reopen(1, 3)).await;
    room.now("+3 08:05");
    siti.says(sent_again(4, say::to("SATPOLPP", AssignmentRole::Support))).await;
    room.now("+3 08:15");
    siti.says(Command::Acknowledge(say::step(1, 4, 1))).await;
    room.now("+3 10:00");
    siti.says(say::finish(1, 4, 2)).await;
    room.now("+3 10:10");
    siti.says(say::answer(1, say::told())).await;
    siti.says(confirm(4)).await;
    siti.says(say::close(1, 5, CloseOutcome::Handled)).await;
    let ended = row(&siti).await;
    assert_eq!(
        outcomes(&ended, ClockKind::Answer),
        [Some(ClockOutcome::Missed), Some(ClockOutcome::Met), Some(ClockOutcome::Met)]
    );
    room.now("+6 00:00:10");
    let ask = ReportAsk { from: at("00:00"), to: at("+6 00:00"), as_of: None, language: None };
    let Reply::Report(page) = hana.query(Query::Report(ask)).await.unwrap() else { panic!("no report") };
    // One call. Three answers were owed: the first after its day, the promised one and the one after the reopening in
    // time. Four agencies' turns: each took it within its hour but the one that gave it back.
    let is = |id, first: &str, want: &[u32]| assert_eq!(counts(&page, id, first), want, "{id:?} {first}");
    is(Figure::Funnel, "call_ticket", &[1]);
    is(Figure::Answer, "Gangguan ketertiban", &[3, 2, 1, 0, 0, 0, 0, 0]);
    is(Figure::Clocks, "clock_answer", &[3, 2, 1, 0, 0, 0, 0, 0]);
    is(Figure::Clocks, "clock_acknowledge", &[4, 3, 0, 0, 0, 0, 1, 0]);
    is(Figure::Clocks, "clock_verify", &[2, 2, 0, 0, 0, 0, 0, 0]);
    is(Figure::AcknowledgeAgency, "Satpol PP", &[2, 2, 0, 0, 0, 0, 2]);
    is(Figure::AcknowledgeAgency, "Dishub", &[1, 1, 0, 0, 0, 0, 1]);
    is(Figure::AcknowledgeOutside, "Polresta", &[1, 0, 0, 0, 1, 0, 0]);
    // One working day ends on Friday: Dishub was done by then, Satpol PP on Saturday, and in time the second time.
    is(Figure::WorkAgency, "Satpol PP", &[2, 1, 1, 0, 0, 0, 2]);
    is(Figure::WorkAgency, "Dishub", &[1, 1, 0, 0, 0, 0, 1]);
    is(Figure::Reopened, "Gangguan ketertiban", &[1]);
    is(Figure::Misroutes, "Satpol PP", &[2, 2, 0, 0, 0, 0]);
    is(Figure::Misroutes, "Polresta", &[1, 0, 0, 0, 1, 0]);
    is(Figure::Confirmed, "word_caller", &[2]);
    is(Figure::Confirmed, "word_room", &[0]);
    is(Figure::Alarms, "level_head", &[2, 0, 2, 0, 0]);
    let open: u32 = table(&page, Figure::Backlog).iter().map(|row| count(&row[1])).sum();
    assert_eq!(open, 0, "nothing is left");
    drop((siti, hana));
    room.end().await;
}

fn table(page: &ReportPage, id: Figure) -> &Vec<Vec<Cell>> {
    &page.tables.iter().find(|table| table.id == id).unwrap().rows
}

fn count(cell: &Cell) -> u32 {
    let Cell::Count(count) = cell else { panic!("{cell:?}") };
    *count
}

/// The counts of the row whose first cell begins so.
fn counts(page: &ReportPage, id: Figure, first: &str) -> Vec<u32> {
    let is_it = |row: &&Vec<Cell>| match &row[0] {
        Cell::Text(text) => text.starts_with(first),
        Cell::Key(key) => key.ends_with(first),
        _ => false,
    };
    let row = table(page, id).iter().find(is_it).unwrap_or_else(|| panic!("{id:?} has no {first}"));
    row.iter().filter(|cell| matches!(cell, Cell::Count(_))).map(count).collect()
}
