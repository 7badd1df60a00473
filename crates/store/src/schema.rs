//! Migrations: forward only, each file once, all that are missing in one transaction.

use crate::broken::Broken;
use crate::open::APPLICATION_ID;
use kentongan_rules::problem::BrokenPart;
use rusqlite::{Connection, TransactionBehavior};

pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_access.sql"),
    include_str!("../migrations/0003_erasure.sql"),
    include_str!("../migrations/0004_photos.sql"),
    include_str!("../migrations/0005_sessions.sql"),
    include_str!("../migrations/0006_report.sql"),
    include_str!("../migrations/0007_facets.sql"),
    include_str!("../migrations/0008_review.sql"),
];

fn number(connection: &Connection, pragma: &str) -> Result<i64, Broken> {
    Ok(connection.pragma_query_value(None, pragma, |row| row.get(0))?)
}

/// Migrations that the file has had; 0 where no room was made yet.
pub(crate) fn version(connection: &Connection) -> Result<i64, Broken> {
    number(connection, "user_version")
}

/// Is this a room's file, or an empty one, and not of a newer program?
pub(crate) fn accept(connection: &Connection) -> Result<(), Broken> {
    accept_as(connection, MIGRATIONS.len())
}

/// The same of a file that has its own migrations.
pub(crate) fn accept_as(connection: &Connection, known: usize) -> Result<(), Broken> {
    let version = version(connection)?;
    let application = number(connection, "application_id")?;
    let empty =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0;
    let ours = application == i64::from(APPLICATION_ID);
    let new = empty && application == 0 && version == 0;
    if !(ours || new) {
        return Err(Broken::corrupt("the file belongs to another program"));
    }
    if version > known as i64 {
        return Err(Broken {
            part: BrokenPart::NewerDatabase,
            source: anyhow::anyhow!("schema {version}, this program knows {known}"),
        });
    }
    Ok(())
}

/// Brings the schema to the newest of `migrations`, or leaves it as it was. What `fold` makes anew belongs to it.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: &[&str],
    fold: impl FnOnce(&Connection) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if version(connection)? >= migrations.len() as i64 {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again inside: another process may have been faster.
    let version = version(&tx)?;
    for (before, migration) in (0i64..).zip(migrations) {
        if before >= version {
            tx.execute_batch(migration)?;
        }
    }
    fold(&tx)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", migrations.len() as i64)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(connection: &Connection) -> i64 {
        connection
            .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
            .unwrap()
    }

    fn nothing(_: &Connection) -> Result<(), Broken> {
        Ok(())
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing_of_those_before_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let wrong = ["CREATE TABLE a(b); INSERT INTO a VALUES (1);", "CREATE TABLE c(d); CREATE TABLE a(b);"];
        migrate(&mut connection, &wrong, nothing).unwrap_err();
        assert_eq!((tables(&connection), number(&connection, "user_version").unwrap()), (0, 0));
        migrate(&mut connection, &wrong[..1], nothing).unwrap();
        assert_eq!((tables(&connection), number(&connection, "user_version").unwrap()), (1, 1));
        migrate(&mut connection, &wrong, nothing).unwrap_err();
        assert_eq!((tables(&connection), number(&connection, "user_version").unwrap()), (1, 1));
        let right = [wrong[0], "CREATE TABLE c(d);"];
        migrate(&mut connection, &right, |_| Err(Broken::other("it cannot be folded"))).unwrap_err();
        assert_eq!((tables(&connection), number(&connection, "user_version").unwrap()), (1, 1));
        migrate(&mut connection, &right, nothing).unwrap();
        assert_eq!((tables(&connection), number(&connection, "user_version").unwrap()), (2, 2));
    }
}
