import { describe, expect, test } from 'vitest';
import { date_of, date_words, day_code, duration, left_of, number_shown, time_of, time_with_seconds } from './format';

const wib = 420;
const at = (text: string): number => Date.parse(text);

describe('times', () => {
  test('are shown in the region’s zone with a dot', () => {
    expect(time_of(at('2026-11-23T07:05:22Z'), wib)).toBe('14.05');
    expect(time_with_seconds(at('2026-11-23T07:05:22Z'), wib)).toBe('14.05.22');
    expect(time_of(at('2026-11-23T23:30:00Z'), 540)).toBe('08.30');
  });
  test('days turn at local midnight', () => {
    expect(date_of(at('2026-11-23T16:59:59Z'), wib)).toBe('23/11/2026');
    expect(date_of(at('2026-11-23T17:00:00Z'), wib)).toBe('24/11/2026');
    expect(day_code(at('2026-12-31T17:00:00Z'), wib)).toBe('270101');
    expect(date_words(at('2026-11-23T05:00:00Z'), wib, 'id')).toBe('Senin, 23 November 2026');
    expect(date_words(at('2026-11-23T05:00:00Z'), wib, 'en')).toMatch(/^Monday,? 23 November 2026$/);
  });
});

describe('durations', () => {
  test('have a colon', () => {
    expect(duration(18_900)).toBe('00:18');
    expect(duration(252_000)).toBe('04:12');
    expect(duration(3_723_000)).toBe('1:02:03');
    expect(duration(-5)).toBe('00:00');
  });
});

describe('what is left', () => {
  const now = at('2026-11-23T07:00:00Z');
  const after = (s: number) => left_of(now + s * 1000, now);
  test('counts seconds under 15 minutes', () => {
    expect(after(899)).toEqual({ late: false, clock: '14:59' });
    expect(after(48)).toEqual({ late: false, clock: '00:48' });
    expect(left_of(now + 200, now)).toEqual({ late: false, clock: '00:01' });
  });
  test('is not late at the very moment, and is after it', () => {
    expect(after(0)).toEqual({ late: false, clock: '00:00' });
    expect(left_of(now - 1, now)).toEqual({ late: true, clock: '00:00' });
    expect(after(-130)).toEqual({ late: true, clock: '02:10' });
    expect(after(-1900)).toEqual({ late: true, clock: '31:40' });
  });
  test('then counts minutes, hours and days', () => {
    expect(after(900)).toEqual({ late: false, count: 15, unit: 'minutes' });
    expect(after(88 * 60)).toEqual({ late: false, count: 88, unit: 'minutes' });
    expect(after(7200)).toEqual({ late: false, count: 2, unit: 'hours' });
    expect(after(86_400)).toEqual({ late: false, count: 24, unit: 'hours' });
    expect(after(4 * 86_400 + 5)).toEqual({ late: false, count: 4, unit: 'days' });
    expect(after(-6000)).toEqual({ late: true, count: 100, unit: 'minutes' });
    expect(after(-3 * 86_400)).toEqual({ late: true, count: 3, unit: 'days' });
  });
});

describe('a ticket’s number', () => {
  test('is short on its own day and carries the date later', () => {
    expect(number_shown('SDA-261123-2-17', at('2026-11-23T16:59:59Z'), wib)).toBe('2-17');
    expect(number_shown('SDA-261123-2-17', at('2026-11-23T17:00:00Z'), wib)).toBe('23/2-17');
    expect(number_shown('SDA-261123-12-105', at('2026-12-23T05:00:00Z'), wib)).toBe('23/12-105');
    expect(number_shown('lama', at('2026-12-23T05:00:00Z'), wib)).toBe('lama');
  });
});
