//! The allow-list, cell by cell.

use crate::stage::commands::*;
use crate::stage::handovers;
use crate::stage::people::{ROLES, of};
use crate::stage::{Stage, at, given};
use kentongan_rules::actor::{Role, Shift};
use kentongan_rules::call::NoCase;
use kentongan_rules::clock::{Outlet, Recipient};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::decide::allowed;
use kentongan_rules::erasure::{Erasable, Erasing, ErasureCount, ErasureRun};
use kentongan_rules::id::{CommandId, PersonId, SearchId};
use kentongan_rules::loss::Saw;
use kentongan_rules::people::Capacity;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::Day;
use kentongan_rules::search::Filter;
use kentongan_rules::setup::Backup;
use kentongan_rules::telling::{Situation, TemplateEdit, Wording};
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::{CloseOutcome, TicketKind};
use kentongan_rules::time::{At, Seq, Span};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who may say it, in the order of `ROLES`: operator, supervisor, liaison, auditor, administrator, wall, desk, clock.
/// A new command does not compile until it has its row here.
fn row(command: &Command<Sealed>) -> (&'static str, &'static str) {
    match command {
        //                                                  os laaw dc
        Command::EndCall(_) => ("end_call", /*         */ "xx ---- --"),
        Command::UndoCall { .. } => ("undo_call", /*   */ "xx ---- --"),
        Command::RecordCallBack { .. } => ("record_call_back", "xx ---- --"),
        Command::MarkNumber { .. } => ("mark_number", "xx ---- --"),
        Command::UnmarkNumber { .. } => ("unmark_number", "xx ---- --"),
        Command::BlockNumber { .. } => ("block_number", "-x ---- --"),
        Command::LiftBlock { .. } => ("lift_block", /* */ "-x ---- --"),
        Command::FollowUp(_) => ("follow_up", /*       */ "xx ---- --"),
        Command::OpenTicket(_) => ("open_ticket", /*   */ "xx ---- x-"),
        Command::Claim { .. } => ("claim", /*          */ "xx ---- --"),
        Command::Assign { .. } => ("assign", /*        */ "xx ---- x-"),
        Command::Acknowledge(_) => ("acknowledge", /*  */ "xx x--- --"),
        Command::Accept { .. } => ("accept", /*        */ "xx ---- --"),
        Command::EnRoute(_) => ("en_route", /*         */ "xx x--- --"),
        Command::Arrive(_) => ("arrive", /*            */ "xx x--- --"),
        Command::Finish { .. } => ("finish", /*        */ "xx x--- --"),
        Command::Return { .. } => ("return", /*        */ "xx x--- --"),
        Command::Release { .. } => ("release", /*      */ "xx ---- --"),
        Command::Pause { .. } => ("pause", /*          */ "xx ---- --"),
        Command::Resume(_) => ("resume", /*            */ "xx ---- --"),
        Command::Confirm { .. } => ("confirm", /*      */ "xx ---- --"),
        Command::Review(_) => ("review", /*            */ "-x ---- --"),
        Command::Tell { .. } => ("tell", /*            */ "-x ---- --"),
        Command::RecordDelivery { .. } => ("record_delivery", "-- ---- -x"),
        Command::WithdrawAlarms { .. } => ("withdraw_alarms", "-- ---- -x"),
        Command::Note { .. } => ("note", /*            */ "xx x--- --"),
        Command::Answer { .. } => ("answer", /*        */ "xx ---- --"),
        Command::Correct { .. } => ("correct", /*      */ "xx ---- --"),
        Command::Attach { .. } => ("attach", /*        */ "xx ---- --"),
        Command::Detach { .. } => ("detach", /*        */ "xx ---- --"),
        Command::Relate { .. } => ("relate", /*        */ "xx ---- --"),
        Command::Unrelate { .. } => ("unrelate", /*    */ "xx ---- --"),
        Command::StartStorm { .. } => ("start_storm", "xx ---- --"),
        Command::EndStorm { .. } => ("end_storm", /*   */ "xx ---- --"),
        Command::SignHandover(_) => ("sign_handover", "xx ---- --"),
        Command::ReadHandover { .. } => ("read_handover", "xx ---- --"),
        Command::UnreadHandover { .. } => ("unread_handover", "xx ---- --"),
        Command::AcceptHandover { .. } => ("accept_handover", "xx ---- --"),
        Command::RecordOffered { .. } => ("record_offered", "xx ---- --"),
        Command::KeepSearch { .. } => ("keep_search", "xx ---- --"),
        Command::ForgetSearch { .. } => ("forget_search", "xx ---- --"),
        Command::Close { .. } => ("close", /*          */ "xx ---- --"),
        Command::Reopen { .. } => ("reopen", /*        */ "xx ---- --"),
        Command::AcknowledgeAlarm { .. } => ("acknowledge_alarm", "xx ---- --"),
        Command::PutAside { .. } => ("put_aside", /*   */ "xx ---- --"),
        Command::Unmask(_) => ("unmask", /*            */ "xx ---- --"),
        Command::LookAtAccess { .. } => ("look_at_access", "-x ---- --"),
        Command::Found(_) => ("found", /*              */ "-- ---- x-"),
        Command::AddPerson { .. } => ("add_person", /* */ "-x ---- --"),
        Command::ResetPerson { .. } => ("reset_person", "-x ---- --"),
        Command::JoinDesk { .. } => ("join_desk", /*   */ "-x --x- --"),
        Command::RemoveDesk { .. } => ("remove_desk", "-x --x- --"),
        Command::ClosePerson { .. } => ("close_person", "-x ---- --"),
        Command::ChangePerson { .. } => ("change_person", "-x ---- --"),
        Command::ChangeRoster { .. } => ("change_roster", "-x ---- --"),
        Command::ChangeAgency(_) => ("change_agency", "-x --x- --"),
        Command::ChangeCategory(_) => ("change_category", "-x --x- --"),
        Command::ChangeCue(_) => ("change_cue", /*     */ "-x --x- --"),
        Command::ChangePlan(_) => ("change_plan", /*   */ "-x ---- --"),
        Command::ChangeQuestions(_) => ("change_questions", "-x --x- --"),
        Command::ChangeTemplate(_) => ("change_template", "-x --x- --"),
        Command::ChangePolicy(_) => ("change_policy", "-x ---- --"),
        Command::ChangeSettings(_) => ("change_settings", "-x --x- --"),
        Command::AskBackup => ("ask_backup", /*        */ "-x --x- --"),
        Command::RecordBackup { .. } => ("record_backup", "-- ---- -x"),
        Command::RecordRestore { .. } => ("record_restore", "-- ---- -x"),
        Command::RecordLoss { .. } => ("record_loss", "-- ---- -x"),
        Command::NoteLoss { .. } => ("note_loss", /*  */ "-x --x- --"),
        Command::Erase { .. } => ("erase", /*          */ "-- ---- -x"),
        Command::RecordErasure { .. } => ("record_erasure", "-- ---- -x"),
        Command::ConfirmClock { .. } => ("confirm_clock", "-x ---- --"),
        Command::Sweep { .. } => ("sweep", /*          */ "-- ---- -x"),
    }
}

fn every() -> Vec<Command<Sealed>> {
    let setup = given([]).setup;
    let person = PersonId(Uuid::from_u128(7));
    let backup = Backup {
        at: At(0),
        file: String::new(),
        bytes: 0,
        head_seq: Seq(0),
        head_hash: String::new(),
        failed: None,
        place: None,
    };
    let region = &setup.region;
    let capacity = Capacity { name: "Wati".to_owned(), role: Role::Operator, agency: None };
    vec![
        end_call(NoCase::Prank, at("14:05")),
        undo_call(),
        called_back(true),
        Command::MarkNumber { number: telephone("0812-0000-0111") },
        Command::UnmarkNumber { number: telephone("0812-0000-0111") },
        Command::BlockNumber { number: telephone("0812-0000-0111") },
        Command::LiftBlock { number: telephone("0812-0000-0111") },
        follow_up(at("14:05")),
        open(FIRE, "14:05"),
        claim(),
        assign(1, [lead("DAMKAR")]),
        acknowledge(1, 1),
        accept(1, 1, None),
        en_route(1, 1),
        arrive(1, 1),
        finish(1, 1),
        give_back(1, 1),
        release(1, 1),
        pause(1, 1, "20:00"),
        resume(1, 1),
        confirm(1),
        review(1),
        tell(0, Recipient::Head),
        delivery(0, Outlet::Sound, true),
        withdraw(),
        note("a"),
        answer(told()),
        be(1, TicketKind::Complaint),
        attach(1),
        detach(1),
        Command::Relate { ticket: TICKET, to: OTHER },
        Command::Unrelate { ticket: TICKET, to: OTHER },
        Command::StartStorm { name: "Angin kencang".to_owned() },
        Command::EndStorm { storm: 1 },
        handovers::sign(),
        handovers::read("rest"),
        handovers::unread("rest"),
        handovers::take_shift(false),
        Command::RecordOffered {
            day: Day { year: 2026, month: 11, day: 26 },
            shift: Shift::Morning,
            offered: 90,
            abandoned: 4,
        },
        Command::ChangeRoster { changes: Vec::new() },
        Command::KeepSearch {
            search: SearchId(Uuid::from_u128(1)),
            name: "Terlambat".to_owned(),
            filter: Filter { late: true, ..Filter::default() },
            shared: false,
        },
        Command::ForgetSearch { search: SearchId(Uuid::from_u128(1)) },
        close(1, CloseOutcome::Handled),
        reopen(1),
        acknowledge_alarm(0),
        Command::PutAside { held: CommandId(person.0) },
        unmask(),
        Command::LookAtAccess { to: 1 },
        found(),
        add_person(7, "wati", Role::Operator),
        Command::ResetPerson { person, secret: text("hash") },
        join_desk(),
        Command::RemoveDesk { desk: 2 },
        Command::ClosePerson { person },
        change_person(7, capacity.clone(), capacity),
        Command::ChangeAgency(Change { before: None, after: region.agencies[0].clone() }),
        Command::ChangeCategory(Change { before: None, after: region.categories[0].clone() }),
        Command::ChangeCue(cue("mbledos gedhe", 5)),
        Command::ChangePlan(Change { before: None, after: region.plans[0].clone() }),
        Command::ChangeQuestions(Change { before: None, after: region.protocols()[0].clone() }),
        Command::ChangeTemplate(TemplateEdit {
            situation: Situation::Done,
            category: None,
            before: None,
            after: Some(Wording { id: "Beres".to_owned(), en: String::new() }),
        }),
        change_policy(&setup.policy, setup.policy.clone()),
        Command::ChangeSettings(Change { before: None, after: setup.settings.clone() }),
        Command::AskBackup,
        Command::RecordBackup { backup },
        Command::RecordRestore { after: Seq(7), from: At(0) },
        Command::RecordLoss {
            after: Seq(7),
            from: At(0),
            saw: Saw { desk: 2, seq: Seq(9), at: At(0), told_again: 0, numbers: Vec::new() },
        },
        Command::NoteLoss { found_at: At(0) },
        Command::Erase { what: Erasable::Access, texts: Vec::new(), again: false },
        Command::RecordErasure {
            run: ErasureRun { at: At(0), rule: Erasing::default(), count: ErasureCount::default() },
        },
        Command::ConfirmClock { ahead: Span::hours(1) },
        sweep(),
    ]
}

#[test]
fn every_role_and_every_command() {
    let founded = given([]);
    let mut rows = BTreeSet::new();
    for command in every() {
        let (name, cells) = row(&command);
        assert_eq!(serde_json::to_value(&command).unwrap()["do"], name);
        rows.insert(name);
        let cells: Vec<bool> = cells.chars().filter(|c| *c != ' ').map(|c| c == 'x').collect();
        assert_eq!(cells.len(), ROLES.len());
        for (role, may) in ROLES.into_iter().zip(cells) {
            assert_eq!(allowed(role, &command), may, "{role:?} {name}");
            for stage in [&founded, &Stage::default()] {
                let refused = stage.judge(&command, &of(role), at("14:05")) == Err(Refusal::NotAllowed);
                assert_eq!(refused, !may, "{role:?} {name}");
            }
        }
    }
    assert_eq!(rows.len(), 72);
}

#[test]
fn only_founding_is_heard_before_the_room_is_founded() {
    for command in every().into_iter().filter(|c| !matches!(c, Command::Found(_))) {
        let by = ROLES.into_iter().find(|role| allowed(*role, &command)).unwrap();
        let judged = Stage::default().judge(&command, &of(by), at("14:05"));
        assert_eq!(judged, Err(Refusal::NotFounded), "{command:?}");
    }
}
