//! Laws that hold for every history: drawn at random, spoken by whoever, swept whenever.

use crate::stage::commands::*;
use crate::stage::people::{ROLES, of};
use crate::stage::{Stage, at, given};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::call::NoCase;
use kentongan_rules::clock::{Clock, ClockKind, ClockOutcome, Outlet, PauseReason, Recipient};
use kentongan_rules::command::{Command, Correction, EndCall, FollowUp, OpenTicket, Progress};
use kentongan_rules::event::Event;
use kentongan_rules::id::{CallId, TicketId};
use kentongan_rules::policy::Policy;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::Severity;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::{
    AnswerChannel, AssignmentState, CloseOutcome, GiveAnswer, Sending, Ticket, TicketKind,
};
use kentongan_rules::time::{At, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What somebody does next, before it is fitted to the ticket as it then stands.
#[derive(Clone, Debug)]
pub struct Seed {
    what: u8,
    which: u16,
    /// Time since the one before, in milliseconds.
    gap: i64,
    /// Off from the version that a careful person would have seen; mostly 0.
    unseen: u32,
    supervisor: bool,
    other: bool,
}

pub fn seeds(longest: usize) -> impl Strategy<Value = Vec<Seed>> {
    let gap =
        prop_oneof![8 => 0i64..3_000, 4 => 0i64..90_000, 3 => 0i64..3_600_000, 1 => 0i64..40 * 3_600_000];
    let unseen = prop_oneof![9 => Just(0u32), 1 => 1u32..4];
    let seed = (0u8..36, any::<u16>(), gap, unseen, any::<bool>(), prop::bool::weighted(0.25)).prop_map(
        |(what, which, gap, unseen, supervisor, other)| Seed { what, which, gap, unseen, supervisor, other },
    );
    prop::collection::vec(seed, 1..longest)
}

/// The command a seed means on this stage; `policies` says whether targets may change.
fn fitted(stage: &Stage, seed: &Seed, now: At) -> Command<Sealed> {
    let ticket = if seed.other { OTHER } else { TICKET };
    let there = stage.tickets.get(&ticket);
    let version = there.map_or(1, |t| t.version) + seed.unseen;
    let assignments = there.map_or(0, |t| t.assignments.len()) as u16;
    let no = seed.which % (assignments + 1) + u16::from(!seed.which.is_multiple_of(7));
    let seen = there.and_then(|t| t.assignment(no)).map_or(1, |a| a.version) + seed.unseen;
    let past = now - Span(i64::from(seed.which) * 2);
    let at = seed.which.is_multiple_of(3).then_some(past);
    let step = Progress { ticket, assignment: no, seen, by: "Bowo".to_owned(), at };
    let words = (!seed.which.is_multiple_of(5)).then(|| text("sebab"));
    let agencies = ["DAMKAR", "PSC119", "BPBD", "POLRESTA", "SATPOLPP", "XXX"];
    let agency = agencies[usize::from(seed.which) % agencies.len()];
    let category = [FIRE, NOISE, FIRE, VIOLENCE, FIRE, "XX-YYY"][usize::from(seed.which) % 6];
    let outcomes = [
        CloseOutcome::Handled,
        CloseOutcome::Unfounded,
        CloseOutcome::HandedOver,
        CloseOutcome::Withdrawn,
        CloseOutcome::Cancelled,
    ];
    let outcome = outcomes[usize::from(seed.which) % outcomes.len()];
    let (call, parent) = if seed.other { (OTHER_CALL, TICKET) } else { (CALL, OTHER) };
    let prank = CallId(uuid::Uuid::from_u128(if seed.other { 501 } else { 500 }));
    let clock = seed.which % (there.map_or(0, |t| t.clocks.len()) as u16 + 1);
    let assign = |to: Vec<Sending>| Command::Assign {
        ticket,
        seen: version,
        plan: String::new(),
        to,
        departures: None,
        at: None,
    };
    match seed.what {
        // Most of what can be said is about a ticket that is there.
        3.. if there.is_none() && !seed.what.is_multiple_of(4) => {
            Command::OpenTicket(OpenTicket { call, ticket, ..opening(category, past) })
        }
        0 => Command::EndCall(EndCall {
            call: prank,
            called_at: past,
            outcome: NoCase::Prank,
            number: None,
            note: None,
            call_back: false,
        }),
        1 | 2 if stage.calls.contains_key(&prank) => Command::UndoCall { call: prank },
        1 | 2 => match follow_up(past) {
            Command::FollowUp(f) => Command::FollowUp(FollowUp {
                call: CallId(uuid::Uuid::from_u128(u128::from(seed.which))),
                ticket,
                ..f
            }),
            other => other,
        },
        3 | 4 => Command::OpenTicket(OpenTicket { call, ticket, ..opening(category, past) }),
        5 => Command::Claim { ticket },
        6 => assign(vec![lead(agency)]),
        7 => assign(vec![lead(agency), support("PLN")]),
        8 => assign(vec![support(agency), copy("PMI")]),
        9 if seed.which.is_multiple_of(3) => {
            Command::Accept { step, reference: words.is_some().then(|| "8123456".to_owned()) }
        }
        9 => Command::Acknowledge(step),
        10 => Command::EnRoute(step),
        11 | 12 => Command::Arrive(step),
        13 | 14 => Command::Finish { step, evidence: words, photos: Vec::new() },
        15 => Command::Return { step, reason: words, proposed: None },
        16 => Command::Release { step, reason: words },
        17 => Command::Note { ticket, text: text("a"), internal: true },
        18 => Command::Answer { ticket, answer: told() },
        19 => Command::Answer { ticket, answer: tried() },
        20 => Command::Answer { ticket, answer: interim(now + Span(i64::from(seed.which) * 20_000 + 1)) },
        21 => Command::Answer {
            ticket,
            answer: GiveAnswer { channel: AnswerChannel::DuringCall, ..told_in_call() },
        },
        22 => Command::Correct {
            ticket,
            seen: version,
            correction: match seed.which % 5 {
                0 => Correction::Kind(TicketKind::Emergency),
                1 => Correction::Kind(TicketKind::Complaint),
                2 => Correction::Severity(Severity::Low),
                3 => Correction::Category(category.into()),
                _ => Correction::Place(somewhere()),
            },
        },
        23 => Command::Attach { ticket, seen: version, parent },
        24 => Command::Detach { ticket, seen: version },
        25 => Command::Close { ticket, seen: version, outcome, reason: words },
        26 => Command::Reopen { ticket, seen: version, reason: words },
        27 => Command::AcknowledgeAlarm { ticket, clock },
        30 | 31 => Command::Pause {
            step,
            reason: PauseReason::Weather,
            note: words,
            resume_at: now + Span(i64::from(seed.which) * 2_000 + 1),
        },
        32 => Command::Resume(step),
        33 => Command::Confirm { ticket, seen: version, by_caller: true, note: words },
        34 => Command::Tell { ticket, clock, recipient: Recipient::Head, to: "Bu Ratna".to_owned() },
        35 => Command::RecordDelivery {
            ticket,
            clock,
            outlet: Outlet::Sound,
            worked: seed.which.is_multiple_of(2),
        },
        28 => Command::Sweep { ticket, suspect: false },
        _ => {
            let before = stage.setup.policy.clone();
            let target = Span(i64::from(seed.which) * 1_000 + 1_000);
            let after = match seed.which % 3 {
                0 => Policy { dispatch: target, ..before.clone() },
                1 => Policy { answer: Span(target.0 * 3), ..before.clone() },
                _ => Policy { acknowledge: target, ..before.clone() },
            };
            change_policy(&before, after)
        }
    }
}

fn speaker(seed: &Seed, command: &Command<Sealed>) -> Actor {
    match command {
        Command::Sweep { .. } | Command::RecordDelivery { .. } => Actor::clock(),
        Command::ChangePolicy(_) | Command::Tell { .. } => of(Role::Supervisor),
        Command::OpenTicket(_) if seed.which.is_multiple_of(11) => of(Role::Desk),
        _ if seed.supervisor => of(Role::Supervisor),
        _ => of(Role::Operator),
    }
}

/// Plays the seeds on a founded room, with `look` at the stage before and after each accepted command.
pub fn play(seeds: &[Seed], mut look: impl FnMut(&Tickets, &Tickets)) -> Stage {
    let mut stage = given([]);
    let mut now = at("14:00");
    for seed in seeds {
        now = now + Span(seed.gap);
        let command = fitted(&stage, seed, now);
        let by = speaker(seed, &command);
        let before = stage.tickets.clone();
        if stage.perform(&command, &by, now).is_ok() {
            look(&before, &stage.tickets);
        }
    }
    stage
}

/// What a result is made of: no tick, no alarm.
fn results(ticket: &Ticket) -> Vec<Facts> {
    let facts = |c: &Clock| (c.kind, c.cycle, c.started_at, c.due_at, c.stopped_at, c.outcome, c.breached_at);
    ticket.clocks.iter().map(facts).collect()
}
type Facts = (ClockKind, u16, At, At, Option<At>, Option<ClockOutcome>, Option<At>);

type Tickets = BTreeMap<TicketId, Ticket>;

fn sweep_all(stage: &mut Stage, now: At) {
    for ticket in [TICKET, OTHER] {
        let swept = stage.perform(&Command::Sweep { ticket, suspect: false }, &Actor::clock(), now);
        assert!(matches!(swept, Ok(_) | Err(Refusal::NothingChanged | Refusal::UnknownTicket)), "{swept:?}");
    }
}

/// How many random histories each law is tried on; `cargo xtask faults` tries many more, each time others.
pub fn histories() -> u32 {
    std::env::var("KENTONGAN_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(128)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    /// The state is nothing but the journal: folded afresh, it is the same, also when every event has been to disk.
    #[test]
    fn law_01_replay_is_what_is_stored(seeds in seeds(60)) {
        let stage = play(&seeds, |_, _| {});
        prop_assert_eq!(&stage.replayed(), &stage);
        for written in &stage.journal[1..] {
            let text = serde_json::to_string(&written.event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Event>(&text).unwrap(), &written.event);
        }
    }

    /// Nobody's outcome depends on when, or whether, a tick noticed. Policies stay, as they take hold at a sweep.
    #[test]
    fn law_02_outcomes_do_not_depend_on_sweeps(seeds in seeds(60), ticks in prop::collection::vec(0usize..60, 0..20)) {
        // Without alarms to acknowledge, sweeps of its own, and policies.
        let seeds: Vec<Seed> = seeds.into_iter().filter(|s| !(27..30).contains(&s.what) && s.what < 34).collect();
        let mut unswept = play(&seeds, |_, _| {});
        let mut swept = given([]);
        let mut now = at("14:00");
        for (n, seed) in seeds.iter().enumerate() {
            // Some sweeps in the gap before it, some at its very instant.
            let next = now + Span(seed.gap);
            for tick in ticks.iter().filter(|t| **t == n || **t + 1 == n) {
                sweep_all(&mut swept, if tick % 2 == 0 { now + Span(seed.gap / 2) } else { next });
            }
            now = next;
            let command = fitted(&swept, seed, now);
            let _ = swept.perform(&command, &speaker(seed, &command), now);
        }
        // A pause that ended unnoticed has ended all the same.
        sweep_all(&mut unswept, now);
        sweep_all(&mut swept, now);
        prop_assert_eq!(unswept.tickets.len(), swept.tickets.len());
        for (id, ticket) in &unswept.tickets {
            prop_assert_eq!(results(ticket), results(&swept.tickets[id]));
            prop_assert_eq!(ticket.version, swept.tickets[id].version);
        }
    }

    /// Missed if and only if breached or stopped after due; a finished clock is as it was for ever.
    #[test]
    fn law_16_a_finished_clock_never_changes(seeds in seeds(60)) {
        play(&seeds, |before, after| {
            for (id, ticket) in before {
                for (was, is) in ticket.clocks.iter().zip(&after[id].clocks) {
                    if !was.is_running() {
                        // Only who has seen its alarm is added.
                        let mut seen = is.clone();
                        seen.fired.clone_from(&was.fired);
                        assert_eq!(*was, seen);
                        assert_eq!(was.fired.len(), is.fired.len());
                    }
                }
            }
            for clock in after.values().flat_map(|t| &t.clocks) {
                let late = clock.breached_at.is_some() || clock.stopped_at.is_some_and(|at| at > clock.due_at);
                match clock.outcome {
                    Some(ClockOutcome::Missed) => assert!(late),
                    Some(ClockOutcome::Met | ClockOutcome::Interim | ClockOutcome::Attempted) => assert!(!late),
                    Some(ClockOutcome::Cancelled) | None => {}
                }
                assert_eq!(clock.outcome.is_some(), clock.stopped_at.is_some());
            }
        });
    }

    /// Something is always owed: an open ticket has one running answer clock, until it was answered or tried enough.
    #[test]
    fn law_something_is_owed_until_it_was_given(seeds in seeds(60)) {
        play(&seeds, |_, after| {
            for ticket in after.values() {
                let of = |kind| ticket.running().filter(move |(_, c)| c.kind == kind).count();
                let owed = of(ClockKind::Answer);
                let ended = ticket.clocks.iter().rfind(|c| c.kind == ClockKind::Answer).unwrap().outcome;
                if ticket.closed.is_some() {
                    assert_eq!(ticket.running().count(), 0);
                    assert_eq!(ticket.next_due(), None);
                } else if owed == 0 {
                    assert!(matches!(
                        ended,
                        Some(ClockOutcome::Met | ClockOutcome::Missed | ClockOutcome::Attempted)
                    ));
                } else {
                    assert_eq!((owed, ended), (1, None));
                }
                assert!(of(ClockKind::Dispatch) <= 1);
                if ticket.parent.is_some() {
                    assert_eq!(of(ClockKind::Dispatch), 0);
                }
                // Whoever is out and has not acknowledged owes it, once.
                for a in ticket.open_required().filter(|_| ticket.closed.is_none()) {
                    let owes = |kind| {
                        ticket.running().filter(|(_, c)| c.kind == kind && c.assignment == Some(a.no)).count()
                    };
                    let sent = a.state == AssignmentState::Sent;
                    assert_eq!(owes(ClockKind::Acknowledge), usize::from(sent));
                    assert!(owes(ClockKind::Arrive) <= usize::from(a.state < AssignmentState::OnScene));
                }
                // An agency's clocks run only while it is out.
                for (_, clock) in ticket.running() {
                    if let Some(no) = clock.assignment {
                        assert!(!ticket.assignment(no).unwrap().state.has_ended());
                    }
                }
            }
        });
    }

    /// A sweep leaves nothing that is due, fires in due order, and does nothing the second time.
    #[test]
    fn law_after_a_sweep_nothing_is_due(seeds in seeds(60), wait in 0i64..40 * 3_600_000) {
        let mut stage = play(&seeds, |_, _| {});
        let now = stage.journal.last().unwrap().meta.recorded_at + Span(wait);
        let rows = stage.journal.len();
        sweep_all(&mut stage, now);
        for ticket in [TICKET, OTHER] {
            let instants: Vec<At> = stage.journal[rows..].iter().filter(|w| on(&w.stream, ticket)).filter_map(|w| {
                match &w.event { Event::Fired { due_at, .. } => Some(*due_at), _ => None }
            }).collect();
            prop_assert!(instants.is_sorted());
        }
        for ticket in stage.tickets.values() {
            prop_assert!(ticket.next_due().is_none_or(|due| due > now));
            prop_assert!(ticket.oldest_policy().is_none_or(|policy| policy == stage.setup.policy.version));
            for (_, clock) in ticket.running() {
                // A clock with levels to come says when; the last of them is never before it is due.
                prop_assert!(clock.paused.is_some() || clock.due_at <= now || clock.next_due().is_some_and(|next| next <= clock.due_at));
            }
        }
        let once = stage.clone();
        sweep_all(&mut stage, now);
        prop_assert_eq!(once, stage);
    }

    /// One alarm for each level of each aim of each clock, however often and whenever it was swept.
    #[test]
    fn law_no_alarm_is_doubled(seeds in seeds(80)) {
        let stage = play(&seeds, |_, _| {});
        for clock in stage.tickets.values().flat_map(|t| &t.clocks) {
            let mut fired: Vec<_> = clock.fired.iter().map(|f| (f.aim, f.level)).collect();
            let all = fired.len();
            fired.sort_unstable();
            fired.dedup();
            prop_assert_eq!(fired.len(), all);
            prop_assert!(clock.fired.iter().all(|f| f.fired_at - f.due_at == f.late_ms && f.late_ms >= Span(0)));
        }
    }

    /// An answer is never put off: whatever changes, its due time only comes nearer.
    #[test]
    fn law_an_answer_never_gets_longer(seeds in seeds(80)) {
        play(&seeds, |before, after| {
            for (id, ticket) in before {
                for (was, is) in ticket.clocks.iter().zip(&after[id].clocks) {
                    if was.kind == ClockKind::Answer {
                        assert!(is.due_at <= was.due_at);
                    }
                    assert!(is.breached_at.is_some() || was.breached_at.is_none());
                }
            }
        });
    }

    /// Attaching and detaching again leaves the same owed as before, from the same start.
    #[test]
    fn law_20_attach_then_detach_is_the_identity_on_what_is_owed(seeds in seeds(40)) {
        let stage = play(&seeds, |_, _| {});
        if let Some(ticket) = stage.tickets.get(&TICKET) {
            let owed = |stage: &Stage| {
                let mut owed: Vec<_> = stage.tickets[&TICKET].running()
                    .map(|(_, c)| (c.kind, c.assignment, c.cycle)).collect();
                owed.sort_unstable();
                owed
            };
            let mut there = stage.clone();
            let now = stage.journal.last().unwrap().meta.recorded_at + Span(1_000);
            let by = of(Role::Operator);
            if there.perform(&attach(ticket.version), &by, now).is_ok() {
                there.perform(&detach(ticket.version + 1), &by, now + Span(1)).unwrap();
                prop_assert_eq!(owed(&stage), owed(&there));
            }
        }
    }

    /// Any command, by anyone, at any time, in any state: a judgement, never a panic; a refusal changes nothing.
    #[test]
    fn law_every_command_is_judged(
        seeds in seeds(25),
        wild in prop::collection::vec((seeds(2), 0usize..8, any::<i64>(), any::<i64>()), 1..20),
    ) {
        let mut stage = play(&seeds, |_, _| {});
        for (seed, role, now, called_at) in wild {
            let mut command = fitted(&stage, &seed[0], At(now));
            if let Command::OpenTicket(open) = &mut command {
                open.called_at = At(called_at);
            }
            let before = stage.clone();
            if stage.perform(&command, &of(ROLES[role]), At(now)).is_err() {
                prop_assert_eq!(&before, &stage);
            }
            for ticket in stage.tickets.values() {
                prop_assert!(ticket.next_due().is_none() || ticket.closed.is_none());
            }
            // What was said at an impossible time is not built upon.
            stage = before;
        }
    }
}

fn on(stream: &kentongan_rules::event::Stream, ticket: TicketId) -> bool {
    *stream == kentongan_rules::event::Stream::Clock(ticket)
}

/// The seeds reach what the laws speak about: a law about histories in which nothing happens would hold of anything.
#[test]
fn random_histories_are_rich() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut kinds = BTreeMap::new();
    for _ in 0..150 {
        let seeds = seeds(60).new_tree(&mut runner).unwrap().current();
        for written in play(&seeds, |_, _| {}).journal {
            *kinds.entry(written.event.kind()).or_insert(0) += 1;
        }
    }
    for kind in [
        "called",
        "call_undone",
        "opened",
        "followed_up",
        "claimed",
        "assigned",
        "acknowledged",
        "went_en_route",
        "arrived",
        "finished",
        "returned",
        "released",
        "noted",
        "answered",
        "corrected",
        "attached",
        "detached",
        "joined",
        "left",
        "closed",
        "reopened",
        "fired",
        "alarm_acknowledged",
        "reaimed",
        "policy_changed",
    ] {
        assert!(kinds.get(kind).is_some_and(|n| *n >= 3), "{kind}: {kinds:?}");
    }
}
