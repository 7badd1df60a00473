import { describe, expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { first_promise, sms_of, with_until } from './text';
import { instant_of } from './time';

const zone = 420;
const shown = {
  date: (at: number) => new Date(at + zone * 60_000).toISOString().slice(0, 10).split('-').reverse().join('/'),
  time: (at: number) => new Date(at + zone * 60_000).toISOString().slice(11, 16).replace(':', '.'),
};
/** 2026-11-26 14:05 in WIB. */
const now = Date.UTC(2026, 10, 26, 7, 5);
const owing = (due_at?: number): TicketRow =>
  ({ clocks: due_at === undefined ? [] : [{ kind: 'answer', due_at }] }) as unknown as TicketRow;

describe('a promise', () => {
  test('is proposed for when an answer is due anyway', () => {
    const due = now + 24 * 3_600_000 - 30_000;
    const typed = first_promise(owing(due), now, zone, shown);
    expect(typed).toBe('27/11 14.04');
    const meant = instant_of(typed, now, zone) ?? 0;
    expect(due - meant).toBeGreaterThanOrEqual(0);
    expect(due - meant).toBeLessThan(60_000);
  });
  test('is two hours ahead where that is over, about to be, or nothing is owed', () => {
    for (const row of [owing(), owing(now - 1), owing(now + 15 * 60_000)])
      expect(first_promise(row, now, zone, shown)).toBe('16.05');
    expect(first_promise(owing(now + 3 * 3_600_000), now, zone, shown)).toBe('17.05');
  });
  test('that is put off changes in a text that was typed over, and nothing else does', () => {
    expect(with_until('Bu, sabar: 26 November pukul 16.05!', '26 November pukul 16.05', '27 November pukul 9.00')).toBe(
      'Bu, sabar: 27 November pukul 9.00!',
    );
    expect(with_until('Sudah beres.', '', 'x')).toBe('Sudah beres.');
  });
});

test('a text is as many messages as it costs', () => {
  expect([sms_of(''), sms_of('a'.repeat(160)), sms_of('a'.repeat(161)), sms_of('a'.repeat(307))]).toEqual([1, 1, 2, 3]);
  expect([sms_of('é'.repeat(70)), sms_of('é'.repeat(71))]).toEqual([1, 2]);
});
