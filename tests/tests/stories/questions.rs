use crate::stage::{Door, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::asking::Asking;
use kentongan_rules::command::{Change, Command, OpenTicket};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{Protocol, Severity};
use kentongan_rules::ticket::Asked;
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(a_tree_on_a_cable_is_asked_about_and_the_room_changes_what_it_asks);

const TREE: &str = "BNC-PHN";
const CABLE: &str = "Kena kabel listrik?";

async fn asking(door: &Door, asked: &[Asked]) -> Asking {
    let query = Query::Questions { category: TREE.into(), severity: Severity::Medium, asked: asked.to_vec() };
    let Reply::Questions(asking) = door.query(query).await.unwrap() else { panic!("another reply") };
    asking
}

async fn protocol(door: &Door) -> Protocol {
    let Reply::Setup(setup) = door.query(Query::Setup).await.unwrap() else { panic!("another reply") };
    setup.region.questions.into_iter().find(|one| one.category.as_str() == TREE).unwrap()
}

async fn a_tree_on_a_cable_is_asked_about_and_the_room_changes_what_it_asks(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let next = asking(&siti, &[]).await.next.unwrap();
    assert_eq!(next.text, CABLE);
    let yes = next.answers.iter().find(|offer| offer.text == "Ya").unwrap();
    assert_eq!(
        (yes.turn.severity, yes.turn.agencies.as_slice()),
        (Some(Severity::High), &["PLN".into()][..])
    );
    let told = asking(&siti, &[Asked { answer: Some("Ya".to_owned()), ..cable() }]).await;
    assert!(told.advice[0].contains("Jauhi kabel") && told.next.unwrap().text != CABLE);

    // What was answered stands in the ticket and in what the agencies are read; what was typed does not.
    let asked = vec![
        Asked { answer: Some("Ya".to_owned()), ..cable() },
        Asked { question: "Atas nama siapa?".to_owned(), answer: Some(say::NAME.to_owned()), ..cable() },
    ];
    let open = OpenTicket { asked, ..say::opening(1, TREE, at("14:00")) };
    siti.says(Command::OpenTicket(open)).await;
    let ticket = siti.ticket(say::ticket(1)).await;
    assert_eq!(ticket.asked, [Asked { answer: Some("Ya".to_owned()), ..cable() }]);
    let sent = siti.query(Query::Sending { id: say::ticket(1) }).await.unwrap();
    assert!(crossing(&sent).contains("Kena kabel listrik? Ya"), "{}", crossing(&sent));

    // A supervisor words it otherwise; nobody else may, and who saw the old words does not overwrite the new.
    let hana = room.signed_in("hana").await;
    let before = protocol(&hana).await;
    let mut after = before.clone();
    after.questions[0].text = "Menyentuh kabel?".to_owned();
    let change = Command::ChangeQuestions(Change { before: Some(before.clone()), after: after.clone() });
    assert_eq!(siti.tries(change.clone()).await, Err(Problem::NotAllowed));
    hana.says(change).await;
    assert_eq!(protocol(&hana).await, after);
    assert_eq!(asking(&siti, &[]).await.next.unwrap().text, "Menyentuh kabel?");
    after.questions.clear();
    let late = hana.tries(Command::ChangeQuestions(Change { before: Some(before), after })).await;
    assert!(matches!(late, Err(Problem::Refused { refusal: Refusal::Stale { .. } })), "{late:?}");
    // What had been answered stays as it was asked.
    assert_eq!(siti.ticket(say::ticket(1)).await.asked[0].question, CABLE);
    room.end().await;
}

fn cable() -> Asked {
    Asked { category: TREE.into(), question: CABLE.to_owned(), answer: None }
}
