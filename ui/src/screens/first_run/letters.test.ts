import { expect, test } from 'vitest';
import { letters } from './letters';

test('55 inches from 6 metres is what the wall was drawn for', () => {
  const found = letters(55, 6);
  expect(found?.millimetres).toBe(28);
  expect(found?.unit).toBeCloseTo(6.1, 1);
  expect(found?.farthest).toBe(6.2);
  expect(found?.fits).toBe(true);
});

test('a seat too far is said', () => {
  expect(letters(55, 7)?.fits).toBe(false);
  expect(letters(65, 7)?.fits).toBe(true);
});

test('what no room has gives no answer', () => {
  for (const [inches, metres] of [
    [0, 6],
    [55, 0],
    [Number.NaN, 6],
    [55, 500],
  ] as const)
    expect(letters(inches, metres)).toBeUndefined();
});
