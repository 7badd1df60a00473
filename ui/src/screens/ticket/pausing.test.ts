import { expect, test } from 'vitest';
import type { AssignmentRow, TicketRow } from '../../door';
import { morning_after, work_of } from './pausing';

const wib = 420;

test('a morning is eight o’clock in the room’s zone', () => {
  // 26 November 2026, 01.30 WIB: the day in UTC is still the 25th.
  const night = Date.UTC(2026, 10, 25, 18, 30);
  expect(morning_after(1, night, wib)).toBe(Date.UTC(2026, 10, 27, 1, 0));
  expect(morning_after(3, Date.UTC(2026, 10, 26, 10, 0), wib)).toBe(Date.UTC(2026, 10, 29, 1, 0));
});

test('only work that runs can stand still', () => {
  const assignment = { no: 2 } as AssignmentRow;
  const ticket = {
    clocks: [
      { kind: 'acknowledge', assignment: 2 },
      { kind: 'work', assignment: 1 },
      { kind: 'work', assignment: 2, outcome: 'met' },
      { kind: 'work', assignment: 2, no: 7 },
    ],
  } as unknown as TicketRow;
  expect(work_of(ticket, assignment)?.no).toBe(7);
  expect(work_of(ticket, { no: 3 } as AssignmentRow)).toBeUndefined();
  expect(work_of(ticket, undefined)).toBeUndefined();
});
