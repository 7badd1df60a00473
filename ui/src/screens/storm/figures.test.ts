import { expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { figures, is_rush, storm_from } from './figures';

const row = (over: Partial<TicketRow>): TicketRow =>
  ({ state: 'open', kind: 'emergency', called_at: 0, assignments: [], children: [], ...over }) as unknown as TicketRow;

test('only what is open and part of it counts', () => {
  const rows = [
    row({ storm: 1, at_risk: true }),
    row({ storm: 1, assignments: [{}] as unknown as TicketRow['assignments'] }),
    row({ storm: 1, parent: 'other' }),
    row({ storm: 1, state: 'done', at_risk: true }),
    row({ storm: 2 }),
    row({}),
  ];
  expect(figures(rows, 1)).toEqual({ open: 3, unsent: 1, at_risk: 1 });
});

test('a rush is many emergencies within half an hour', () => {
  const many = (count: number, called_at: number) => Array.from({ length: count }, () => row({ called_at }));
  expect(is_rush(many(storm_from, 0), 60_000)).toBe(storm_from);
  expect(is_rush(many(storm_from - 1, 0), 60_000)).toBeUndefined();
  expect(is_rush(many(storm_from, 0), 31 * 60_000)).toBeUndefined();
  expect(
    is_rush(
      many(storm_from, 0).map((one) => ({ ...one, kind: 'complaint' as const })),
      0,
    ),
  ).toBeUndefined();
});
