import { door, type PlaceHit, type Reading } from '../../door';
import type { Form } from './call.svelte';

/** From so many words on, what was typed for the category is a narrative. */
const narrative_words = 3;

export const is_narrative = (typed: string): boolean => typed.trim().split(/\s+/).length >= narrative_words;

/** What the caller is known to have said so far, but for the fields that are chosen. */
export function narrative_of(form: Form): string {
  const what = form.category === undefined ? form.what : '';
  return [what, form.note]
    .map((text) => text.trim())
    .filter(Boolean)
    .join('. ');
}

/** The note with these words before it, unless it has them: what was typed elsewhere is not lost. */
export function with_words(note: string, words: string): string {
  const said = words.trim();
  return said === '' || note.includes(said) ? note : [said, note].filter(Boolean).join('\n');
}

/** The landmark with what was said of a chosen place besides its name: that of a spot, a house number, RT and RW. */
export function with_place(landmark: string, hit: PlaceHit): string {
  const said = [hit.kind === 'spot' ? hit.name : '', hit.address ?? ''].filter(Boolean).join(' ');
  return with_words(landmark, said).replace('\n', ', ');
}

let last: { text: string; answer: Promise<Reading | undefined> } | undefined;

/** What the room reads in a text; nothing where it cannot be asked. The same text is asked for once. */
export function read(text: string): Promise<Reading | undefined> {
  if (text === '') return Promise.resolve(undefined);
  if (last?.text !== text) {
    const answer = door.query({ ask: 'reading', text }).then(
      (found) => found.reading,
      () => undefined,
    );
    last = { text, answer };
  }
  return last.answer;
}
