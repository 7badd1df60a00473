//! What is typed into the form.

use crate::desk::{Form, desk, refused};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::id::CallId;
use kentongan_rules::problem::Problem;
use kentongan_rules::region::{DistrictCode, VillageCode};
use kentongan_rules::search::Search;
use kentongan_rules::ticket::{Place, Point};
use kentongan_rules::time::Span;
use kentongan_rules::view::{FindPage, Query, Reply};
use kentongan_tests::script::MORNING;
use uuid::Uuid;

fn nowhere() -> Place<String> {
    Place { district: None, village: None, words: None, landmark: None, point: None }
}

#[test]
fn an_unknown_category_is_refused() {
    for category in ["XXX-YYY", "", "kbr-bgn", "KBR-BGN'; DROP TABLE ticket; --"] {
        let form = Form { category: category.to_owned(), ..Form::default() };
        assert_eq!(refused(desk().open(form)), "unknown_category", "{category}");
    }
}

#[test]
fn a_place_that_the_gazetteer_does_not_know_is_kept_as_words() {
    let words = "Perumahan Puri Khayangan blok ZZ";
    let Reply::Places { hits } = desk().ask(Query::Places { text: words.to_owned() }) else { panic!() };
    assert!(hits.is_empty(), "{hits:?}");
    let place = Place { words: Some(words.to_owned()), ..nowhere() };
    let row = desk().open(Form { place, ..Form::default() }).unwrap();
    assert_eq!((row.words.as_deref(), &row.district, &row.village), (Some(words), &None, &None));
    // Whoever reads it out is told that nobody has looked it up.
    let Reply::Sending { texts } = desk().ask(Query::Sending { id: row.id }) else { panic!() };
    let text = &texts[0].text;
    assert!(text.contains(words) && text.contains("menurut pelapor"), "{text}");
}

#[test]
fn an_empty_place_is_refused_however_it_is_empty() {
    for empty in [None, Some(""), Some("   "), Some("\u{200B}\u{FEFF}\u{202E}"), Some("\u{7}\n\t")] {
        let place =
            Place { words: empty.map(str::to_owned), landmark: empty.map(str::to_owned), ..nowhere() };
        assert_eq!(refused(desk().open(Form { place, ..Form::default() })), "missing", "{empty:?}");
    }
}

#[test]
fn a_place_that_does_not_hold_together_is_refused() {
    let code = |district: Option<&str>, village: Option<&str>, point: Option<(f64, f64)>| {
        let place = Place {
            district: district.map(DistrictCode::from),
            village: village.map(VillageCode::from),
            point: point.map(|(lat, lon)| Point { lat, lon }),
            ..nowhere()
        };
        refused(desk().open(Form { place, ..Form::default() }))
    };
    assert_eq!(code(Some("99.99.99"), None, None), "unknown_district");
    assert_eq!(code(None, Some("35.15.01.9999"), None), "unknown_village");
    assert_eq!(code(Some("35.15.02"), Some("35.15.01.2001"), None), "unknown_district");
    assert_eq!(code(None, None, Some((91.0, 112.0))), "malformed");
    assert_eq!(code(None, None, Some((f64::NAN, 112.0))), "malformed");
}

#[test]
fn a_telephone_in_any_shape_is_kept_as_said_and_found_in_any_other() {
    let shapes =
        ["0812-0000-4711", "+62 812 0000 4711", "62812 00004711", "(0812) 0000.4711", "0062-812-0000-4711"];
    for shape in shapes {
        let row = desk().open(Form { number: Some(shape.to_owned()), ..Form::default() }).unwrap();
        assert_eq!(row.reporter_number.as_deref(), Some(shape));
    }
    for shape in shapes {
        let Reply::Caller { hits, .. } = desk().ask(Query::Caller { number: shape.to_owned() }) else {
            panic!()
        };
        assert_eq!(hits.len(), shapes.len(), "{shape}");
    }
    for odd in ["031-8921112", "112", "ext. 5", "tidak mau sebut", "٠٨١٢", "+", "''", "8e9"] {
        let row = desk().open(Form { number: Some(odd.to_owned()), ..Form::default() }).unwrap();
        assert_eq!(row.reporter_number.as_deref(), Some(odd));
        assert!(matches!(desk().ask(Query::Caller { number: odd.to_owned() }), Reply::Caller { .. }));
    }
    for none in [None, Some(""), Some("  "), Some("\u{200B}")] {
        let row = desk().open(Form { number: none.map(str::to_owned), ..Form::default() }).unwrap();
        assert_eq!(row.reporter_number, None);
    }
    assert_eq!(refused(desk().open(Form { number: Some("0".repeat(41)), ..Form::default() })), "too_long");
}

#[test]
fn a_long_narrative_is_kept_whole_or_refused_never_cut() {
    for letter in ["a", "ꦏ", "🔥"] {
        let long = letter.repeat(10_000);
        let row = desk().open(Form { narrative: Some(long.clone()), ..Form::default() }).unwrap();
        assert_eq!(row.narrative, Some(long));
        let longer = letter.repeat(20_001);
        assert_eq!(refused(desk().open(Form { narrative: Some(longer), ..Form::default() })), "too_long");
    }
}

#[test]
fn reading_order_and_letters_without_width_cannot_hide_anything() {
    let form = Form {
        name: Some("Siti\u{202E}kabmob\u{202C}".to_owned()),
        narrative: Some(
            "\u{2066}api\u{2069} be\u{200B}sar di pa\u{00AD}sar\u{0000} \u{061C}مرحبا".to_owned(),
        ),
        ..Form::default()
    };
    let row = desk().open(form).unwrap();
    assert_eq!(row.reporter_name.as_deref(), Some("Sitikabmob"));
    let narrative = row.narrative.unwrap();
    assert!(narrative.starts_with("api besar") && narrative.ends_with("مرحبا"), "{narrative:?}");
    let hidden =
        |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
    assert!(!narrative.chars().any(|c| hidden(c) || c.is_control()), "{narrative:?}");
    // Hidden letters do not hide a ticket from a search either.
    let Reply::Find(FindPage { hits, .. }) = desk().ask(Query::Find(Search::of("besar"))) else { panic!() };
    assert!(hits.iter().any(|hit| hit.id == row.id));
}

#[test]
fn whatever_is_searched_for_is_an_answer() {
    for text in
        ["", " ", "\"", "*", "a OR", "NEAR(a b", "(", "-", "^a", "text:api", "'", "%", "\u{0}", "🔥", "a\"*b"]
    {
        for text in [text.to_owned(), format!("{text} api"), text.repeat(500)] {
            let found = desk().ask(Query::Find(Search::of(&text)));
            assert!(matches!(found, Reply::Find(_)), "{text:?}");
            let places = desk().ask(Query::Places { text: text.clone() });
            assert!(matches!(places, Reply::Places { .. }), "{text:?}");
            let kinds = desk().ask(Query::Categories { text: text.clone() });
            assert!(matches!(kinds, Reply::Categories { .. }), "{text:?}");
        }
    }
}

#[test]
fn a_time_that_cannot_be_is_refused() {
    for called_at in [MORNING + Span::hours(1), MORNING - Span::hours(13)] {
        let call = CallId(Uuid::now_v7());
        let end =
            EndCall { call, called_at, outcome: NoCase::Silent, number: None, note: None, call_back: false };
        assert_eq!(refused(desk().say(Command::EndCall(end))), "wrong_time");
    }
}

#[test]
fn what_is_not_there_cannot_be_worked_on() {
    let ticket = kentongan_rules::id::TicketId(Uuid::now_v7());
    let note = Command::Note { ticket, text: "ada".to_owned(), internal: false };
    assert_eq!(refused(desk().say(note)), "unknown_ticket");
    let row = desk().open(Form::default()).unwrap();
    let empty = Command::Note { ticket: row.id, text: " \u{200B} ".to_owned(), internal: false };
    assert_eq!(refused(desk().say(empty)), "missing");
    let page = desk().runtime.block_on(desk().room.query(&desk().seat, Query::Ticket { id: ticket }));
    assert_eq!(page, Err(Problem::Unknown));
}
