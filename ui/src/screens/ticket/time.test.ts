import { describe, expect, test } from 'vitest';
import { instant_of } from './time';

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
