import { expect, test } from 'vitest';
import type { Agency, Hours } from '../../door';
import { call_hours_words, hold, ways_of } from './ways';

const zone = 420;
/** 2026-11-23 was a Monday: its midnight in WIB. */
const monday = 1_795_366_800_000;
const at = (day: number, hour: number): number => monday + (day * 24 + hour) * 3_600_000;
const hours = (days: number[], from: number, to: number): Hours => ({
  days,
  from_minute: from * 60,
  to_minute: to * 60,
});
const agency = {
  contact: { telephone: '0812-0000-0101', radio: '', whatsapp: ' ', hours: hours([1, 2, 3, 4, 5], 7, 16) },
  on_call: [
    { who: 'Sekretaris', telephone: '0812-0000-0103' },
    { who: 'Petugas malam', telephone: '0812-0000-0102', hours: hours([1, 2, 3, 4, 5, 6, 7], 16, 7) },
  ],
} as unknown as Agency;
const who = (now: number) => ways_of(agency, now).map((way) => way.who ?? 'kantor');

test('hours hold on the day they start on, past midnight too', () => {
  const night = hours([5], 22, 6);
  expect(hold(night, at(4, 23), zone)).toBe(true);
  expect(hold(night, at(5, 5), zone)).toBe(true);
  expect(hold(night, at(5, 6), zone)).toBe(false);
  expect(hold(night, at(4, 3), zone)).toBe(false);
});

test('whoever is on call comes first, the others after it', () => {
  expect(who(at(0, 9))).toEqual(['kantor', 'Sekretaris', 'Petugas malam']);
  expect(who(at(0, 16))).toEqual(['Petugas malam', 'Sekretaris', 'kantor']);
  expect(who(at(5, 9))).toEqual(['Sekretaris', 'kantor', 'Petugas malam']);
});

test('only ways that are on record are shown', () => {
  const contact = { telephone: '', radio: 'Kanal 3', whatsapp: ' ' };
  expect(ways_of({ contact } as unknown as Agency)).toEqual([{ channel: 'radio', address: 'Kanal 3' }]);
  expect(ways_of(undefined)).toEqual([]);
});

test('hours are said as they are typed', () => {
  expect(call_hours_words(hours([1, 2, 3, 4, 5], 7, 16))).toBe('Sen-Jum 07.00-16.00');
  expect(call_hours_words(undefined)).toBe('');
});
