import type { Situation, Wording } from '../../door';

/** A restricted case has the same words whatever it is: its own would tell. */
export const situations_of_kinds: readonly Situation[] = [
  'registered',
  'forwarded',
  'on_the_way',
  'done',
  'handed_over',
  'not_a_case',
  'withdrawn',
];

export const same_wording = (a: Wording | undefined, b: Wording): boolean =>
  a !== undefined && a.id === b.id && (a.en ?? '') === (b.en ?? '');

/** A mark where the cursor stands, or stood last, with a space before it where a word would run into it. */
export function inserted(text: string, from = text.length, to = from, mark: string): { text: string; at: number } {
  const [head, tail] = [text.slice(0, from), text.slice(to)];
  const gap = /[\p{L}\p{N},.:;}]$/u.test(head) ? ' ' : '';
  return { text: `${head}${gap}${mark}${tail}`, at: head.length + gap.length + mark.length };
}
