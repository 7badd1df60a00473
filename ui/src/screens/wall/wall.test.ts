import { describe, expect, test } from 'vitest';
import type { AssignmentRow, ClockRow, SetupView, TicketRow } from '../../door';
import { agencies_of, calls_of, wall_of, wall_unit } from './wall';

const now = 1_000_000_000;
const setup = {
  region: {
    agencies: [{ code: 'DPUBMSDA', wall_name: 'PUBM' }],
    categories: [{ code: 'KBR', wall_name: 'Kebakaran' }],
    districts: [{ code: '1', wall_name: 'Tgl.angin', lat: -7.5, lon: 112.7 }],
    villages: [{ code: '11', lat: -7.6, lon: 112.8 }],
  },
} as unknown as SetupView;

const clock = (no: number, due_at: number, more: Partial<ClockRow> = {}): ClockRow => ({
  no,
  kind: 'acknowledge',
  assignment: 1,
  cycle: 1,
  started_at: now - 60_000,
  allowed: { elapsed: 120_000 },
  target: 120_000,
  due_at,
  waiting: [],
  asks: false,
  suspect: false,
  tasks: [],
  ...more,
});
const sent = (agency: string, more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  no: 1,
  version: 1,
  agency,
  role: 'lead',
  state: 'sent',
  channel: 'radio',
  recipient: 'Budi',
  sent_at: now - 60_000,
  ...more,
});
const ticket = (id: string, more: Partial<TicketRow> = {}): TicketRow => ({
  id,
  number: `SDA-261126-1-${id}`,
  version: 1,
  changed: 1,
  state: 'open',
  kind: 'emergency',
  category: 'KBR',
  severity: 'critical',
  restricted: false,
  masked: true,
  called_at: now - 90_000,
  opened_at: now - 80_000,
  opened_by: 'Rina',
  desk: 2,
  district: '1',
  call_back: true,
  reporters: 1,
  follow_ups: 0,
  cycle: 1,
  assignments: [sent('DPUBMSDA')],
  clocks: [clock(0, now + 60_000)],
  answers: [],
  children: [],
  ...more,
});

describe('the wall', () => {
  test('is empty without tickets', () => {
    expect(wall_of([], setup, now)).toEqual({
      rows: [],
      beyond: 0,
      beyond_late: 0,
      beyond_calm: true,
      agencies: [],
      marks: [],
    });
  });
  test('names one by what fits, and a restricted kind not at all', () => {
    const view = wall_of(
      [ticket('1'), ticket('2', { restricted: true, clocks: [clock(0, now + 90_000)] })],
      setup,
      now,
    );
    expect(view.rows.map(({ id, category, district, agency }) => [id, category, district, agency])).toEqual([
      ['1', 'Kebakaran', 'Tgl.angin', 'PUBM'],
      ['2', undefined, 'Tgl.angin', 'PUBM'],
    ]);
    expect(view.marks).toContainEqual({ id: '1', state: 'calm', lat: -7.5, lon: 112.7 });
  });
  test('shows six of sixty, and says how many more are late', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      ticket(String(i), {
        clocks: [clock(0, i < 20 ? now - (i + 1) * 1000 : now + i * 1000, i < 20 ? { level: 'late', asks: true } : {})],
      }),
    );
    const view = wall_of(many, setup, now);
    expect(view.rows).toHaveLength(6);
    expect(view.rows[0]).toMatchObject({ id: '19', due: { state: 'late' } });
    expect([view.beyond, view.beyond_late]).toEqual([54, 14]);
    expect(view.agencies).toEqual([{ code: 'DPUBMSDA', open: 60, waiting: 60, state: 'late' }]);
  });
  test('leaves out what is closed and what owes nothing', () => {
    const view = wall_of([ticket('1', { state: 'closed' }), ticket('2', { clocks: [] })], setup, now);
    expect(view.rows).toEqual([]);
    expect(view.agencies).toEqual([{ code: 'DPUBMSDA', open: 1, waiting: 1, state: 'calm' }]);
  });
  test('sums up the rest of 25 agencies', () => {
    const open = Array.from({ length: 25 }, (_, i) =>
      ticket(String(i), {
        assignments: [
          sent(`A${i}`, { state: i === 7 ? 'sent' : 'acknowledged' }),
          sent('COPY', { no: 2, role: 'copy' }),
          sent('GONE', { no: 3, state: 'returned' }),
        ],
        clocks: [clock(0, now - 1000, { level: 'late', asks: true })],
      }),
    );
    const rows = agencies_of(open, now);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({ code: 'A7', open: 1, waiting: 1, state: 'late' });
    expect(rows[5]).toEqual({ open: 20, waiting: 0, state: undefined });
    expect(rows.reduce((sum, one) => sum + one.open, 0)).toBe(25);
  });
});

test('every call of the day is in one bucket', () => {
  const outcomes = (
    ['ticket', 'follow_up', 'info', 'prank', 'silent', 'wrong_number', 'test', 'transferred'] as const
  ).map((outcome, i) => ({ outcome, count: i + 1 }));
  const calls = calls_of({ calls: 36, last_hour: 4, outcomes });
  expect(calls.real + calls.prank + calls.silent + calls.info + calls.other).toBe(calls.all);
  expect(calls_of(undefined).all).toBe(0);
});

test('letters are as large as their distance asks, as far as there is room', () => {
  expect(wall_unit(55, 6)).toBeCloseTo(6.1, 2);
  expect(wall_unit(75, 7)).toBeCloseTo(5.22, 2);
  expect(wall_unit(43, 10)).toBe(6.1);
  expect(wall_unit(100, 2)).toBe(5.2);
});
