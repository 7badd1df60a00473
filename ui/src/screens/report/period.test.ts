import { expect, test } from 'vitest';
import { beside, day_of, is_month, month_of, read_day, read_instant, read_month } from './period';

const wib = 420;
/** 2026-11-26 00:00 in WIB. */
const midnight = 1_795_626_000_000;
const hour = 3_600_000;

test('a day is read as people write it, and only if there is one', () => {
  for (const text of ['26/11/2026', ' 26-11-26', '26.11.2026']) expect(read_day(text, wib), text).toBe(midnight);
  for (const text of ['', '31/11/2026', '26/11', 'kemarin', '26/11/2026 14.05'])
    expect(read_day(text, wib)).toBe(undefined);
});

test('an instant is the whole of its minute, and without a time the whole of its day', () => {
  expect(read_instant('26/11/2026 14.05', wib)).toBe(midnight + 14 * hour + 6 * 60_000 - 1);
  expect(read_instant('26/11/2026', wib)).toBe(midnight + 24 * hour - 1);
  expect(read_instant('26/11/2026 24.00', wib)).toBe(undefined);
});

test('a month has its own length, and the one beside it too', () => {
  const february = read_month('2/2028', wib);
  if (!february) throw new Error('no month');
  expect((february.to - february.from) / (24 * hour)).toBe(29);
  const [before, after] = [beside('month', february, -1, wib), beside('month', february, 1, wib)];
  expect([(before.to - before.from) / (24 * hour), (after.to - after.from) / (24 * hour)]).toEqual([31, 31]);
  expect([before.to, after.from]).toEqual([february.from, february.to]);
  expect(read_month('13/2028', wib)).toBe(undefined);
  expect(
    [february, before, { from: before.from, to: february.to }, day_of(midnight, wib)].map((one) => is_month(one, wib)),
  ).toEqual([true, true, false, false]);
});

test('days follow each other without a gap', () => {
  const today = day_of(midnight + 5 * hour, wib);
  expect(today).toEqual({ from: midnight, to: midnight + 24 * hour });
  expect(beside('day', today, -1, wib)).toEqual(day_of(midnight - 1, wib));
  const week = { from: midnight, to: midnight + 7 * 24 * hour };
  expect(beside('period', week, 1, wib).from).toBe(week.to);
  expect(month_of(midnight, wib).from).toBe(read_day('1/11/2026', wib));
});
