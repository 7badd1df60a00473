//! Every command in its usual shape, and who may say it.

use crate::stage::{PASSWORD, RECOVERY, at, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::{AssignmentNo, TicketId};
use kentongan_rules::view::SetupView;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The cell of a role in a row: operator, supervisor, liaison, auditor, administrator, wall, desk.
pub fn cell(cells: &str, role: Role) -> bool {
    let place = super::ROLES.iter().position(|one| *one == role).unwrap();
    cells.chars().filter(|c| *c != ' ').nth(place).unwrap() == 'x'
}

/// Who may say it at all. A new command does not compile until it has its row here.
pub fn may(role: Role, command: &Command<String>) -> bool {
    let cells = match command {
        //                    os l aa wd
        Command::Found(_) => "-- - -- -x",
        Command::OpenTicket(_) | Command::Assign { .. } => "xx - -- -x",
        Command::Acknowledge(_)
        | Command::EnRoute(_)
        | Command::Arrive(_)
        | Command::Finish { .. }
        | Command::Return { .. }
        | Command::Note { .. } => "xx x -- --",
        Command::EndCall(_)
        | Command::UndoCall { .. }
        | Command::RecordCallBack { .. }
        | Command::MarkNumber { .. }
        | Command::UnmarkNumber { .. }
        | Command::FollowUp(_)
        | Command::Claim { .. }
        | Command::Accept { .. }
        | Command::Release { .. }
        | Command::Pause { .. }
        | Command::Resume(_)
        | Command::Confirm { .. }
        | Command::Answer { .. }
        | Command::Correct { .. }
        | Command::Attach { .. }
        | Command::Detach { .. }
        | Command::Relate { .. }
        | Command::Unrelate { .. }
        | Command::StartStorm { .. }
        | Command::EndStorm { .. }
        | Command::SignHandover(_)
        | Command::ReadHandover { .. }
        | Command::UnreadHandover { .. }
        | Command::AcceptHandover { .. }
        | Command::RecordOffered { .. }
        | Command::KeepSearch { .. }
        | Command::ForgetSearch { .. }
        | Command::Close { .. }
        | Command::Reopen { .. }
        | Command::AcknowledgeAlarm { .. }
        | Command::PutAside { .. }
        | Command::Unmask(_) => "xx - -- --",
        Command::BlockNumber { .. }
        | Command::LiftBlock { .. }
        | Command::Tell { .. }
        | Command::Review(_)
        | Command::LookAtAccess { .. }
        | Command::AddPerson { .. }
        | Command::ResetPerson { .. }
        | Command::ClosePerson { .. }
        | Command::ChangePerson { .. }
        | Command::ChangeRoster { .. }
        | Command::ChangePlan(_)
        | Command::ChangePolicy(_)
        | Command::ConfirmClock { .. } => "-x - -- --",
        Command::JoinDesk { .. }
        | Command::RemoveDesk { .. }
        | Command::AskBackup
        | Command::NoteLoss { .. }
        | Command::ChangeAgency(_)
        | Command::ChangeCategory(_)
        | Command::ChangeCue(_)
        | Command::ChangeQuestions(_)
        | Command::ChangeTemplate(_)
        | Command::ChangeSettings(_) => "-x - -x --",
        // Time's own.
        Command::RecordDelivery { .. }
        | Command::WithdrawAlarms { .. }
        | Command::RecordBackup { .. }
        | Command::RecordRestore { .. }
        | Command::RecordLoss { .. }
        | Command::Erase { .. }
        | Command::RecordErasure { .. }
        | Command::Sweep { .. } => "-- - -- --",
    };
    cell(cells, role)
}

fn said(id: TicketId, no: AssignmentNo, setup: &SetupView) -> Vec<Value> {
    let region = &setup.region;
    let call = say::call(77);
    let number = "0812-0000-0111";
    let soon = at("23:00");
    let person = "00000000-0000-0000-0000-000000000999";
    let step = |what: &str| json!({"do": what, "ticket": id, "assignment": no, "seen": 99, "by": "Bowo"});
    let with = |what: &str, more: Value| {
        let mut all = step(what);
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let change = |what: &str, after: Value| json!({"do": what, "after": after});
    let give = json!({"kind": "substantive", "channel": "telephone", "result": "reached", "text": "padam"});
    let backup = json!({"at": 0, "file": "", "bytes": 0, "head_seq": 0, "head_hash": ""});
    let rule = json!({"tickets": 24, "calls": 6, "access": 24});
    let run = json!({"at": 0, "rule": rule, "tickets": 0, "calls": 0, "numbers": 0, "access": 0, "texts": 0});
    let capacity = json!({"name": "Lain", "role": "operator"});
    let cue = json!({"kind": "category", "phrase": "mbledos", "speaks_for": "tidak ada"});
    // Most are refused for what they say: it is the role that is tried, and nothing is to change.
    vec![
        json!({"do": "end_call", "call": call, "called_at": soon, "outcome": "prank", "number": number}),
        json!({"do": "undo_call", "call": call}),
        json!({"do": "record_call_back", "call": call, "reached": true}),
        json!({"do": "mark_number", "number": number}),
        json!({"do": "unmark_number", "number": number}),
        json!({"do": "block_number", "number": number}),
        json!({"do": "lift_block", "number": number}),
        json!({"do": "follow_up", "call": call, "called_at": at("14:00"), "ticket": id, "number": number}),
        json!({"do": "open_ticket", "call": call, "ticket": say::ticket(78), "called_at": at("14:00"),
               "category": "TIDAK-ADA", "severity": "high", "place": {}, "reporter": {"call_back": true}}),
        json!({"do": "claim", "ticket": id}),
        json!({"do": "assign", "ticket": id, "seen": 99, "plan": "", "to": []}),
        step("acknowledge"),
        with("accept", json!({"reference": "8123456"})),
        step("en_route"),
        step("arrive"),
        with("finish", json!({"evidence": "padam"})),
        with("return", json!({"reason": "bukan api", "proposed": "BPBD"})),
        with("release", json!({"reason": "tidak perlu"})),
        with("pause", json!({"reason": "weather", "resume_at": soon})),
        step("resume"),
        json!({"do": "confirm", "ticket": id, "seen": 99, "by_caller": false}),
        json!({"do": "note", "ticket": id, "text": "sampai", "internal": false}),
        json!({"do": "answer", "ticket": id, "answer": give}),
        json!({"do": "correct", "ticket": id, "seen": 99, "correction": {"field": "severity", "to": "low"}}),
        json!({"do": "attach", "ticket": id, "seen": 99, "parent": say::ticket(79)}),
        json!({"do": "detach", "ticket": id, "seen": 99}),
        json!({"do": "relate", "ticket": id, "to": say::ticket(79)}),
        json!({"do": "unrelate", "ticket": id, "to": say::ticket(79)}),
        json!({"do": "start_storm", "name": " "}),
        json!({"do": "end_storm", "storm": 99}),
        json!({"do": "record_offered", "day": "2026-11-26", "shift": "morning",
               "offered": 4, "abandoned": 5}),
        json!({"do": "sign_handover", "handover": person, "over": person}),
        json!({"do": "read_handover", "handover": person, "item": "rest"}),
        json!({"do": "unread_handover", "handover": person, "item": "rest"}),
        json!({"do": "accept_handover", "handover": person}),
        json!({"do": "keep_search", "search": person, "name": " ", "filter": {"late": true}, "shared": false}),
        json!({"do": "forget_search", "search": person}),
        json!({"do": "close", "ticket": id, "seen": 99, "outcome": "handled"}),
        json!({"do": "reopen", "ticket": id, "seen": 99, "reason": "lagi"}),
        json!({"do": "acknowledge_alarm", "ticket": id, "clock": 99}),
        json!({"do": "review", "ticket": id, "seen": 99, "note": "patokan jelas",
               "marks": {"place": "yes", "kind": "no", "sent": "cannot_tell", "answered": "yes"}}),
        json!({"do": "tell", "ticket": id, "clock": 99, "recipient": "head", "to": "Bowo"}),
        json!({"do": "record_delivery", "ticket": id, "clock": 99, "outlet": "sound", "worked": true}),
        json!({"do": "withdraw_alarms", "ticket": id}),
        json!({"do": "unmask", "ticket": id, "reason": "other", "note": "perlu"}),
        json!({"do": "look_at_access", "to": 0}),
        json!({"do": "put_aside", "held": person}),
        json!({"do": "found", "region": region, "settings": setup.settings, "supervisor": person,
               "account": "lain", "name": "Lain", "secret": PASSWORD, "recovery": RECOVERY, "training": false}),
        json!({"do": "add_person", "person": person, "account": "siti", "name": "Lain", "role": "operator",
               "secret": PASSWORD}),
        json!({"do": "reset_person", "person": person, "secret": PASSWORD}),
        json!({"do": "close_person", "person": person}),
        json!({"do": "change_person", "person": person, "before": capacity, "after": capacity}),
        json!({"do": "change_roster", "changes": []}),
        change("change_agency", json!(region.agencies[0])),
        change("change_category", json!(region.categories[0])),
        json!({"do": "change_cue", "cue": cue, "after": {"is": "off"}}),
        change("change_plan", json!(region.plans[0])),
        change("change_questions", json!(region.questions[0])),
        json!({"do": "change_template", "situation": "done", "before": {"id": "Lain"}, "after": {"id": "Beres"}}),
        change("change_policy", json!(setup.policy)),
        change("change_settings", json!(setup.settings)),
        json!({"do": "record_backup", "backup": backup}),
        json!({"do": "ask_backup"}),
        json!({"do": "record_restore", "after": 1, "from": 0}),
        json!({"do": "record_loss", "after": 1, "from": 0,
               "saw": {"desk": 2, "seq": 9, "at": 0, "told_again": 0}}),
        json!({"do": "note_loss", "found_at": 0}),
        json!({"do": "erase", "what": {"of": "ticket", "ticket": id}, "texts": []}),
        json!({"do": "record_erasure", "run": run}),
        json!({"do": "join_desk", "desk": 1, "name": "Meja", "desk_kind": "browser", "key": "ab"}),
        json!({"do": "remove_desk", "desk": 99}),
        json!({"do": "confirm_clock", "ahead": 0}),
        json!({"do": "sweep", "ticket": id}),
    ]
}

/// On ticket `id`, of its assignment `no`.
pub fn every(id: TicketId, no: AssignmentNo, setup: &SetupView) -> Vec<Command<String>> {
    let read =
        |said: Value| serde_json::from_value(said.clone()).unwrap_or_else(|why| panic!("{said}: {why}"));
    said(id, no, setup).into_iter().map(read).collect()
}

/// The names that serde knows, out of what it says of one that it does not.
pub fn listed(why: &str) -> BTreeSet<String> {
    let (_, listed) = why.split_once("expected one of ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Each command that the room knows is among them.
pub fn are_all_there(setup: &SetupView) {
    let why = serde_json::from_str::<Command<String>>(r#"{"do":"?"}"#).unwrap_err().to_string();
    let there: BTreeSet<String> =
        said(say::ticket(1), 1, setup).iter().map(|said| said["do"].as_str().unwrap().to_owned()).collect();
    assert_eq!(there, listed(&why));
}
