import { afterEach, expect, test } from 'vitest';
import type { Duty } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { duty_of, duty_text } from './duty';

afterEach(() => {
  prefs.language = 'id';
});

const office: Duty = { kind: 'weekly', days: [1, 2, 3, 4, 5], from_minute: 450, to_minute: 960 };

test('hours are read as people write them', () => {
  for (const text of ['Sen-Jum 07.30-16.00', 'senin - jumat 7:30 - 16:00', 'Mon-Fri 07:30-16:00', '1-5 07.30-16.00'])
    expect(duty_of(text), text).toEqual(office);
  expect(duty_of('24 jam')).toEqual({ kind: 'always' });
  expect(duty_of('24h')).toEqual({ kind: 'always' });
  expect(duty_of('  ')).toEqual({ kind: 'unknown' });
  expect(duty_of('Sab, Min 20.00-06.00')).toEqual({ kind: 'weekly', days: [6, 7], from_minute: 1200, to_minute: 360 });
  expect(duty_of('Jum-Sen 08.00-24.00')).toEqual({
    kind: 'weekly',
    days: [1, 5, 6, 7],
    from_minute: 480,
    to_minute: 1440,
  });
});

test('what cannot be read is not guessed', () => {
  for (const text of [
    'besok',
    'Sen',
    'Sen 7-16',
    'Sen-Jum 25.00-26.00',
    '8 07.00-15.00',
    'Sen 07.60-08.00',
    'Sen-Jum-Min 07.00-08.00',
  ])
    expect(duty_of(text), text).toBeUndefined();
});

test('every duty comes back from its own text', () => {
  const duties: Duty[] = [office, { kind: 'always' }, { kind: 'unknown' }, { ...office, days: [1, 3, 6, 7] } as Duty];
  for (const language of ['id', 'en'] as const) {
    prefs.language = language;
    for (const duty of duties) expect(duty_of(duty_text(duty)), duty_text(duty)).toEqual(duty);
  }
  prefs.language = 'id';
  expect(duty_text(office)).toBe('Sen-Jum 07.30-16.00');
});
