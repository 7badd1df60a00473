import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clock } from './clock.svelte';

let end = (): void => undefined;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: 1_000_000 });
  clock.hear(1_000_000);
  end = clock.start();
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

/** Sets the PC's clock; what else runs on does not notice. */
const set = (to: number): void => void vi.setSystemTime(to);

test('time goes on where somebody sets the clock of the PC back', () => {
  vi.advanceTimersByTime(5000);
  set(Date.now() - 3_600_000);
  vi.advanceTimersByTime(2000);
  expect(clock.instant()).toBe(1_007_000);
});

test('what the room says in between is believed at once, and once', () => {
  set(Date.now() - 3_600_000);
  clock.hear(1_000_000);
  vi.advanceTimersByTime(3000);
  expect(clock.instant()).toBe(1_003_000);
});
