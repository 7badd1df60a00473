import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beside } from './beside';

const said: unknown[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  said.length = 0;
  vi.stubGlobal(
    'fetch',
    vi.fn((path: string, asks: RequestInit) => {
      if (path === '/api/present') said.push(JSON.parse(String(asks.body)));
      return Promise.resolve(Response.json(null));
    }),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is open is said at once, again while it lasts, and taken back', () => {
  const end = beside.opens('a');
  vi.advanceTimersByTime(20_000);
  end();
  vi.advanceTimersByTime(20_000);
  const open = { ticket: 'a', typing: false };
  expect(said).toEqual([open, open, open, { typing: false }]);
});

test('writing is said with the first letter alone, and ends by itself', () => {
  const end = beside.opens('a');
  for (let n = 0; n < 20; n++) {
    beside.writes();
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(6000);
  end();
  expect(said).toEqual([
    { ticket: 'a', typing: false },
    { ticket: 'a', typing: true },
    { ticket: 'a', typing: false },
    { typing: false },
  ]);
});
