import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Draft } from '../../door';
import { keeper } from './keeper';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is typed is on its way within half a second, while the typing goes on', async () => {
  const put = vi.fn((_: Draft) => Promise.resolve());
  const drafts = keeper(put, () => 7);
  for (let i = 1; i <= 20; i += 1) {
    drafts.keep('a', `${i}`);
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(put.mock.calls.length).toBeGreaterThanOrEqual(3);
  expect(put.mock.calls.length).toBeLessThanOrEqual(6);
  expect(put.mock.lastCall?.[0]).toEqual({ call: 'a', form: '20', kept_at: 7 });
});

test('a failure is tried again with the newest form, and nothing is lost', async () => {
  const put = vi.fn<(draft: Draft) => Promise<void>>().mockRejectedValueOnce(new Error('cut')).mockResolvedValue();
  const drafts = keeper(put, () => 7);
  drafts.keep('a', 'one');
  await vi.advanceTimersByTimeAsync(260);
  drafts.keep('a', 'two');
  await vi.advanceTimersByTimeAsync(2000);
  expect(put.mock.calls.map(([draft]) => draft.form)).toEqual(['one', 'two']);
  expect(drafts.owes).toBe(0);
});

test('a form that is done with goes at once, after the one under way', async () => {
  let landed: () => void = () => undefined;
  const put = vi.fn((_: Draft) => new Promise<void>((resolve) => (landed = resolve)));
  const drafts = keeper(put, () => 7);
  drafts.keep('a', 'one');
  await vi.advanceTimersByTimeAsync(250);
  drafts.keep('a', '');
  expect(put).toHaveBeenCalledTimes(1);
  landed();
  await vi.advanceTimersByTimeAsync(250);
  expect(put.mock.lastCall?.[0].form).toBe('');
});

test('the same form is not written twice', async () => {
  const put = vi.fn((_: Draft) => Promise.resolve());
  const drafts = keeper(put, () => 7);
  drafts.is_kept('a', 'one');
  drafts.keep('a', 'one');
  await vi.advanceTimersByTimeAsync(1000);
  expect(put).not.toHaveBeenCalled();
});

test('what never came to the disk needs no taking away, what is on its way does', async () => {
  const put = vi.fn((_: Draft) => Promise.resolve());
  const drafts = keeper(put, () => 7);
  drafts.keep('a', '');
  await vi.advanceTimersByTimeAsync(500);
  expect(put).not.toHaveBeenCalled();
  drafts.keep('a', 'one');
  drafts.keep('a', '');
  await vi.advanceTimersByTimeAsync(1000);
  expect(put.mock.lastCall?.[0].form).toBe('');
});
