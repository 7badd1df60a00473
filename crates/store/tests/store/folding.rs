//! Whatever happens, in whatever groups and with whatever clock: the rows are what the journal folds to.

use crate::ground::{FIRE, Ground, operator, supervisor};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Change, Command, Correction, Progress};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{AgencyCode, PlanRow, Severity};
use kentongan_rules::ticket::{
    AnswerChannel, AnswerKind, AnswerResult, AssignmentRole, Channel, CloseOutcome, GiveAnswer, Sending,
};
use kentongan_rules::time::{Seq, Span};
use kentongan_store::{Job, OpenOptions, Sqlite, Store};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Open(bool),
    Prank,
    Assign(usize),
    Progress(usize, u8),
    Answer(usize, bool),
    Correct(usize),
    Attach(usize, usize),
    Detach(usize),
    Close(usize),
    Reopen(usize),
    Note(usize),
    Sweep(usize),
    Acknowledge(usize),
    /// Minutes; the wall clock may also run backwards.
    Pass(i64),
    Twice,
    Commit,
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0usize..5;
    prop_oneof![
        3 => any::<bool>().prop_map(Step::Open),
        1 => Just(Step::Prank),
        2 => at.clone().prop_map(Step::Assign),
        3 => (at.clone(), 0u8..5).prop_map(|(t, n)| Step::Progress(t, n)),
        2 => (at.clone(), any::<bool>()).prop_map(|(t, n)| Step::Answer(t, n)),
        1 => at.clone().prop_map(Step::Correct),
        1 => (at.clone(), at.clone()).prop_map(|(t, n)| Step::Attach(t, n)),
        1 => at.clone().prop_map(Step::Detach),
        1 => at.clone().prop_map(Step::Close),
        1 => at.clone().prop_map(Step::Reopen),
        1 => at.clone().prop_map(Step::Note),
        2 => at.clone().prop_map(Step::Sweep),
        1 => at.prop_map(Step::Acknowledge),
        2 => (-5i64..200).prop_map(Step::Pass),
        1 => Just(Step::Twice),
        2 => Just(Step::Commit),
    ]
}

fn progress(ticket: TicketId, what: u8, seen: u32) -> Command<String> {
    let step = Progress { ticket, assignment: 1, seen, by: "Piket".into(), at: None };
    match what {
        0 => Command::Acknowledge(step),
        1 => Command::EnRoute(step),
        2 => Command::Arrive(step),
        3 => Command::Finish { step, evidence: Some("padam".into()), photos: Vec::new() },
        _ => Command::Return { step, reason: Some("bukan kami".into()), proposed: None },
    }
}

fn answer(ticket: TicketId, reached: bool) -> Command<String> {
    let result = if reached { AnswerResult::Reached } else { AnswerResult::NoReply };
    let (kind, channel) = (AnswerKind::Substantive, AnswerChannel::Telephone);
    let text = Some("sudah ditangani".to_owned());
    Command::Answer {
        ticket,
        answer: GiveAnswer { kind, channel, result, text, whole: None, promised_at: None, although: None },
    }
}

fn assign(ticket: TicketId, seen: u32) -> Command<String> {
    let sending = Sending {
        agency: AgencyCode::from("DAMKAR"),
        role: AssignmentRole::Lead,
        channel: Channel::Radio,
        recipient: "Piket Damkar".into(),
    };
    Command::Assign { ticket, seen, plan: "R-01".into(), to: vec![sending], departures: None, at: None }
}

/// Plays the steps, a few to a group; each knows its ticket's version as of the last commit.
fn play(ground: &mut Ground, steps: Vec<Step>) -> usize {
    let mut tickets: Vec<TicketId> = Vec::new();
    let mut group: Vec<Job> = Vec::new();
    let mut accepted = 0;
    for step in steps {
        let on = |n: usize| (!tickets.is_empty()).then(|| tickets[n % tickets.len()]);
        let version = |ground: &mut Ground, id| {
            ground.reader.ticket(id, &supervisor(), ground.now).unwrap().map_or(1, |page| page.ticket.version)
        };
        let seen = |ground: &mut Ground, id| {
            let page = ground.reader.ticket(id, &supervisor(), ground.now).unwrap();
            page.and_then(|p| p.ticket.assignments.first().map(|a| a.version)).unwrap_or(1)
        };
        let command = match step {
            Step::Open(restricted) => {
                let (ticket, opening) = ground.opening(if restricted { "KAM-KDR" } else { "KBR-BGN" }, &FIRE);
                tickets.push(ticket);
                Some(opening)
            }
            Step::Prank => Some(ground.prank().1),
            Step::Assign(t) => on(t).map(|t| assign(t, version(ground, t))),
            Step::Progress(t, what) => on(t).map(|t| progress(t, what, seen(ground, t))),
            Step::Answer(t, reached) => on(t).map(|t| answer(t, reached)),
            Step::Correct(t) => on(t).map(|ticket| Command::Correct {
                ticket,
                seen: version(ground, ticket),
                correction: if t % 2 == 0 {
                    Correction::Narrative(format!("ternyata {t}"))
                } else {
                    Correction::Severity(Severity::Critical)
                },
            }),
            Step::Attach(t, p) => on(t).zip(on(p)).map(|(ticket, parent)| Command::Attach {
                ticket,
                seen: version(ground, ticket),
                parent,
            }),
            Step::Detach(t) => on(t).map(|ticket| Command::Detach { ticket, seen: version(ground, ticket) }),
            Step::Close(t) => on(t).map(|ticket| Command::Close {
                ticket,
                seen: version(ground, ticket),
                outcome: CloseOutcome::Withdrawn,
                reason: Some("ditarik".into()),
            }),
            Step::Reopen(t) => on(t).map(|ticket| Command::Reopen {
                ticket,
                seen: version(ground, ticket),
                reason: Some("kambuh".into()),
            }),
            Step::Note(t) => {
                on(t).map(|ticket| Command::Note { ticket, text: "catat".into(), internal: true })
            }
            Step::Sweep(t) => on(t).map(|ticket| Command::Sweep { ticket, suspect: false }),
            Step::Acknowledge(t) => on(t).map(|ticket| Command::AcknowledgeAlarm { ticket, clock: 1 }),
            Step::Pass(minutes) => {
                ground.pass(Span::minutes(minutes));
                None
            }
            Step::Twice => {
                group.extend(group.last().cloned());
                None
            }
            Step::Commit => {
                accepted += commit(ground, &mut group);
                None
            }
        };
        if let Some(command) = command {
            let actor = match command {
                Command::Sweep { .. } => Actor::clock(),
                Command::Close { .. } => supervisor(),
                _ => operator(1 + tickets.len() as u128 % 3),
            };
            group.push(ground.job(actor, command));
        }
    }
    accepted + commit(ground, &mut group)
}

fn commit(ground: &mut Ground, group: &mut Vec<Job>) -> usize {
    let verdicts = ground.store.act(group).unwrap();
    assert_eq!(verdicts.len(), group.len());
    // Sent again as a whole, everything is as it was.
    let head = ground.reader.head().unwrap();
    assert_eq!(ground.store.act(group).unwrap(), verdicts);
    assert_eq!(ground.reader.head().unwrap(), head);
    group.clear();
    verdicts.iter().filter(|verdict| matches!(verdict, kentongan_store::Verdict::Receipt(_))).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn rows_are_what_the_journal_folds_to(steps in prop::collection::vec(step(), 1..60)) {
        let mut ground = Ground::new();
        play(&mut ground, steps);
        let head = ground.reader.head().unwrap();
        let report = ground.reader.verify(Some(&head)).unwrap();
        prop_assert_eq!(report.faults, vec![]);
        prop_assert_eq!(report.rows as i64, head.seq.0);
        // And what a screen has from the tail is what a new screen starts from.
        let tail = ground.reader.changes(Seq(0), &supervisor(), ground.now).unwrap();
        let open: Vec<_> = tail.rows.into_iter().filter(|row| row.closed.is_none()).collect();
        prop_assert_eq!(open, ground.reader.board(&supervisor(), ground.now).unwrap().tickets);
    }
}

#[test]
fn a_day_of_all_kinds_of_steps_is_accepted_and_folds() {
    let mut ground = Ground::new();
    let steps = vec![
        Step::Open(false),
        Step::Open(true),
        Step::Commit,
        Step::Pass(2),
        Step::Sweep(0),
        Step::Assign(0),
        Step::Commit,
        Step::Progress(0, 0),
        Step::Commit,
        Step::Progress(0, 2),
        Step::Commit,
        Step::Progress(0, 3),
        Step::Attach(1, 0),
        Step::Commit,
        Step::Acknowledge(1),
        Step::Answer(0, true),
        Step::Answer(1, false),
        Step::Correct(0),
        Step::Commit,
        Step::Detach(1),
        Step::Close(0),
        Step::Commit,
        Step::Reopen(0),
        Step::Prank,
    ];
    let asked = steps.iter().filter(|s| !matches!(s, Step::Commit | Step::Pass(_))).count();
    // No alarm had fired on the clock that is acknowledged; all else is accepted.
    assert_eq!(play(&mut ground, steps), asked - 1);
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn a_setup_that_was_folded_before_plans_were_counted_counts_them_from_the_journal() {
    let mut ground = Ground::new();
    let change = |ground: &mut Ground, lead: &str| {
        let setup = ground.reader.setup_view(&supervisor()).unwrap();
        let before = setup.region.plans.iter().find(|p| p.id == "R-03").unwrap().clone();
        let after = PlanRow { lead: lead.into(), ..before.clone() };
        ground.ok(supervisor(), Command::ChangePlan(Change { before: Some(before), after }));
    };
    change(&mut ground, "BPBD");
    change(&mut ground, "DAMKAR");
    let counted = ground.reader.setup_view(&supervisor()).unwrap().plan_editions;
    assert_eq!((counted["R-03"].version, counted["R-03"].by.as_str()), (3, "Pengawas"));
    // As an older program left it.
    let raw = ground.raw();
    raw.execute("UPDATE setup SET doc = json_remove(doc, '$.plan_editions')", []).unwrap();
    assert_eq!(ground.verify().faults, []);
    let mut again = ground.store.reader().unwrap();
    assert_eq!(again.setup_view(&supervisor()).unwrap().plan_editions, counted);
    // And the next change goes on from there.
    let store = Sqlite::open(&ground.path(), &OpenOptions::default()).unwrap();
    (ground.reader, ground.store) = (store.reader().unwrap(), store);
    change(&mut ground, "BPBD");
    assert_eq!(ground.reader.setup_view(&supervisor()).unwrap().plan_editions["R-03"].version, 4);
    assert_eq!(ground.verify().faults, []);
}
