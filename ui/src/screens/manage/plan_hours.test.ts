import { expect, test } from 'vitest';
import { hours_of } from './plan_hours';
import { hours_words } from './plan_hours_words';
import { instant_of } from './trial_time';

test('hours are the room’s, or stated as people write them', () => {
  expect(hours_of('off_working', 'apa saja')).toEqual({ kind: 'off_working' });
  const nights = hours_of('weekly', 'Jum-Sab 22.00-05.00');
  expect(nights).toEqual({ kind: 'weekly', days: [5, 6], from_minute: 1320, to_minute: 300 });
  expect(hours_words(nights)).toBe('Jum-Sab 22.00-05.00');
  for (const wrong of ['', '24 jam', 'malam', 'Sen 25.00-26.00']) expect(hours_of('weekly', wrong)).toBeUndefined();
  expect(hours_words(undefined)).toBe('kapan saja');
});

test('a time to try is of the room’s own day', () => {
  const zone = 420;
  // 2026-11-26 23.30 in WIB.
  const now = Date.parse('2026-11-26T16:30:00Z');
  expect(instant_of('', '', now, zone)).toBe(now);
  expect(instant_of('', '2.15', now, zone)).toBe(Date.parse('2026-11-25T19:15:00Z'));
  expect(instant_of('28/11', '', now, zone)).toBe(Date.parse('2026-11-28T16:30:00Z'));
  expect(instant_of('28/11/2027', '00:00', now, zone)).toBe(Date.parse('2027-11-27T17:00:00Z'));
  for (const [day, time] of [
    ['31/2', ''],
    ['', '24.00'],
    ['', 'malam'],
  ] as const)
    expect(instant_of(day, time, now, zone)).toBeUndefined();
});
