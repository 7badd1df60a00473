import { expect, test } from 'vitest';
import { fetch_rooms } from '../../words/words.svelte';
import { size_text } from './size';

await fetch_rooms('first_run');

test('sizes are short and have the mark of the language', () => {
  expect(size_text(512)).toBe('512 B');
  expect(size_text(4_196_000)).toBe('4,2 MB');
  expect(size_text(250_000_000_000)).toBe('250 GB');
});
