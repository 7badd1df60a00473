use crate::stage::{Door, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::command::{Change, Command, OpenTicket};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::search::Search;
use kentongan_rules::setup::{Language, Settings};
use kentongan_rules::telling::{Situation, TemplateEdit, TemplateRow, Wording};
use kentongan_rules::ticket::{AnswerChannel, AnswerKind, CloseOutcome, GiveAnswer, Reporter};
use kentongan_rules::view::{Query, Reply, Telling, TellingAsk, TemplateTrial};

on_every_carrier!(
    a_caller_is_told_in_the_rooms_own_words,
    a_code_finds_its_ticket_and_tells_nobody_else_more,
    some_callers_of_yesterday_are_asked_whether_it_is_settled
);

async fn telling(door: &Door, n: u128, situation: Option<Situation>) -> Telling {
    let promised_at = Some(at("16:30"));
    let ask = TellingAsk { id: say::ticket(n), situation, language: Language::Id, promised_at };
    let Reply::Telling(telling) = door.query(Query::Telling(ask)).await.unwrap() else {
        panic!("another reply")
    };
    telling
}

async fn templates(door: &Door) -> Vec<TemplateRow> {
    let Reply::Templates(page) = door.query(Query::Templates).await.unwrap() else { panic!("another reply") };
    page.rows
}

fn reworded(before: Option<&str>, after: &str) -> Command<String> {
    let wording = |id: &str| Wording { id: id.to_owned(), en: String::new() };
    Command::ChangeTemplate(TemplateEdit {
        situation: Situation::Forwarded,
        category: None,
        before: before.map(wording),
        after: Some(wording(after)),
    })
}

async fn a_caller_is_told_in_the_rooms_own_words(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let number = siti.ticket(say::ticket(1)).await.number;
    let first = telling(&siti, 1, None).await;
    assert_eq!((first.situation, first.kind), (Situation::Registered, AnswerKind::Interim));
    assert!(first.text.contains(&number.0) && first.text.contains(&first.until), "{first:?}");
    assert_eq!(first.until, "26 November pukul 16.30");
    for personal in [say::NAME, say::NUMBER, say::NARRATIVE, say::LANDMARK, say::WORDS] {
        assert!(!first.text.contains(personal), "{personal}");
    }
    siti.says(say::send(1, ["DAMKAR"])).await;
    assert_eq!(telling(&siti, 1, None).await.situation, Situation::Forwarded);

    // Whoever runs the room words it otherwise; an operator does not, and a place that is none is refused.
    let hana = room.signed_in("hana").await;
    assert_eq!(siti.tries(reworded(None, "Ya")).await, Err(Problem::NotAllowed));
    let unknown = Refusal::UnknownPlaceholder { placeholder: "{dinas}".to_owned() };
    hana.is_refused(reworded(None, "Sudah di {dinas}"), unknown.clone()).await;
    let trial = |text: &str| {
        let (situation, language) = (Situation::Forwarded, Language::Id);
        Query::TryTemplate(TemplateTrial { situation, language, text: text.to_owned() })
    };
    let refused = hana.query(trial("Sudah di {dinas}")).await;
    assert_eq!(refused, Err(Problem::Refused { refusal: unknown }));
    let Reply::TryTemplate(tried) = hana.query(trial("Yth. {nama}: {nomor}")).await.unwrap() else {
        panic!()
    };
    assert_eq!(tried.text, "Yth. Bu Ani: SDA-261126-1-04");
    hana.says(reworded(None, "{nama}, laporan {nomor} di {instansi}.")).await;
    let told = telling(&siti, 1, None).await;
    let damkar = hana.setup().await.region.agency(&"DAMKAR".into()).unwrap().short_name.clone();
    assert_eq!(told.text, format!("{}, laporan {} di {damkar}.", say::NAME, number.0));
    let row = templates(&siti).await.into_iter().find(|row| row.situation == Situation::Forwarded).unwrap();
    assert_eq!(row.own.map(|own| (own.version, own.by)), Some((1, "Hana".to_owned())));
    let late = hana.tries(reworded(None, "Ya")).await;
    assert!(matches!(late, Err(Problem::Refused { refusal: Refusal::Stale { .. } })), "{late:?}");

    // To have copied it stops nothing; what became of it does, and what was promised is a promise.
    assert!(siti.ticket(say::ticket(1)).await.answers.is_empty());
    let sent = GiveAnswer {
        kind: told.kind,
        channel: AnswerChannel::Whatsapp,
        text: Some(told.text),
        promised_at: Some(at("16:30")),
        ..say::told()
    };
    siti.says(say::answer(1, sent)).await;
    let promise = siti.ticket(say::ticket(1)).await.promise.unwrap();
    assert_eq!((promise.due_at, promise.by.as_str(), promise.attempts), (at("16:30"), "Siti", 0));
    room.now("16:31");
    siti.says(say::answer(1, say::tried())).await;
    assert_eq!(siti.ticket(say::ticket(1)).await.promise.unwrap().attempts, 1);
    siti.says(say::answer(1, say::told())).await;
    assert_eq!(siti.ticket(say::ticket(1)).await.promise, None);

    // Who asked not to be called back is sent nothing.
    let hushed = OpenTicket {
        reporter: Reporter { call_back: false, ..say::opening(2, say::FIRE, at("14:00")).reporter },
        ..say::opening(2, say::FIRE, at("14:00"))
    };
    siti.says(Command::OpenTicket(hushed)).await;
    let ask = TellingAsk { id: say::ticket(2), situation: None, language: Language::Id, promised_at: None };
    let refused = siti.query(Query::Telling(ask)).await;
    assert_eq!(refused, Err(Problem::Refused { refusal: Refusal::NoCallBack }));
    room.end().await;
}

async fn code_of(door: &Door, n: u128) -> Option<String> {
    door.page(say::ticket(n)).await.code
}

async fn found(door: &Door, text: &str) -> Vec<kentongan_rules::id::TicketId> {
    let query = Query::Find(Search::of(text));
    let Reply::Find(page) = door.query(query).await.unwrap() else { panic!("another reply") };
    page.hits.iter().map(|hit| hit.id).collect()
}

async fn a_code_finds_its_ticket_and_tells_nobody_else_more(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    hana.says(say::open(2, say::VIOLENCE, "14:00")).await;
    let (fire, violence) = (code_of(&siti, 1).await.unwrap(), code_of(&siti, 2).await.unwrap());
    assert_ne!(fire, violence);
    assert_eq!(found(&siti, &fire).await, [say::ticket(1)]);
    assert_eq!(found(&siti, &fire.to_lowercase().replace('-', " ")).await, [say::ticket(1)]);
    let wrong: String = fire.chars().rev().collect();
    assert_ne!(found(&siti, &wrong).await, [say::ticket(1)]);
    // A restricted case is found as it is by its number, and its caller is told that it is handled, whatever is asked.
    assert_eq!(found(&siti, &violence).await, [say::ticket(2)]);
    let told = telling(&siti, 2, Some(Situation::Done)).await;
    assert_eq!((told.situation, told.fits), (Situation::Restricted, Situation::Restricted));
    let named = hana.setup().await.region.category(&say::VIOLENCE.into()).unwrap().name_id.clone();
    assert!(!crossing(&told).contains(&named), "{told:?}");
    room.end().await;
}

async fn to_ask(door: &Door) -> Vec<kentongan_rules::id::TicketId> {
    let Reply::AskAfter { tickets } = door.query(Query::AskAfter).await.unwrap() else {
        panic!("another reply")
    };
    tickets.iter().map(|row| row.id).collect()
}

async fn some_callers_of_yesterday_are_asked_whether_it_is_settled(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    for n in 1..=5 {
        siti.says(say::open(n, if n == 5 { say::VIOLENCE } else { say::FIRE }, "14:00")).await;
        siti.says(say::send(n, ["DAMKAR"])).await;
        siti.says(say::finish(n, 1, 1)).await;
        siti.says(say::answer(n, say::told())).await;
        siti.says(say::close(n, 1, CloseOutcome::Handled)).await;
    }
    // Not on the day itself.
    assert!(to_ask(&siti).await.is_empty());
    room.now("+1 08:00");
    let asked = to_ask(&siti).await;
    assert_eq!(asked.len(), 3);
    assert!(!asked.contains(&say::ticket(5)), "a restricted case is asked about by nobody");
    assert_eq!(to_ask(&hana).await, asked);
    let confirm = |ticket, by_caller| Command::Confirm { ticket, seen: 2, by_caller, note: None };
    siti.is_refused(confirm(asked[0], false), Refusal::Closed).await;
    siti.says(confirm(asked[0], true)).await;
    siti.says(Command::Reopen { ticket: asked[1], seen: 2, reason: Some("masih berasap".to_owned()) }).await;
    // Nobody else takes the place of who was asked.
    assert_eq!(to_ask(&siti).await, [asked[2]]);
    let before = hana.setup().await.settings;
    let after = Settings { ask_after: 0, ..before.clone() };
    hana.says(Command::ChangeSettings(Change { before: Some(before), after })).await;
    assert!(to_ask(&siti).await.is_empty());
    room.end().await;
}
