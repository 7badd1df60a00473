import { expect, test } from 'vitest';
import { form_of, is_sound, proposed, report, rule_of } from './erasing';

test('a form is a rule only where it is on and holds months', () => {
  const form = form_of(undefined);
  expect(rule_of(form)).toBeUndefined();
  expect(rule_of({ ...form, on: true })).toEqual(proposed);
  expect(rule_of({ ...form, on: true, own: true, restricted: '36' })).toEqual({ ...proposed, restricted: 36 });
  for (const calls of ['0', '241', '', '6,5', 'enam']) expect(is_sound({ ...form, calls })).toBe(false);
  // What is not asked for is not looked at.
  expect(is_sound({ ...form, restricted: '' })).toBe(true);
  const rule = { tickets: 12, restricted: 3, calls: 2, access: 6 };
  expect(rule_of(form_of(rule))).toEqual(rule);
});

test('the report is a table to paste', () => {
  const run = { at: 0, rule: proposed, tickets: 3, calls: 4, numbers: 0, access: 1, texts: 21 };
  const [head, row] = report([run])
    .split('\n')
    .map((one) => one.split('\t'));
  expect(head).toHaveLength(7);
  expect(row?.slice(1, 6)).toEqual(['3', '4', '0', '1', '21']);
});
