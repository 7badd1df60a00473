//! What is asked about a call, what the answers would change, and what of it stands in the ticket.

use crate::stage::commands::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::asking::{Asking, Turn, asking};
use kentongan_rules::command::{Change, Command, OpenTicket};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{Choice, Effect, Grade, Protocol, Question, Region, Severity};
use kentongan_rules::ticket::Asked;
use kentongan_rules::time::Seq;
use kentongan_rules::view::row::ticket_row;

const TREE: &str = "BNC-PHN";
const CABLE: &str = "Kena kabel listrik?";

fn region() -> Region {
    given([]).setup.region.clone()
}
fn answered(category: &str, question: &str, answer: &str) -> Asked {
    Asked { category: category.into(), question: question.to_owned(), answer: Some(answer.to_owned()) }
}
fn skipped(category: &str, question: &str) -> Asked {
    Asked { category: category.into(), question: question.to_owned(), answer: None }
}
fn turn(asking: &Asking, answer: &str) -> Turn {
    let next = asking.next.as_ref().unwrap();
    next.answers.iter().find(|offer| offer.text == answer).unwrap().turn.clone()
}
fn next(asking: &Asking) -> &str {
    asking.next.as_ref().map_or("", |next| next.text.as_str())
}

#[test]
fn a_tree_on_a_cable_sends_pln_and_is_graver() {
    let region = region();
    let first = asking(&region, &TREE.into(), Severity::Medium, &[]);
    assert_eq!(next(&first), CABLE);
    assert_eq!(first.advice.len(), 1);
    let yes = turn(&first, "Ya");
    assert_eq!((yes.category, yes.severity), (None, Some(Severity::High)));
    assert_eq!(yes.agencies, ["PLN".into()]);
    assert_eq!(turn(&first, "Tidak"), Turn::default());
    // Raised to what it is already, nothing changes.
    let grave = asking(&region, &TREE.into(), Severity::Critical, &[]);
    assert_eq!(turn(&grave, "Ya").severity, None);

    let second = asking(&region, &TREE.into(), Severity::High, &[answered(TREE, CABLE, "Ya")]);
    assert_ne!(next(&second), CABLE);
    // What the answer says comes before what everybody is told.
    assert!(second.advice[0].contains("kabel") && second.advice[1] == first.advice[0], "{:?}", second.advice);
}

#[test]
fn a_question_is_put_once_whatever_becomes_of_the_call() {
    let region = region();
    let mut asked = vec![skipped(TREE, CABLE)];
    let after = asking(&region, &TREE.into(), Severity::Medium, &asked);
    assert_ne!(next(&after), CABLE);
    while let Some(next) = asking(&region, &TREE.into(), Severity::Medium, &asked).next {
        assert!(asked.iter().all(|one| one.question != next.text));
        asked.push(skipped(TREE, &next.text));
    }
    assert_eq!(asked.len(), 4);
    // The same question of another category counts as asked.
    let other = asking(&region, &"INF-PHN".into(), Severity::Low, &asked);
    assert_ne!(next(&other), CABLE);
}

#[test]
fn another_category_brings_its_severity_but_never_makes_light() {
    let region = region();
    let outage = |severity| turn(&asking(&region, &"INF-PLN".into(), severity, &[]), "Ya");
    let low = outage(Severity::Low);
    assert_eq!((low.category, low.severity), (Some("INF-PLK".into()), Some(Severity::High)));
    assert_eq!(outage(Severity::Critical).severity, None);
    // Only an answer that sets it makes it less.
    let asked = [skipped("KBR-BGN", "Masih ada orang di dalam?"), skipped("KBR-BGN", "Apa yang terbakar?")];
    let fire = asking(&region, &FIRE.into(), Severity::Critical, &asked);
    let waste = turn(&fire, "Hanya sampah, lahan");
    assert_eq!((waste.category, waste.severity), (Some("KBR-LHN".into()), Some(Severity::Medium)));
}

#[test]
fn who_is_switched_off_is_neither_sent_nor_diverted_to() {
    let mut region = region();
    region.agencies.iter_mut().filter(|one| one.code.as_str() == "PLN").for_each(|one| one.active = false);
    region
        .categories
        .iter_mut()
        .filter(|one| one.code.as_str() == "INF-PLK")
        .for_each(|one| one.active = false);
    assert!(turn(&asking(&region, &TREE.into(), Severity::Medium, &[]), "Ya").agencies.is_empty());
    let outage = asking(&region, &"INF-PLN".into(), Severity::Low, &[]);
    assert_eq!(turn(&outage, "Ya"), Turn::default());
    let where_ = asking(&region, &"INF-PLN".into(), Severity::Low, &[skipped("INF-PLN", next(&outage))]);
    assert_eq!(turn(&where_, "Rumah sendiri").divert, None);
}

#[test]
fn a_category_without_questions_is_asked_nothing() {
    let asking = asking(&region(), &"XXX".into(), Severity::Low, &[]);
    assert_eq!(asking, Asking::default());
}

#[test]
fn answers_stand_in_the_ticket_in_the_regions_words_alone() {
    let asked = vec![
        answered(TREE, CABLE, "Ya"),
        answered(TREE, CABLE, "Tidak"),
        skipped(TREE, "Jalan tertutup?"),
        answered(TREE, "Ada yang tertimpa?", "Bu Painem, 0812-0000-0001"),
        answered(TREE, "Siapa namamu?", "Ya"),
    ];
    let open = Command::OpenTicket(OpenTicket { asked, ..opening(TREE, at("14:05")) });
    let stage = given([said(open, siti(), "14:05:30")]);
    assert_eq!(stage.ticket().asked, [answered(TREE, CABLE, "Ya")]);
    let row = ticket_row(stage.ticket(), Seq(1), &(&siti()).into(), &|_| None);
    assert_eq!(row.asked, stage.ticket().asked);
}

#[test]
fn what_was_answered_about_violence_is_for_those_who_handle_it() {
    let asked = vec![answered("KAM-KDR", "Pelaku masih di situ?", "Ya")];
    let open = Command::OpenTicket(OpenTicket { asked, ..opening("KAM-KDR", at("14:05")) });
    let stage = given([said(open, siti(), "14:05:30")]);
    let read = |who: &Actor| ticket_row(stage.ticket(), Seq(1), &who.into(), &|_| None).asked.len();
    assert_eq!((read(&siti()), read(&rudi())), (1, 0));
}

fn choice(text: &str, effect: Effect) -> Choice {
    Choice { text: text.to_owned(), effect, advice: String::new() }
}
fn protocol(category: &str, effect: Effect) -> Protocol {
    let answers = vec![choice("Ya", effect), choice("Tidak", Effect::default())];
    let questions = vec![Question { text: "Bagaimana?".to_owned(), answers }];
    Protocol { category: category.into(), advice: "Tenang.".to_owned(), questions }
}
fn now(category: &str) -> Option<Protocol> {
    region().protocol(&category.into())
}
fn tried(after: Protocol) -> crate::stage::Judged {
    let before = now(after.category.as_str());
    given([]).when(Command::ChangeQuestions(Change { before, after }), hana(), at("08:00"))
}

#[test]
fn a_room_changes_the_questions_of_one_category_and_keeps_the_others() {
    let severity = Some(Grade::Raise(Severity::High));
    let after = protocol(TREE, Effect { severity, agencies: vec!["PLN".into()], ..Effect::default() });
    let stage = tried(after.clone()).happens(&["questions_changed"]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Region);
    assert_eq!(stage.setup.region.questions, std::slice::from_ref(&after));
    assert_eq!(stage.setup.region.protocol(&TREE.into()), Some(after.clone()));
    assert_eq!(stage.setup.region.protocol(&FIRE.into()), now(FIRE));
    // Who saw the product's own does not overwrite it unseen.
    let stale =
        Command::ChangeQuestions(Change { before: now(TREE), after: protocol(TREE, Effect::default()) });
    stage.when(stale, hana(), at("08:01")).refused(Refusal::Stale { now: 2 });
    let again = Command::ChangeQuestions(Change { before: Some(after.clone()), after });
    let changed =
        tried(protocol(TREE, Effect { severity, agencies: vec!["PLN".into()], ..Effect::default() }));
    changed.happens(&["questions_changed"]).when(again, hana(), at("08:02")).refused(Refusal::NothingChanged);
    // And a category may be asked nothing at all.
    let none = Protocol { category: TREE.into(), advice: String::new(), questions: Vec::new() };
    let stage = tried(none.clone()).happens(&["questions_changed"]);
    assert_eq!(stage.setup.region.protocol(&TREE.into()), Some(none));
}

#[test]
fn questions_that_do_not_hold_are_refused() {
    let missing = |what: &str| Refusal::Missing { what: what.to_owned() };
    let with = |spoil: fn(&mut Protocol)| {
        let mut after = protocol(TREE, Effect::default());
        spoil(&mut after);
        after
    };
    let to = |code: &str| Effect { category: Some(code.into()), ..Effect::default() };
    let cases = [
        (with(|p| p.questions[0].text = " ".to_owned()), missing("question")),
        (with(|p| p.questions[0].answers[0].text.clear()), missing("answer")),
        (with(|p| p.questions[0].answers.truncate(1)), missing("answer")),
        (with(|p| p.advice = "a".repeat(201)), Refusal::TooLong { what: "advice".to_owned(), longest: 200 }),
        (
            with(|p| {
                (1..5).for_each(|n| {
                    p.questions.push(Question { text: n.to_string(), ..p.questions[0].clone() })
                })
            }),
            Refusal::TooMany { what: "question".to_owned(), most: 4 },
        ),
        (with(|p| p.questions.push(p.questions[0].clone())), Refusal::SameName),
        (
            protocol(TREE, Effect { agencies: vec!["XXX".into()], ..Effect::default() }),
            Refusal::UnknownAgency { agency: "XXX".to_owned() },
        ),
        (
            protocol(TREE, Effect { divert: Some("YYY".into()), ..Effect::default() }),
            Refusal::UnknownAgency { agency: "YYY".to_owned() },
        ),
        (protocol(TREE, to("ZZZ")), Refusal::UnknownCategory { category: "ZZZ".to_owned() }),
        (protocol("ZZZ", Effect::default()), Refusal::UnknownCategory { category: "ZZZ".to_owned() }),
        (protocol(TREE, to(TREE)), Refusal::Circular { category: TREE.to_owned() }),
        // Traffic that stands still is asked whether a tree lies there.
        (protocol(TREE, to("INF-MCT")), Refusal::Circular { category: "INF-MCT".to_owned() }),
    ];
    for (after, refusal) in cases {
        tried(after).refused(refusal);
    }
}

#[test]
fn events_of_rooms_that_asked_nothing_are_read_as_before() {
    let stage = given([said(open(FIRE, "14:05"), siti(), "14:05:30")]);
    let opened = stage.journal.iter().find(|one| matches!(one.event, Event::Opened { .. })).unwrap();
    let written = serde_json::to_value(&opened.event).unwrap();
    assert_eq!(written.get("asked"), None);
    assert_eq!(serde_json::from_value::<Event>(written).unwrap(), opened.event);
}
