//! Fits the points of `seed/sameness.csv` to streams of calls whose truth is known, and prints them. From the top folder:
//! `cargo run --locked -p kentongan-rules --example fit -- FILE.csv…`; `seed/README.md` says to which. With `--apart`
//! first, each file is measured by what the others teach; files of one writer are named together, joined by a plus.
#![allow(clippy::print_stdout)] // a command line speaks on its standard output

use std::error::Error;

use kentongan_rules::region::Region;
use kentongan_rules::same::fitting::{Lesson, count, fit, lessons};
use kentongan_rules::same::stream::{asked, rows};

fn main() -> Result<(), Box<dyn Error>> {
    let region = Region::sidoarjo().map_err(|faults| format!("{faults:?}"))?;
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let apart = paths.first().is_some_and(|first| first == "--apart");
    paths.drain(..usize::from(apart));
    let mut files: Vec<Vec<Lesson>> = Vec::new();
    for path in &paths {
        let mut of_one: Vec<Lesson> = Vec::new();
        for path in path.split('+') {
            let text = std::fs::read_to_string(path)?;
            of_one.extend(lessons(&region, &asked(&region, &rows(&text)?)));
        }
        files.push(of_one);
    }
    if !apart {
        for (key, points) in fit(&files.concat()) {
            println!("{key},points,{points}");
        }
        return Ok(());
    }
    println!("file,right,proposed,pairs");
    for (at, (path, file)) in paths.iter().zip(&files).enumerate() {
        let others: Vec<Lesson> = files
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|(_, of)| of.clone())
            .collect();
        let [right, proposed, pairs] = count(file, &fit(&others));
        println!("{path},{right},{proposed},{pairs}");
    }
    Ok(())
}
