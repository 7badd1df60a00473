import { afterEach, describe, expect, test } from 'vitest';
import { prefs } from '../state/prefs.svelte';
import { en } from './en';
import { id } from './id';
import { fetch_every_room } from './every';
import { fetch_words, fill, has_words, t } from './words.svelte';

await fetch_every_room();

type Files = Record<string, Record<string, string>>;
const source: Files = id;
const other: Files = en;
const places = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

afterEach(() => {
  prefs.language = 'id';
});

describe('every room', () => {
  for (const [room, words] of Object.entries(source)) {
    test(`point 26: ${room} says the same things in both languages`, () => {
      expect(Object.keys(other[room] ?? {}).sort()).toEqual(Object.keys(words).sort());
      for (const [key, sentence] of Object.entries(words)) {
        expect(sentence.trim(), `${room}.${key}`).not.toBe('');
        expect(places(other[room]?.[key] ?? ''), `${room}.${key}`).toEqual(places(sentence));
      }
    });
    test(`${room} has flat keys and only letters that the font has`, () => {
      for (const words_of of [words, other[room] ?? {}]) {
        for (const [key, sentence] of Object.entries(words_of)) {
          expect(key).toMatch(/^[a-z0-9_]+$/);
          expect(sentence, `${room}.${key}`).not.toMatch(/[≤≥→⏎⌥■▲◔●✓⏸]/);
        }
      }
    });
  }
});

test('the language is a choice', async () => {
  expect(t('parts.due_late')).toBe('LEWAT');
  prefs.language = 'en';
  await fetch_words();
  expect(t('parts.due_late')).toBe('LATE');
});

test('places are filled, and a forgotten one is seen', () => {
  expect(fill('{a} dan {b}', { a: 1 })).toBe('1 dan {b}');
  expect(t('parts.left_hours', { count: 3 })).toBe('3 jam');
});

test('codes from the room can be asked for their words', () => {
  expect(has_words('problem.stale')).toBe(true);
  expect(has_words('problem.no_such_code')).toBe(false);
  expect(has_words('constructor.name')).toBe(false);
});
