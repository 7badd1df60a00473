import { expect, test } from 'vitest';
import type { AssignmentRow, ClockRow, TicketRow } from '../../door';
import { day_start, due_of_own, fresh, lists_of, own_of } from './lists';

const part = (no: number, more: Partial<AssignmentRow>): AssignmentRow => ({
  no,
  version: 1,
  agency: 'DAMKAR',
  role: 'lead',
  state: 'sent',
  channel: 'radio',
  recipient: 'Yoga',
  sent_at: 1000 * no,
  ...more,
});
const timer = (no: number, kind: ClockRow['kind'], due_at: number, assignment?: number): ClockRow => ({
  no,
  kind,
  assignment,
  cycle: 1,
  started_at: 0,
  allowed: { of: 'wall', ms: due_at } as never,
  target: due_at,
  due_at,
  waiting: [],
  asks: false,
  suspect: false,
  tasks: [],
});
const ticket = (id: string, assignments: AssignmentRow[], clocks: ClockRow[] = [], closed = false): TicketRow =>
  ({
    id,
    number: `SDA-261126-2-0${id}`,
    state: closed ? 'closed' : 'open',
    assignments,
    clocks,
    closed: closed ? { at: 9000, outcome: 'handled', by: 'Rina' } : undefined,
  }) as unknown as TicketRow;

const ids = (some: readonly { row: TicketRow }[]): string[] => some.map((one) => one.row.id);

test('a report stands where its agency is with it; of others, copies and what was given back nothing stands', () => {
  const rows = [
    ticket('1', [part(1, {})], [timer(0, 'acknowledge', 5000, 1)]),
    ticket('2', [part(1, {})], [timer(0, 'acknowledge', 3000, 1)]),
    ticket('3', [part(1, { state: 'en_route' })]),
    ticket('4', [part(1, { state: 'done', ended_at: 2000 })]),
    ticket('5', [part(1, { state: 'done', ended_at: 4000 })], [], true),
    ticket('6', [part(1, { agency: 'PSC119' })]),
    ticket('7', [part(1, { role: 'copy' })]),
    ticket('8', [part(1, { state: 'returned' })]),
    ticket('9', [part(1, { state: 'not_needed' })]),
    ticket('10', [part(1, { state: 'done', ended_at: -1 })]),
    ticket('11', [part(1, { state: 'acknowledged' })], [], true),
  ];
  const lists = lists_of(rows, 'DAMKAR', 0, 0);
  expect(ids(lists.waiting)).toEqual(['2', '1']);
  expect(ids(lists.running)).toEqual(['3']);
  expect(ids(lists.done)).toEqual(['5', '4']);
});

test('sent a second time, the new part is the one that counts', () => {
  const again = ticket('1', [part(1, { state: 'done', ended_at: 1 }), part(2, { agency: 'BPBD' }), part(3, {})]);
  expect(own_of(again, 'DAMKAR')?.no).toBe(3);
  expect(own_of(again, 'PLN')).toBeUndefined();
});

test('what is shown is what the agency owes, not what the room owes the caller', () => {
  const own = part(1, {});
  const row = ticket(
    '1',
    [own],
    [timer(0, 'answer', 100), timer(1, 'acknowledge', 5000, 1), timer(2, 'arrive', 9000, 1)],
  );
  expect(due_of_own(row, own, 200)).toMatchObject({ state: 'calm', due_at: 5000 });
  expect(due_of_own(row, own, 5001)).toMatchObject({ state: 'late', due_at: 5000 });
  expect(due_of_own(ticket('1', [own]), own, 200)).toEqual({ state: 'done' });
});

test('the day begins at the room’s midnight', () => {
  const midnight = Date.UTC(2026, 10, 25, 17);
  expect(day_start(midnight, 420)).toBe(midnight);
  expect(day_start(midnight - 1, 420)).toBe(midnight - 86_400_000);
});

test('what waits is new once, and nothing is new at the first look', () => {
  const { waiting } = lists_of([ticket('1', [part(1, {})]), ticket('2', [part(1, {})])], 'DAMKAR', 0, 0);
  expect(fresh(waiting, undefined)).toEqual([]);
  expect(ids(fresh(waiting, new Set(['1'])))).toEqual(['2']);
});
