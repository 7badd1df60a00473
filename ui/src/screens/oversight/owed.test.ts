import { describe, expect, test } from 'vitest';
import type { ClockRow, TicketRow } from '../../door';
import { by_age, debtors } from './owed';

const hour = 3_600_000;
const now = 1_000 * hour;

function clock(kind: ClockRow['kind'], due_in: number, assignment?: number): ClockRow {
  return {
    no: 0,
    kind,
    ...(assignment !== undefined && { assignment }),
    cycle: 1,
    started_at: now - hour,
    due_at: now + due_in,
    waiting: [],
    asks: false,
    suspect: false,
    tasks: [],
  } as unknown as ClockRow;
}

function ticket(id: string, age: number, clocks: ClockRow[], agency?: string): TicketRow {
  return {
    id,
    state: 'open',
    called_at: now - age,
    assignments: agency ? [{ no: 1, agency, role: 'lead', state: 'sent' }] : [],
    clocks,
  } as unknown as TicketRow;
}

describe('who owes the next step', () => {
  const tickets = [
    ticket('a', 2 * hour, [clock('answer', 20 * hour), clock('acknowledge', hour, 1)], 'PUBM'),
    ticket('b', 5 * hour, [clock('answer', 20 * hour), clock('acknowledge', -hour, 1)], 'DLHK'),
    ticket('c', hour / 2, [clock('dispatch', 30_000)]),
    ticket('d', 30 * hour, [clock('work', 3 * hour, 1)], 'PUBM'),
    { ...ticket('e', 90 * hour, []), state: 'closed' } as TicketRow,
  ];
  test('each open ticket stands under one, what is late first, the oldest call on top', () => {
    const found = debtors(tickets, now);
    expect(found.map((one) => one.agency ?? 'room')).toEqual(['DLHK', 'room', 'PUBM']);
    expect(found.map((one) => one.late)).toEqual([1, 0, 0]);
    expect(found[2]?.owed.map((one) => one.ticket.id)).toEqual(['d', 'a']);
    expect(found[2]?.next.ticket.id).toBe('a');
    expect(found.reduce((sum, one) => sum + one.owed.length, 0)).toBe(4);
  });
  test('a calm answer waits for the agency that has it, a pressing one is the room’s', () => {
    const sent = [clock('answer', 20 * hour), clock('acknowledge', 40 * hour, 1)];
    expect(debtors([ticket('i', 4 * hour, sent, 'PUBM')], now)[0]?.agency).toBe('PUBM');
    const late = [clock('answer', -1), clock('acknowledge', 40 * hour, 1)];
    expect(debtors([ticket('j', 25 * hour, late, 'PUBM')], now)[0]?.agency).toBeUndefined();
  });
  test('what is done and quiet waits for the room', () => {
    const done = { ...ticket('f', hour, [clock('verify', hour), clock('answer', 20 * hour)], 'PUBM'), state: 'done' };
    expect(debtors([done as TicketRow], now)[0]?.agency).toBeUndefined();
  });
  test('ages add up to all that are open, and an hour is no longer under an hour', () => {
    const aged = by_age([...tickets, ticket('g', hour, []), ticket('h', 72 * hour, [])], now);
    expect(aged.map((one) => one.count)).toEqual([1, 2, 1, 1, 1]);
    expect(aged.map((one) => one.late)).toEqual([0, 0, 1, 0, 0]);
  });
  test('none is none', () => {
    expect(debtors([], now)).toEqual([]);
    expect(by_age([], now).every((one) => one.count === 0)).toBe(true);
  });
});
