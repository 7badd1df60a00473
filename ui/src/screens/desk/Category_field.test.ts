import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { press, type } from '../../parts/typing';
import { blank, Call } from './call.svelte';
import Category_field from './Category_field.svelte';

let shown: Record<string, unknown>;
afterEach(() => {
  void unmount(shown);
  vi.unstubAllGlobals();
});

test('a call that comes before the setup was heard finds its category all the same', async () => {
  const tree = { code: 'BNC-PHN', name_id: 'Pohon tumbang', name_en: 'Fallen tree', severity_default: 'medium' };
  const answers: Record<string, unknown> = {
    setup: { region: { categories: [tree] } },
    categories: { ask: 'categories', hits: ['BNC-PHN'] },
  };
  vi.stubGlobal('fetch', (_: string, asks: RequestInit) =>
    Promise.resolve(Response.json(answers[(JSON.parse(asks.body as string) as { ask: string }).ask])),
  );
  const call = new Call('1', blank(0));
  shown = mount(Category_field, { target: document.body, props: { form: call.form } });
  flushSync();
  type('pohon');
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelector('[role="option"]')?.textContent).toContain('Pohon tumbang');
  });
  press('Enter');
  await vi.waitFor(() => expect(call.form).toMatchObject({ category: 'BNC-PHN', severity: 'medium' }));
});
