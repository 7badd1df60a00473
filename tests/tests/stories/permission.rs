//! Every role at the door, with every command and every question, on real tickets: what is refused, and that no reply
//! tells a word of a caller to who may not read it.

mod commands;
mod queries;
mod scene;

use crate::stage::{Door, PASSWORD, TestRoom, crossing, on_every_carrier, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::id::PersonId;
use kentongan_rules::people::Capacity;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{Agency, Region};
use kentongan_rules::time::Seq;
use kentongan_rules::view::Query;
pub use scene::add;
use scene::{CASES, ROLES, furnish, sit};
use uuid::Uuid;

on_every_carrier!(
    every_role_and_every_command,
    no_reply_tells_what_may_not_be_read,
    rights_end_at_the_next_request,
    another_role_is_theirs_at_the_next_request,
    a_ticket_comes_to_its_agency_and_goes_from_it,
);

async fn every_role_and_every_command(room: TestRoom) {
    let siti = furnish(&room).await;
    let setup = siti.setup().await;
    commands::are_all_there(&setup);
    for role in ROLES {
        let door = sit(&room, role).await;
        // Nobody's ticket for who may do something: what is tried here must not change what the others find.
        let nowhere = [(say::ticket(77), 1, false)];
        let cases = CASES.iter().map(|case| (say::ticket(case.n), case.own_no(), case.is_own()));
        let tickets: Vec<_> = match role {
            Role::Operator | Role::Supervisor => nowhere.to_vec(),
            _ => cases.collect(),
        };
        for (at, (id, no, sees)) in tickets.into_iter().enumerate() {
            for command in commands::every(id, no, &setup) {
                // What is on no ticket is tried once.
                if at > 0 && command.touches().ticket.is_none() {
                    continue;
                }
                let told = format!("{role:?} {command:?}");
                let (may, on_ticket) = (commands::may(role, &command), command.touches().ticket.is_some());
                let answer = door.tries(command).await;
                let unknown = Err(Problem::Refused { refusal: Refusal::UnknownTicket });
                match may {
                    false => assert_eq!(answer, Err(Problem::NotAllowed), "{told}"),
                    true if role == Role::Liaison && on_ticket && !sees => {
                        assert_eq!(answer, unknown, "{told}")
                    }
                    true if role == Role::Liaison => {
                        assert!(
                            answer != unknown && answer != Err(Problem::NotAllowed),
                            "{told}: {answer:?}"
                        );
                    }
                    true => assert_ne!(answer, Err(Problem::NotAllowed), "{told}"),
                }
            }
        }
    }
    // What was refused has changed nothing: each case stands where it stood.
    let hana = sit(&room, Role::Supervisor).await;
    for case in CASES {
        let row = hana.ticket(say::ticket(case.n)).await;
        assert_eq!(row.assignments.len(), case.agencies.len(), "{case:?}");
        assert!(row.closed.is_none() && row.version == 1, "{case:?}");
    }
    drop((siti, hana));
    room.end().await;
}

async fn no_reply_tells_what_may_not_be_read(room: TestRoom) {
    let siti = furnish(&room).await;
    let setup = siti.setup().await;
    queries::are_all_there(&setup);
    let head = siti.board().await.seq;
    for role in ROLES {
        let door = sit(&room, role).await;
        let mut told = String::new();
        for query in queries::every(&setup) {
            let may = queries::may(role, &query);
            let asked = format!("{role:?} {query:?}");
            match door.query(query).await {
                Ok(reply) => {
                    assert!(may, "{asked}");
                    told += &crossing(&reply);
                }
                Err(problem) => {
                    let shut = if role == Role::Desk { Problem::SignedOut } else { Problem::NotAllowed };
                    assert_eq!(problem == shut, !may, "{asked}: {problem:?}");
                    told += &crossing(&problem);
                }
            }
        }
        let (mut seq, mut gone) = (Seq(0), Vec::new());
        while seq < head {
            let changes = door.changes(seq).await.unwrap();
            seq = changes.seq;
            gone.extend(changes.gone.clone());
            told += &(crossing(&changes.rows) + &crossing(&changes.lines) + &crossing(&changes.today));
        }
        for case in CASES {
            for words in case.words() {
                // Who reads it is told every word: else nothing would be found for anybody.
                assert_eq!(told.contains(&words), case.reads(role), "{role:?}, case {}: {words}", case.n);
            }
            let inside = case.reads(role) && role != Role::Liaison;
            assert_eq!(told.contains(&case.inside()), inside, "{role:?}, case {}", case.n);
            if role == Role::Liaison {
                let id = say::ticket(case.n);
                assert_eq!(told.contains(&id.to_string()), case.is_own(), "case {} is named", case.n);
                let was_sent = case.agencies.iter().any(|(agency, _)| *agency == scene::OWN);
                assert_eq!(gone.contains(&id), was_sent && !case.is_own(), "case {} is gone", case.n);
            }
        }
        assert!(role == Role::Liaison || gone.is_empty(), "{role:?}: {gone:?}");
    }
    drop(siti);
    room.end().await;
}

/// Bayu, who waits for changes while something happens to him; and what he is then told.
async fn while_waiting(room: &TestRoom, bayu: &Door, happens: Command<String>) {
    let hana = sit(room, Role::Supervisor).await;
    let head = hana.board().await.seq;
    let waits = bayu.clone();
    let waiting = tokio::spawn(async move { waits.changes(head).await });
    hana.says(happens).await;
    assert_eq!(waiting.await.unwrap(), Err(Problem::SignedOut));
    assert_eq!(bayu.query(Query::Board).await, Err(Problem::SignedOut));
    assert_eq!(bayu.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    assert_eq!(bayu.changes(Seq(0)).await.map(|changes| changes.rows.len()), Err(Problem::SignedOut));
    let acknowledge = Command::Acknowledge(say::step(1, 1, 1));
    assert_eq!(bayu.tries(acknowledge).await, Err(Problem::SignedOut));
}

async fn rights_end_at_the_next_request(room: TestRoom) {
    let siti = furnish(&room).await;
    let hana = sit(&room, Role::Supervisor).await;
    let own = Region::sidoarjo().unwrap().agency(&scene::OWN.into()).unwrap().clone();
    let off = Agency { active: false, ..own.clone() };
    let bayu = sit(&room, Role::Liaison).await;
    assert_eq!(bayu.ticket(say::ticket(1)).await.assignments.len(), 1);

    while_waiting(
        &room,
        &bayu,
        Command::ChangeAgency(Change { before: Some(own.clone()), after: off.clone() }),
    )
    .await;
    let shut = room.signs_in("bayu", PASSWORD).await;
    assert_eq!(shut.err(), Some(Problem::NotAllowed));
    let on = Command::ChangeAgency(Change { before: Some(off.clone()), after: own.clone() });
    hana.says(on).await;
    // Switched on again, an old sign-in stays ended, and a new one is heard.
    assert_eq!(bayu.query(Query::Board).await, Err(Problem::SignedOut));
    let again = room.signed_in("bayu").await;
    assert!(!again.board().await.tickets.is_empty());

    let person = PersonId(Uuid::from_u128(101));
    while_waiting(&room, &again, Command::ClosePerson { person }).await;
    assert_eq!(room.signs_in("bayu", PASSWORD).await.err(), Some(Problem::WrongSignIn));
    // Others were not touched by it.
    assert!(siti.board().await.tickets.len() >= CASES.len());
    drop((siti, hana, bayu, again));
    room.end().await;
}

fn change(
    id: u128,
    before: (&str, Role, Option<&str>),
    after: (&str, Role, Option<&str>),
) -> Command<String> {
    let capacity = |(name, role, agency): (&str, Role, Option<&str>)| Capacity {
        name: name.to_owned(),
        role,
        agency: agency.map(Into::into),
    };
    Command::ChangePerson {
        person: PersonId(Uuid::from_u128(id)),
        before: capacity(before),
        after: capacity(after),
    }
}

async fn another_role_is_theirs_at_the_next_request(room: TestRoom) {
    let siti = furnish(&room).await;
    let hana = sit(&room, Role::Supervisor).await;
    let liaison = ("bayu", Role::Liaison, Some(scene::OWN));
    let operator = ("Bayu Aji", Role::Operator, None);
    let bayu = sit(&room, Role::Liaison).await;
    let (board, waits) = (bayu.board().await, bayu.clone());
    assert!(board.tickets.len() < CASES.len());
    let waiting = tokio::spawn(async move { waits.changes(board.seq).await });
    // Only who lets people in; and nobody by what they have not seen.
    assert_eq!(siti.tries(change(101, liaison, operator)).await, Err(Problem::NotAllowed));
    let unseen = hana.tries(change(101, operator, liaison)).await;
    assert!(matches!(unseen, Err(Problem::Refused { refusal: Refusal::Stale { .. } })), "{unseen:?}");
    hana.says(change(101, liaison, operator)).await;
    // What his page shows is by other rights: it asks for the board, and nobody asks for a password.
    assert_eq!(waiting.await.unwrap(), Err(Problem::AskAnew));
    assert_eq!(bayu.changes(board.seq).await, Err(Problem::AskAnew));
    let actor = bayu.session().await.actor;
    assert_eq!((actor.name.as_str(), actor.role, actor.agency), ("Bayu Aji", Role::Operator, None));
    let all = bayu.board().await;
    assert!(all.tickets.len() >= CASES.len());
    bayu.says(say::open(9, say::FIRE, "14:00")).await;
    assert_eq!(hana.ticket(say::ticket(9)).await.opened_by, "Bayu Aji");
    assert!(bayu.changes(all.seq).await.is_ok());
    // And back, to another agency: what is not its is gone at once.
    hana.says(change(101, operator, ("Bayu Aji", Role::Liaison, Some("BPBD")))).await;
    assert_eq!(bayu.changes(all.seq).await, Err(Problem::AskAnew));
    assert_eq!(bayu.query(Query::Ticket { id: say::ticket(9) }).await, Err(Problem::Unknown));
    assert_eq!(bayu.tries(say::open(10, say::FIRE, "14:00")).await, Err(Problem::NotAllowed));
    // The last who can let people in cannot be made anything else.
    let session = hana.session().await.actor;
    let (name, id) = (session.name.as_str(), session.person.unwrap().0.as_u128());
    let less = change(id, (name, Role::Supervisor, None), (name, Role::Auditor, None));
    hana.is_refused(less, Refusal::LastSupervisor).await;
    // Who did it is shown to those who look after the room, and to nobody else.
    let told = hana.setup().await.person_changes;
    assert_eq!(told.iter().map(|one| one.by.as_str()).collect::<Vec<_>>(), ["Hana", "Hana"]);
    assert_eq!((told[0].before.name.as_str(), told[1].after.role), ("bayu", Role::Liaison));
    assert!(siti.setup().await.person_changes.is_empty());
    drop((siti, hana, bayu));
    room.end().await;
}

async fn a_ticket_comes_to_its_agency_and_goes_from_it(room: TestRoom) {
    let siti = furnish(&room).await;
    let hana = sit(&room, Role::Supervisor).await;
    hana.says(add(201, "intan", Role::Liaison, Some("BPBD"))).await;
    let intan = room.signed_in("intan").await;
    let bayu = sit(&room, Role::Liaison).await;
    let before = bayu.board().await.seq;
    siti.says(say::open(9, say::FIRE, "14:00")).await;
    let row = siti.ticket(say::ticket(9)).await;
    // Nobody was sent: it is not there.
    assert_eq!(bayu.query(Query::Ticket { id: row.id }).await, Err(Problem::Unknown));
    siti.says(say::send(9, [scene::OWN])).await;
    let (seq, lines) =
        bayu.until(before, |changes| changes.rows.iter().any(|one| one.id == row.id && !one.masked)).await;
    assert!(lines.iter().any(|line| line.ticket == row.id));
    let steps = [
        Command::Acknowledge(say::step(9, 1, 1)),
        Command::EnRoute(say::step(9, 1, 2)),
        Command::Arrive(say::step(9, 1, 3)),
    ];
    for step in steps {
        bayu.says(step).await;
    }
    let proposed = Some("BPBD".into());
    let reason = Some("itu banjir".to_owned());
    bayu.says(Command::Return { step: say::step(9, 1, 4), reason, proposed }).await;
    let (_, lines) = bayu.until(seq, |changes| changes.gone.contains(&row.id)).await;
    assert!(!crossing(&lines).contains("itu banjir"), "it is no longer theirs, not even its last line");
    assert_eq!(bayu.query(Query::Ticket { id: row.id }).await, Err(Problem::Unknown));
    siti.says(say::send(9, ["BPBD"])).await;
    // The next agency reads why it came to it; what was done stays theirs, closed or not, for the day.
    assert!(crossing(&intan.page(row.id).await.lines).contains("itu banjir"));
    intan.says(say::finish(9, 2, 1)).await;
    siti.says(say::answer(9, say::told())).await;
    siti.says(say::close(9, 1, kentongan_rules::ticket::CloseOutcome::Handled)).await;
    let is_on_board = |board: &kentongan_rules::view::Board| board.tickets.iter().any(|one| one.id == row.id);
    assert!(is_on_board(&intan.board().await) && !is_on_board(&siti.board().await));
    room.now("+1 08:00");
    assert!(!is_on_board(&intan.board().await));
    assert_eq!(intan.ticket(row.id).await.state, kentongan_rules::ticket::TicketState::Closed);
    drop((siti, hana, intan, bayu));
    room.end().await;
}
