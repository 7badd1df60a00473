import type { Problem } from '../../door';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';
import { count_words, word_count } from './words';

export interface Typed {
  address: string;
  name: string;
  words: string;
}
export type Wrong = Partial<Record<keyof Typed, string>>;

export const untyped = (): Typed => ({ address: '', name: '', words: '' });

/** What is missing before the room is asked; a browser has its address already. */
export function missing({ address, name, words }: Typed, of_browser = false): Wrong {
  const wrong: Wrong = {};
  if (!of_browser && address.trim() === '') wrong.address = t('joining.address_missing');
  if (name.trim() === '') wrong.name = t('joining.name_missing');
  const count = count_words(words);
  if (count !== word_count) wrong.words = t('joining.words_count', { count, all: word_count });
  return wrong;
}

/** What the room, or its silence, says: at the field that it is about, so that only this is typed again. */
export function refused(problem: Problem): Wrong {
  switch (problem.problem) {
    case 'wrong_words':
      return { words: t('joining.wrong_words') };
    case 'unreachable':
      return { address: t('joining.no_room') };
    case 'other_version':
      return { address: t('joining.other_version', { room: problem.room }) };
    case 'refused':
      if (problem.refusal.code === 'same_name') return { name: t('joining.name_taken') };
      return { name: problem_words(problem) };
    default:
      return { words: problem_words(problem) };
  }
}

export const is_whole = (wrong: Wrong): boolean => Object.keys(wrong).length === 0;
