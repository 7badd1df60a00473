import { expect, test } from 'vitest';
import type { Counted, MinistryRow, Region } from '../../door';
import { fetch_rooms } from '../../words/words.svelte';
import { counted_by, counted_words, everything, left_out, moved, outcomes, sheet_of, toggled } from './ministry';

await fetch_rooms('report');

const fire: Counted = { category: 'KBR-BGN' };
const prank: Counted = { no_case: 'prank' };
const row = (name: string, ...counts: Counted[]): MinistryRow => ({ name, counts });
const region = {
  categories: [{ code: 'KBR-BGN', name_id: 'Kebakaran', name_en: 'Fire' }],
} as Region;

test('what one row of the sum counts is no other’s, and details may tell it again', () => {
  const rows = [row('Api', fire), row('Lain', prank), { ...row('Rumah', fire), of_which: true }];
  expect(counted_by(rows, 1, fire)?.name).toBe('Api');
  expect(counted_by(rows, 0, fire)).toBeUndefined();
  expect(counted_by(rows, 2, prank)).toBeUndefined();
});

test('what is in no row of the sum is told', () => {
  const all = everything(region);
  expect(all).toHaveLength(outcomes.length + 1);
  const left = left_out([row('Prank', prank), { ...row('Rumah', fire), of_which: true }], all);
  expect(left.map((one) => counted_words(one, region))).toEqual([
    'Susulan',
    'Informasi',
    'Disambungkan',
    'Senyap',
    'Salah sambung',
    'Uji coba',
    'Kebakaran',
  ]);
});

test('a row takes something in and lets it go, moves, and is sent without what it need not say', () => {
  const taken = toggled(row('Api'), { category: 'KBR-BGN' });
  expect(taken.counts).toEqual([fire]);
  expect(toggled(taken, { category: 'KBR-BGN' }).counts).toEqual([]);
  const rows = ['a', 'b', 'c'].map((name) => row(name));
  expect(moved(rows, 2, -1).map((one) => one.name)).toEqual(['a', 'c', 'b']);
  expect(moved(rows, 0, 1).map((one) => one.name)).toEqual(['b', 'a', 'c']);
  expect(sheet_of([{ ...row(' Api ', fire), of_which: false }])).toEqual({ rows: [row('Api', fire)] });
});
