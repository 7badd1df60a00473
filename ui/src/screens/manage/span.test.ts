import { afterEach, expect, test } from 'vitest';
import { prefs } from '../../state/prefs.svelte';
import { fetch_rooms, fetch_words } from '../../words/words.svelte';
import { minutes_of, span_of, span_text } from './span';

await fetch_rooms('manage');

afterEach(() => {
  prefs.language = 'id';
});

test('durations are read in both languages', () => {
  const hour = 3_600_000;
  for (const text of ['24 jam', '24jam', '24 h', '24 hours', ' 24 JAM ', '1 hari', '1440 mnt', '1440 menit'])
    expect(span_of(text), text).toBe(24 * hour);
  for (const text of ['90 mnt', '90 min', '1 jam 30 mnt', '1h 30min', '1,5 jam', '1.5 h'])
    expect(span_of(text), text).toBe(1.5 * hour);
  for (const text of ['45 dtk', '45 s', '45 sec', '45 detik']) expect(span_of(text), text).toBe(45_000);
  expect(span_of('14 hari')).toBe(14 * 24 * hour);
});

test('what is not a duration is none', () => {
  for (const text of [
    '',
    '24',
    'jam',
    '24 apel',
    '0 jam',
    '-2 jam',
    '30 mnt 1 jam',
    '1 jam 2 jam',
    '2 jam lagi',
    '1:30',
  ])
    expect(span_of(text), text).toBeUndefined();
});

test('every duration comes back from its own text', async () => {
  for (const language of ['id', 'en'] as const) {
    prefs.language = language;
    await fetch_words();
    for (const ms of [1000, 45_000, 60_000, 90_000, 5_400_000, 86_400_000, 2 * 86_400_000, 14 * 86_400_000, 61_000])
      expect(span_of(span_text(ms)), span_text(ms)).toBe(ms);
  }
  expect(span_text(86_400_000)).toBe('24 h');
});

test('minutes may stand alone', () => {
  expect(minutes_of('15')).toBe(15);
  expect(minutes_of('2 jam')).toBe(120);
  expect(minutes_of('30 dtk')).toBeUndefined();
  expect(minutes_of('0')).toBeUndefined();
});
