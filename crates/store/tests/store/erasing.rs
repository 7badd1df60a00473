//! What is erased is nowhere in the files, and nothing else is gone.

use crate::ground::{Ground, Said, operator, supervisor, tag};
use kentongan_rules::access::{AccessReason, Unmask};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Change, Command, FollowUp};
use kentongan_rules::erasure::{Erasable, Erasing, ErasureCount};
use kentongan_rules::id::TicketId;
use kentongan_rules::search::Search;
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::{Seq, Span};
use kentongan_store::{FaultCode, Stage};
use std::path::Path;

const RULE: Erasing = Erasing { tickets: 12, restricted: Some(3), calls: 2, access: 6 };
const MONTH: Span = Span::hours(31 * 24);

/// Words of one telling, unlike any other's.
struct Telling(u32);

impl Telling {
    fn texts(&self) -> [String; 4] {
        let no = self.0;
        [
            format!("0812-0000-{no:04}"),
            format!("Xoqrin{no} Wahyuni"),
            format!("belakang Zeptul{no} lama"),
            format!("Vrolkem{no} terbakar di dapur, ada Qwistan{no} di dalam"),
        ]
    }
}

fn close(ticket: TicketId, seen: u32) -> Command<String> {
    let reason = Some("sebab Yolbert".to_owned());
    Command::Close { ticket, seen, outcome: CloseOutcome::Cancelled, reason }
}

fn told(ground: &mut Ground, category: &str, telling: &Telling) -> TicketId {
    let [number, name, landmark, narrative] = telling.texts();
    let said = Said { number: &number, name: &name, words: "", landmark: &landmark, narrative: &narrative };
    ground.open(category, &said)
}

fn switched_on(ground: &mut Ground, rule: Erasing) {
    let before = ground.reader.setup().unwrap().settings.clone();
    let after = Settings { erasing: Some(rule), ..before.clone() };
    ground.ok(supervisor(), Command::ChangeSettings(Change { before: Some(before), after }));
}

/// Erases all that is overdue, as the room does.
fn erase(ground: &mut Ground, rule: &Erasing) -> ErasureCount {
    let (mut count, mut stage) = (ErasureCount::default(), Some(Stage::Tickets { after: Seq(0) }));
    while let Some(from) = stage {
        let page = ground.reader.overdue(rule, ground.now, from).unwrap();
        for (what, texts) in page.found {
            count.add(what, texts.len());
            ground.ok(Actor::clock(), Command::Erase { what, texts, again: false });
        }
        stage = page.next;
    }
    assert!(ground.store.empty_log().unwrap());
    count
}

/// Which of these words are anywhere in the files of a folder.
fn lying_about(folder: &Path, words: &[String]) -> Vec<String> {
    // As text, in small letters: the search of a whole text is quick even in a build for tests.
    let read = |file: std::io::Result<std::fs::DirEntry>| std::fs::read(file.unwrap().path()).unwrap();
    let small = |file: Vec<u8>| String::from_utf8_lossy(&file).to_lowercase();
    let files: Vec<String> = std::fs::read_dir(folder).unwrap().map(read).map(small).collect();
    let lies = |word: &&String| files.iter().any(|file| file.contains(&word.to_lowercase()));
    words.iter().filter(lies).cloned().collect()
}

#[test]
fn the_bytes_of_many_tickets_are_nowhere_and_the_younger_ones_stay() {
    let mut ground = Ground::new();
    let rule = Erasing { tickets: 1, restricted: None, ..RULE };
    switched_on(&mut ground, rule.clone());
    let mut tickets = Vec::new();
    for no in 0..60 {
        let ticket = told(&mut ground, "KBR-BGN", &Telling(no));
        ground.ok(supervisor(), close(ticket, 1));
        ground.pass(Span::hours(1));
        tickets.push(ticket);
    }
    let words: Vec<String> = (0..60).flat_map(|no| Telling(no).texts()).collect();
    let parts: Vec<String> = (0..60)
        .flat_map(|no| [format!("Xoqrin{no} "), format!("Vrolkem{no} "), format!("Qwistan{no} ")])
        .collect();
    assert_eq!(lying_about(ground.folder.path(), &words).len(), words.len(), "the control");
    assert_eq!(lying_about(ground.folder.path(), &parts).len(), parts.len(), "the control");
    // The first forty are a month old, the others are not.
    ground.pass(Span::hours(30 * 24 - 20));
    let count = erase(&mut ground, &rule);
    assert!((35..=45).contains(&count.tickets), "{count:?}");
    let gone = count.tickets;
    let (old, young): (Vec<u32>, Vec<u32>) = (0..60).partition(|no| *no < gone);
    let all = |numbers: &[u32]| numbers.iter().flat_map(|no| Telling(*no).texts()).collect::<Vec<_>>();
    assert_eq!(lying_about(ground.folder.path(), &all(&old)), Vec::<String>::new());
    // The index keeps no word of them either, in whatever case.
    let words = |numbers: &[u32]| -> Vec<String> {
        numbers.iter().flat_map(|no| [format!("xoqrin{no}"), format!("zeptul{no}")]).collect()
    };
    let named: Vec<String> =
        words(&old).into_iter().filter(|word| word.len() > "xoqrin1".len() + 1).collect();
    let left = lying_about(ground.folder.path(), &named);
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(lying_about(ground.folder.path(), &all(&young)).len(), young.len() * 4);
    assert_eq!(ground.verify().faults, []);
    let row = ground.row(tickets[0]);
    assert_eq!((row.narrative, row.reporter_number, row.erased_at), (None, None, Some(ground.now)));
    assert!(ground.row(tickets[59]).narrative.is_some());
    // By no word and by no number is it found; by its own it is, and says what became of it.
    let mut find = |typed: &str| {
        let tag = Some(tag(typed));
        ground.reader.find(&Search::of(typed), tag, &supervisor(), ground.now).unwrap().hits
    };
    assert!(find("Xoqrin0").is_empty() && find("0812-0000-0000").is_empty());
    assert_eq!(find("Xoqrin59").len(), 1);
    assert!(find(&row.number.0)[0].erased);
}

#[test]
fn an_open_ticket_a_marked_number_and_a_young_one_stay() {
    let mut ground = Ground::new();
    switched_on(&mut ground, RULE);
    let open = told(&mut ground, "KBR-BGN", &Telling(1));
    let marked = told(&mut ground, "KBR-BGN", &Telling(2));
    let number = Telling(2).texts()[0].clone();
    ground.ok(operator(1), Command::MarkNumber { number: number.clone() });
    ground.ok(supervisor(), close(marked, 1));
    let again = told(&mut ground, "KBR-BGN", &Telling(3));
    ground.ok(supervisor(), close(again, 1));
    let violent = told(&mut ground, "KAM-KDR", &Telling(4));
    ground.ok(supervisor(), close(violent, 1));
    ground.pass(MONTH);
    let (_, prank) = ground.prank();
    ground.ok(operator(1), prank);
    for _ in 0..3 {
        ground.pass(MONTH);
    }
    let count = erase(&mut ground, &RULE);
    // The restricted one with its call, and the prank.
    assert_eq!((count.tickets, count.calls, count.numbers), (1, 2, 0));
    assert!(ground.row(violent).erased_at.is_some());
    for _ in 0..9 {
        ground.pass(MONTH);
    }
    assert_eq!(erase(&mut ground, &RULE).tickets, 1);
    for (ticket, gone) in [(open, false), (marked, false), (again, true)] {
        assert_eq!(ground.row(ticket).erased_at.is_some(), gone);
    }
    // Once nobody says anything of the number, its ticket's time is up, and the number's own.
    ground.ok(operator(1), Command::UnmarkNumber { number });
    for _ in 0..3 {
        ground.pass(MONTH);
    }
    let count = erase(&mut ground, &RULE);
    assert_eq!((count.tickets, count.calls, count.numbers), (1, 1, 1));
    assert_eq!(erase(&mut ground, &RULE), ErasureCount::default());
    assert_eq!(ground.verify().faults, []);
    // What is said afterwards goes the next time.
    ground.ok(operator(1), Command::Note { ticket: again, text: "Kembali Ulwex".into(), internal: false });
    assert_eq!(lying_about(ground.folder.path(), &["Ulwex".to_owned()]).len(), 1);
    let count = erase(&mut ground, &RULE);
    assert_eq!((count.tickets, count.texts), (1, 1));
    assert!(lying_about(ground.folder.path(), &["Ulwex".to_owned()]).is_empty());
}

#[test]
fn a_follow_up_goes_with_its_ticket_and_why_it_was_opened_by_its_own_time() {
    let mut ground = Ground::new();
    switched_on(&mut ground, RULE);
    let ticket = told(&mut ground, "KAM-KDR", &Telling(1));
    let called_at = ground.now - Span::seconds(9);
    let call = ground.call_id();
    let (number, note) = (Some("0812-0000-7777".to_owned()), Some("Grumzel menelepon lagi".to_owned()));
    let name = Some("Hostrib".to_owned());
    ground.ok(operator(1), Command::FollowUp(FollowUp { call, called_at, ticket, number, name, note }));
    ground.ok(supervisor(), close(ticket, 1));
    let unmask = Unmask { ticket, reason: AccessReason::AgencyAsks, note: "Fidwerp bertanya".to_owned() };
    ground.ok(operator(2), Command::Unmask(unmask));
    for _ in 0..4 {
        ground.pass(MONTH);
    }
    let count = erase(&mut ground, &RULE);
    assert_eq!((count.tickets, count.calls, count.access), (1, 2, 0));
    let words = ["Grumzel", "Hostrib", "0812-0000-7777", "Yolbert"].map(str::to_owned);
    assert!(lying_about(ground.folder.path(), &words).is_empty());
    assert_eq!(lying_about(ground.folder.path(), &["Fidwerp".to_owned()]).len(), 1);
    for _ in 0..3 {
        ground.pass(MONTH);
    }
    assert_eq!(erase(&mut ground, &RULE).access, 1);
    assert!(lying_about(ground.folder.path(), &["Fidwerp".to_owned()]).is_empty());
    assert_eq!(ground.verify().faults, []);
    let page = ground.reader.ticket(ticket, &supervisor(), ground.now).unwrap().unwrap();
    assert_eq!(page.lines.iter().filter(|line| line.erased).count(), 3, "opened, called again, closed");
}

#[test]
fn an_absent_text_that_nothing_erased_is_damage_and_so_is_one_that_came_back() {
    let mut ground = Ground::new();
    switched_on(&mut ground, RULE);
    let ticket = told(&mut ground, "KBR-BGN", &Telling(1));
    ground.ok(supervisor(), close(ticket, 1));
    let raw = ground.raw();
    raw.execute_batch("CREATE TABLE kept AS SELECT * FROM sealed WHERE kind = 'narrative'").unwrap();
    for _ in 0..13 {
        ground.pass(MONTH);
    }
    erase(&mut ground, &RULE);
    assert_eq!(ground.verify().faults, []);
    let codes = |ground: &mut Ground| -> Vec<FaultCode> {
        ground.verify().faults.into_iter().map(|fault| fault.code).collect()
    };
    raw.execute_batch("INSERT INTO sealed SELECT * FROM kept").unwrap();
    assert_eq!(codes(&mut ground), [FaultCode::TextReturned]);
    raw.execute_batch("DELETE FROM sealed WHERE kind = 'narrative'").unwrap();
    assert_eq!(codes(&mut ground), []);
    raw.execute_batch("DELETE FROM sealed WHERE kind = 'secret'").unwrap();
    assert_eq!(codes(&mut ground), [FaultCode::TextAbsent, FaultCode::TextAbsent]);
}

#[test]
fn a_body_that_could_be_tried_out_is_forgotten_with_its_words() {
    let mut ground = Ground::new();
    let (_, prank) = ground.prank();
    ground.ok(operator(1), prank);
    let kept = |ground: &Ground| -> u32 {
        let sql = "SELECT count(*) FROM command WHERE body_digest <> ''";
        ground.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let before = kept(&ground);
    ground.pass(Span::hours(1));
    let ticket = told(&mut ground, "KBR-BGN", &Telling(1));
    let old = ground.reader.old_bodies(ground.now - Span::minutes(1), None).unwrap();
    assert_eq!(old.len() as u32, before);
    ground.store.forget_bodies(&old).unwrap();
    assert_eq!(kept(&ground), 1);
    let what = Erasable::Ticket { ticket };
    let refused = ground.act(Actor::clock(), Command::Erase { what, texts: Vec::new(), again: false });
    assert!(matches!(refused, kentongan_store::Verdict::Refused(_)), "it is open");
}
