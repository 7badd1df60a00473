use crate::stage::{PASSWORD, RECOVERY, TestRoom, on_every_carrier, say};
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::ticket::CloseOutcome;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

on_every_carrier!(personal_text_is_in_no_table_but_its_own);

const WORDS: [&str; 9] = [
    say::NUMBER,
    "81200000890",
    "Anton",
    "Al-Falah",
    "mawar",
    "Painem",
    "catatan rahasia",
    "alamat lain",
    "sebab pribadi",
];

async fn personal_text_is_in_no_table_but_its_own(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::follow_up(2, 1, "14:00")).await;
    siti.says(say::note(1, "catatan rahasia")).await;
    let correction = Correction::Narrative("alamat lain".to_owned());
    siti.says(Command::Correct { ticket: say::ticket(1), seen: 1, correction }).await;
    let reason = Some("sebab pribadi".to_owned());
    let outcome = CloseOutcome::Withdrawn;
    siti.says(Command::Close { ticket: say::ticket(1), seen: 2, outcome, reason }).await;
    drop(siti);
    let folder = room.stop().await;

    let database = Connection::open(folder.path().join("room.db")).unwrap();
    let tables: Vec<String> = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut kept = 0;
    for table in &tables {
        // Its own table; and the index over it, which holds words and is emptied with it.
        let own = table == "sealed";
        if table.starts_with("words") {
            continue;
        }
        for text in texts(&database, table) {
            for words in WORDS {
                assert!(own || !text.contains(words), "{words} in {table}: {text}");
                kept += usize::from(own && text.contains(words));
            }
            for secret in [PASSWORD, RECOVERY, &RECOVERY.replace('-', "")] {
                assert!(!text.contains(secret), "a secret in {table}");
            }
        }
    }
    assert!(tables.iter().any(|t| t == "journal") && kept >= 8, "{kept} in {tables:?}");
}

/// Every text and blob of a table.
fn texts(database: &Connection, table: &str) -> Vec<String> {
    let mut statement = database.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut texts = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column).unwrap() {
                texts.push(String::from_utf8_lossy(bytes).into_owned());
            }
        }
    }
    texts
}
