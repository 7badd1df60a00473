import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { make_card } from '../e2e/card';
import { bindings as tables, cap, type Binding } from './state/keys.svelte';
import { prefs } from './state/prefs.svelte';
import { fetch_every_room } from './words/every';
import { fetch_words } from './words/words.svelte';

/**
 * The operator's card in `docs/` is what the registry of keys and the words make. `KENTONGAN_CARD=write npx vitest run
 * src/card.test.ts` writes it anew; `npx vitest run -c vitest.e2e.config.ts e2e/card.e2e.ts` prints it.
 */
const bindings: readonly Binding[] = tables;
const writes = process.env['KENTONGAN_CARD'] === 'write';

describe.each(['id', 'en'] as const)('the operator’s card, %s', (language) => {
  const file = `../docs/card.${language}.html`;
  const made = async () => {
    await fetch_every_room();
    prefs.language = language;
    await fetch_words();
    return make_card();
  };

  test('is what the registry and the words make, and was printed since', async () => {
    const { html, mark } = await made();
    if (writes) writeFileSync(file, html);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).toBe(html);
    if (writes) return;
    const printed = `../docs/card.${language}.pdf`;
    expect(readFileSync(printed).includes(`(Kentongan ${language} ${mark})`), 'print it again: e2e/card.e2e.ts').toBe(
      true,
    );
    expect(statSync(printed).size).toBeLessThan(200_000);
  });
  test('names no key that does nothing', async () => {
    const { html } = await made();
    const caps = new Set(bindings.flatMap((one) => (one.key ? [cap(one.key)] : [])));
    for (const key of ['Enter', 'Shift Enter', 'Esc', '1', '2', '3', '4', '5', '6']) caps.add(key);
    const named = [...html.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map((found) => found[1] ?? '');
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((key) => !caps.has(key))).toEqual([]);
    expect(html).not.toMatch(/\{\w+\}(?![^<]*<\/style>)/);
  });
});
