import { describe, expect, test, vi } from 'vitest';
import { is_calm, is_served, last_quiet, parts_of, wants_renewal } from './renewal';
import type { WallRow } from './wall';

const zone = 420;
const hour = 3_600_000;
/** 2026-11-23 04:00 in WIB. */
const four = Date.UTC(2026, 10, 22, 21);

describe('a wall is loaded anew', () => {
  test('once after four in the morning of the room, wherever the PC believes to be', () => {
    expect(last_quiet(four, zone)).toBe(four);
    expect(last_quiet(four - 1, zone)).toBe(four - 24 * hour);
    expect(last_quiet(four + 23 * hour, zone)).toBe(four);
    const loaded = { at: four - 5 * hour, version: '0.1.0' };
    expect(wants_renewal(loaded, four - 1, zone, '0.1.0')).toBe(false);
    expect(wants_renewal(loaded, four, zone, '0.1.0')).toBe(true);
    expect(wants_renewal({ ...loaded, at: four }, four + 23 * hour, zone, '0.1.0')).toBe(false);
    // In Makassar it is four an hour sooner.
    expect(wants_renewal(loaded, four - 1, zone + 60, '0.1.0')).toBe(true);
  });
  test('when the room was given a new version', () => {
    expect(wants_renewal({ at: four, version: '0.1.0' }, four + 1, zone, '0.2.0')).toBe(true);
  });
  test('never while something asks for somebody', () => {
    const row = (state: WallRow['due']['state']): WallRow => ({ id: '1', due: { state } });
    expect(is_calm({ rows: [] })).toBe(true);
    for (const state of ['soon', 'held', 'active', 'calm'] as const) expect(is_calm({ rows: [row(state)] })).toBe(true);
    for (const state of ['late', 'urgent'] as const) expect(is_calm({ rows: [row(state), row('calm')] })).toBe(false);
  });
  test('only if the whole page is there', async () => {
    const page = '<link rel="stylesheet" href="/assets/a.css"><script type="module" src="/assets/a.js"></script>';
    expect(parts_of(page)).toEqual(['/assets/a.css', '/assets/a.js']);
    const room = (missing?: string) =>
      vi.fn((asked: unknown) => {
        if (asked === missing) return Promise.resolve(new Response('', { status: 404 }));
        return Promise.resolve(new Response(asked === '/?wall' ? page : ''));
      }) as unknown as typeof fetch;
    expect(await is_served(room(), '/?wall')).toBe(true);
    for (const missing of ['/?wall', '/assets/a.css', '/assets/a.js'])
      expect(await is_served(room(missing), '/?wall')).toBe(false);
    const gone = () => Promise.reject(new TypeError('cut'));
    expect(await is_served(gone as typeof fetch, '/?wall')).toBe(false);
    const other = () => Promise.resolve(new Response('<p>502</p>'));
    expect(await is_served(other as typeof fetch, '/?wall')).toBe(false);
  });
});
