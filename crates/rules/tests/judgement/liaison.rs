//! A liaison: for its own agency, on its own tickets, and told of nothing else.

use crate::stage::commands::*;
use crate::stage::people::{ROLES, hana, liaison, of, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::AssignmentNo;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::{Viewer, handles, sees};

/// Damkar leads, PSC 119 supports, PLN knows of it, BPBD gave it back, the police were not needed.
fn sent() -> Stage {
    given([
        said(open(FIRE, "14:00"), siti(), "14:01"),
        said(
            assign(1, [lead("DAMKAR"), support("PSC119"), copy("PLN"), support("BPBD"), support("POLRESTA")]),
            siti(),
            "14:02",
        ),
        said(give_back(4, 1), siti(), "14:03"),
        said(release(5, 1), siti(), "14:03"),
    ])
}

/// What a liaison may say of an assignment that was just sent.
fn steps(no: AssignmentNo) -> [Command<Sealed>; 5] {
    [acknowledge(no, 1), en_route(no, 1), arrive(no, 1), finish(no, 1), proposing(no, "DISHUB")]
}

fn proposing(no: AssignmentNo, agency: &str) -> Command<Sealed> {
    Command::Return {
        step: step(no, 1),
        reason: Some(text("bukan wilayah kami")),
        proposed: Some(agency.into()),
    }
}

/// Every role by every assignment: the operator writes down for all, a liaison speaks for its own alone.
#[test]
fn every_role_and_every_agencys_assignment() {
    let stage = sent();
    let now = at("14:04");
    for no in 1..=3 {
        for command in steps(no) {
            for role in ROLES.into_iter().filter(|role| *role != Role::Liaison) {
                let judged = stage.judge(&command, &of(role), now);
                let may = matches!(role, Role::Operator | Role::Supervisor);
                assert_eq!(judged.is_ok(), may, "{role:?} {command:?}: {judged:?}");
                assert_eq!(judged == Err(Refusal::NotAllowed), !may, "{role:?} {command:?}");
            }
            for (agency, own) in [("DAMKAR", 1), ("PSC119", 2)] {
                let judged = stage.judge(&command, &liaison(agency), now);
                match own == no {
                    true => assert!(judged.is_ok(), "{agency} {command:?}: {judged:?}"),
                    false => assert_eq!(judged, Err(Refusal::NotAllowed), "{agency} {command:?}"),
                }
            }
            // To a copy, to who is off it again, and to who never was on it, it is as if it were not there.
            for agency in ["PLN", "BPBD", "POLRESTA", "DISHUB"] {
                let judged = stage.judge(&command, &liaison(agency), now);
                assert_eq!(judged, Err(Refusal::UnknownTicket), "{agency} {command:?}");
            }
        }
    }
}

fn shared(words: &str) -> Command<Sealed> {
    Command::Note { ticket: TICKET, text: text(words), internal: false }
}

#[test]
fn a_note_is_written_by_who_is_on_it_and_never_for_the_room_alone() {
    let stage = sent();
    let now = at("14:04");
    let inside = Command::Note { ticket: TICKET, text: text("untuk ruang"), internal: true };
    for agency in ["DAMKAR", "PSC119"] {
        assert!(stage.judge(&shared("sudah di lokasi"), &liaison(agency), now).is_ok());
        assert_eq!(stage.judge(&inside, &liaison(agency), now), Err(Refusal::NotAllowed));
    }
    for agency in ["PLN", "BPBD", "DISHUB"] {
        assert_eq!(stage.judge(&shared("a"), &liaison(agency), now), Err(Refusal::UnknownTicket));
    }
    assert!(stage.judge(&inside, &siti(), now).is_ok());
}

#[test]
fn who_returns_it_says_why_and_whose_it_is() {
    let stage = sent();
    let (now, bayu) = (at("14:04"), liaison("DAMKAR"));
    let missing = |what: &str| Err(Refusal::Missing { what: what.to_owned() });
    let back = |reason: Option<Sealed>, proposed: Option<&str>| Command::Return {
        step: step(1, 1),
        reason,
        proposed: proposed.map(Into::into),
    };
    let why = || Some(text("bukan wilayah kami"));
    assert_eq!(stage.judge(&back(why(), None), &bayu, now), missing("proposed"));
    assert_eq!(stage.judge(&back(None, Some("BPBD")), &bayu, now), missing("reason"));
    let own = Refusal::Malformed { what: "proposed".to_owned() };
    assert_eq!(stage.judge(&back(why(), Some("DAMKAR")), &bayu, now), Err(own));
    let unknown = Refusal::UnknownAgency { agency: "ENTAH".to_owned() };
    assert_eq!(stage.judge(&back(why(), Some("ENTAH")), &bayu, now), Err(unknown));
    // Told on the telephone, nobody may have said whose it is.
    assert!(stage.judge(&back(why(), None), &siti(), now).is_ok());
    let stage = stage.when(back(why(), Some("BPBD")), bayu.clone(), now).happens(&["returned"]);
    assert_eq!(stage.judge(&shared("a"), &bayu, at("14:05")), Err(Refusal::UnknownTicket));
}

#[test]
fn an_agency_that_is_switched_off_says_nothing_more() {
    let stage = sent().and([said(switched("DAMKAR", false), hana(), "14:04")]);
    for command in steps(1) {
        assert_eq!(stage.judge(&command, &liaison("DAMKAR"), at("14:05")), Err(Refusal::NotAllowed));
    }
    assert!(stage.judge(&acknowledge(2, 1), &liaison("PSC119"), at("14:05")).is_ok());
}

/// What was done stays with who did it; what was returned, released or told as a copy is not theirs.
#[test]
fn a_ticket_is_seen_and_read_by_whose_it_is() {
    let stage = sent().and([
        said(finish(1, 1), liaison("DAMKAR"), "14:30"),
        said(finish(2, 1), liaison("PSC119"), "14:31"),
        said(answer(told()), siti(), "14:34"),
        said(close(1, CloseOutcome::Handled), siti(), "14:40"),
    ]);
    for (agency, theirs) in [
        ("DAMKAR", true),
        ("PSC119", true),
        ("PLN", false),
        ("BPBD", false),
        ("POLRESTA", false),
        ("DISHUB", false),
    ] {
        let (ticket, actor) = (stage.ticket(), liaison(agency));
        assert_eq!(sees(&actor, ticket), theirs, "{agency}");
        assert_eq!(handles(&actor, ticket), theirs, "{agency}");
        let lost = matches!(agency, "PLN" | "BPBD" | "POLRESTA");
        assert_eq!(Viewer::from(&actor).lost(ticket), lost, "{agency}");
    }
    for role in ROLES.into_iter().filter(|role| *role != Role::Liaison) {
        assert!(sees(&of(role), stage.ticket()), "{role:?}");
    }
    // A case sent a second time is theirs again.
    let again = sent().and([said(assign(1, [support("BPBD")]), siti(), "14:10")]);
    assert!(sees(&liaison("BPBD"), again.ticket()));
}

#[test]
fn a_restricted_case_is_read_by_the_agency_whose_it_is() {
    let stage = given([
        said(open(VIOLENCE, "14:00"), siti(), "14:01"),
        said(assign(1, [lead("POLRESTA")]), siti(), "14:02"),
    ]);
    assert!(handles(&liaison("POLRESTA"), stage.ticket()));
    assert!(!sees(&liaison("DAMKAR"), stage.ticket()));
}
