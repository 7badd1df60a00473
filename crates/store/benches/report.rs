//! A month of 100,000 calls, one in five a ticket that was sent, taken, done and answered: how long its report takes,
//! as of now and as of the middle of the month. `cargo bench -p kentongan-store --bench report`.
// A benchmark prints its figures and stops where something is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../tests/store/ground.rs"]
#[allow(dead_code)]
mod ground;

use ground::{FIRE, Ground, MORNING, operator, supervisor};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Progress};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::AgencyCode;
use kentongan_rules::report::Period;
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Sending,
};
use kentongan_rules::time::Span;
use kentongan_store::{Job, Store, Verdict};
use std::time::Instant;

const CALLS: usize = 100_000;
const GROUP: usize = 500;
/// One in so many calls becomes a ticket.
const TICKET: usize = 5;

fn of_ticket(ticket: TicketId) -> Vec<(Actor, Command<String>)> {
    let sent = |agency: &str, role| Sending {
        agency: AgencyCode::from(agency),
        role,
        channel: Channel::Radio,
        recipient: "Piket".into(),
    };
    let to = vec![sent("DAMKAR", AssignmentRole::Lead), sent("POLRESTA", AssignmentRole::Support)];
    let step = |assignment, seen| Progress { ticket, assignment, seen, by: "Pak Budi".into(), at: None };
    let done = |step| Command::Finish { step, evidence: Some("padam".into()), photos: Vec::new() };
    let answer = GiveAnswer {
        kind: AnswerKind::Substantive,
        channel: AnswerChannel::Telephone,
        result: AnswerResult::Reached,
        text: Some("sudah ditangani".into()),
        whole: None,
        promised_at: None,
        although: None,
    };
    vec![
        (
            operator(1),
            Command::Assign { ticket, seen: 1, plan: "R-01".into(), to, departures: None, at: None },
        ),
        (Actor::clock(), Command::Sweep { ticket, suspect: false }),
        (operator(1), Command::Acknowledge(step(1, 1))),
        (operator(1), Command::Arrive(step(1, 2))),
        (operator(1), done(step(1, 3))),
        (operator(1), done(step(2, 1))),
        (operator(1), Command::Answer { ticket, answer }),
        (supervisor(), Command::Close { ticket, seen: 1, outcome: CloseOutcome::Handled, reason: None }),
    ]
}

fn main() {
    let mut ground = Ground::new();
    let gap = Span(30 * 86_400_000 / CALLS as i64);
    let mut jobs: Vec<Job> = Vec::new();
    let act = |ground: &mut Ground, jobs: &mut Vec<Job>| {
        let verdicts = ground.store.act(jobs).unwrap();
        let refused = |verdict: &&Verdict| {
            // A sweep that finds nothing is no fault.
            matches!(verdict, Verdict::Refused(why) if *why != kentongan_rules::refusal::Refusal::NothingChanged)
        };
        assert!(!verdicts.iter().any(|verdict| refused(&verdict)), "{verdicts:?}");
        jobs.clear();
    };
    let start = Instant::now();
    for call in 0..CALLS {
        ground.pass(gap);
        if call % TICKET == 0 {
            let category = ["KBR-BGN", "LKA-LLN", "MED-GWT", "BNC-PHN"][call / TICKET % 4];
            let (ticket, opening) = ground.opening(category, &FIRE);
            jobs.push(ground.job(operator(1), opening));
            // One in ten stays open.
            let follows = of_ticket(ticket);
            let left = if call % 50 == 0 { 3 } else { follows.len() };
            for (actor, command) in follows.into_iter().take(left) {
                ground.pass(Span(200));
                jobs.push(ground.job(actor, command));
            }
        } else {
            let prank = ground.prank().1;
            jobs.push(ground.job(operator(2), prank));
        }
        if jobs.len() >= GROUP {
            act(&mut ground, &mut jobs);
        }
    }
    act(&mut ground, &mut jobs);
    println!(
        "written                     {:.0?}, {} rows",
        start.elapsed(),
        ground.reader.head().unwrap().seq.0
    );
    let to = ground.now + Span(1);
    for (name, as_of) in [("as of now", ground.now), ("as of the middle", MORNING + Span::hours(15 * 24))] {
        for _ in 0..3 {
            let start = Instant::now();
            let report = ground.reader.report(Period { from: MORNING - Span::hours(1), to, as_of }).unwrap();
            println!("{name:<27} {:.0?}, {} calls", start.elapsed(), report.funnel.total());
        }
    }
}
