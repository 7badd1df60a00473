import { describe, expect, test } from 'vitest';
import type { AssignmentRow, ClockRow, TicketRow } from '../door';
import { by_need, due_of, due_of_clock, is_doubted, is_orphan, type Due } from './due';

const now = 1_000_000_000;
const clock = (more: Partial<ClockRow>): ClockRow => ({
  no: 0,
  kind: 'acknowledge',
  assignment: 1,
  cycle: 1,
  started_at: now - 60_000,
  allowed: { elapsed: 120_000 },
  target: 120_000,
  due_at: now + 60_000,
  waiting: [],
  asks: false,
  suspect: false,
  tasks: [],
  ...more,
});
const assignment = (more: Partial<AssignmentRow>): AssignmentRow => ({
  no: 1,
  version: 1,
  agency: 'BPBD',
  role: 'lead',
  state: 'sent',
  channel: 'radio',
  recipient: 'Budi',
  sent_at: now - 60_000,
  ...more,
});
const ticket = (more: Partial<TicketRow>): TicketRow => ({
  id: 't',
  number: 'SDA-261123-2-17',
  version: 1,
  changed: 1,
  state: 'open',
  kind: 'emergency',
  category: 'KBR-BGN',
  severity: 'critical',
  restricted: false,
  masked: false,
  called_at: now - 90_000,
  opened_at: now - 80_000,
  opened_by: 'Rina',
  desk: 2,
  call_back: true,
  reporters: 1,
  follow_ups: 0,
  cycle: 1,
  assignments: [assignment({})],
  clocks: [],
  answers: [],
  children: [],
  ...more,
});

describe('one clock', () => {
  const state = (more: Partial<ClockRow>, of = ticket({})) => due_of_clock(clock(more), of, now).state;
  test('is as its level says', () => {
    expect(state({})).toBe('calm');
    expect(state({ level: 'half' })).toBe('calm');
    expect(state({ level: 'soon' })).toBe('soon');
    expect(state({ level: 'urgent' })).toBe('urgent');
    expect(state({ level: 'supervisor', due_at: now - 1, asks: true })).toBe('late');
  });
  test('goes on by itself while the room is not heard', () => {
    expect(state({ level: 'soon', waiting: [{ level: 'urgent', at: now }] })).toBe('urgent');
    expect(state({ level: 'soon', waiting: [{ level: 'urgent', at: now + 1 }] })).toBe('soon');
    expect(state({ due_at: now })).toBe('calm');
    expect(state({ due_at: now - 1 })).toBe('late');
  });
  test('is held once a person has it in hand, and late again when it asks again', () => {
    const late = { level: 'late', due_at: now - 1000, acknowledged_by: 'Sari' } as const;
    expect(state({ ...late, asks: false })).toBe('held');
    expect(state({ ...late, asks: true })).toBe('late');
  });
  test('stands still while it is paused, until it goes on by itself, late or not', () => {
    const paused = { since: now - 1000, resume_at: now + 9000, reason: 'weather' } as const;
    const work = clock({ kind: 'work', paused, level: 'late', due_at: now - 5000, asks: true });
    expect(due_of_clock(work, ticket({}), now)).toMatchObject({ state: 'paused', due_at: now + 9000 });
    // The room says when it goes on; a page that has not heard it does not.
    expect(due_of_clock(work, ticket({}), now + 10_000).state).toBe('paused');
  });
  test('with nobody on it is urgent at once, until somebody has it in hand, and late when it is', () => {
    const of = ticket({ assignments: [assignment({ state: 'returned' })] });
    const again = { kind: 'dispatch', assignment: undefined, due_at: now + 3_600_000 } as const;
    expect(state({ ...again, waiting: [{ level: 'orphan', at: now }] }, of)).toBe('urgent');
    expect(state({ ...again, level: 'orphan', asks: true }, of)).toBe('urgent');
    expect(state({ ...again, level: 'soon', asks: true }, of)).toBe('urgent');
    expect(state({ ...again, level: 'orphan', acknowledged_by: 'Sari' }, of)).toBe('calm');
    expect(state({ ...again, level: 'soon', acknowledged_by: 'Sari' }, of)).toBe('soon');
    expect(state({ ...again, level: 'late', asks: true, due_at: now - 1 }, of)).toBe('late');
    expect(is_orphan(clock(again), of)).toBe(true);
    expect(is_orphan(clock({ ...again, outcome: 'met' }), of)).toBe(false);
    expect(is_orphan(clock(again), ticket({ assignments: [] }))).toBe(false);
  });
  test('is active once its agency has accepted', () => {
    const of = ticket({ assignments: [assignment({ state: 'acknowledged' }), assignment({ no: 2, agency: 'PLN' })] });
    expect(state({ kind: 'arrive' }, of)).toBe('active');
    expect(state({ kind: 'answer', assignment: undefined }, of)).toBe('calm');
    expect(state({ kind: 'dispatch', assignment: undefined }, ticket({ assignments: [] }))).toBe('calm');
  });
});

describe('a ticket', () => {
  test('shows what matters most, and who owes it', () => {
    const of = ticket({
      assignments: [assignment({}), assignment({ no: 2, agency: 'PLN' })],
      clocks: [
        clock({ no: 0, kind: 'answer', assignment: undefined, due_at: now + 5000 }),
        clock({ no: 1, assignment: 1, level: 'soon', due_at: now + 60_000 }),
        clock({ no: 2, assignment: 2, level: 'urgent', due_at: now + 30_000 }),
        clock({ no: 3, assignment: 2, level: 'late', due_at: now - 30_000, outcome: 'missed' }),
      ],
    });
    expect(due_of(of, now)).toMatchObject({ state: 'urgent', agency: 'PLN', due_at: now + 30_000 });
  });
  test('is done when its agencies are, unless an answer presses', () => {
    const answer = clock({ kind: 'answer', assignment: undefined, due_at: now + 5000 });
    expect(due_of(ticket({ state: 'done', clocks: [answer] }), now).state).toBe('done');
    expect(due_of(ticket({ state: 'done', clocks: [{ ...answer, level: 'soon' }] }), now).state).toBe('soon');
    expect(due_of(ticket({ state: 'closed', clocks: [answer] }), now)).toEqual({ state: 'done' });
    expect(due_of(ticket({}), now)).toEqual({ state: 'done' });
  });
  test('shows what still runs before what stands still, and is in doubt while a doubted alarm stands', () => {
    const paused = { since: now, resume_at: now + 1000, reason: 'budget' } as const;
    const clocks = [clock({ kind: 'work', paused }), clock({ kind: 'answer', assignment: undefined })];
    expect(due_of(ticket({ clocks }), now)).toMatchObject({ state: 'calm', clock: { kind: 'answer' } });
    expect(due_of(ticket({ clocks: clocks.slice(0, 1) }), now).state).toBe('paused');
    expect(is_doubted(ticket({ clocks }))).toBe(false);
    expect(is_doubted(ticket({ clocks: [clock({ suspect: true })] }))).toBe(true);
    expect(is_doubted(ticket({ clocks: [clock({ suspect: true, outcome: 'met' })] }))).toBe(false);
  });
  test('stands in the order late, urgent, soon, held, then by time', () => {
    const dues: Due[] = [
      { state: 'done' },
      { state: 'active', due_at: 30 },
      { state: 'calm', due_at: 20 },
      { state: 'held', due_at: 1 },
      { state: 'soon', due_at: 9 },
      { state: 'late', due_at: 5 },
      { state: 'urgent', due_at: 8 },
      { state: 'late', due_at: 3 },
    ];
    expect(dues.sort(by_need).map((due) => `${due.state} ${due.due_at ?? ''}`.trim())).toEqual([
      'late 3',
      'late 5',
      'urgent 8',
      'soon 9',
      'held 1',
      'calm 20',
      'active 30',
      'done',
    ]);
  });
});
