//! Tables: columns as wide as what they hold, a head on every page, rows over as many pages as they take. Where the
//! page is too narrow for its words the whole table is set smaller, before any word is broken.

use super::face::Weight;
use super::layout::{INNER, LEFT, Layout, Meaning, Node};
use crate::plain::on_paper;
use kentongan_rules::paper::Sheet;
use kentongan_rules::report::{Cell, ColumnKind};

const SIZE: f32 = 9.0;
/// Below it nobody reads.
const SMALLEST: f32 = 6.5;
/// Between two columns.
const GAP: f32 = 9.0;
/// A word that fits exactly is broken by the last bit of a sum.
const HAIR: f32 = 1.005;
/// Above and below the text of a row.
const AIR: f32 = 2.5;

struct Place {
    x: f32,
    width: f32,
    right: bool,
}

struct Columns {
    places: Vec<Place>,
    size: f32,
}

impl Columns {
    fn leading(&self) -> f32 {
        self.size * 4.0 / 3.0
    }

    /// The height of `lines` lines with the air around them.
    fn high(&self, lines: usize) -> f32 {
        lines as f32 * self.leading() + 2.0 * AIR
    }
}

impl Layout<'_> {
    pub fn table(&mut self, sheet: &Sheet) {
        if sheet.columns.is_empty() {
            return;
        }
        let columns = self.columns(sheet);
        let titles: Vec<&str> = sheet.columns.iter().map(|column| column.title.as_str()).collect();
        let mut rows = vec![self.head(&titles, &columns)];
        for row in &sheet.rows {
            rows.push(self.row(row, &titles, &columns, Weight::Regular));
            self.rule(LEFT, LEFT + INNER, self.y, 0.3);
        }
        if let Some(total) = &sheet.total {
            self.rule(LEFT, LEFT + INNER, self.y, 0.8);
            rows.push(self.row(total, &titles, &columns, Weight::Bold));
            self.rule(LEFT, LEFT + INNER, self.y, 0.8);
        }
        self.tree.push(Node::Group(Meaning::Table, rows));
        self.y += 10.0;
    }

    fn head(&mut self, titles: &[&str], columns: &Columns) -> Node {
        let wrapped = self.wrapped(titles, columns);
        let high = columns.high(tallest(&wrapped));
        self.keep(high + 2.0 * columns.leading());
        let cells = self.cells(&wrapped, columns, Weight::Bold, Meaning::HeadCell);
        self.y += high;
        self.rule(LEFT, LEFT + INNER, self.y, 0.8);
        Node::Group(Meaning::Row, cells)
    }

    /// The same titles at the top of a further page; read once they are enough.
    fn head_again(&mut self, titles: &[&str], columns: &Columns) {
        let wrapped = self.wrapped(titles, columns);
        for (lines, place) in wrapped.iter().zip(&columns.places) {
            for (n, line) in lines.iter().enumerate() {
                let face = (columns.size, Weight::Bold);
                let x = self.start(line, place, face);
                self.again(line, x, self.y + AIR + n as f32 * columns.leading(), face);
            }
        }
        self.y += columns.high(tallest(&wrapped));
        self.rule(LEFT, LEFT + INNER, self.y, 0.8);
    }

    fn wrapped(&self, titles: &[&str], columns: &Columns) -> Vec<Vec<String>> {
        let wrap =
            |(title, place): (&&str, &Place)| self.wrap(title, place.width, (columns.size, Weight::Bold));
        titles.iter().zip(&columns.places).map(wrap).collect()
    }

    fn row(&mut self, row: &[Cell], titles: &[&str], columns: &Columns, weight: Weight) -> Node {
        let mut left: Vec<Vec<String>> = row
            .iter()
            .zip(&columns.places)
            .map(|(cell, place)| {
                self.wrap(&on_paper(cell, self.imprint), place.width, (columns.size, weight))
            })
            .collect();
        let mut cells: Vec<Vec<Node>> = left.iter().map(|_| Vec::new()).collect();
        // A row stays whole where a page can hold it, and few are longer than half of one.
        let whole = columns.high(tallest(&left));
        if self.left_on_page() < whole.min(360.0) {
            self.new_page();
            self.head_again(titles, columns);
        }
        loop {
            let fit = (((self.left_on_page() - 2.0 * AIR) / columns.leading()) as usize).max(1);
            let more = tallest(&left) > fit;
            let now: Vec<Vec<String>> =
                left.iter_mut().map(|lines| lines.drain(..fit.min(lines.len())).collect()).collect();
            for (cell, placed) in cells.iter_mut().zip(self.cells(&now, columns, weight, Meaning::Cell)) {
                if let Node::Group(_, nodes) = placed {
                    cell.extend(nodes);
                }
            }
            self.y += columns.high(tallest(&now));
            if !more {
                break;
            }
            self.new_page();
            self.head_again(titles, columns);
        }
        Node::Group(Meaning::Row, cells.into_iter().map(|nodes| Node::Group(Meaning::Cell, nodes)).collect())
    }

    fn cells(
        &mut self,
        cells: &[Vec<String>],
        columns: &Columns,
        weight: Weight,
        meaning: Meaning,
    ) -> Vec<Node> {
        let top = self.y + AIR;
        let mut nodes = Vec::new();
        let face = (columns.size, weight);
        for (lines, place) in cells.iter().zip(&columns.places) {
            let mut texts = Vec::new();
            for (n, line) in lines.iter().enumerate() {
                let x = self.start(line, place, face);
                texts.push(self.text(&format!("{line} "), x, top + n as f32 * columns.leading(), face));
            }
            nodes.push(Node::Group(meaning.clone(), texts));
        }
        nodes
    }

    fn start(&self, line: &str, place: &Place, (size, weight): (f32, Weight)) -> f32 {
        let spare = place.width - self.faces.width(line, weight, size);
        if place.right { place.x + spare.max(0.0) } else { place.x }
    }

    fn columns(&self, sheet: &Sheet) -> Columns {
        let width = |text: &str, weight| self.faces.width(text, weight, SIZE);
        let word = |text: &str, weight| {
            text.split_whitespace().map(|word| width(word, weight)).fold(0.0_f32, f32::max)
        };
        let mut wishes = Vec::new();
        for (n, column) in sheet.columns.iter().enumerate() {
            let rows = sheet.rows.iter().map(|row| (row, Weight::Regular));
            let rows = rows.chain(sheet.total.iter().map(|row| (row, Weight::Bold)));
            let (mut least, mut whole) =
                (word(&column.title, Weight::Bold), word(&column.title, Weight::Bold));
            for (text, weight) in
                rows.filter_map(|(row, weight)| Some((on_paper(row.get(n)?, self.imprint), weight)))
            {
                whole = whole.max(width(&text, weight));
                least = least.max(word(&text, weight));
            }
            wishes.push((least * HAIR + GAP, whole * HAIR + GAP));
        }
        let texts: Vec<bool> = sheet.columns.iter().map(|column| column.kind == ColumnKind::Text).collect();
        let size = size_for(&wishes, INNER);
        let set = |wish: f32| wish * size / SIZE;
        let wishes: Vec<_> = wishes.into_iter().map(|(least, whole)| (set(least), set(whole))).collect();
        let mut x = LEFT;
        let places = shared(&wishes, &texts, INNER)
            .into_iter()
            .zip(&sheet.columns)
            .map(|(width, column)| {
                let right =
                    matches!(column.kind, ColumnKind::Count | ColumnKind::Share | ColumnKind::Duration);
                let place = Place { x, width: width - set(GAP), right };
                x += width;
                place
            })
            .collect();
        Columns { places, size }
    }

    pub fn grid(&mut self, columns: &[String], rows: u8) {
        const ROW: f32 = 25.0;
        let each = INNER / columns.len().max(1) as f32;
        let titles: Vec<&str> = columns.iter().map(String::as_str).collect();
        let places = (0..columns.len())
            .map(|n| Place { x: LEFT + n as f32 * each + GAP / 2.0, width: each - GAP, right: false })
            .collect();
        let placed = Columns { places, size: SIZE };
        let wrapped = self.wrapped(&titles, &placed);
        let high = placed.high(tallest(&wrapped));
        self.y += 8.0;
        self.keep(high + ROW * f32::from(rows));
        let top = self.y;
        let head = self.cells(&wrapped, &placed, Weight::Bold, Meaning::HeadCell);
        self.tree.push(Node::Group(Meaning::Table, vec![Node::Group(Meaning::Row, head)]));
        self.rule(LEFT, LEFT + INNER, top, 0.8);
        self.y += high;
        self.rule(LEFT, LEFT + INNER, self.y, 0.8);
        for _ in 0..rows {
            self.y += ROW;
            self.rule(LEFT, LEFT + INNER, self.y, 0.4);
        }
        for n in 0..=columns.len() {
            self.upright(LEFT + n as f32 * each, top, self.y);
        }
        self.y += 8.0;
    }
}

fn tallest(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0).max(1)
}

/// The size at which columns that need the first of `wishes` at [`SIZE`] fit into `all`, if one can be read.
fn size_for(wishes: &[(f32, f32)], all: f32) -> f32 {
    let least: f32 = wishes.iter().map(|(least, _)| least).sum();
    (SIZE * all / least.max(1.0)).clamp(SMALLEST, SIZE)
}

/// `all` shared among columns that need the first of `wishes` at least and would like the second.
fn shared(wishes: &[(f32, f32)], texts: &[bool], all: f32) -> Vec<f32> {
    let least_sum: f32 = wishes.iter().map(|(least, _)| least).sum();
    let whole: f32 = wishes.iter().map(|(_, whole)| whole).sum();
    if least_sum > all {
        return wishes.iter().map(|(least, _)| least * all / least_sum).collect();
    }
    if whole > all {
        let spare = (all - least_sum) / (whole - least_sum);
        return wishes.iter().map(|(least, whole)| least + (whole - least) * spare).collect();
    }
    // Room to spare: between columns of words, or all of them where there are none.
    let takes = |n: usize| texts.get(n) == Some(&true) || !texts.contains(&true);
    let takers = (0..wishes.len()).filter(|n| takes(*n)).count().max(1);
    let spare = (all - whole) / takers as f32;
    let of = |(n, (_, whole)): (usize, &(f32, f32))| if takes(n) { whole + spare } else { *whole };
    wishes.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_set_smaller_before_a_word_is_broken() {
        for (least, want) in [(60.0, SIZE), (100.0, SIZE), (125.0, 7.2), (400.0, SMALLEST)] {
            let got = size_for(&[(least / 2.0, 500.0), (least / 2.0, 500.0)], 100.0);
            assert!((got - want).abs() < 0.001, "{least}: {got}");
        }
    }

    #[test]
    fn columns_always_fill_the_page_and_never_more() {
        for (wishes, want) in [
            (vec![(10.0, 20.0), (10.0, 20.0)], vec![20.0, 80.0]),
            (vec![(10.0, 20.0), (10.0, 180.0)], vec![14.444, 85.556]),
            (vec![(100.0, 120.0), (300.0, 400.0)], vec![25.0, 75.0]),
        ] {
            let got = shared(&wishes, &[false, true], 100.0);
            assert!(got.iter().zip(&want).all(|(g, w)| (g - w).abs() < 0.01), "{got:?}");
        }
    }
}
