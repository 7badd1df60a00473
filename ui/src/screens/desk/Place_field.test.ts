import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlaceHit } from '../../door';
import { press, settle, type } from '../../parts/typing';
import { blank, Call } from './call.svelte';
import Place_field from './Place_field.svelte';

const tarik: PlaceHit = {
  kind: 'desa',
  name: 'Kedungbocok',
  district: '35.15.01',
  district_name: 'Tarik',
  village: '35.15.01.2002',
  address: 'RT 12 RW 3',
  matched_alias: null,
  shared_name: false,
};

let arrivals: Map<string, (hits: readonly PlaceHit[]) => void>;
let call: Call;
let shown: Record<string, unknown>;

beforeEach(() => {
  arrivals = new Map();
  vi.stubGlobal('fetch', (_: string, asks: RequestInit) => {
    const { text } = JSON.parse(asks.body as string) as { text: string };
    return new Promise((resolve) =>
      arrivals.set(text, (hits) => resolve(Response.json({ ask: 'places', hits: [...hits] }))),
    );
  });
  call = new Call('1', blank(0));
  shown = mount(Place_field, { target: document.body, props: { form: call.form } });
  flushSync();
});
afterEach(() => {
  void unmount(shown);
  vi.unstubAllGlobals();
});

test('the place that is chosen is taken, whatever answer comes last', async () => {
  type('kedungbocok RT 12');
  type('kedungbocok RT 12 RW 3');
  arrivals.get('kedungbocok RT 12 RW 3')?.([tarik]);
  await settle();
  // The room was slower with what was typed before, and read less in it.
  arrivals.get('kedungbocok RT 12')?.([]);
  await settle();
  press('Enter');
  await settle();
  expect(call.form).toMatchObject({
    where: 'Kedungbocok',
    district: '35.15.01',
    village: '35.15.01.2002',
    landmark: 'RT 12 RW 3',
  });
});
