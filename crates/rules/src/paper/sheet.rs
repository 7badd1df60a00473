use crate::report::{Cell, ColumnKind, Table};

/// A table whose words are said; cells hold no keys any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub columns: Vec<SheetColumn>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    pub total: Option<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    pub title: String,
    pub kind: ColumnKind,
}

impl Sheet {
    /// A table of the report under its name; `say` knows the words of its keys.
    pub fn of(table: &Table, name: String, say: &dyn Fn(&str) -> String) -> Sheet {
        let said = |row: &[Cell]| row.iter().map(|cell| spoken(cell, say)).collect::<Vec<_>>();
        Sheet {
            name,
            columns: table
                .columns
                .iter()
                .map(|column| SheetColumn { title: say(&column.key), kind: column.kind })
                .collect(),
            rows: table.rows.iter().map(|row| said(row)).collect(),
            total: table.total.as_deref().map(said),
        }
    }
}

fn spoken(cell: &Cell, say: &dyn Fn(&str) -> String) -> Cell {
    match cell {
        Cell::Key(key) => Cell::Text(say(key)),
        cell => cell.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Figure};

    #[test]
    fn the_words_of_a_table_are_said_and_its_figures_stay() {
        let table = Table {
            id: Figure::Funnel,
            columns: vec![
                Column { key: "outcome".to_owned(), kind: ColumnKind::Text },
                Column { key: "calls".to_owned(), kind: ColumnKind::Count },
            ],
            rows: vec![vec![Cell::Key("silent".to_owned()), Cell::Count(3)]],
            total: Some(vec![Cell::Key("total".to_owned()), Cell::Count(3)]),
        };
        let sheet = Sheet::of(&table, "Calls".to_owned(), &|key| key.to_uppercase());
        let titles: Vec<_> = sheet.columns.iter().map(|c| c.title.as_str()).collect();
        assert_eq!(titles, ["OUTCOME", "CALLS"]);
        assert_eq!(sheet.rows, [[Cell::Text("SILENT".to_owned()), Cell::Count(3)]]);
        assert_eq!(sheet.total, Some(vec![Cell::Text("TOTAL".to_owned()), Cell::Count(3)]));
    }
}
