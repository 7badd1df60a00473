use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::departure::{Departure, WhyAdded, WhyLeftOut};
use kentongan_rules::plan::{Because, Proposal, Shortfall, Weight};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{AgencyCode, PlanHours, PlanRow, Severity};
use kentongan_rules::ticket::AssignmentRole;
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Line, LineKind, Query, Reply, SetupView};

on_every_carrier!(
    the_plan_is_of_the_hour_of_the_call_and_counts_its_changes,
    what_departs_from_the_plan_says_why
);

async fn setup(door: &Door) -> SetupView {
    match door.query(Query::Setup).await.unwrap() {
        Reply::Setup(setup) => setup,
        other => panic!("{other:?}"),
    }
}
async fn plan(door: &Door, id: &str) -> PlanRow {
    setup(door).await.region.plans.into_iter().find(|p| p.id == id).unwrap()
}
async fn proposed(door: &Door, called_at: &str, beside: &[&str]) -> (Proposal, Vec<Vec<Shortfall>>) {
    let ask = Query::Propose {
        category: say::FIRE.into(),
        severity: Severity::High,
        district: Some(say::WARU.into()),
        called_at: Some(at(called_at)),
        beside: beside.iter().map(|code| AgencyCode::from(*code)).collect(),
    };
    match door.query(ask).await.unwrap() {
        Reply::Propose { proposal, beside } => {
            (proposal.unwrap(), beside.into_iter().map(|b| b.shortfalls).collect())
        }
        other => panic!("{other:?}"),
    }
}

async fn the_plan_is_of_the_hour_of_the_call_and_counts_its_changes(room: TestRoom) {
    room.now("15:59");
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    let before = plan(&hana, "R-03").await;
    let night = PlanRow {
        id: "R-90".to_owned(),
        hours: PlanHours::OffWorking,
        lead: "BPBD".into(),
        supports: Vec::new(),
        ..before.clone()
    };
    let add = Command::ChangePlan(Change { before: None, after: night.clone() });
    assert_eq!(siti.tries(add.clone()).await, Err(Problem::NotAllowed));
    hana.says(add).await;
    let quieter = PlanRow { supports: before.supports[..1].to_vec(), ..before.clone() };
    hana.says(Command::ChangePlan(Change { before: Some(before), after: quieter })).await;
    let never = PlanHours::Weekly { days: vec![], from_minute: 0, to_minute: 1 };
    let wrong = PlanRow { id: "R-91".to_owned(), hours: never, ..night };
    let what = "hours".to_owned();
    hana.is_refused(Command::ChangePlan(Change { before: None, after: wrong }), Refusal::Malformed { what })
        .await;

    // The office closes at four; a call of before is judged by its own time.
    room.now("16:01");
    let (day, beside) = proposed(&siti, "15:59", &["PLN", "XXX"]).await;
    assert_eq!((day.plan.as_str(), day.version), ("R-03", 2));
    assert_eq!(beside[1], [Shortfall::Inactive]);
    assert!(!beside[0].contains(&Shortfall::Inactive));
    let (late, _) = proposed(&siti, "16:00", &[]).await;
    assert_eq!((late.plan.as_str(), late.version), ("R-90", 1));
    assert_eq!(late.because, [Because::Category, Because::Hours]);
    let trial = |clock: &str| Query::TryPlan {
        category: say::FIRE.into(),
        severity: Severity::High,
        district: None,
        at: at(clock),
    };
    let Reply::TryPlan { proposal: Some(tried), outweighed } = hana.query(trial("+1 20:00")).await.unwrap()
    else {
        panic!("no plan")
    };
    assert_eq!(tried.plan, "R-90");
    let lost: Vec<_> = outweighed.iter().map(|o| (o.plan.as_str(), o.version, o.by)).collect();
    assert_eq!(lost, [("R-03", 2, Weight::Hours)]);
    let editions = setup(&siti).await.plan_editions;
    assert_eq!((editions["R-03"].version, editions["R-03"].by.as_str()), (2, "Hana"));
    assert_eq!(editions["R-03"].changed_at, at("15:59"));

    // The same holds of what is read out, and of what was written down.
    siti.says(say::open(1, say::FIRE, "15:59")).await;
    let Reply::Sending { texts } = siti.query(Query::Sending { id: say::ticket(1) }).await.unwrap() else {
        panic!("no texts")
    };
    let told: Vec<_> = texts.iter().map(|t| t.agency.as_str()).collect();
    assert_eq!(told, ["DAMKAR", "BPBD"]);
    drop((siti, hana));
    let room = room.restart("16:02").await;
    let hana = room.signed_in("hana").await;
    assert_eq!(setup(&hana).await.plan_editions["R-03"].version, 2);
    drop(hana);
    room.end().await;
}

fn by_plan(agencies: &[&str], departures: Vec<Departure<String>>) -> Command<String> {
    let role = |n| if n == 0 { AssignmentRole::Lead } else { AssignmentRole::Support };
    Command::Assign {
        ticket: say::ticket(1),
        seen: 1,
        plan: "R-03".to_owned(),
        to: agencies.iter().enumerate().map(|(n, agency)| say::to(agency, role(n))).collect(),
        departures: Some(departures),
        at: None,
    }
}

async fn what_departs_from_the_plan_says_why(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let unexplained = Refusal::DepartureUnexplained { agency: "BPBD".into() };
    siti.is_refused(by_plan(&["DAMKAR", "POLRESTA"], vec![]), unexplained).await;
    let left_out = |why| Departure::LeftOut { agency: "BPBD".into(), why };
    let other = |words: &str| WhyLeftOut::Other { words: words.to_owned() };
    let missing = Refusal::Missing { what: "reason".to_owned() };
    siti.is_refused(by_plan(&["DAMKAR", "POLRESTA"], vec![left_out(other(" "))]), missing).await;
    let added = Departure::Added { agency: "PLN".into(), why: WhyAdded::Needed };
    let said = vec![left_out(other("ketua RT Sumarni sudah memanggil")), added.clone()];
    siti.says(by_plan(&["DAMKAR", "POLRESTA", "PLN"], said)).await;

    let departed = |lines: &[Line]| -> Vec<(u32, Departure<String>)> {
        let of = |about: &Option<About>| match about {
            Some(About::Departure { plan_version, departed, .. }) => Some((*plan_version, departed.clone())),
            _ => None,
        };
        let departed = lines.iter().filter(|l| l.kind == LineKind::Departed);
        departed.map(|l| of(&l.about).unwrap()).collect()
    };
    let page = siti.page(say::ticket(1)).await;
    let wanted = [(1, left_out(other("ketua RT Sumarni sudah memanggil"))), (1, added.clone())];
    assert_eq!(departed(&page.lines), wanted);
    let by = |line: &Line| match &line.about {
        Some(About::Assignment { plan, plan_version, .. }) => (plan.clone(), *plan_version),
        other => panic!("{other:?}"),
    };
    let sent = page.lines.iter().filter(|l| l.kind == LineKind::Assigned);
    assert!(sent.clone().count() == 3 && sent.map(by).all(|of| of == (Some("R-03".to_owned()), Some(1))));

    // The words are personal text: an auditor sees that there was a reason, the journal only its name.
    let dewi = room.signed_in("dewi").await;
    let masked = departed(&dewi.page(say::ticket(1)).await.lines);
    assert_eq!(masked, [(1, left_out(other(""))), (1, added)]);
    drop((siti, dewi));
    let folder = room.stop().await;
    let database = rusqlite::Connection::open(folder.path().join("room.db")).unwrap();
    let count = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM journal WHERE kind = 'departed'"), 2);
    assert_eq!(count("SELECT count(*) FROM journal WHERE data LIKE '%Sumarni%'"), 0);
    assert_eq!(count("SELECT count(*) FROM sealed WHERE text LIKE '%Sumarni%'"), 1);
}
