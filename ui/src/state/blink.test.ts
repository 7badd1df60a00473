import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blink } from './blink';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('at most three blink, and none longer than five seconds', () => {
  const on = [0, 1, 2, 3].map(() => vi.fn());
  on.forEach((set) => blink(set));
  expect(on.map((set) => set.mock.lastCall?.[0] as boolean | undefined)).toEqual([true, true, true, undefined]);
  vi.advanceTimersByTime(5000);
  expect(on.map((set) => set.mock.lastCall?.[0] as boolean | undefined)).toEqual([false, false, false, undefined]);
});
test('one that ends early leaves its place to another, once', () => {
  const ends = [0, 1, 2].map(() => blink(() => undefined));
  ends[0]?.();
  ends[0]?.();
  const next = vi.fn();
  const other = vi.fn();
  const end_next = blink(next);
  blink(other);
  expect(next).toHaveBeenCalledWith(true);
  expect(other).not.toHaveBeenCalled();
  [...ends, end_next].forEach((end) => end());
});
