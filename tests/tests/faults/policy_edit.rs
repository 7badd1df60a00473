//! A new policy over all that is open, and people who call meanwhile.

use crate::backlog::calls;
use crate::full;
use crate::running::{Clocks, Running, assert_once, prepare, quantile, session, write_down};
use kentongan_rules::command::{Change, Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::policy::Policy;
use kentongan_rules::time::Span;
use kentongan_rules::view::{Query, Reply};
use kentongan_tests::script::{Line, MORNING, complained};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The one number that `sql` asks for.
fn number(folder: &Path, sql: &str) -> i64 {
    let connection = Connection::open(folder.join("room.db")).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn law_36_a_policy_edit_over_all_that_is_open_does_not_hold_up_intake() {
    let tickets: u32 = if full() { 100_000 } else { 5_000 };
    let longest = Duration::from_secs(if full() { 1_800 } else { 60 });
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path(), MORNING - Span::hours(1), &[]).await;
    let lines: Vec<Line> =
        (0..tickets).map(|no| complained(no + 1, MORNING + Span(i64::from(no / 2)))).collect();
    write_down(folder.path(), &lines);
    let clocks = Clocks::start(folder.path(), MORNING + Span::minutes(2));
    let room = Running::driven(folder.path(), &clocks);
    let supervisor = room.supervisor().await;
    let (quiet, _) = calls(&room, tickets + 1, |no| no == 50).await;
    let before = match supervisor.query(&Query::Setup).await.unwrap() {
        Reply::Setup(setup) => setup.policy,
        other => panic!("{other:?}"),
    };
    let after = Policy { answer: Span::hours(20), ..before.clone() };
    let command = Command::ChangePolicy(Change { before: Some(before), after });
    let began = Instant::now();
    let edit = Execute { id: CommandId(Uuid::now_v7()), command };
    let edited = supervisor.execute(&edit).await.unwrap().seq.0;
    let edit = began.elapsed();
    let old = "SELECT count(*) FROM ticket WHERE policy < 2";
    let (busy, between) = calls(&room, tickets + 1_000, |no| {
        no % 10 == 9 && (began.elapsed() > longest || number(folder.path(), old) == 0)
    })
    .await;
    let took = began.elapsed();
    assert!(took < longest, "{} are not aimed", number(folder.path(), old));
    let pulse = session(&supervisor).await.pulse;
    assert!(pulse.heartbeat < Span::seconds(2), "{pulse:?}");
    drop(room);
    assert_once(folder.path(), "a policy edit");
    // One event is the policy; each open answer was aimed once, and keeps its start.
    assert_eq!(number(folder.path(), "SELECT count(*) FROM journal WHERE kind = 'policy_changed'"), 1);
    let aimed = format!("FROM journal WHERE kind = 'reaimed' AND seq > {edited}");
    assert_eq!(
        number(folder.path(), &format!("SELECT count(DISTINCT stream) {aimed}")),
        i64::from(tickets) + 50
    );
    let due = "SELECT count(*) FROM ticket t, json_each(t.doc, '$.clocks') c
               WHERE c.value ->> 'kind' = 'answer' AND c.value ->> 'due_at' <> t.called_at + 72000000";
    assert_eq!(number(folder.path(), due), 0, "still due by the policy before");
    let last = number(folder.path(), &format!("SELECT max(seq) {aimed}"));
    let served = between.iter().filter(|seq| (edited..last).contains(*seq)).count();
    let p99 = (quantile(busy, 99), quantile(quiet, 99));
    println!(
        "{tickets} aimed again in {took:?}, the edit itself {edit:?}, {served} calls between; intake p99 {} ms, {} ms when quiet",
        p99.0, p99.1
    );
    assert!(served >= 10, "{served} calls were taken while it aimed");
    assert!(edit < Duration::from_secs(2), "{edit:?}");
    assert!(p99.0 <= p99.1 + 400, "intake is held up: {p99:?} ms");
}
