import { expect, test } from 'vitest';
import type { ClockRow, TicketRow } from '../../door';
import { frozen_order, moves, standing, steady, wanted_order } from './order';

const now = 1_000_000;
const clock = (more: Partial<ClockRow>): ClockRow => ({
  no: 0,
  kind: 'answer',
  cycle: 1,
  started_at: 0,
  allowed: { elapsed: 1 },
  target: 1,
  due_at: now + 1000,
  waiting: [],
  asks: false,
  suspect: false,
  tasks: [],
  ...more,
});
const row = (id: string, more: Partial<TicketRow>): TicketRow =>
  ({ id, state: 'open', called_at: 0, assignments: [], clocks: [clock({})], children: [], ...more }) as TicketRow;

test('late goes first, closed is not there, and a quiet child is not either', () => {
  const rows = [
    row('calm', {}),
    row('closed', { state: 'closed' }),
    row('late', { clocks: [clock({ level: 'late', due_at: now - 1, asks: true })] }),
    row('child', { parent: 'calm' }),
    row('pressing child', { parent: 'calm', clocks: [clock({ level: 'urgent' })] }),
  ];
  expect(wanted_order(standing(rows, now))).toEqual(['late', 'pressing child', 'calm']);
});

test('a number that is often a nuisance is lower among its equals, and never below a lesser state', () => {
  const urgent = { clocks: [clock({ level: 'urgent' })] };
  const rows = [
    row('marked calm', { nuisance: true, clocks: [clock({ due_at: now + 1 })] }),
    row('calm', {}),
    row('marked urgent', { ...urgent, nuisance: true }),
    row('urgent', urgent),
  ];
  expect(wanted_order(standing(rows, now))).toEqual(['urgent', 'marked urgent', 'calm', 'marked calm']);
});

test('a row of which only the time has passed stands as before; one that turns or is another does not', () => {
  const rows = [row('calm', {}), row('turning', { clocks: [clock({ waiting: [{ level: 'late', at: now + 500 }] })] })];
  const before = standing(rows, now);
  const later = steady(standing([rows[0]!, rows[1]!, row('new', {})], now + 600), before);
  expect(later[0]).toBe(before[0]);
  expect(later[1]).not.toBe(before[1]);
  expect(later.map((one) => one.due.state)).toEqual(['calm', 'late', 'calm']);
  const changed = { ...rows[0]!, owner: 'Rina' } as TicketRow;
  expect(steady(standing([changed], now), before)[0]?.row.owner).toBe('Rina');
  expect(steady(standing(rows, now + 100), before)).toBe(before);
  expect(steady(standing([rows[0]!], now), before)).not.toBe(before);
});

test('a frozen order keeps its rows and puts the new ones at the end', () => {
  expect(frozen_order(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd']);
});

test('what R offers is counted by the rows that move', () => {
  expect(moves(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0);
  expect(moves(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1);
  expect(moves(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(2);
});
