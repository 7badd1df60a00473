//! Desks that join and leave.

use crate::stage::commands::join_desk;
use crate::stage::people::hana;
use crate::stage::{at, given, said};
use kentongan_rules::command::Command;
use kentongan_rules::desk::DeskKind;
use kentongan_rules::event::Stream;
use kentongan_rules::refusal::Refusal;

fn join<T>(desk: u16, name: &str, letter: &str) -> Command<T> {
    let (name, key) = (name.to_owned(), letter.repeat(64));
    Command::JoinDesk { desk, name, desk_kind: DeskKind::Workstation, key }
}

#[test]
fn a_desk_joins_by_a_number_a_name_and_a_key_that_nobody_has() {
    let stage = given([]).when(join_desk(), hana(), at("07:00")).happens(&["desk_joined"]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Desk(2));
    let setup = &stage.setup;
    assert_eq!(setup.desk_by_key(&"ab".repeat(32)).map(|desk| desk.no), Some(2));
    assert_eq!(setup.desk(2).unwrap().by, "Hana");
    assert_eq!(setup.next_desk(), 3);
    let now = at("07:01");
    let again = |command| stage.clone().when(command, hana(), now);
    again(join(1, "Meja 9", "c")).refused(Refusal::AlreadyExists);
    again(join(2, "Meja 9", "c")).refused(Refusal::AlreadyExists);
    again(join(3, "meja 2", "c")).refused(Refusal::SameName);
    again(join(3, " ", "c")).refused(Refusal::Missing { what: "name".to_owned() });
    again(join(3, "Meja 3", "x")).refused(Refusal::Malformed { what: "key".to_owned() });
    let same_key = Command::JoinDesk {
        desk: 3,
        name: "Meja 3".to_owned(),
        desk_kind: DeskKind::Browser,
        key: "ab".repeat(32),
    };
    again(same_key).refused(Refusal::AlreadyExists);
}

#[test]
fn a_desk_that_has_left_is_a_stranger_and_its_number_stays_its_own() {
    let remove = Command::RemoveDesk { desk: 2 };
    let stage = given([said(join_desk(), hana(), "07:00")]);
    let stage = stage.when(remove.clone(), hana(), at("07:01")).happens(&["desk_left"]);
    assert!(stage.setup.desk_by_key(&"ab".repeat(32)).is_none());
    assert_eq!(stage.setup.next_desk(), 3);
    stage.clone().when(remove, hana(), at("07:02")).refused(Refusal::NothingChanged);
    // The same key is not let in again, the same name is.
    stage.clone().when(join_desk(), hana(), at("07:02")).refused(Refusal::AlreadyExists);
    stage.when(join(3, "Meja 2", "c"), hana(), at("07:02")).happens(&["desk_joined"]);
}
