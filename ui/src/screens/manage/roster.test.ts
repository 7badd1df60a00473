import { expect, test } from 'vitest';
import type { RosterRow, RosterWeek } from '../../door';
import { copy, gaps, people_of, put, rebase, saved_in, toggle, weeks_from } from './roster';

const person = (id: string, gone = false) => ({ person: id, name: id.toUpperCase(), ...(gone ? { gone } : {}) });
const row = (day: string, people: RosterRow['people'], over = false): RosterRow => ({
  day,
  shift: 'night',
  starts_at: 0,
  people,
  ...(over ? { over } : {}),
});
const week = (...rows: RosterRow[]): RosterWeek => ({
  days: rows.map((one) => one.day),
  rows,
  staff: [person('siti'), person('rudi')],
});
const monday = row('2026-11-30', [person('siti')]);
const tuesday = row('2026-12-01', []);

test('a change that is taken back is no change', () => {
  const once = toggle({}, monday, 'rudi');
  expect(people_of(once, monday)).toEqual(['siti', 'rudi']);
  expect(Object.values(once)).toEqual([
    { day: '2026-11-30', shift: 'night', before: ['siti'], after: ['siti', 'rudi'] },
  ]);
  expect(toggle(once, monday, 'rudi')).toEqual({});
});

test('the week before is copied without who has left, and never into what is over', () => {
  const last = week(
    row('2026-11-23', [person('rudi'), person('budi', true)]),
    row('2026-11-24', []),
    row('2026-11-25', [person('siti')]),
  );
  const here = week(monday, tuesday, row('2026-12-02', [], true));
  const made = copy({}, here, last);
  expect(here.rows.map((one) => people_of(made, one))).toEqual([['rudi'], [], []]);
});

test('what was saved meanwhile is what was seen; what is over is left', () => {
  const edits = put(put({}, monday, ['rudi']), tuesday, ['siti']);
  const newest = week(row('2026-11-30', [person('budi')]), row('2026-12-01', [], true));
  expect(Object.values(rebase(edits, newest))).toEqual([
    { day: '2026-11-30', shift: 'night', before: ['budi'], after: ['rudi'] },
  ]);
});

test('what was saved stands in the week before the room tells it', () => {
  const sent = put(put({}, monday, ['rudi']), tuesday, ['siti']);
  const stands = saved_in(week(monday, tuesday), sent);
  expect(stands.rows.map((one) => one.people.map((who) => who.name))).toEqual([['RUDI'], ['SITI']]);
});

test('nobody, and somebody who has left, are gaps of what is to come', () => {
  const left = row('2026-12-02', [person('budi', true), person('siti')]);
  const all = week(monday, tuesday, left, row('2026-11-29', [], true));
  expect(gaps({}, all)).toBe(2);
  expect(gaps(put({}, tuesday, ['rudi']), all)).toBe(1);
});

test('a week is seven days, over the end of a month', () => {
  expect(weeks_from('2026-11-26', 1)).toBe('2026-12-03');
  expect(weeks_from('2026-12-03', -1)).toBe('2026-11-26');
});
