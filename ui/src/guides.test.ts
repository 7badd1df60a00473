import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bindings as tables, cap, type Binding } from './state/keys.svelte';
import { prefs } from './state/prefs.svelte';
import { fetch_every_room } from './words/every';
import { fetch_words, t } from './words/words.svelte';

/** What people read on paper: held against what the screens say, and one language against the other. */
const docs = '../docs';
const bindings: readonly Binding[] = tables;
const guide = (language: string): string => readFileSync(join(docs, `admin.${language}.md`), 'utf8');
const languages = ['id', 'en'] as const;

/** Every sentence of a language, a place in it being any words. */
function sentences_of(language: string): RegExp[] {
  const folder = `src/words/${language}`;
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files
    .flatMap((name) => Object.values(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>))
    .filter((sentence) => /[^\s{}]{3}/.test(sentence.replace(/\{\w+\}/g, '')))
    .map((sentence) => {
      const said = sentence.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'));
      return new RegExp(`^${said.join('.+')}$`);
    });
}
/** What is said of screens: **like this** is a label of one. */
const labels_of = (text: string): string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\*\*([^*]+)\*\*/g)].map((found) =>
    (found[1] ?? '').replace(/\s+/g, ' '),
  );
const keys_of = (text: string): string[] =>
  [...text.matchAll(/\b(?:(?:Ctrl|Alt)\+[A-Za-z0-9]+|F\d{1,2})\b/g)].map((found) => found[0]);
const headings_of = (text: string): string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^(#+) ([\d.]*)/gm)].map((found) => `${found[1]} ${found[2]}`);
const commands_of = (text: string): string[] =>
  [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map((found) =>
    `${found[2]}\n${found[3]}`.replaceAll(`\n${found[1]}`, '\n'),
  );
/** Those within a sentence, in whatever order a language puts them. */
const short_commands_of = (text: string): string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '').sort();
const pictures_of = (text: string): string[] =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((found) => found[1] ?? '');
const links_of = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#]+)\)/g)].map((found) => found[1] ?? '').filter((link) => !link.includes('://'));

/** Keys that are no action of the registry: the web views' own, Windows' own, and those of what lies over a screen. */
const others = ['F11'];

describe('the administrator’s guide', () => {
  test.each(languages)('%s: what it shows and links to is there', (language) => {
    const text = guide(language);
    expect(pictures_of(text).length).toBeGreaterThan(5);
    for (const link of links_of(text)) expect(existsSync(join(docs, link)), link).toBe(true);
    for (const link of links_of(readFileSync('../README.md', 'utf8')))
      expect(existsSync(join('..', link)), link).toBe(true);
  });
  test('both languages have the same parts, commands and pictures', () => {
    const [id, en] = [guide('id'), guide('en')];
    expect(headings_of(id).length).toBeGreaterThan(12);
    expect(headings_of(en)).toEqual(headings_of(id));
    expect(commands_of(id).length).toBeGreaterThan(20);
    expect(commands_of(en)).toEqual(commands_of(id));
    expect(short_commands_of(en)).toEqual(short_commands_of(id));
    const theirs = pictures_of(en).map((path) => path.replace(/-en\./, '-id.'));
    expect(theirs).toEqual(pictures_of(id));
    expect(keys_of(en)).toEqual(keys_of(id).map((key) => key.replace('kanan', 'right')));
  });
  test.each(languages)('%s: every label is one of the screens, and every key one of the registry', async (language) => {
    await fetch_every_room();
    prefs.language = language;
    await fetch_words();
    const text = guide(language);
    const sentences = sentences_of(language);
    const labels = labels_of(text);
    expect(labels.length).toBeGreaterThan(60);
    expect(labels.filter((label) => !sentences.some((sentence) => sentence.test(label)))).toEqual([]);
    const here = bindings.filter((one) => ['manage', 'first_run', 'everywhere'].includes(one.screen) && one.key);
    const caps = new Set(here.map((one) => cap(one.key ?? '').replace(' ', '+')));
    const keys = keys_of(text).filter((key) => !others.includes(key));
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !caps.has(key))).toEqual([]);
    // Where a label is what the registry calls an action, the key beside it is that action's.
    let beside = 0;
    for (const [, label = '', key = ''] of text.matchAll(/\*\*([^*]+)\*\* \(([^)]+)\)/g)) {
      const same = here.filter((one) => t(one.words).toLowerCase() === label.toLowerCase());
      if (same.length === 0) continue;
      beside += 1;
      expect(
        same.map((one) => cap(one.key ?? '').replace(' ', '+')),
        label,
      ).toContain(key);
    }
    expect(beside).toBeGreaterThan(5);
  });
  test.each(languages)('%s: short enough to be read, and no label without its end', (language) => {
    const text = guide(language);
    expect(text.split('\n').length).toBeLessThanOrEqual(500);
    expect((text.match(/\*\*/g) ?? []).length % 2).toBe(0);
  });
});
