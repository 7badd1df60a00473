use crate::stage::{TestRoom, at, on_every_carrier, say};
use kentongan_rules::command::{Command, OpenTicket};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::search::Search;
use kentongan_rules::ticket::{Place, Reporter};
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(
    long_words_are_kept_whole_or_refused,
    marks_that_mislead_are_gone,
    one_caller_in_every_shape
);

async fn long_words_are_kept_whole_or_refused(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let with = |n, narrative: &str| {
        let narrative = Some(narrative.to_owned());
        Command::OpenTicket(OpenTicket { narrative, ..say::opening(n, say::FIRE, at("14:00")) })
    };
    let long = "air naik, rumah warga terendam é😀".repeat(700).chars().take(20_000).collect::<String>();
    siti.says(with(1, &long)).await;
    assert_eq!(siti.ticket(say::ticket(1)).await.narrative.as_deref(), Some(long.trim()));
    let too_long = Refusal::TooLong { what: "narrative".to_owned(), longest: 20_000 };
    siti.is_refused(with(2, &format!("{long}x")), too_long).await;
    let reporter = |name: &str| Reporter { number: None, name: Some(name.to_owned()), call_back: true };
    let named = |name: &str| {
        Command::OpenTicket(OpenTicket {
            reporter: reporter(name),
            ..say::opening(2, say::FIRE, at("14:00"))
        })
    };
    let too_long = Refusal::TooLong { what: "name".to_owned(), longest: 120 };
    siti.is_refused(named(&"a".repeat(121)), too_long).await;
    siti.says(named(&"a".repeat(120))).await;
    // What looks like the language of the database, or of a page, is words.
    let odd = "'; DROP TABLE ticket; -- \"<script>alert(1)</script>\" %s {} \\ NEAR(\"a* OR ^";
    siti.says(with(3, odd)).await;
    assert_eq!(siti.ticket(say::ticket(3)).await.narrative.as_deref(), Some(odd));
    for text in [odd, "\"", "*", "NEAR(", "a OR", "^", "-", ""] {
        let found = siti.query(Query::Find(Search::of(text))).await;
        assert!(matches!(found, Ok(Reply::Find(_))), "{text}: {found:?}");
    }
    room.end().await;
}

async fn marks_that_mislead_are_gone(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let place = Place {
        landmark: Some("\u{202E}depan\u{200B} masjid\u{2069}\u{0007}".to_owned()),
        words: Some("\u{FEFF}شارع النور\u{200F}".to_owned()),
        ..say::opening(1, say::FIRE, at("14:00")).place
    };
    let reporter = Reporter {
        name: Some("\u{200B}\u{2060}".to_owned()),
        ..say::opening(1, say::FIRE, at("14:00")).reporter
    };
    let odd = OpenTicket { place, reporter, ..say::opening(1, say::FIRE, at("14:00")) };
    siti.says(Command::OpenTicket(odd)).await;
    let row = siti.ticket(say::ticket(1)).await;
    assert_eq!(row.landmark.as_deref(), Some("depan masjid"));
    assert_eq!(row.words.as_deref(), Some("شارع النور"));
    assert_eq!(row.reporter_name, None, "nothing that can be seen was typed");
    // A place of marks alone is no place.
    let place = Place {
        district: None,
        village: None,
        words: Some("\u{200B}".to_owned()),
        landmark: None,
        point: None,
    };
    let nowhere = OpenTicket { place, ..say::opening(2, say::FIRE, at("14:00")) };
    let missing = Refusal::Missing { what: "place".to_owned() };
    siti.is_refused(Command::OpenTicket(nowhere), missing).await;
    let missing = Refusal::Missing { what: "note".to_owned() };
    siti.is_refused(say::note(1, "\u{202E}\u{200B} "), missing).await;
    room.end().await;
}

async fn one_caller_in_every_shape(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let shapes = ["0812-0000-0777", "+62 812 0000 0777", "62812.00000777", "(0812) 0000 0777"];
    for (n, number) in (1..).zip(shapes) {
        let reporter = Reporter { number: Some(number.to_owned()), name: None, call_back: true };
        let open = OpenTicket { reporter, ..say::opening(n, say::NOISE, at("14:00")) };
        siti.says(Command::OpenTicket(open)).await;
        // As it was typed, so it is shown.
        assert_eq!(siti.ticket(say::ticket(n)).await.reporter_number.as_deref(), Some(number));
    }
    for number in shapes {
        let ask = Query::Caller { number: number.to_owned() };
        let Reply::Caller { hits, calls, .. } = siti.query(ask).await.unwrap() else { panic!("no caller") };
        assert_eq!((hits.len(), calls.len()), (4, 4), "{number}");
    }
    for (n, number) in (11..).zip(["", "private", "12", "☎", "0812-0000-0777 ext. 5"]) {
        let reporter = Reporter { number: Some(number.to_owned()), name: None, call_back: true };
        let open = OpenTicket { reporter, ..say::opening(n, say::NOISE, at("14:00")) };
        siti.says(Command::OpenTicket(open)).await;
        let ask = Query::Caller { number: number.to_owned() };
        assert!(siti.query(ask).await.is_ok(), "{number}");
    }
    let too_long = Refusal::TooLong { what: "number".to_owned(), longest: 40 };
    let reporter = Reporter { number: Some("0".repeat(41)), name: None, call_back: true };
    let open = OpenTicket { reporter, ..say::opening(30, say::NOISE, at("14:00")) };
    siti.is_refused(Command::OpenTicket(open), too_long).await;
    room.end().await;
}
