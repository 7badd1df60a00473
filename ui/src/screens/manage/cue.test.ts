import { expect, test } from 'vitest';
import type { CueRow } from '../../door';
import { edit_of, spoken_words, step_of, taken_back, tidy, weight_now, weight_of } from './cue';

const cue = { kind: 'category', phrase: 'grobyak', speaks_for: 'BNC-RBH' } as const;
const row = (rest: Partial<CueRow>): CueRow => ({ cue, source: 'product', ...rest });

test('a weight is a figure that its kind can have', () => {
  expect(weight_of('category', ' 7 ')).toBe(7);
  expect(weight_of('category', '\u22123')).toBe(-3);
  for (const typed of ['0', '21', '-21', 'tujuh', '1.5', '']) expect(weight_of('category', typed)).toBeUndefined();
  expect([weight_of('elsewhere', '0'), weight_of('elsewhere', '3')]).toEqual([0, undefined]);
  expect([weight_of('ordinary', '0'), weight_of('ordinary', '3')]).toEqual([undefined, 3]);
  expect(weight_of('known', 'whatever')).toBe(0);
});

test('a phrase is written as the list has it', () => {
  expect(tidy('  Tembok | Pagar   ROBOH~kena orang ')).toBe('tembok|pagar roboh ~ kena orang');
});

test('a change is said from what was seen, and taken back by its mirror', () => {
  const weighs = { is: 'weighs', weight: 4 } as const;
  const change = edit_of(row({ product: 2 }), weighs);
  expect(change).toEqual({ cue, product: 2, after: weighs });
  expect(taken_back(change)).toEqual({ cue, product: 2, before: weighs });
  expect(taken_back(taken_back(change))).toEqual(change);
});

test('rows that spoke by the same words for the same are one line', () => {
  const voice = (phrase: string, weight: number, speaks_for = 'BNC-RBH') => ({
    cue: { kind: 'category', phrase, speaks_for } as const,
    weight,
    words: ['grobyak', 'griyo'],
    keyword: false,
  });
  const lines = spoken_words([voice('grobyak', 9), voice('grobyak', 7, 'KBR-BGN'), voice('grobyak ~ griyo', 4)]);
  expect(lines.map((one) => [one.words, one.cue.speaks_for, one.weights])).toEqual([
    ['grobyak, griyo', 'BNC-RBH', '9, 4'],
    ['grobyak, griyo', 'KBR-BGN', '7'],
  ]);
  expect(lines[0]?.phrases).toBe('grobyak\ngrobyak ~ griyo');
});

test('what one press does follows from what the room said', () => {
  const evidence = { count: 3, effect: { of: 9, before: 5, after: 8 } };
  expect(step_of(row({ product: 2 }))).toBe('switch_off');
  expect(step_of(row({ product: 2, own: { is: 'off' } }))).toBe('restore');
  expect(step_of(row({ product: 2, own: { is: 'weighs', weight: 4 } }))).toBe('restore');
  expect(step_of(row({ own: { is: 'weighs', weight: 4 } }))).toBe('take_back');
  expect(step_of(row({ product: 2, own: { is: 'weighs', weight: 4, learnt: evidence } }))).toBe('take_back');
  expect(step_of(row({ own: { is: 'declined', weight: 4 } }))).toBe('offer_again');
  expect(weight_now(row({ product: 2, own: { is: 'off' } }))).toBeUndefined();
  expect(weight_now(row({ product: 2, own: { is: 'declined', weight: 4 } }))).toBe(2);
});
