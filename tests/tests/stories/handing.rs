//! What is another's to do is handed over with a receipt, and what nobody does is told to who can order it.

use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::Recipient;
use kentongan_rules::command::Command;
use kentongan_rules::export::Export;
use kentongan_rules::handoff::{HandedCaller, HandoffPage};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{Cell, Figure, ReportAsk, ReportPage};
use kentongan_rules::ticket::{AssignmentState, CloseOutcome};
use kentongan_rules::view::{EscalationPage, LineKind, Query, Reply};

on_every_carrier!(a_case_of_others_is_closed_with_their_receipt, who_has_no_account_is_written_to);

async fn document(door: &Door, agency: &str) -> Result<HandoffPage, Problem> {
    match door.query(Query::Handoff { id: say::ticket(1), agency: agency.into() }).await? {
        Reply::Handoff(page) => Ok(*page),
        other => panic!("{other:?}"),
    }
}

async fn report(door: &Door) -> ReportPage {
    let ask = ReportAsk { from: at("00:00"), to: at("+1 00:00"), as_of: None, language: None };
    match door.query(Query::Report(ask)).await.unwrap() {
        Reply::Report(page) => page,
        other => panic!("{other:?}"),
    }
}

async fn a_case_of_others_is_closed_with_their_receipt(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let page = document(&siti, "CC112-GRS").await.unwrap();
    // Where it is comes first, and all that is needed is there.
    assert!(page.text.starts_with("Lokasi: Ds. "), "{}", page.text);
    let number = page.document.number.0.clone();
    for said in [say::LANDMARK, say::NARRATIVE, say::NAME, say::NUMBER, &number, "Waru", "kritis"] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
    assert!(page.text.lines().count() < 14, "{}", page.text);
    // Who may not have the caller is told to ask.
    let lapor = document(&siti, "LAPOR").await.unwrap();
    assert_eq!(lapor.document.caller, HandedCaller::Withheld);
    assert!(!lapor.text.contains(say::NAME) && !lapor.text.contains(say::NUMBER), "{}", lapor.text);
    assert_eq!(document(&siti, "DAMKAR").await, Err(Problem::Unknown));

    siti.says(say::send(1, ["CC112-GRS"])).await;
    siti.says(say::answer(1, say::told())).await;
    let over = || say::close(1, 1, CloseOutcome::HandedOver);
    for door in [&siti, &hana] {
        door.is_refused(over(), Refusal::NoReceipt).await;
    }
    let accept = |seen| Command::Accept { step: say::step(1, 1, seen), reference: Some("GRS-0912".into()) };
    siti.says(accept(1)).await;
    let row = siti.ticket(say::ticket(1)).await;
    let one = &row.assignments[0];
    assert_eq!(one.state, AssignmentState::HandedOver);
    assert_eq!(one.acceptance.as_ref().unwrap().reference.as_deref(), Some("GRS-0912"));
    assert!(siti.lines(say::ticket(1)).await.contains(&LineKind::Accepted));
    let sheet = Export::Handoff { ticket: say::ticket(1), assignment: 1 };
    let file = siti.takes_out(sheet).await.unwrap();
    assert_eq!(file.name, format!("kentongan-pelimpahan-{number}-20261126-1400.pdf"));
    assert!(file.bytes.starts_with(b"%PDF-1.7"));
    siti.says(over()).await;

    room.now("14:30");
    let made = report(&hana).await;
    let table = made.tables.iter().find(|table| table.id == Figure::Handed).unwrap();
    let gresik = &table.rows[0];
    assert_eq!(gresik[0], Cell::Text("CC112 Gresik".to_owned()));
    assert_eq!(gresik[1..8], [1, 1, 0, 0, 0, 0, 0].map(Cell::Count), "given, and by a number of theirs");
    drop((siti, hana));
    room.end().await;
}

async fn who_has_no_account_is_written_to(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    let opened = siti.says(say::open(1, say::NOISE, "14:00")).await.seq;
    siti.says(say::send(1, ["SATPOLPP"])).await;
    let asks = Query::Escalation { id: say::ticket(1) };
    let page = |reply: Reply| -> EscalationPage {
        match reply {
            Reply::Escalation(page) => page,
            other => panic!("{other:?}"),
        }
    };
    // An hour to take it, and four more.
    let before = page(siti.query(asks.clone()).await.unwrap());
    let next = before.next.unwrap();
    assert_eq!((before.steps.len(), next.recipient, next.at), (0, Recipient::Head, at("19:00")));
    room.now("19:00:01");
    hana.until(opened, |c| c.rows.iter().any(|row| row.clocks.iter().any(|clock| !clock.tasks.is_empty())))
        .await;
    let due = page(siti.query(asks.clone()).await.unwrap());
    let steps: Vec<_> = due.steps.iter().map(|step| (step.recipient, step.title.as_str())).collect();
    let head = (Recipient::Head, "Kepala Satuan Polisi Pamong Praja");
    assert_eq!(steps, [head, (Recipient::District, "Camat Waru")]);
    let clock = due.steps[0].clock;
    for step in &due.steps {
        assert!(step.text.starts_with(&format!("Yth. {}", step.title)), "{}", step.text);
        for secret in [say::NAME, say::NUMBER, say::NARRATIVE, say::LANDMARK, say::WORDS] {
            assert!(!step.text.contains(secret), "{secret} in {}", step.text);
        }
        let letter = Export::Letter { ticket: say::ticket(1), clock: step.clock, recipient: step.recipient };
        let file = hana.takes_out(letter).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-1.7") && file.name.contains("surat-eskalasi"), "{}", file.name);
    }
    // Done when it is recorded who was told.
    let tell = Command::Tell {
        ticket: say::ticket(1),
        clock,
        recipient: Recipient::District,
        to: "staf kecamatan".to_owned(),
    };
    hana.says(tell).await;
    let left = page(hana.query(asks).await.unwrap());
    assert_eq!(left.steps.iter().map(|step| step.recipient).collect::<Vec<_>>(), [Recipient::Head]);
    let operator = Export::Letter { ticket: say::ticket(1), clock, recipient: Recipient::Operator };
    assert_eq!(
        hana.takes_out(operator).await.err(),
        Some(Problem::Unknown),
        "who has an account is not written to"
    );
    drop((siti, hana));
    room.end().await;
}
