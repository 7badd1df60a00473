use crate::stage::{Door, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::Problem;
use kentongan_rules::reading::lesson::{Lesson, Lessons};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{CueEdit, OwnCue};
use kentongan_rules::view::cues::{CueSearch, CueSource};
use kentongan_rules::view::{CuePage, Query, Reply};
use uuid::Uuid;

on_every_carrier!(what_people_correct_is_learnt_when_somebody_says_so_and_taken_back);

/// Something of a building came down.
const DAMAGE: &str = "BNC-RBH";
/// As it is said, in words that the list does not have.
const HEARD: &str = "griyo grobyak";

async fn lessons(door: &Door) -> Lessons {
    let Reply::Lessons(found) = door.query(Query::Lessons).await.unwrap() else { panic!("another reply") };
    found
}
async fn proposed(door: &Door, text: &str) -> String {
    let Reply::Reading { reading } = door.query(Query::Reading { text: text.to_owned() }).await.unwrap()
    else {
        panic!("another reply")
    };
    reading.categories.first().map(|best| best.code.to_string()).unwrap_or_default()
}
async fn found(door: &Door, search: CueSearch) -> CuePage {
    let Reply::Cues(page) = door.query(Query::Cues(search)).await.unwrap() else { panic!("another reply") };
    page
}
fn by_source(source: CueSource) -> CueSearch {
    CueSearch { source: Some(source), ..CueSearch::default() }
}
fn take(lesson: &Lesson) -> CueEdit {
    let learnt = Some(lesson.evidence.clone());
    let after = Some(OwnCue::Weighs { weight: lesson.to, learnt });
    CueEdit { cue: lesson.cue.clone(), product: lesson.from, before: None, after }
}
fn taken_back(edit: &CueEdit) -> Command<String> {
    Command::ChangeCue(CueEdit { before: edit.after.clone(), after: edit.before.clone(), ..edit.clone() })
}

async fn what_people_correct_is_learnt_when_somebody_says_so_and_taken_back(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    let before = proposed(&siti, HEARD).await;
    assert_ne!(before, DAMAGE, "the stage is not set");
    // Three times people made something else of it: once in the form, twice by correcting it.
    for (n, category, narrative) in [
        (1, DAMAGE, "wonten suoro grobyak teng wingking griyo pak Darmono, kaget sedoyo"),
        (2, say::NOISE, "wau dalu grobyak griyane, mboten enten sing tatu"),
        (3, say::NOISE, "sonten grobyak banter, nyuwun dipriksani pak Darmono, kula Anton"),
    ] {
        let mut opening = say::opening(n, category, at("14:00"));
        opening.narrative = Some(narrative.to_owned());
        siti.says(Command::OpenTicket(opening)).await;
        if category != DAMAGE {
            let correction = Correction::Category(DAMAGE.into());
            siti.says(Command::Correct { ticket: say::ticket(n), seen: 1, correction }).await;
        }
    }
    // What is restricted is never learnt from.
    for n in [4, 5] {
        let mut opening = say::opening(n, say::VIOLENCE, at("14:00"));
        opening.narrative = Some("kedubrak teriakane wong wedok".to_owned());
        siti.says(Command::OpenTicket(opening)).await;
    }

    let offered = lessons(&hana).await;
    assert_eq!((offered.of, offered.right), (3, 0));
    let lesson = offered.lessons.iter().find(|one| one.cue.phrase == "grobyak").expect("no lesson").clone();
    assert_eq!(lesson.cue.speaks_for, DAMAGE);
    assert_eq!((lesson.evidence.count, lesson.evidence.effect.after), (3, 3));
    assert_eq!(lesson.evidence.tickets[0].0, "SDA-261126-2-03", "the newest first");
    let told = crossing(&offered).to_lowercase();
    assert!(
        !["darmono", "anton", "kedubrak", "mawar", "falah"].iter().any(|word| told.contains(word)),
        "{told}"
    );
    // Nothing is learnt by itself, and nobody else is told what was said.
    assert_eq!(proposed(&siti, HEARD).await, before);
    for account in ["siti", "dewi"] {
        let door = room.signed_in(account).await;
        assert_eq!(door.query(Query::Lessons).await, Err(Problem::NotAllowed), "{account}");
        assert_eq!(
            door.tries(Command::ChangeCue(take(&lesson))).await,
            Err(Problem::NotAllowed),
            "{account}"
        );
    }

    // What it would do is seen before it is done.
    let trial = Query::TryCue { text: HEARD.to_owned(), edit: Some(take(&lesson)) };
    let Reply::TryCue(trial) = hana.query(trial).await.unwrap() else { panic!("another reply") };
    let best = |it: &kentongan_rules::reading::Explained| it.reading.categories[0].code.to_string();
    assert!(trial.now.reading.categories.first().is_none_or(|best| best.code.as_str() == before));
    let then = trial.then.unwrap();
    assert_eq!(best(&then), DAMAGE);
    assert!(then.voices.iter().any(|voice| voice.cue == lesson.cue && voice.words == ["grobyak"]));

    let edit = take(&lesson);
    hana.says(Command::ChangeCue(edit.clone())).await;
    assert_eq!(proposed(&siti, HEARD).await, DAMAGE, "at the next keystroke");
    assert_eq!(lessons(&hana).await.right, 3);
    hana.is_refused(Command::ChangeCue(edit.clone()), Refusal::AlreadyExists).await;

    // An administrator sees that it was learnt, and not from whom; so does no screen that only asks for the setup.
    let person = PersonId(Uuid::from_u128(7));
    let (account, name) = ("wati".to_owned(), "Wati".to_owned());
    let secret = crate::stage::PASSWORD.to_owned();
    let role = Role::Administrator;
    hana.says(Command::AddPerson { person, account, name, role, secret, agency: None }).await;
    let wati = room.signed_in("wati").await;
    let (full, cut) =
        (found(&hana, by_source(CueSource::Learnt)).await, found(&wati, by_source(CueSource::Learnt)).await);
    assert!(crossing(&full).contains("SDA-261126-2-03") && !crossing(&cut).contains("SDA-261126"));
    assert_eq!((full.found, cut.found, cut.own), (1, 1, 1));
    let setup = wati.query(Query::Setup).await.unwrap();
    assert!(!crossing(&setup).contains("grobyak"));
    assert_eq!(wati.query(Query::Lessons).await, Err(Problem::NotAllowed));

    // Taken back it is as before; and a lesson that is turned down stays away until it is wanted again.
    wati.says(taken_back(&edit)).await;
    assert_eq!(proposed(&siti, HEARD).await, before);
    assert_eq!(found(&hana, by_source(CueSource::Learnt)).await.found, 0);
    let offered = lessons(&hana).await;
    assert!(offered.lessons.iter().any(|one| one.cue == lesson.cue));
    let declined = CueEdit { after: Some(OwnCue::Declined { weight: lesson.to }), ..edit };
    hana.says(Command::ChangeCue(declined.clone())).await;
    assert!(lessons(&hana).await.lessons.iter().all(|one| one.cue != lesson.cue));
    assert_eq!(proposed(&siti, HEARD).await, before);
    hana.says(taken_back(&declined)).await;
    assert!(lessons(&hana).await.lessons.iter().any(|one| one.cue == lesson.cue));
    drop((siti, hana, wati));
    room.end().await;
}
