import { expect, test } from 'vitest';
import type { Cell, ColumnKind, Figure, Table } from '../../door';
import { fetch_rooms, has_words } from '../../words/words.svelte';
import { cell_words, chart_of, is_nothing, note_of, section_names, sections, title_of } from './figure';

await fetch_rooms('report');

const table = (id: Figure, columns: [string, ColumnKind][], rows: Cell[][]): Table => ({
  id,
  columns: columns.map(([key, kind]) => ({ key: `report.column_${key}`, kind })),
  rows,
});
const named = (name: string, ...counts: number[]): Cell[] => [{ text: name }, ...counts.map((count) => ({ count }))];

test('a bar is as long as its parts, and what was missed has a colour of its own', () => {
  const chart = chart_of(
    table(
      'answer',
      [
        ['category', 'text'],
        ['due', 'count'],
        ['met', 'count'],
        ['late', 'count'],
        ['overdue', 'count'],
      ],
      [named('Kebakaran', 9, 5, 3, 1), named('Bising', 2, 2, 0, 0)],
    ),
  );
  expect(chart.bars.map((bar) => bar.sum)).toEqual([9, 2]);
  expect(chart.bars[0]?.parts.map((part) => [part.look, part.count])).toEqual([
    ['good', 5],
    ['late', 3],
    ['over', 1],
  ]);
  expect([chart.top, chart.left, chart.legend.length]).toEqual([9, 0, 3]);
});

test('what has one count is one bar, and of many rows the first are drawn', () => {
  const rows = Array.from({ length: 15 }, (_, n) => named(`kategori ${n}`, 15 - n));
  const chart = chart_of(
    table(
      'reopened',
      [
        ['category', 'text'],
        ['tickets', 'count'],
      ],
      rows,
    ),
  );
  expect([chart.bars.length, chart.left, chart.top, chart.legend.length]).toEqual([12, 3, 15, 0]);
});

test('a percentage stands with what it is of, a time as people read it', () => {
  expect(cell_words({ share: { part: 1, of: 3 } })).toBe('33,3% dari 3');
  expect(cell_words({ count: 12_345 })).toBe('12.345');
  expect(cell_words({ duration: 1_250 })).toBe('1,25 dtk');
  expect(cell_words({ duration: 754_000 })).toBe('12:34');
  expect(cell_words({ duration: 3 * 86_400_000 })).toBe('3 hari');
  expect(cell_words({ day: '2026-11-27' })).toBe('27/11/2026');
  expect(cell_words({ key: 'report.too_few' })).toBe('terlalu sedikit');
  expect(cell_words('empty')).toBe('');
});

test('every figure has its place once, with a title and an explanation of its cohort', () => {
  const all = section_names.flatMap((name) => [...sections[name]] as Figure[]);
  expect(new Set(all).size).toBe(all.length);
  for (const figure of all) {
    expect(has_words(`report.figure_${figure}`), figure).toBe(true);
    expect(title_of(figure)).not.toBe('');
  }
  expect(note_of('work_outside')).toContain('di luar kabupaten');
  const nothing = table(
    'backlog',
    [
      ['age', 'text'],
      ['open', 'count'],
      ['emergency', 'count'],
    ],
    [named('x', 0, 0)],
  );
  expect(is_nothing(nothing)).toBe(true);
});

test('a table is nothing only where no row of it counts, not where its first do not', () => {
  const rows = Array.from({ length: 15 }, (_, n) => named(`baris ${n}`, n === 14 ? 1 : 0));
  const columns: [string, ColumnKind][] = [
    ['ministry', 'text'],
    ['calls', 'count'],
  ];
  expect(is_nothing(table('ministry', columns, rows))).toBe(false);
  expect(is_nothing(table('ministry', columns, rows.slice(0, 14)))).toBe(true);
});
