//! What a caller is told, in whose words, and what they were promised.

use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Judged, Stage, at, given, said};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::CategoryCode;
use kentongan_rules::setup::Language;
use kentongan_rules::telling::{
    Placeholder, Said, Situation, TEMPLATE_LENGTH, TemplateEdit, Wording, agencies, situation,
    told as text_of,
};
use kentongan_rules::ticket::{AnswerKind, AnswerResult, CloseOutcome, GiveAnswer};
use kentongan_rules::time::Seq;
use kentongan_rules::view::TicketRow;
use kentongan_rules::view::row::ticket_row;

fn row(stage: &Stage) -> TicketRow {
    ticket_row(stage.ticket(), Seq(1), &(&hana()).into(), &|_| None)
}
fn stands(stage: &Stage) -> Situation {
    situation(&stage.setup.region, &row(stage), None)
}
fn wording(id: &str, en: &str) -> Wording {
    Wording { id: id.to_owned(), en: en.to_owned() }
}
fn edit(
    situation: Situation,
    category: Option<&str>,
    before: Option<Wording>,
    after: Option<Wording>,
) -> TemplateEdit {
    TemplateEdit { situation, category: category.map(CategoryCode::from), before, after }
}
fn change(situation: Situation, category: Option<&str>, id: &str) -> Command<kentongan_rules::text::Sealed> {
    Command::ChangeTemplate(edit(situation, category, None, Some(wording(id, ""))))
}
fn wants(id: &str) -> Judged {
    given([]).when(change(Situation::Done, None, id), hana(), at("08:00"))
}
fn said_of(stage: &Stage, situation: Situation, category: &str, language: Language) -> String {
    let said = Said { number: "2-17".to_owned(), ..Said::default() };
    text_of(&stage.setup, situation, Some(&category.into()), language, &said)
}

#[test]
fn how_a_ticket_stands_follows_from_who_does_what() {
    use Situation::{Done, Forwarded, HandedOver, NotACase, OnTheWay, Registered, Withdrawn};
    let opened = given([said(open(FIRE, "08:00"), siti(), "08:01")]);
    assert_eq!(stands(&opened), Registered);
    let sent = opened.clone().and([said(assign(1, [lead("DAMKAR"), support("PSC119")]), siti(), "08:02")]);
    assert_eq!(stands(&sent), Forwarded);
    let goes = sent.clone().and([said(en_route(2, 1), siti(), "08:04")]);
    assert_eq!(stands(&goes), OnTheWay);
    // One is done, the other still goes.
    let half = goes.and([said(finish(1, 1), siti(), "08:30")]);
    assert_eq!(stands(&half), OnTheWay);
    let done = half.and([said(finish(2, 2), siti(), "08:40"), said(answer(told()), siti(), "08:41")]);
    assert_eq!(stands(&done), Done);
    let closed = |outcome| {
        let seen = done.ticket().version;
        done.clone().and([said(close_because(seen, outcome), hana(), "08:50")])
    };
    assert_eq!(stands(&closed(CloseOutcome::Handled)), Done);
    // Another body's now, open or closed: nobody of the room's own did it.
    let taken = opened.clone().and([
        said(assign(1, [lead("PLN")]), siti(), "08:02"),
        said(accept(1, 1, Some("G-1")), siti(), "08:10"),
    ]);
    assert_eq!(stands(&taken), HandedOver);
    let seen = taken.ticket().version;
    let over = taken.and([said(close_because(seen, CloseOutcome::HandedOver), hana(), "08:50")]);
    assert_eq!(stands(&over), HandedOver);
    assert_eq!(stands(&closed(CloseOutcome::Unfounded)), NotACase);
    assert_eq!(stands(&closed(CloseOutcome::Withdrawn)), Withdrawn);
    // Sent back by everybody it was sent to, it is where it began.
    let back = sent.and([said(give_back(1, 1), siti(), "08:05"), said(give_back(2, 1), siti(), "08:06")]);
    assert_eq!(stands(&back), Registered);
    assert!(agencies(&back.setup.region, &row(&back), None).is_empty());
}

#[test]
fn a_copy_does_nothing_and_the_lead_is_named_first() {
    let stage = given([
        said(open(FIRE, "08:00"), siti(), "08:01"),
        said(assign(1, [support("PSC119"), lead("DAMKAR"), copy("PLN")]), siti(), "08:02"),
    ]);
    let short = |code: &str| stage.setup.region.agency(&code.into()).unwrap().short_name.clone();
    let named = agencies(&stage.setup.region, &row(&stage), None);
    assert_eq!(named, [short("DAMKAR"), short("PSC119")]);
}

#[test]
fn a_ticket_that_hangs_on_another_stands_as_that_one_does() {
    let stage =
        given([said(open(FIRE, "08:00"), siti(), "08:01"), said(open_other(FIRE, "08:02"), siti(), "08:03")])
            .and([said(assign(1, [lead("DAMKAR")]), siti(), "08:04"), said(en_route(1, 1), siti(), "08:05")]);
    let region = &stage.setup.region;
    let child = ticket_row(&stage.tickets[&OTHER], Seq(1), &(&hana()).into(), &|_| None);
    assert_eq!(situation(region, &child, None), Situation::Registered);
    assert_eq!(situation(region, &child, Some(&row(&stage))), Situation::OnTheWay);
    assert_eq!(agencies(region, &child, Some(&row(&stage))).len(), 1);
}

#[test]
fn of_a_restricted_case_nothing_else_is_said() {
    let stage = given([
        said(open(VIOLENCE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("POLRESTA")]), siti(), "08:02"),
    ]);
    assert_eq!(stands(&stage), Situation::Restricted);
    let done = stage.and([said(finish(1, 1), siti(), "09:00")]);
    assert_eq!(stands(&done), Situation::Restricted);
    // The category's own words would name it.
    let own =
        Command::ChangeTemplate(edit(Situation::Restricted, Some(VIOLENCE), None, Some(wording("Ya", ""))));
    done.when(own, hana(), at("09:01")).refused(Refusal::Malformed { what: "category".to_owned() });
    let telling = Refusal::TellingPlaceholder { placeholder: "{jenis}".to_owned() };
    given([]).when(change(Situation::Restricted, None, "Soal {jenis}"), hana(), at("08:00")).refused(telling);
}

#[test]
fn own_words_go_before_the_products_and_those_of_a_category_before_both() {
    let (id, en) = (Language::Id, Language::En);
    let before = given([]);
    let product = said_of(&before, Situation::Done, FIRE, id);
    assert!(product.contains("2-17"), "{product}");
    let all = before.and([said(change(Situation::Done, None, "Beres: {nomor}"), hana(), "08:00")]);
    let fire =
        all.clone().and([said(change(Situation::Done, Some(FIRE), "Api padam: {nomor}"), hana(), "08:01")]);
    assert_eq!(said_of(&fire, Situation::Done, FIRE, id), "Api padam: 2-17");
    assert_eq!(said_of(&fire, Situation::Done, NOISE, id), "Beres: 2-17");
    // In a language that was not written, the product speaks.
    assert_eq!(said_of(&fire, Situation::Done, FIRE, en), said_of(&given([]), Situation::Done, FIRE, en));
    assert_eq!(
        said_of(&fire, Situation::Forwarded, FIRE, id),
        said_of(&given([]), Situation::Forwarded, FIRE, id)
    );
    let rows = fire.setup.worded();
    let own: Vec<_> = rows.iter().filter(|row| row.own.is_some()).map(|row| row.category.clone()).collect();
    assert_eq!(own, [None, Some(FIRE.into())]);
    // Taken back, the wider words hold again; how often it was changed stays known.
    let back = edit(Situation::Done, Some(FIRE), Some(wording("Api padam: {nomor}", "")), None);
    let stage = fire.when(Command::ChangeTemplate(back), hana(), at("08:02")).happens(&["template_changed"]);
    assert_eq!(said_of(&stage, Situation::Done, FIRE, id), "Beres: 2-17");
    assert_eq!(stage.setup.template(Situation::Done, Some(&FIRE.into())).unwrap().version, 2);
    assert_eq!(stage.setup.worded().len(), Situation::ALL.len());
}

#[test]
fn words_that_cannot_be_said_are_refused_and_say_why() {
    let unknown = |it: &str| Refusal::UnknownPlaceholder { placeholder: it.to_owned() };
    wants("Nomor {nomer}").refused(unknown("{nomer}"));
    wants("Nomor {nomor").refused(unknown("{nomor"));
    wants("  ").refused(Refusal::Missing { what: "text".to_owned() });
    let longest = "a".repeat(TEMPLATE_LENGTH);
    wants(&longest).happens(&["template_changed"]);
    let long = Refusal::TooLong { what: "text".to_owned(), longest: TEMPLATE_LENGTH as u32 };
    wants(&(longest + "a")).refused(long);
    for place in Placeholder::ALL {
        wants(&format!("Ada {{{}}}", place.word())).happens(&["template_changed"]);
    }
    let english = Command::ChangeTemplate(edit(Situation::Done, None, None, Some(wording("Ya", "{number}"))));
    given([]).when(english, hana(), at("08:00")).refused(unknown("{number}"));
    let nowhere = change(Situation::Done, Some("XXX-XXX"), "Ya");
    let category = Refusal::UnknownCategory { category: "XXX-XXX".to_owned() };
    given([]).when(nowhere, hana(), at("08:00")).refused(category);
}

#[test]
fn words_that_changed_meanwhile_are_not_overwritten() {
    let stage = given([said(change(Situation::Done, None, "Beres"), hana(), "08:00")]);
    let now = stage.setup.version;
    let stage = stage
        .when(change(Situation::Done, None, "Rampung"), hana(), at("08:01"))
        .refused(Refusal::Stale { now });
    let same = edit(Situation::Done, None, Some(wording("Beres", "")), Some(wording("Beres", "")));
    stage.when(Command::ChangeTemplate(same), hana(), at("08:02")).refused(Refusal::NothingChanged);
    let nothing = edit(Situation::Done, None, None, None);
    given([]).when(Command::ChangeTemplate(nothing), hana(), at("08:02")).refused(Refusal::NothingChanged);
}

fn promised() -> Stage {
    given([said(open(NOISE, "08:00"), siti(), "08:01"), said(answer(interim(at("10:00"))), siti(), "08:30")])
}

#[test]
fn a_promise_is_owed_until_somebody_was_told_and_attempts_count() {
    let stage = promised();
    let promise = stage.ticket().promise().unwrap();
    assert_eq!((promise.due_at, promise.made_at, promise.by.as_str()), (at("10:00"), at("08:30"), "Siti"));
    assert_eq!((promise.attempts, promise.tried_at), (0, None));
    let tries = stage.and([said(answer(tried()), siti(), "09:50"), said(answer(tried()), hana(), "10:10")]);
    let promise = tries.ticket().promise().unwrap();
    assert_eq!((promise.attempts, promise.tried_at), (2, Some(at("10:10"))));
    assert_eq!(promise.due_at, at("10:00"), "an attempt moves nothing");
    // Put off by another word: that one counts from there.
    let later = tries.clone().and([said(answer(interim(at("15:00"))), hana(), "10:20")]);
    let promise = later.ticket().promise().unwrap();
    assert_eq!((promise.due_at, promise.by.as_str(), promise.attempts), (at("15:00"), "Hana", 0));
    assert_eq!(tries.and([said(answer(told()), siti(), "10:30")]).ticket().promise(), None);
}

#[test]
fn what_nobody_promised_is_no_promise() {
    let opened = given([said(open(NOISE, "08:00"), siti(), "08:01")]);
    assert_eq!(opened.ticket().promise(), None);
    let unheard = GiveAnswer { result: AnswerResult::NoReply, ..interim(at("10:00")) };
    assert_eq!(opened.and([said(answer(unheard), siti(), "08:30")]).ticket().promise(), None);
    let withdrawn = promised().and([said(close_because(1, CloseOutcome::Withdrawn), siti(), "09:00")]);
    assert_eq!(withdrawn.ticket().promise(), None);
    let reopened = withdrawn.and([said(reopen(2), hana(), "09:10")]);
    assert_eq!(reopened.ticket().promise(), None);
}

#[test]
fn a_promise_to_a_caller_who_has_been_answered_is_owed_as_well() {
    let answered =
        given([said(open(NOISE, "08:00"), siti(), "08:01"), said(answer(told()), siti(), "08:30")]);
    let asks = GiveAnswer { promised_at: None, ..interim(at("11:00")) };
    answered
        .clone()
        .when(answer(asks), siti(), at("09:00"))
        .refused(Refusal::Missing { what: "promised_at".to_owned() });
    answered.clone().when(answer(interim(at("09:00"))), siti(), at("09:00")).refused(Refusal::WrongTime);
    let stage = answered.and([said(answer(interim(at("11:00"))), siti(), "09:00")]);
    assert_eq!(stage.ticket().promise().unwrap().due_at, at("11:00"));
    let clocks: Vec<_> =
        stage.ticket().clocks.iter().filter(|c| c.kind == ClockKind::Answer).map(|c| c.outcome).collect();
    assert_eq!(clocks, [Some(ClockOutcome::Met), None], "the first answer stays what it was");
    assert_eq!(stage.ticket().answers[1].given.kind, AnswerKind::Interim);
}

fn handled() -> Stage {
    given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:02"),
        said(finish(1, 1), siti(), "09:00"),
        said(answer(told()), siti(), "09:05"),
        said(close(1, CloseOutcome::Handled), siti(), "09:06"),
    ])
}

#[test]
fn asked_afterwards_a_caller_says_once_that_it_is_settled_or_it_is_opened_again() {
    let seen = handled().ticket().version;
    let asked = handled().when(confirm(seen), hana(), at("+1 10:00")).happens(&["confirmed"]);
    assert_eq!(asked.ticket().asked_after, Some(at("+1 10:00")));
    assert!(asked.ticket().closed.is_some());
    let asked = asked.when(confirm(seen + 1), siti(), at("+1 10:01")).refused(Refusal::NothingChanged);
    // The room's own word was said when it was closed.
    let own = Command::Confirm { ticket: TICKET, seen, by_caller: false, note: None };
    handled().when(own, hana(), at("+1 10:00")).refused(Refusal::Closed);
    let again = asked.and([said(reopen(seen + 1), hana(), "+1 11:00")]);
    assert_eq!(again.ticket().asked_after, None);
    assert_eq!(again.replayed().tickets, again.tickets);
    let withdrawn = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(close_because(1, CloseOutcome::Withdrawn), siti(), "09:00"),
    ]);
    withdrawn.when(confirm(2), hana(), at("+1 10:00")).refused(Refusal::Closed);
}

#[test]
fn nobody_is_asked_about_what_is_restricted_or_who_does_not_want_it() {
    use kentongan_rules::telling::may_be_asked;
    let mut ticket = handled().ticket().clone();
    ticket.reporter.number = Some(telephone("0812-0000-0111"));
    assert!(may_be_asked(&ticket, CloseOutcome::Handled) && may_be_asked(&ticket, CloseOutcome::HandedOver));
    for outcome in [CloseOutcome::Unfounded, CloseOutcome::Withdrawn, CloseOutcome::Cancelled] {
        assert!(!may_be_asked(&ticket, outcome), "{outcome:?}");
    }
    let mut hushed = ticket.clone();
    hushed.reporter.call_back = false;
    let mut restricted = ticket.clone();
    restricted.restricted = true;
    let mut unknown = ticket;
    unknown.reporter.number = None;
    for one in [hushed, restricted, unknown] {
        assert!(!may_be_asked(&one, CloseOutcome::Handled));
    }
}
