import { expect, test } from 'vitest';
import type { AssignmentRow, ClockRow, SetupView, TicketRow } from '../../door';
import { clock as time } from '../../state/clock.svelte';
import { due_of } from '../../state/due';
import { awaited_of } from './awaited';

const now = 1_000_000_000;
const setup = {
  region: {
    agencies: [
      { code: 'BPBD', short_name: 'BPBD' },
      { code: 'PSC119', short_name: 'PSC 119' },
    ],
  },
} as unknown as SetupView;
const clock = (more: Partial<ClockRow>): ClockRow => ({
  no: 0,
  kind: 'acknowledge',
  cycle: 1,
  started_at: 0,
  allowed: { elapsed: 1 },
  target: 1,
  due_at: now + 60_000,
  waiting: [],
  asks: false,
  suspect: false,
  tasks: [],
  ...more,
});
const told = (no: number, agency: string, more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  no,
  version: 1,
  agency,
  role: no === 1 ? 'lead' : 'support',
  state: 'sent',
  channel: 'radio',
  recipient: 'Budi',
  sent_at: 0,
  ...more,
});
const row = (more: Partial<TicketRow>): TicketRow =>
  ({
    id: 't',
    state: 'open',
    called_at: 0,
    assignments: [],
    clocks: [],
    children: [],
    call_back: true,
    ...more,
  }) as TicketRow;
const line = (of: TicketRow) => awaited_of(setup, of, due_of(of, now));

test('nobody told yet is said so', () => {
  expect(line(row({ clocks: [clock({ kind: 'dispatch' })] })).strong).toBe('belum diteruskan');
});
test('the one whose clock presses is awaited, the others follow', () => {
  const of = row({
    assignments: [told(1, 'BPBD', { state: 'en_route' }), told(2, 'PSC119')],
    clocks: [clock({ assignment: 2, level: 'urgent' }), clock({ kind: 'arrive', assignment: 1 })],
  });
  expect(line(of)).toEqual({ strong: 'PSC 119 belum terima', rest: ['BPBD menuju'] });
});
test('a late one in hand says whose', () => {
  const of = row({
    assignments: [told(1, 'BPBD', { state: 'en_route' })],
    clocks: [
      clock({
        kind: 'arrive',
        assignment: 1,
        level: 'late',
        due_at: now - 1,
        acknowledged_by: 'Sari',
        acknowledged_at: Date.UTC(2026, 10, 26, 8, 53),
      }),
    ],
  });
  expect(line(of)).toEqual({ strong: '', rest: ['BPBD menuju', 'dipegang Sari 15.53'] });
});
test('done, the caller is still to be told', () => {
  const of = row({
    state: 'done',
    assignments: [told(1, 'BPBD', { state: 'done', ended_at: Date.UTC(2026, 10, 26, 9, 20) })],
    clocks: [clock({ kind: 'answer' })],
  });
  expect(line(of).rest).toEqual(['BPBD selesai 16.20', 'kabari pelapor']);
  // Who asked not to be called back is not called.
  expect(line({ ...of, call_back: false }).rest).toEqual(['BPBD selesai 16.20', 'jangan telepon, catat jawaban']);
});
test('those who are equally far share their word', () => {
  const of = row({ assignments: [told(1, 'BPBD'), told(2, 'PSC119')], clocks: [clock({ assignment: 1 })] });
  expect(line(of).rest).toEqual(['BPBD, PSC 119 belum terima']);
});
test('nobody is on it any more: that, and who was proposed', () => {
  const of = row({
    assignments: [told(1, 'PSC119', { state: 'returned', proposed: 'BPBD', ended_at: 5 })],
    clocks: [clock({ kind: 'dispatch', level: 'orphan', asks: true })],
  });
  expect(line(of)).toEqual({ strong: 'tidak ada instansi', rest: ['usul BPBD'] });
});
test('work that stands still says why and until when; a doubted alarm is marked', () => {
  time.hear(Date.UTC(2026, 10, 26, 7, 0));
  const paused = { since: 0, resume_at: Date.UTC(2026, 10, 28, 2, 0), reason: 'weather' } as const;
  const of = row({
    assignments: [told(1, 'BPBD', { state: 'acknowledged' }), told(2, 'PSC119')],
    clocks: [clock({ kind: 'work', assignment: 1, paused }), clock({ assignment: 2, suspect: true })],
  });
  expect(line(of).rest).toEqual([
    'jam komputer diragukan',
    'BPBD ditunda: cuaca, dilanjutkan 28 Nov 09.00',
    'PSC 119 belum terima',
  ]);
  of.clocks[1] = clock({ assignment: 2, tasks: ['head'] });
  expect(line(of).rest[0]).toBe('beri tahu kepala PSC 119');
});
test('done, the room or the caller is still to say so', () => {
  const of = row({
    state: 'done',
    assignments: [told(1, 'BPBD', { state: 'done' })],
    clocks: [clock({ kind: 'verify' })],
  });
  expect(line(of).rest).toEqual(['BPBD selesai', 'pastikan selesai']);
});
