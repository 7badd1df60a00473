import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContext } from 'playwright-core';

/** How much longer a translation may be than the words it stands for. */
const longer = 0.35;
const folder = resolve(import.meta.dirname, '../src/words');

/** `Simpan` as a longer language would say it: `Siiimpaaan`. Places such as `{number}` stay. */
export function lengthen(sentence: string): string {
  const parts = sentence.split(/(\{\w+\})/);
  const letters = parts.filter((one) => !one.startsWith('{')).join('').length;
  let owed = Math.ceil(letters * longer);
  // The hyphens, digits and short words of a sentence do not grow; its vowels grow the more.
  const vowels =
    parts
      .filter((one) => !one.startsWith('{'))
      .join('')
      .match(/[aiueo]/gi)?.length ?? 0;
  if (vowels === 0) return sentence;
  const each = Math.ceil(owed / vowels);
  const grow = (text: string): string =>
    text.replace(/[aiueo]/gi, (vowel) => {
      const more = Math.min(each, owed);
      owed -= more;
      return vowel + vowel.toLowerCase().repeat(more);
    });
  return parts.map((one) => (one.startsWith('{') ? one : grow(one))).join('');
}

/** Every sentence of a language, as `key:sentence` stands in a build. */
function written(language: 'id' | 'en'): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(join(folder, language)).filter((one) => one.endsWith('.json'))) {
    const words = JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Record<string, string>;
    for (const [key, sentence] of Object.entries(words)) found.set(`${key}:\`${sentence}\``, sentence);
  }
  return found;
}

/**
 * From now on this browser reads the product's own build with every sentence of `language` a third longer: the scripts are
 * changed on their way. `share` says how many of the sentences were found in them.
 */
export async function lengthen_words(context: BrowserContext, language: 'id' | 'en'): Promise<{ share(): number }> {
  const all = written(language);
  const seen = new Set<string>();
  await context.route('**/*.js', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/\b\w+:`[^`]*`/g, (whole) => {
      const sentence = all.get(whole.replaceAll('\\n', '\n'));
      if (sentence === undefined) return whole;
      seen.add(whole.replaceAll('\\n', '\n'));
      return `${whole.slice(0, whole.indexOf('`'))}\`${lengthen(sentence).replaceAll('\n', '\\n')}\``;
    });
    await route.fulfill({ response: answer, body });
  });
  return { share: () => seen.size / all.size };
}
