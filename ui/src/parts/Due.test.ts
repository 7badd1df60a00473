import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { prefs } from '../state/prefs.svelte';
import { fetch_words } from '../words/words.svelte';
import Due from './Due.svelte';
import type { DueState } from './signs';

const now = Date.parse('2026-11-23T07:00:00Z');
const mounted: Record<string, unknown>[] = [];
afterEach(() => {
  mounted.splice(0).forEach((one) => void unmount(one));
  prefs.language = 'id';
});

function show(state: DueState, due_at?: number): HTMLElement {
  const target = document.createElement('div');
  mounted.push(mount(Due, { target, props: { state, due_at, now } }));
  flushSync();
  return target;
}

test('every state has its word and its time', async () => {
  const said = (state: DueState, due_at?: number) => show(state, due_at).textContent.replace(/\s+/g, ' ').trim();
  expect(said('calm', now + 12 * 60_000)).toBe('12:00');
  expect(said('calm', now + 20 * 60_000)).toBe('20 mnt');
  expect(said('active', now + 3 * 3_600_000)).toBe('DITERIMA3 jam');
  expect(said('soon', now + 270_000)).toBe('SEGERA04:30');
  expect(said('urgent', now + 48_000)).toBe('GENTING00:48');
  expect(said('late', now - 130_000)).toBe('LEWAT+02:10');
  expect(said('held', now - 1_900_000)).toBe('LEWAT+31:40');
  expect(said('paused', now + 3_600_000)).toBe('DITUNDA15.00');
  expect(said('paused', now + 3 * 86_400_000)).toBe('DITUNDA26 Nov');
  expect(said('done', now)).toBe('SELESAI');
  prefs.language = 'en';
  await fetch_words();
  expect(said('late', now - 5 * 86_400_000)).toBe('LATE+5 d');
});

test('the countdown is silent to a screen reader', () => {
  const left = show('late', now - 1000).querySelector('.left');
  expect(left?.getAttribute('role')).toBe('timer');
  expect(left?.getAttribute('aria-live')).toBe('off');
});
