//! The floor: the rows of each command, inserted again by plain statements into the same schema, each command in its
//! own durable transaction, after an echo through a thread.

use kentongan_store::{OpenOptions, Sqlite};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

pub struct Floor {
    pub times: Vec<Duration>,
    /// Mean time of one raw commit.
    pub each: Duration,
    pub tickets: usize,
}

type Rows = Vec<(&'static str, Vec<Vec<Value>>)>;

/// Tickets of a room's database.
pub fn count(database: &Path) -> usize {
    let connection = Connection::open(database).unwrap();
    connection.query_row("SELECT count(*) FROM ticket", [], |row| row.get::<_, i64>(0)).unwrap() as usize
}

fn select(from: &Connection, sql: &str, key: &Value) -> Vec<Vec<Value>> {
    let mut statement = from.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([key], |row| (0..columns).map(|c| row.get(c)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The rows of one command, table by table.
fn rows_of(from: &Connection, command: &Value) -> Rows {
    let journal = select(from, "SELECT * FROM journal WHERE command = ?1 ORDER BY nth", command);
    let mut rows: Rows =
        vec![("journal", journal), ("command", select(from, "SELECT * FROM command WHERE id = ?1", command))];
    let opened =
        "SELECT ticket.* FROM ticket JOIN journal ON journal.seq = ticket.seq WHERE journal.command = ?1";
    let ticket = select(from, opened, command);
    if let Some(first) = ticket.first() {
        let (seq, id) = (first[0].clone(), first[1].clone());
        let sealed = select(from, "SELECT * FROM sealed WHERE ticket = ?1", &id);
        let text: Vec<String> = sealed
            .iter()
            .filter_map(|row| if let Value::Text(t) = &row[4] { Some(t.clone()) } else { None })
            .collect();
        rows.push(("words", vec![vec![seq, Value::Text(text.join("\n"))]]));
        rows.push(("sealed", sealed));
        rows.push(("call", select(from, "SELECT * FROM call WHERE ticket = ?1", &id)));
        rows.push(("ticket", ticket));
    }
    rows
}

pub fn insert_again(room: &Path, floor: &Path) -> Floor {
    drop(Sqlite::open(floor, &OpenOptions::default()).unwrap());
    let from = Connection::open(room).unwrap();
    let mut statement =
        from.prepare("SELECT command FROM journal GROUP BY command ORDER BY min(seq)").unwrap();
    let commands: Vec<Value> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let groups: Vec<Rows> = commands.iter().map(|command| rows_of(&from, command)).collect();
    let (send, receive) = std::sync::mpsc::channel::<Rows>();
    let (answer, answered) = std::sync::mpsc::channel::<()>();
    let path = floor.to_owned();
    let writer = std::thread::spawn(move || {
        let mut to = Connection::open(path).unwrap();
        to.pragma_update(None, "synchronous", "FULL").unwrap();
        to.pragma_update(None, "secure_delete", true).unwrap();
        while let Ok(rows) = receive.recv() {
            insert(&mut to, &rows);
            answer.send(()).unwrap();
        }
    });
    let began = Instant::now();
    let (mut times, mut tickets) = (Vec::new(), 0);
    for rows in groups {
        let opens = rows.iter().any(|(table, _)| *table == "ticket");
        let one = Instant::now();
        send.send(rows).unwrap();
        answered.recv().unwrap();
        if opens {
            times.push(one.elapsed());
            tickets += 1;
        }
    }
    let each = began.elapsed() / u32::try_from(commands.len()).unwrap();
    drop(send);
    writer.join().unwrap();
    Floor { times, each, tickets }
}

fn insert(to: &mut Connection, rows: &Rows) {
    let tx = to.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    for (table, rows) in rows {
        for row in rows {
            let places = vec!["?"; row.len()].join(",");
            let columns = if *table == "words" { "(rowid, text)" } else { "" };
            let sql = format!("INSERT INTO {table} {columns} VALUES ({places})");
            tx.prepare_cached(&sql).unwrap().execute(params_from_iter(row)).unwrap();
        }
    }
    tx.commit().unwrap();
}
