import { expect, test } from 'vitest';
import { is_idle } from './lock';

test('a screen is idle after its minutes, and never where there are none', () => {
  expect(is_idle(15, 0, 15 * 60_000 - 1)).toBe(false);
  expect(is_idle(15, 0, 15 * 60_000)).toBe(true);
  expect(is_idle(0, 0, 24 * 3_600_000)).toBe(false);
});
