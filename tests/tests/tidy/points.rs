//! The thirty points of the interface: CONTRIBUTING.md says where each is held, and it is.

use crate::tree::{Source, tree};

const TABLE: &str = "CONTRIBUTING.md";
const POINTS: u8 = 30;

/// The rows of the table: line, point, and the files it names.
fn rows(text: &str) -> Vec<(usize, String, Vec<&str>)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", point, _, held, ""] = cells.as_slice() else { continue };
        if point.len() == 2 && point.bytes().all(|it| it.is_ascii_digit()) {
            found.push((number + 1, (*point).to_owned(), held.split('`').skip(1).step_by(2).collect()));
        }
    }
    found
}

fn unheld(table: &str, sources: &[Source]) -> Vec<String> {
    let rows = rows(table);
    let mut found = Vec::new();
    for (line, point, files) in &rows {
        let said = format!("point {point}");
        for file in files {
            match sources.iter().find(|it| it.path == *file) {
                None => found.push(format!("{TABLE}:{line}: {file} is not there")),
                Some(source) if !source.text.contains(&said) => {
                    found.push(format!("{file}:1: does not speak of {said}, as {TABLE}:{line} has it"));
                }
                Some(_) => {}
            }
        }
    }
    for point in 1..=POINTS {
        if rows.iter().filter(|(_, it, _)| *it == format!("{point:02}")).count() != 1 {
            found.push(format!("{TABLE}:1: point {point:02} needs one row"));
        }
    }
    found
}

#[test]
fn each_point_is_held_where_the_table_says() {
    let table = &tree().iter().find(|it| it.path == TABLE).expect("CONTRIBUTING.md is there").text;
    crate::none("The table of the thirty points is not true:", &unheld(table, tree()));
}

#[test]
fn a_lost_file_a_silent_one_and_a_missing_point_are_seen() {
    let row = |point: u8, file: &str| format!("| {point:02} | a promise | `{file}` |\n");
    let all: String =
        (1..POINTS).map(|point| row(point, if point == 1 { "lost.ts" } else { "a.ts" })).collect();
    let said: String =
        (1..POINTS).filter(|point| *point != 2).map(|point| format!("point {point:02} ")).collect();
    let found = unheld(&all, &[Source::new("a.ts", &said)]);
    assert_eq!(found.len(), 3, "{found:?}");
}
