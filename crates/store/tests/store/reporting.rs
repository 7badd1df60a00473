//! A report of an instant is the same whenever it is made: what is written afterwards, even of before, is not in it.

use crate::ground::{FIRE, Ground, operator, supervisor};
use kentongan_rules::actor::{Actor, Shift};
use kentongan_rules::clock::ClockKind;
use kentongan_rules::command::{Change, Command, Progress};
use kentongan_rules::id::{CallId, TicketId};
use kentongan_rules::policy::Policy;
use kentongan_rules::region::{Agency, AgencyCode, Category};
use kentongan_rules::report::{Bucket, CallEnd, Day, Period, Report, ReportPage, start_of};
use kentongan_rules::setup::Language;
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Sending,
};
use kentongan_rules::time::{At, Span};
use kentongan_store::{OpenOptions, Sqlite, Store, Verdict};

const MONDAY: Day = Day { year: 2026, month: 11, day: 23 };

/// The week of the story.
fn week(as_of: At) -> Period {
    let from = start_of(MONDAY, 420).unwrap();
    Period { from, to: from + Span::hours(24 * 7), as_of }
}

fn bytes(report: &Report) -> String {
    serde_json::to_string(&ReportPage::of(report, Language::Id)).unwrap()
}

fn assign(ticket: TicketId, agency: &str) -> Command<String> {
    Command::Assign {
        ticket,
        seen: 1,
        plan: "R-01".into(),
        to: vec![Sending {
            agency: AgencyCode::from(agency),
            role: AssignmentRole::Lead,
            channel: Channel::Radio,
            recipient: "Piket".into(),
        }],
        departures: None,
        at: None,
    }
}

fn step(ticket: TicketId, seen: u32, at: Option<At>) -> Progress {
    Progress { ticket, assignment: 1, seen, by: "Pak Budi".into(), at }
}

fn told() -> GiveAnswer<String> {
    GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some("sudah ditangani".into()),
        whole: None,
        promised_at: None,
        although: None,
    }
}

/// The setup as somebody edits it: a category and an agency get other names, the policy other targets.
fn edits(ground: &mut Ground) -> [Command<String>; 3] {
    let setup = ground.reader.setup().unwrap();
    let category = setup.region.categories.iter().find(|c| c.code.as_str() == "KBR-BGN").unwrap().clone();
    let agency = setup.region.agencies.iter().find(|a| a.code.as_str() == "DAMKAR").unwrap().clone();
    let policy = setup.policy.clone();
    let renamed = Category { name_id: "Kebakaran gedung".into(), ..category.clone() };
    let moved = Agency { short_name: "Pemadam".into(), ..agency.clone() };
    let shorter = Policy { answer: Span::hours(6), ..policy.clone() };
    [
        Command::ChangeCategory(Change { before: Some(category), after: renamed }),
        Command::ChangeAgency(Change { before: Some(agency), after: moved }),
        Command::ChangePolicy(Change { before: Some(policy), after: shorter }),
    ]
}

/// Something of everything, one command after the other; the instant after each, with the report made then.
fn story(ground: &mut Ground) -> Vec<(At, String)> {
    let mut made = Vec::new();
    let mut tickets: Vec<TicketId> = Vec::new();
    let mut pranks: Vec<CallId> = Vec::new();
    let opened = |tickets: &mut Vec<TicketId>, ground: &mut Ground, category: &str| {
        let (ticket, command) = ground.opening(category, &FIRE);
        tickets.push(ticket);
        (operator(1), command)
    };
    let mut say = |ground: &mut Ground, pass: Span, (actor, command): (Actor, Command<String>)| {
        ground.pass(pass);
        let told = format!("{command:?}");
        match ground.act(actor, command) {
            Verdict::Receipt(_) => {}
            Verdict::Refused(refusal) => panic!("{told}: {refusal:?}"),
        }
        let as_of = ground.now;
        made.push((as_of, bytes(&ground.reader.report(week(as_of)).unwrap())));
    };
    let sweep = |ticket| (Actor::clock(), Command::Sweep { ticket, suspect: false });
    let minute = Span::minutes(1);
    for category in ["KBR-BGN", "KAM-TRT", "KAM-KDR"] {
        let opening = opened(&mut tickets, ground, category);
        say(ground, minute, opening);
    }
    let [fire, noise, home] = tickets[..] else { panic!("three tickets") };
    for taken_back in [false, true, true] {
        ground.pass(minute);
        let (call, prank) = ground.prank();
        pranks.push(call);
        say(ground, Span(0), (operator(2), prank));
        if taken_back {
            say(ground, Span::seconds(30), (operator(2), Command::UndoCall { call }));
        }
    }
    // Told once more under its own id, as a desk does that took the wrong one back.
    let (_, mut again) = ground.prank();
    if let Command::EndCall(end) = &mut again {
        end.call = pranks[2];
    }
    say(ground, minute, (operator(2), again));
    say(ground, minute, sweep(fire));
    say(ground, minute, (operator(1), assign(fire, "DAMKAR")));
    say(ground, Span::hours(1), (operator(1), Command::Acknowledge(step(fire, 1, None))));
    // Written down afterwards: they had been there long ago.
    let there = Some(ground.now + Span::minutes(10));
    say(ground, Span::hours(1), (supervisor(), Command::Arrive(step(fire, 2, there))));
    let evidence = Some("api padam".to_owned());
    let finish = Command::Finish { step: step(fire, 3, None), evidence, photos: Vec::new() };
    say(ground, minute, (operator(1), finish));
    for edit in edits(ground) {
        say(ground, minute, (supervisor(), edit));
    }
    for ticket in [fire, noise, home] {
        say(ground, minute, sweep(ticket));
    }
    let confirm = Command::Confirm { ticket: fire, seen: 1, by_caller: true, note: None };
    say(ground, minute, (operator(1), confirm));
    say(ground, minute, (operator(1), Command::Answer { ticket: fire, answer: told() }));
    for abandoned in [40, 4] {
        let typed = Command::RecordOffered { day: MONDAY, shift: Shift::Morning, offered: 90, abandoned };
        say(ground, minute, (supervisor(), typed));
    }
    let reason = Some("bukan kasus".to_owned());
    let cancel = Command::Close { ticket: noise, seen: 1, outcome: CloseOutcome::Cancelled, reason };
    say(ground, Span::hours(30), (supervisor(), cancel));
    say(ground, minute, sweep(home));
    let again = Command::Reopen { ticket: noise, seen: 2, reason: Some("ternyata benar".into()) };
    say(ground, minute, (supervisor(), again));
    made
}

#[test]
fn as_of_last_tuesday_is_what_was_made_last_tuesday() {
    let mut ground = Ground::new();
    let made = story(&mut ground);
    assert!(made.len() > 20);
    for (n, (as_of, then)) in made.iter().enumerate() {
        let now = bytes(&ground.reader.report(week(*as_of)).unwrap());
        assert!(now == *then, "after command {n}: {now}");
        assert!(now == bytes(&ground.reader.report(week(*as_of)).unwrap()), "made twice");
    }
    // They were not all the same report.
    assert!(made.windows(2).all(|pair| pair[0].1 != pair[1].1), "each instant is named");
}

#[test]
fn a_report_tells_what_happened() {
    let mut ground = Ground::new();
    story(&mut ground);
    let report = ground.reader.report(week(ground.now)).unwrap();
    assert_eq!((report.funnel.total(), report.funnel.of(CallEnd::TakenBack)), (6, 1));
    assert_eq!(report.clocks[&ClockKind::Dispatch].of(Bucket::Late), 1);
    assert_eq!(report.cancelled_late.len(), 0, "it was opened again");
    assert_eq!(report.reopened.values().sum::<u32>(), 1);
    assert_eq!(report.fire.buckets.total(), 1);
    let offered: Vec<_> =
        report.offered.values().map(|one| (one.offered, one.abandoned, one.taken)).collect();
    assert_eq!(offered, [(90, 4, 6)]);
    let text = bytes(&report);
    for personal in [FIRE.number, FIRE.name, FIRE.narrative, FIRE.landmark, "Pak Budi", "bukan kasus"] {
        assert!(!text.contains(personal), "{personal}");
    }
}

#[test]
fn another_week_has_what_reaches_into_it() {
    let mut ground = Ground::new();
    story(&mut ground);
    let before = Period {
        from: start_of(MONDAY, 420).unwrap() - Span::hours(24 * 7),
        to: start_of(MONDAY, 420).unwrap(),
        as_of: ground.now,
    };
    let report = ground.reader.report(before).unwrap();
    assert_eq!((report.funnel.total(), report.clocks.len()), (0, 0));
    assert_eq!(report.backlog.values().map(|tally| tally.total()).sum::<u32>(), 3, "what is open is open");
}

#[test]
fn a_room_of_before_gets_its_reach_and_stays_whole() {
    let mut ground = Ground::new();
    story(&mut ground);
    let then = bytes(&ground.reader.report(week(ground.now)).unwrap());
    let path = ground.path();
    ground
        .raw()
        .execute_batch(
            "DROP INDEX ticket_reach; DROP INDEX ticket_changed; DROP INDEX journal_reported;
             ALTER TABLE ticket DROP COLUMN reach; DROP TABLE facet; DROP TABLE facet_agency;
             DROP INDEX journal_reviewed;
             PRAGMA user_version = 5;",
        )
        .unwrap();
    let newest = ground.reader.head().unwrap();
    let mut store = Sqlite::open(&path, &OpenOptions::default()).unwrap();
    assert!(store.next_due().is_ok());
    let mut reader = store.reader().unwrap();
    let verified = reader.verify(Some(&newest)).unwrap();
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    assert_eq!(bytes(&reader.report(week(ground.now)).unwrap()), then);
}
