use crate::ground::{FIRE, Ground, Said, auditor, operator, supervisor};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::time::{Seq, Span};
use kentongan_rules::view::LineKind;
use kentongan_store::LONGEST_TAIL;
use std::collections::BTreeMap;

#[test]
fn a_long_tail_comes_in_bounded_answers_that_lose_nothing() {
    let mut ground = Ground::new();
    let tickets: Vec<_> = (0..7).map(|_| ground.open("KBR-BGN", &FIRE)).collect();
    for round in 0..110 {
        for ticket in &tickets {
            let text = format!("catatan {round}");
            ground.ok(operator(1), Command::Note { ticket: *ticket, text, internal: false });
        }
    }
    let head = ground.reader.head().unwrap().seq;
    let (mut after, mut answers, mut lines, mut rows) = (Seq(0), 0, Vec::new(), BTreeMap::new());
    loop {
        let tail = ground.reader.changes(after, &supervisor(), ground.now).unwrap();
        assert!(tail.lines.len() <= LONGEST_TAIL && tail.rows.len() <= LONGEST_TAIL);
        assert!(tail.seq > after);
        assert_eq!(tail.more, tail.seq < head);
        assert_eq!((tail.today.is_some(), tail.setup), (answers == 0, answers == 0));
        lines.extend(tail.lines.into_iter().map(|line| line.seq));
        rows.extend(tail.rows.into_iter().map(|row| (row.id, row)));
        (after, answers) = (tail.seq, answers + 1);
        if !tail.more {
            break;
        }
    }
    assert_eq!(after, head);
    assert!(answers > 1);
    assert_eq!(lines.len(), 7 + 7 * 110);
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
    // Snapshot and tail are the same rows.
    let board = ground.reader.board(&supervisor(), ground.now).unwrap();
    assert_eq!(board.tickets, rows.into_values().collect::<Vec<_>>());
    let nothing = ground.reader.changes(head, &supervisor(), ground.now).unwrap();
    assert_eq!((nothing.seq, nothing.lines.len(), nothing.more), (head, 0, false));
    assert_eq!(ground.reader.changes(Seq(head.0 + 9), &supervisor(), ground.now).unwrap().seq, head);
}

#[test]
fn a_quiet_room_is_told_that_an_hour_and_the_day_are_over() {
    let mut ground = Ground::new();
    ground.open("KBR-BGN", &FIRE);
    let head = ground.reader.head().unwrap().seq;
    let mut counted = |hours| {
        let now = ground.now + Span::hours(hours);
        let today = ground.reader.changes(head, &supervisor(), now).unwrap().today.unwrap();
        (today.calls, today.last_hour)
    };
    assert_eq!([counted(0), counted(2), counted(24)], [(1, 1), (1, 0), (0, 0)]);
}

#[test]
fn what_may_not_be_read_is_cut_from_rows_and_lines() {
    let mut ground = Ground::new();
    let said = Said { number: "0812-0000-0555", name: "Rahasia", narrative: "suaminya memukul", ..FIRE };
    let ticket = ground.open("KAM-KDR", &said);
    ground.ok(operator(1), Command::Note { ticket, text: "dia menangis".into(), internal: true });
    for (viewer, reads) in
        [(operator(1), true), (supervisor(), true), (operator(2), false), (auditor(), false)]
    {
        let tail = ground.reader.changes(Seq(0), &viewer, ground.now).unwrap();
        let page = ground.reader.ticket(ticket, &viewer, ground.now).unwrap().unwrap();
        let board = ground.reader.board(&viewer, ground.now).unwrap();
        assert_eq!(tail.rows, board.tickets);
        assert_eq!(tail.rows, std::slice::from_ref(&page.ticket));
        assert_eq!(tail.lines, page.lines);
        assert_eq!(page.ticket.masked, !reads);
        let all = format!("{:?}{:?}", tail, page);
        for secret in ["0812-0000-0555", "Rahasia", "memukul", "menangis", "belakang pasar"] {
            assert_eq!(all.contains(secret), reads, "{secret} for {viewer:?}");
        }
    }
}

#[test]
fn those_of_a_role_are_told_the_same_unless_a_case_is_restricted() {
    let mut ground = Ground::new();
    ground.open("KBR-BGN", &FIRE);
    let between = ground.reader.head().unwrap().seq;
    ground.open("KAM-KDR", &FIRE);
    let head = ground.reader.head().unwrap().seq;
    ground.open("KBR-BGN", &FIRE);
    for viewer in [operator(1), operator(2), supervisor(), auditor()] {
        let mut told = |after| ground.reader.changes(after, &viewer, ground.now).unwrap();
        assert_eq!(
            [Seq(0), between, head].map(|after| told(after).by_role),
            [false, false, true],
            "{viewer:?}"
        );
    }
    let one = ground.reader.changes(head, &operator(1), ground.now).unwrap();
    assert_eq!(one, ground.reader.changes(head, &operator(2), ground.now).unwrap());
    let liaison = Actor { role: Role::Liaison, agency: Some("DAMKAR".into()), ..operator(3) };
    assert!(!ground.reader.changes(head, &liaison, ground.now).unwrap().by_role);
}

#[test]
fn a_call_and_a_setting_are_told_apart() {
    let mut ground = Ground::new();
    let before = ground.reader.head().unwrap().seq;
    let (call, ended) = ground.prank();
    ground.ok(operator(1), ended);
    let tail = ground.reader.changes(before, &operator(1), ground.now).unwrap();
    let today = tail.today.unwrap();
    assert_eq!((today.calls, today.last_hour, tail.setup, tail.rows.len()), (1, 1, false, 0));
    ground.ok(operator(1), Command::UndoCall { call });
    assert_eq!(ground.reader.today(ground.now).unwrap().calls, 0);
    let now = ground.reader.setup().unwrap().settings.clone();
    let change = Change {
        before: Some(now.clone()),
        after: kentongan_rules::setup::Settings { wall_metres: 8, ..now },
    };
    let before = ground.ok(supervisor(), Command::ChangeSettings(change));
    let tail = ground.reader.changes(Seq(before.0 - 1), &operator(1), ground.now).unwrap();
    assert_eq!((tail.setup, tail.today, tail.lines.len()), (true, None, 0));
    let view = ground.reader.setup_view(&supervisor()).unwrap();
    assert_eq!((view.settings.wall_metres, view.people.len(), view.seq), (8, 1, before));
}

#[test]
fn a_page_has_both_streams_in_order_and_its_family() {
    let mut ground = Ground::new();
    let parent = ground.open("KBR-BGN", &FIRE);
    let child = ground.open("KBR-BGN", &FIRE);
    ground.pass(kentongan_rules::time::Span::minutes(2));
    ground.ok(kentongan_rules::actor::Actor::clock(), Command::Sweep { ticket: parent, suspect: false });
    ground.ok(operator(1), Command::Attach { ticket: child, seen: 1, parent });
    ground.ok(operator(1), Command::AcknowledgeAlarm { ticket: parent, clock: 0 });
    let page = ground.reader.ticket(parent, &operator(1), ground.now).unwrap().unwrap();
    assert!(page.lines.windows(2).all(|pair| pair[0].seq < pair[1].seq));
    let kinds: Vec<_> = page.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds.first(), Some(&LineKind::Opened));
    assert_eq!(kinds[kinds.len() - 2..], [LineKind::Joined, LineKind::AlarmAcknowledged]);
    assert!(kinds.contains(&LineKind::Fired));
    assert_eq!(page.family.iter().map(|hit| hit.id).collect::<Vec<_>>(), [child]);
    assert_eq!(page.family[0].place, "Lingkar");
    assert_eq!(ground.reader.ticket(child, &operator(1), ground.now).unwrap().unwrap().family[0].id, parent);
    let unknown = ground.ticket_id();
    assert!(ground.reader.ticket(unknown, &operator(1), ground.now).unwrap().is_none());
}
