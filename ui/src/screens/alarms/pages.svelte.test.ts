import { afterEach, expect, test, vi } from 'vitest';
import type { AlarmRow } from '../../door';
import { room } from '../../state/room.svelte';
import { follow_alarms, type Pages } from './pages.svelte';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('older alarms that are wanted while the newest are asked for come after them', async () => {
  const alarm = (at: number) =>
    ({ key: { fired_at: at, ticket: 'a', clock: 1, level: 'soon' } }) as unknown as AlarmRow;
  const asked: { before?: unknown; answer: () => void }[] = [];
  vi.spyOn(room, 'connected', 'get').mockReturnValue(true);
  vi.stubGlobal('fetch', (_: string, asks: RequestInit) => {
    const { before } = JSON.parse(asks.body as string) as { before?: unknown };
    const page = before ? { alarms: [alarm(1)], more: false } : { alarms: [alarm(2)], more: true };
    return new Promise((come) => asked.push({ before, answer: () => come(Response.json({ ...page, load: [] })) }));
  });
  let pages: Pages | undefined;
  const end = $effect.root(() => void (pages = follow_alarms()));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  void pages?.further();
  expect(asked).toHaveLength(1);
  asked[0]?.answer();
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.before).toBeDefined();
  asked[1]?.answer();
  await vi.waitFor(() => expect(pages?.alarms).toHaveLength(2));
  end();
});
