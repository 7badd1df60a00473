import { expect, test } from 'vitest';
import type { AlarmRow, Delivery } from '../../door';
import { is_waiting, late_text, load_of_day, outs_of, verdict } from './history';

const to = (recipient: Delivery['recipient'], outlet: Delivery['outlet'], more: Partial<Delivery> = {}): Delivery => ({
  recipient,
  outlet,
  state: 'due',
  attempt: 0,
  ...more,
});

test('ways with one fate are said once, tasks each by name', () => {
  const outs = outs_of([
    to('operator', 'notification', { state: 'handed_over', attempt: 1 }),
    to('operator', 'sound', { state: 'failed', attempt: 3 }),
    to('supervisor', 'notification', { state: 'handed_over', attempt: 1 }),
    to('supervisor', 'sound', { state: 'failed', attempt: 2 }),
    to('head', 'task'),
    to('secretary', 'task', { state: 'done', to: 'Pak Bima', at: 0 }),
  ]);
  expect(outs.map((out) => [out.outlet, out.recipients.join('+'), out.text])).toEqual([
    ['notification', 'operator+supervisor', 'diserahkan'],
    ['sound', 'operator', 'gagal 3 kali'],
    ['sound', 'supervisor', 'gagal 2 kali'],
    ['task', 'head', 'belum diberi tahu'],
    ['task', 'secretary', expect.stringContaining('Pak Bima')],
  ]);
});

test('how late it was noticed', () => {
  expect(late_text(0)).toBe('+0 dtk');
  expect(late_text(240)).toBe('+0,2 dtk');
  expect(late_text(12_400)).toBe('+12 dtk');
  expect(late_text(760_000)).toBe('+12:40');
});

test('a day has 144 times ten minutes, the quiet ones too', () => {
  const now = 1_800_000_000_000 + 90_000;
  const day = load_of_day(
    [
      { from: now - 90_000, count: 2 },
      { from: now - 90_000 - 600_000 * 3, count: 12 },
      { from: now - 90_000 - 600_000 * 200, count: 99 },
    ],
    now,
  );
  expect(day.bars).toHaveLength(144);
  expect([day.now, day.most.count, day.total]).toEqual([2, 12, 14]);
  expect(day.bars.at(-4)?.count).toBe(12);
});

test('EEMUA 191 says 1 and 10', () => {
  expect([0, 1, 2, 9, 10].map(verdict)).toEqual(['quiet', 'manageable', 'above', 'above', 'flood']);
});

test('only what demands a person and has none waits', () => {
  const row = (more: Partial<AlarmRow['firing']>, outcome?: AlarmRow['outcome']): AlarmRow =>
    ({ firing: { level: 'late', deliveries: [], ...more }, outcome }) as unknown as AlarmRow;
  expect(is_waiting(row({}))).toBe(true);
  expect(is_waiting(row({ level: 'orphan' }))).toBe(true);
  expect(is_waiting(row({ level: 'soon' }))).toBe(false);
  expect(is_waiting(row({ acknowledged_at: 1 }))).toBe(false);
  expect(is_waiting(row({ withdrawn_at: 1 }))).toBe(false);
  expect(is_waiting(row({}, 'cancelled'))).toBe(false);
});
