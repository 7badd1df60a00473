use crate::stage::{Door, TestRoom, crossing, on_every_carrier, say};
use kentongan_rules::call::{CallOutcome, NoCase};
use kentongan_rules::command::{Command, EndCall, OpenTicket};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{CloseOutcome, Reporter};
use kentongan_rules::view::{CallBack, Known, Query, Reply};

on_every_carrier!(
    a_third_prank_proposes_a_mark_and_the_mark_is_seen_on_every_desk,
    a_block_lasts_a_day_and_is_the_supervisors,
    who_is_silent_three_times_is_called_back,
    silence_after_violence_is_told_to_whoever_takes_the_call,
);

const PRANKSTER: &str = "0812-0000-0666";

async fn known(door: &Door, number: &str) -> Known {
    match door.query(Query::Caller { number: number.to_owned() }).await.unwrap() {
        Reply::Caller { known, .. } => *known,
        other => panic!("{other:?}"),
    }
}
async fn call_backs(door: &Door) -> Vec<CallBack> {
    match door.query(Query::CallBacks).await.unwrap() {
        Reply::CallBacks { numbers } => numbers,
        other => panic!("{other:?}"),
    }
}
fn ended(n: u128, outcome: NoCase, number: &str, clock: &str) -> Command<String> {
    let called_at = crate::stage::at(clock);
    let number = Some(number.to_owned());
    Command::EndCall(EndCall { call: say::call(n), called_at, outcome, number, note: None, call_back: false })
}
fn opened(n: u128, category: &str, number: &str, clock: &str) -> Command<String> {
    let reporter = Reporter { number: Some(number.to_owned()), name: None, call_back: true };
    Command::OpenTicket(OpenTicket { reporter, ..say::opening(n, category, crate::stage::at(clock)) })
}
fn mark(number: &str) -> Command<String> {
    Command::MarkNumber { number: number.to_owned() }
}
fn block(number: &str) -> Command<String> {
    Command::BlockNumber { number: number.to_owned() }
}
fn lift(number: &str) -> Command<String> {
    Command::LiftBlock { number: number.to_owned() }
}

async fn a_third_prank_proposes_a_mark_and_the_mark_is_seen_on_every_desk(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(opened(1, say::FIRE, PRANKSTER, "14:00")).await;
    for n in [2, 3] {
        siti.says(ended(n, NoCase::Prank, PRANKSTER, "14:00")).await;
        assert!(!known(&siti, PRANKSTER).await.proposes_mark);
    }
    siti.says(ended(4, NoCase::Prank, PRANKSTER, "14:00")).await;
    // In another shape it is the same number. Proposed is not done.
    let told = known(&rudi, "+62 812 0000 0666").await;
    assert!(told.proposes_mark && told.nuisance.is_none());
    let mut outcomes: Vec<_> = told.outcomes.iter().map(|o| (o.outcome, o.count)).collect();
    outcomes.sort();
    assert_eq!(outcomes, [(CallOutcome::Ticket, 1), (CallOutcome::Prank, 3)]);
    let before = rudi.board().await;
    assert!(!before.tickets[0].nuisance);
    siti.says(mark("+62 812 0000 0666")).await;
    // The open ticket comes again, marked, with all its clocks; the wall is told nothing of it.
    let changes = rudi.changes(before.seq).await.unwrap();
    assert_eq!(
        changes.rows.iter().map(|row| (row.id, row.nuisance)).collect::<Vec<_>>(),
        [(say::ticket(1), true)]
    );
    assert_eq!(changes.rows[0].clocks, before.tickets[0].clocks);
    assert!(rudi.board().await.tickets[0].nuisance);
    assert!(!room.wall().board().await.tickets[0].nuisance);
    let told = known(&rudi, PRANKSTER).await;
    assert_eq!((told.nuisance.unwrap().by, told.proposes_mark), ("Siti".to_owned(), false));
    siti.is_refused(mark(PRANKSTER), Refusal::NothingChanged).await;
    rudi.says(Command::UnmarkNumber { number: PRANKSTER.to_owned() }).await;
    assert!(!rudi.board().await.tickets[0].nuisance);
    // A day later the three are history, and nothing is proposed.
    room.now("+1 14:00:01");
    assert!(!known(&siti, PRANKSTER).await.proposes_mark);
    room.end().await;
}

async fn a_block_lasts_a_day_and_is_the_supervisors(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.is_refused(block(PRANKSTER), Refusal::NotAllowed).await;
    room.now("14:05");
    hana.says(block(PRANKSTER)).await;
    siti.is_refused(lift(PRANKSTER), Refusal::NotAllowed).await;
    let told = known(&siti, PRANKSTER).await.block.unwrap();
    assert_eq!((told.until, told.by.as_str()), (crate::stage::at("+1 14:05"), "Hana"));
    // It is said, and the call is taken.
    siti.says(ended(1, NoCase::Info, PRANKSTER, "14:05")).await;
    let listed = |reply| match reply {
        Reply::Numbers { numbers } => numbers,
        other => panic!("{other:?}"),
    };
    let numbers = listed(hana.query(Query::Numbers).await.unwrap());
    assert_eq!(numbers.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), [PRANKSTER]);
    assert_eq!(siti.query(Query::Numbers).await, Err(Problem::NotAllowed));
    hana.says(lift(PRANKSTER)).await;
    assert!(listed(hana.query(Query::Numbers).await.unwrap()).is_empty());
    hana.says(block(PRANKSTER)).await;
    // It outlives the room, and ends by itself.
    drop((siti, hana));
    let room = room.restart("+1 14:04:59").await;
    let hana = room.signed_in("hana").await;
    assert!(known(&hana, PRANKSTER).await.block.is_some());
    room.now("+1 14:05");
    assert!(known(&hana, PRANKSTER).await.block.is_none());
    assert!(listed(hana.query(Query::Numbers).await.unwrap()).is_empty());
    drop(hana);
    room.end().await;
}

async fn who_is_silent_three_times_is_called_back(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let number = "0812-0000-0777";
    for (n, clock) in [(1, "14:00"), (2, "14:10")] {
        room.now(clock);
        siti.says(ended(n, NoCase::Silent, number, clock)).await;
    }
    assert!(call_backs(&siti).await.is_empty());
    room.now("14:20");
    siti.says(ended(3, NoCase::Silent, number, "14:20")).await;
    assert_eq!(known(&siti, number).await.call_back.map(|back| back.silent), Some(3));
    drop(siti);
    let room = room.restart("+2 09:00").await;
    let (siti, dewi) = (room.signed_in("siti").await, room.signed_in("dewi").await);
    let owed = call_backs(&siti).await;
    assert_eq!(owed.iter().map(|one| (one.number.as_str(), one.silent)).collect::<Vec<_>>(), [(number, 3)]);
    assert_eq!(dewi.query(Query::CallBacks).await, Err(Problem::NotAllowed));
    // Every desk is told that there was something about calls.
    let before = siti.board().await.seq;
    siti.says(Command::RecordCallBack { call: owed[0].call, reached: false }).await;
    assert!(siti.changes(before).await.unwrap().today.is_some());
    assert!(call_backs(&siti).await.is_empty());
    // A promise counts at once; a call in earnest settles it.
    room.now("+2 09:01");
    let promised = EndCall {
        call: say::call(4),
        called_at: crate::stage::at("+2 09:01"),
        outcome: NoCase::Silent,
        number: Some(number.to_owned()),
        note: None,
        call_back: true,
    };
    siti.says(Command::EndCall(promised)).await;
    assert_eq!(call_backs(&siti).await.len(), 1);
    room.now("+2 09:05");
    siti.says(opened(5, say::FIRE, number, "+2 09:05")).await;
    assert!(call_backs(&siti).await.is_empty());
    drop((siti, dewi));
    room.end().await;
}

async fn silence_after_violence_is_told_to_whoever_takes_the_call(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    let number = siti.ticket(say::ticket(1)).await.number;
    let read = known(&siti, say::NUMBER).await.violence.unwrap();
    assert_eq!((read.ticket, read.category.as_str()), (say::ticket(1), say::VIOLENCE));
    assert_eq!((read.words.as_deref(), read.landmark.as_deref()), (Some(say::WORDS), Some(say::LANDMARK)));
    // Who does not handle it learns its kind and number, and nothing else.
    let told = known(&rudi, say::NUMBER).await;
    let violence = told.violence.clone().unwrap();
    assert_eq!((violence.category.as_str(), &violence.number), (say::VIOLENCE, &number));
    let cells = serde_json::to_value(&violence).unwrap();
    let mut named: Vec<_> = cells.as_object().unwrap().keys().cloned().collect();
    named.sort();
    assert_eq!(named, ["category", "number", "ticket"]);
    for words in [say::NAME, say::WORDS, say::LANDMARK, say::NARRATIVE, say::WARU, "35.15.18.2002"] {
        assert!(!crossing(&told).contains(words), "{words}");
    }
    assert!(told.outcomes.is_empty());
    // A fire is no violence, and what was cancelled tells nothing.
    siti.says(opened(2, say::FIRE, PRANKSTER, "14:00")).await;
    assert!(known(&siti, PRANKSTER).await.violence.is_none());
    siti.says(say::close_because(1, 1, CloseOutcome::Cancelled)).await;
    assert!(known(&siti, say::NUMBER).await.violence.is_none());
    room.end().await;
}
