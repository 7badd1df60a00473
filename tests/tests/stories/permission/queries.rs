//! Every question in its usual shape, and who may ask it.

use super::scene::CASES;
use crate::stage::say;
use kentongan_rules::actor::Role;
use kentongan_rules::view::{Query, SetupView};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Who may ask it: operator, supervisor, liaison, auditor, administrator, wall, desk. A new question does not compile
/// until it has its row here.
pub fn may(role: Role, query: &Query) -> bool {
    let cells = match query {
        //                                                  os l aa wd
        Query::Session | Query::Board | Query::Setup =>
        /**/
        {
            "xx x xx xx"
        }
        Query::Health =>
        /*                               */
        {
            "xx x xx x-"
        }
        Query::Ticket { .. } | Query::Find(_) | Query::Alarms { .. } => "xx x x- --",
        Query::Propose { .. }
        | Query::TryPlan { .. }
        | Query::Questions { .. }
        | Query::Places { .. }
        | Query::Categories { .. }
        | Query::Reading { .. }
        | Query::Sending { .. } =>
        /*                     */
        {
            "xx - -- -x"
        }
        Query::Similar { .. }
        | Query::Caller { .. }
        | Query::CallBacks
        | Query::Outbox
        | Query::Handover
        | Query::Handoff { .. }
        | Query::Escalation { .. }
        | Query::AskAfter
        | Query::Telling(_)
        | Query::Storm { .. } => "xx - -- --",
        Query::Cues(_) =>
        /*                              */
        {
            "-x - xx --"
        }
        Query::TryCue { .. } =>
        /*                        */
        {
            "-x - -x --"
        }
        Query::Roster { .. } => "xx - xx --",
        Query::Templates => "xx - -x --",
        Query::TryTemplate(_) | Query::Losses => "-x - -x --",
        Query::Report(_) =>
        /*                        */
        {
            "-x - xx --"
        }
        Query::CheckRegion { .. } | Query::SeedRegion =>
        /**/
        {
            "-x - -x -x"
        }
        Query::Access { .. } | Query::Reviews =>
        /*                        */
        {
            "-x - x- --"
        }
        Query::Lessons
        | Query::Numbers
        | Query::Handovers { .. }
        | Query::Preview { .. }
        | Query::PreviewErasing { .. } => "-x - -- --",
    };
    super::commands::cell(cells, role)
}

fn asks(setup: &SetupView) -> Vec<Value> {
    let mut asks = vec![
        json!({"ask": "session"}),
        json!({"ask": "board"}),
        json!({"ask": "setup"}),
        json!({"ask": "propose", "category": say::FIRE, "severity": "critical", "district": say::WARU}),
        json!({"ask": "try_plan", "category": say::FIRE, "severity": "critical", "at": 1_795_676_400_000_i64}),
        json!({"ask": "questions", "category": say::FIRE, "severity": "critical"}),
        json!({"ask": "categories", "text": "kebakaran"}),
        json!({"ask": "reading", "text": "dapur terbakar"}),
        json!({"ask": "cues", "text": ""}),
        json!({"ask": "try_cue", "text": "dapur terbakar"}),
        json!({"ask": "lessons"}),
        json!({"ask": "call_backs"}),
        json!({"ask": "numbers"}),
        json!({"ask": "outbox"}),
        json!({"ask": "losses"}),
        json!({"ask": "handover"}),
        json!({"ask": "handovers"}),
        json!({"ask": "roster"}),
        json!({"ask": "roster", "day": "2026-11-30"}),
        json!({"ask": "templates"}),
        json!({"ask": "ask_after"}),
        json!({"ask": "try_template", "situation": "done", "language": "id", "text": "Beres: {nomor}"}),
        json!({"ask": "find", "text": ""}),
        json!({"ask": "find", "text": "kebakaran"}),
        json!({"ask": "storm", "storm": 1}),
        json!({"ask": "report", "from": 1_795_626_000_000_i64, "to": 1_795_712_400_000_i64}),
        json!({"ask": "alarms"}),
        json!({"ask": "access"}),
        json!({"ask": "reviews"}),
        json!({"ask": "preview", "policy": setup.policy}),
        json!({"ask": "preview_erasing", "rule": {"tickets": 24, "calls": 6, "access": 24}}),
        json!({"ask": "check_region", "files": {"agencies": "", "categories": "", "districts": "", "villages": "", "plans": ""}}),
        json!({"ask": "seed_region"}),
        json!({"ask": "health"}),
    ];
    for case in &CASES {
        let id = say::ticket(case.n);
        asks.push(json!({"ask": "ticket", "id": id}));
        asks.push(json!({"ask": "sending", "id": id}));
        asks.push(json!({"ask": "escalation", "id": id}));
        for agency in ["POLRESTA", "LAPOR", "DAMKAR"] {
            asks.push(json!({"ask": "handoff", "id": id, "agency": agency}));
        }
        asks.push(json!({"ask": "telling", "id": id, "language": "id"}));
        for words in case.words() {
            asks.push(json!({"ask": "find", "text": words}));
            asks.push(json!({"ask": "places", "text": words}));
            asks.push(json!({"ask": "caller", "number": words}));
            asks.push(json!({"ask": "similar", "call": {
                "called_at": crate::stage::at("14:05"), "category": say::FIRE, "district": say::WARU,
                "village": "35.15.18.2002", "landmark": words, "narrative": words, "number": words,
            }}));
        }
    }
    asks
}

/// Found by every word of every case, and asked for by every id.
pub fn every(setup: &SetupView) -> Vec<Query> {
    let read = |ask: Value| serde_json::from_value(ask.clone()).unwrap_or_else(|why| panic!("{ask}: {why}"));
    asks(setup).into_iter().map(read).collect()
}

/// Each question that the room knows is among them.
pub fn are_all_there(setup: &SetupView) {
    let why = serde_json::from_str::<Query>(r#"{"ask":"?"}"#).unwrap_err().to_string();
    let there: BTreeSet<String> =
        asks(setup).iter().map(|ask| ask["ask"].as_str().unwrap().to_owned()).collect();
    assert_eq!(there, super::commands::listed(&why));
}
