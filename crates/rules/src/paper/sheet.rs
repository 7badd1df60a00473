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

    /// Side by side as so many sheets as a page is wide enough for: each begins with the first column, and has `most`
    /// others of them.
    pub fn bands(&self, most: usize) -> Vec<Sheet> {
        let others = self.columns.len().saturating_sub(1);
        let band = |from: usize| {
            let to = (from + most).min(others);
            Sheet {
                name: self.name.clone(),
                columns: part(&self.columns, from, to),
                rows: self.rows.iter().map(|row| part(row, from, to)).collect(),
                total: self.total.as_ref().map(|row| part(row, from, to)),
            }
        };
        (0..others.max(1)).step_by(most.max(1)).map(band).collect()
    }
}

/// The first of a row, and those of the others that stand from one place to before another.
fn part<T: Clone>(row: &[T], from: usize, to: usize) -> Vec<T> {
    let others = row.iter().skip(1 + from).take(to.saturating_sub(from));
    row.iter().take(1).chain(others).cloned().collect()
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

    #[test]
    fn a_wide_sheet_stands_in_bands_of_which_each_names_its_rows() {
        let title = |n: usize| SheetColumn { title: n.to_string(), kind: ColumnKind::Count };
        let sheet = Sheet {
            name: "Days".to_owned(),
            columns: (0..6).map(title).collect(),
            rows: vec![(0..6).map(Cell::Count).collect()],
            total: Some((10..16).map(Cell::Count).collect()),
        };
        let bands = sheet.bands(2);
        let titles = |band: &Sheet| band.columns.iter().map(|it| it.title.clone()).collect::<String>();
        assert_eq!(bands.iter().map(titles).collect::<Vec<_>>(), ["012", "034", "05"]);
        let counts = |of: [u32; 3]| of.map(Cell::Count).to_vec();
        assert_eq!(
            (&bands[1].rows[0], bands[1].total.as_ref()),
            (&counts([0, 3, 4]), Some(&counts([10, 13, 14])))
        );
        assert_eq!(sheet.bands(5), [sheet]);
    }
}
