import { afterEach, expect, test, vi } from 'vitest';
import type { Region } from '../../door';
import { file_names, kept } from './progress.svelte';
import { checked, named_region } from './region.svelte';

afterEach(() => vi.unstubAllGlobals());

test('a room is founded with the lists that were checked last, never with those before', async () => {
  const fits = { counts: {}, faults: [], region: { name: 'Contoh', prefix: 'CTX' } as Region };
  let answer = (): void => undefined;
  vi.stubGlobal(
    'fetch',
    () => new Promise((resolve) => (answer = () => resolve(Response.json({ ask: 'check_region', ...fits })))),
  );
  Object.assign(kept, { source: 'own', room_name: 'Contoh', prefix: 'CTX' });
  for (const file of file_names) kept.files[file] = { name: `${file}.csv`, text: 'a' };
  const first = checked.ask();
  answer();
  await first;
  expect(named_region()).toBeDefined();

  // Another file is picked, and the room has not said yet whether it fits.
  kept.files.plans = { name: 'plans.csv', text: 'b' };
  const second = checked.ask();
  expect(named_region()).toBeUndefined();
  answer();
  await second;
  expect(named_region()).toBeDefined();
});
