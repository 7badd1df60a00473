import { expect, test } from 'vitest';
import { blank, type Form } from './call.svelte';
import { is_narrative, narrative_of, with_words } from './reading';

const form = (more: Partial<Form>): Form => ({ ...blank(0), ...more });

test('three words are a narrative, two are a name', () => {
  expect(is_narrative('kobongan omah krian')).toBe(true);
  expect(is_narrative(' pohon  tumbang ')).toBe(false);
});

test('the words for a category count until it is chosen', () => {
  expect(narrative_of(form({ what: 'api besar di atap', note: 'dpn spbu' }))).toBe('api besar di atap. dpn spbu');
  expect(narrative_of(form({ what: 'Kebakaran rumah', category: 'KBR-BGN', note: 'dpn spbu' }))).toBe('dpn spbu');
});

test('what was typed for the category stays in the note, once', () => {
  expect(with_words('korban satu', 'api besar di atap ')).toBe('api besar di atap\nkorban satu');
  expect(with_words('api besar di atap\nkorban satu', 'api besar di atap')).toBe('api besar di atap\nkorban satu');
  expect(with_words('', 'api besar di atap')).toBe('api besar di atap');
});
