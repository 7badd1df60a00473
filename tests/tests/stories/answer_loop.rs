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
    Command::Assign { ticket: say::ticket(1), seen, plan: String::new(), to: vec![to], departures: None }
}

async fn row(door: &Door) -> TicketRow {
    door.ticket(say::ticket(1)).await
}

fn outcomes(row: &TicketRow, kind: ClockKind) -> Vec<Option<ClockOutcome>> {
    row.clocks.iter().filter(|clock| clock.kind == kind).map(|clock| clock.outcome).collect()
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
    let rose = |r: &TicketRow| r.clocks[usize::from(answer)].tasks.contains(&Recipient::Head);
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

    // In time for the promise: done, told, and the caller says so too.
    room.now("+2 09:00");
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
    siti.says(sent_again(4, say::to("SATPOLPP", AssignmentRole::Lead))).await;
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
    eprintln!("{ended:#?}");

    room.now("+6 00:00:10");
    let ask = ReportAsk { from: at("00:00"), to: at("+6 00:00"), as_of: None, language: None };
    let Reply::Report(page) = hana.query(Query::Report(ask)).await.unwrap() else { panic!("no report") };
    for id in [
        Figure::Funnel,
        Figure::Answer,
        Figure::Clocks,
        Figure::AcknowledgeCategory,
        Figure::AcknowledgeAgency,
        Figure::AcknowledgeOutside,
        Figure::WorkAgency,
        Figure::WorkOutside,
        Figure::Reopened,
        Figure::Misroutes,
        Figure::Confirmed,
        Figure::Backlog,
        Figure::Alarms,
    ] {
        eprintln!("{:#?}", table(&page, id));
    }
    room.end().await;
}

fn table(page: &ReportPage, id: Figure) -> &Vec<Vec<Cell>> {
    &page.tables.iter().find(|table| table.id == id).unwrap().rows
}
