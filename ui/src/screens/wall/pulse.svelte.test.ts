import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { room } from '../../state/room.svelte';
import { pulse, type Beat } from './pulse.svelte';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('a wall that has not heard yet what there is does not call it fresh', async () => {
  const now = Date.now();
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ now, version: '0.1.0' })));
  vi.spyOn(room, 'connected', 'get').mockReturnValue(true);
  const heard = vi.spyOn(room, 'heard_at', 'get').mockReturnValue(0);
  let beat: Beat | undefined;
  const end = $effect.root(() => void (beat = pulse()));
  flushSync();
  await expect.poll(() => beat?.version).toBe('0.1.0');
  expect(beat?.at).toBe(0);
  heard.mockReturnValue(1);
  expect(beat?.at).toBeGreaterThan(1);
  end();
});
