//! How one cell is made.

use super::{Cell, Column, ColumnKind};
use crate::region::{AgencyCode, CategoryCode};
use crate::report::{ENOUGH, Group, Report, Spread, Stage, Tally};
use crate::setup::Language;
use ColumnKind::Text;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) type Row = Vec<Cell>;

pub(super) fn column(key: &str, kind: ColumnKind) -> Column {
    Column { key: format!("report.column_{key}"), kind }
}

pub(super) fn columns(first: &str, others: &[(&str, ColumnKind)]) -> Vec<Column> {
    std::iter::once((first, Text))
        .chain(others.iter().copied())
        .map(|(key, kind)| column(key, kind))
        .collect()
}

pub(super) fn key(group: &str, name: &str) -> Cell {
    Cell::Key(format!("report.{group}_{name}"))
}

pub(super) fn total(cells: impl IntoIterator<Item = Cell>) -> Option<Row> {
    Some(std::iter::once(Cell::Key("report.total".to_owned())).chain(cells).collect())
}

pub(super) fn share(part: u32, of: u32) -> Cell {
    if of == 0 { Cell::Empty } else { Cell::Share { part, of } }
}

/// A share that is compared with others': of too few it says nothing.
pub(super) fn compared(part: u32, of: u32) -> Cell {
    if 0 < of && of < ENOUGH { too_few() } else { share(part, of) }
}

pub(super) fn too_few() -> Cell {
    Cell::Key("report.too_few".to_owned())
}

pub(super) fn percentiles(spread: &Spread) -> Row {
    let of = |percent| match spread.percentile(percent) {
        None => Cell::Empty,
        Some(_) if spread.n() < ENOUGH => too_few(),
        Some(ms) => Cell::Duration(ms),
    };
    [50, 90, 95].map(of).to_vec()
}

pub(super) fn counts<B: Ord + Copy>(tally: &Tally<B>, buckets: &[B]) -> Row {
    buckets.iter().map(|bucket| Cell::Count(tally.of(*bucket))).collect()
}

/// Named rows, the greatest first.
pub(super) type Named<V> = Vec<(String, V)>;

pub(super) fn named<K, V: Clone>(
    of: &BTreeMap<K, V>,
    name: impl Fn(&K) -> String,
    size: impl Fn(&V) -> u32,
) -> Named<V> {
    let mut rows: Vec<_> = of.iter().map(|(key, value)| (name(key), value.clone())).collect();
    // By code before, so that equals stand in one order for ever.
    rows.sort_by_key(|(_, value)| Reverse(size(value)));
    rows
}

/// What a group of any figure is sorted by.
pub(super) trait Size {
    fn size(&self) -> u32;
}

impl Size for u32 {
    fn size(&self) -> u32 {
        *self
    }
}

impl<B: Ord + Copy> Size for Tally<B> {
    fn size(&self) -> u32 {
        self.total()
    }
}

impl Size for Group {
    fn size(&self) -> u32 {
        self.buckets.total()
    }
}

pub(super) fn categories<V: Size + Clone>(
    of: &BTreeMap<CategoryCode, V>,
    report: &Report,
    language: Language,
) -> Named<V> {
    let name = |code: &CategoryCode| match (report.names.categories.get(code), language) {
        (Some((id, _)), Language::Id) => id.clone(),
        (Some((_, en)), Language::En) => en.clone(),
        (None, _) => code.to_string(),
    };
    named(of, name, V::size)
}

pub(super) fn agencies<V: Size + Clone>(of: &BTreeMap<AgencyCode, V>, report: &Report) -> Named<V> {
    let name = |code: &AgencyCode| match report.names.agencies.get(code) {
        Some((name, _)) => name.clone(),
        None => code.to_string(),
    };
    named(of, name, V::size)
}

pub(super) fn of_stage<K: Ord + Clone>(
    groups: &BTreeMap<(Stage, K), Group>,
    stage: Stage,
) -> BTreeMap<K, Group> {
    let of = groups.iter().filter(|((of, _), _)| *of == stage);
    of.map(|((_, key), group)| (key.clone(), group.clone())).collect()
}
