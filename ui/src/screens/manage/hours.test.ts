import { afterEach, expect, test } from 'vitest';
import { prefs } from '../../state/prefs.svelte';
import { hours_of, hours_text } from './hours';

afterEach(() => {
  prefs.language = 'id';
});

test('hours are read as people write them', () => {
  for (const text of ['07.30-16.00', '7:30 - 16', '07.30–16.00'])
    expect(hours_of(text), text).toEqual([{ from: 450, to: 960 }]);
  const two = [
    { from: 450, to: 720 },
    { from: 780, to: 960 },
  ];
  expect(hours_of('07.30-12.00, 13.00-16.00')).toEqual(two);
  expect(hours_of('13.00-16.00; 07.30-12.00')).toEqual(two);
  // Over midnight, and to the end of the day.
  expect(hours_of('20.00-06.00')).toEqual([{ from: 1200, to: 1800 }]);
  expect(hours_of('16.00-24.00')).toEqual([{ from: 960, to: 1440 }]);
  for (const text of ['24 jam', '24h', '00.00-24.00']) expect(hours_of(text), text).toEqual([{ from: 0, to: 1440 }]);
  for (const text of ['', ' ', 'tutup', 'Closed']) expect(hours_of(text), text).toEqual([]);
});

test('what cannot be read or overlaps is not guessed', () => {
  for (const text of ['pagi', '07.30', '7-25', '07.60-08.00', '08.00-12.00, 11.00-13.00', '08.00-09.00-10.00', '24-25'])
    expect(hours_of(text), text).toBeUndefined();
});

test('all hours come back from their own text', () => {
  const weeks = [
    [],
    [{ from: 0, to: 1440 }],
    [{ from: 450, to: 960 }],
    [
      { from: 450, to: 720 },
      { from: 1200, to: 1800 },
    ],
    [
      { from: 0, to: 60 },
      { from: 120, to: 180 },
      { from: 240, to: 300 },
      { from: 360, to: 420 },
      { from: 480, to: 540 },
      { from: 1380, to: 1500 },
    ],
  ];
  for (const language of ['id', 'en'] as const) {
    prefs.language = language;
    for (const week of weeks) expect(hours_of(hours_text(week)), hours_text(week)).toEqual(week);
  }
});
