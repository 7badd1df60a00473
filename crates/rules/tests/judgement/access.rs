//! Asking to read a restricted case of somebody else's.

use crate::stage::commands::*;
use crate::stage::people::{hana, of, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::access::{Access, AccessReason};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::Command;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Settings;
use kentongan_rules::time::Seq;
use kentongan_rules::view::row::ticket_row;
use kentongan_rules::view::{TicketRow, Viewer};
use std::collections::BTreeMap;

fn violence() -> Stage {
    given([said(open(VIOLENCE, "14:05"), siti(), "14:06")])
}

#[test]
fn an_operator_who_does_not_handle_it_is_let_in_and_nothing_stands_in_the_journal() {
    assert_eq!(violence().judge(&unmask(), &rudi(), at("14:10")), Ok(Vec::new()));
}

#[test]
fn who_reads_it_anyway_has_nothing_to_ask() {
    let taken = violence().and([said(claim(), rudi(), "14:08")]);
    for (stage, who) in [(&violence(), siti()), (&violence(), hana()), (&taken, rudi()), (&taken, siti())] {
        assert_eq!(stage.judge(&unmask(), &who, at("14:10")), Err(Refusal::NothingChanged), "{}", who.name);
    }
    let fire = given([said(open(FIRE, "14:05"), siti(), "14:06")]);
    assert_eq!(fire.judge(&unmask(), &rudi(), at("14:10")), Err(Refusal::NothingChanged));
    assert_eq!(given([]).judge(&unmask(), &rudi(), at("14:10")), Err(Refusal::UnknownTicket));
}

#[test]
fn a_pause_that_is_over_is_not_ended_by_a_reader() {
    let paused = given([
        said(open(VIOLENCE, "14:05"), siti(), "14:06"),
        said(be(1, kentongan_rules::ticket::TicketKind::Complaint), siti(), "14:06"),
        said(assign(2, [lead("POLRESTA")]), siti(), "14:07"),
        said(pause(1, 1, "15:00"), siti(), "14:10"),
    ]);
    assert_eq!(paused.judge(&unmask(), &rudi(), at("16:00")), Ok(Vec::new()));
    let noted = paused.judge(&note("x"), &rudi(), at("16:00")).unwrap();
    assert_eq!(noted.len(), 2, "the control: whatever moves the ticket ends the pause first");
}

#[test]
fn it_is_open_for_as_long_as_the_room_says() {
    let settings = Settings { unmask_minutes: 45, ..Settings::default() };
    let Some(Access::Unmasked { ticket, reason, until, note }) =
        Access::of(&unmask(), &settings, at("14:10"))
    else {
        panic!("nothing was recorded")
    };
    assert_eq!((ticket, reason, until), (TICKET, AccessReason::CallerAgain, at("14:55")));
    assert_eq!(note, text("ibunya menelepon lagi"));
    assert_eq!(Access::of(&claim(), &settings, at("14:10")), None);
    let looked = Access::of(&Command::LookAtAccess { to: 7 }, &settings, at("14:10"));
    assert_eq!(looked, Some(Access::Looked { to: 7 }));
}

#[test]
fn a_room_of_before_opens_for_half_an_hour() {
    let mut old = serde_json::to_value(Settings::default()).unwrap();
    old.as_object_mut().unwrap().remove("unmask_minutes").unwrap();
    assert_eq!(serde_json::from_value::<Settings>(old).unwrap().unmask_minutes, 30);
}

/// The row for `who`, to whom the case is open until 15:00 as far as the record goes.
fn row(stage: &Stage, who: &Actor) -> TicketRow {
    let viewer = Viewer::new(who, BTreeMap::from([(TICKET, at("15:00"))]));
    ticket_row(stage.ticket(), Seq(1), &viewer, &|_| Some("rahasia".to_owned()))
}

#[test]
fn what_was_opened_is_read_by_an_operator_and_opens_nothing_to_other_roles() {
    let stage = violence();
    let opened = row(&stage, &rudi());
    assert_eq!((opened.masked, opened.open_until), (false, Some(at("15:00"))));
    assert_eq!(opened.narrative.as_deref(), Some("rahasia"));
    // Who handles it needs no opening, and is not told that it ends.
    for who in [siti(), hana()] {
        assert_eq!((row(&stage, &who).masked, row(&stage, &who).open_until), (false, None));
    }
    for role in [Role::Liaison, Role::Auditor, Role::Administrator, Role::Wall, Role::Desk, Role::Clock] {
        let seen = row(&stage, &of(role));
        assert_eq!((seen.masked, seen.open_until, seen.narrative), (true, None, None), "{role:?}");
    }
}

/// Its JSON is for ever: rows as they were written by the first version that had a record.
#[test]
fn rows_of_the_record_are_read_as_they_were_written() {
    for written in [
        r#"{"kind":"unmasked","ticket":"00000000-0000-0000-0000-0000000071c7","reason":"agency_asks","note":{"id":"00000000-0000-0000-0000-000000000001","digest":"ab"},"until":1795680000000}"#,
        r#"{"kind":"looked","to":7}"#,
    ] {
        let access: Access = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&access).unwrap(), written);
        assert!(written.contains(access.kind()));
    }
    for reason in ["caller_again", "agency_asks", "standing_in", "other"] {
        assert!(serde_json::from_str::<AccessReason>(&format!("\"{reason}\"")).is_ok(), "{reason}");
    }
}
