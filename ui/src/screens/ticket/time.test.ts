import { describe, expect, test } from 'vitest';
import { instant_of, past_instant_of } from './time';

const wib = 420;
/** 26 November 2026, 15.00 WIB. */
const now = Date.UTC(2026, 10, 26, 8, 0);

describe('a time that a person types', () => {
  test('alone is the next one', () => {
    expect(instant_of('18.30', now, wib)).toBe(Date.UTC(2026, 10, 26, 11, 30));
    expect(instant_of('9:05', now, wib)).toBe(Date.UTC(2026, 10, 27, 2, 5));
  });
  test('may have its date', () => {
    expect(instant_of('27/11 09.00', now, wib)).toBe(Date.UTC(2026, 10, 27, 2, 0));
    expect(instant_of('3/1 09.00', now, wib)).toBe(Date.UTC(2027, 0, 3, 2, 0));
    expect(instant_of('26/11/2027 09.00', now, wib)).toBe(Date.UTC(2027, 10, 26, 2, 0));
  });
  test('is not made up', () => {
    for (const typed of ['', 'besok', '25.00', '12.60', '31/2 10.00', '12']) {
      expect(instant_of(typed, now, wib), typed).toBeUndefined();
    }
  });
});

describe('a time that has been', () => {
  test('alone is the last one', () => {
    expect(past_instant_of('15.00', now, wib)).toBe(now);
    expect(past_instant_of('18.30', now, wib)).toBe(Date.UTC(2026, 10, 25, 11, 30));
  });
  test('may have its date, this year or at the turn of it', () => {
    expect(past_instant_of('20/11 09.00', now, wib)).toBe(Date.UTC(2026, 10, 20, 2, 0));
    expect(past_instant_of('30/11/2025 09.00', now, wib)).toBe(Date.UTC(2025, 10, 30, 2, 0));
    expect(past_instant_of('31/12 23.00', Date.UTC(2027, 0, 1, 3, 0), wib)).toBe(Date.UTC(2026, 11, 31, 16, 0));
    // Tomorrow is said to be tomorrow, and not last year.
    expect(past_instant_of('27/11 09.00', now, wib)).toBe(Date.UTC(2026, 10, 27, 2, 0));
  });
  test('is not made up', () => {
    for (const typed of ['', 'tadi', '25.00', '31/2 10.00'])
      expect(past_instant_of(typed, now, wib), typed).toBeUndefined();
  });
});
