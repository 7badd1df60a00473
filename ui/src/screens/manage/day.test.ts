import { expect, test } from 'vitest';
import type { Calendar } from '../../door';
import { ahead_of, day_of, day_text, day_words, weekday_name, yearly_of, yearly_words } from './day';

const today = '2026-11-26';

test('a date is read as people write it', () => {
  for (const text of ['24/12/2026', '24/12', '24.12', '24-12-2026', '2026-12-24'])
    expect(day_of(text, today), text).toBe('2026-12-24');
  // The next one, today included.
  expect(day_of('1/1', today)).toBe('2027-01-01');
  expect(day_of('26/11', today)).toBe('2026-11-26');
  expect(day_of('29/2', '2027-03-01')).toBe('2028-02-29');
  for (const text of ['', '31/11/2026', '24', 'besok', '0/1', '29/2/2027', '24/13'])
    expect(day_of(text, today), text).toBeUndefined();
  expect(day_of(day_text('2026-12-24'), today)).toBe('2026-12-24');
});

test('a date of every year', () => {
  expect(yearly_of('17/8')).toEqual({ month: 8, day: 17 });
  expect(yearly_of('29/02')).toEqual({ month: 2, day: 29 });
  for (const text of ['31/4', '17/8/2026', 'agustus']) expect(yearly_of(text), text).toBeUndefined();
});

test('days in words', () => {
  expect(day_words('2026-12-24', 'id')).toBe('Kamis, 24 Desember 2026');
  expect(yearly_words(8, 17, 'id')).toBe('17 Agustus');
  expect([0, 4, 6].map((weekday) => weekday_name(weekday, 'id'))).toEqual(['Senin', 'Jumat', 'Minggu']);
  expect(weekday_name(0, 'en')).toBe('Monday');
});

test('what the next days bring', () => {
  const office = [{ from: 450, to: 960 }];
  const calendar: Calendar = {
    version: 1,
    week: [office, office, office, office, office, [], []],
    exceptions: [
      { day: '2026-12-24', open: [], name: 'Cuti bersama Natal' },
      { day: '2026-12-12', open: [{ from: 480, to: 720 }], name: 'Ganti hari' },
      // Closed anyway: a Sunday.
      { day: '2026-12-13', open: [], name: 'Sudah tutup' },
      { day: '2027-06-01', open: [], name: 'Terlalu jauh' },
    ],
    yearly: [
      { month: 12, day: 25, name: 'Hari Natal' },
      { month: 1, day: 1, name: 'Tahun Baru' },
    ],
  };
  const ahead = ahead_of(calendar, today, 60);
  expect(ahead.weekdays).toEqual([5, 6]);
  expect(ahead.special.map((one) => [one.day, one.open.length])).toEqual([
    ['2026-12-12', 1],
    ['2026-12-24', 0],
    ['2026-12-25', 0],
    ['2027-01-01', 0],
  ]);
  // A dated exception goes before the holiday of every year.
  const opened = { ...calendar, exceptions: [{ day: '2026-12-25', open: office, name: 'Dibuka' }] };
  expect(ahead_of(opened, today, 60).special.find((one) => one.day === '2026-12-25')).toEqual({
    day: '2026-12-25',
    open: office,
    name: 'Dibuka',
  });
});
