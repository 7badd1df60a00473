import { afterEach, expect, test } from 'vitest';
import type { Target } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { fetch_rooms } from '../../words/words.svelte';
import { exception_fault, exceptions_of, target_of, target_text, type ExceptionForm } from './target';

await fetch_rooms('manage');

afterEach(() => {
  prefs.language = 'id';
});
const hour = 3_600_000;

test('a target is a duration or working days, in both languages', () => {
  for (const text of ['3 hari kerja', '3 HARI  KERJA', '3hk', '3 working days', '3 wd'])
    expect(target_of(text), text).toEqual({ working_days: 3 });
  expect(target_of('1 working day')).toEqual({ working_days: 1 });
  // A day of the calendar is not a working day.
  expect(target_of('3 hari')).toEqual({ elapsed: 72 * hour });
  expect(target_of('2 jam')).toEqual({ elapsed: 2 * hour });
  expect(target_of('  ')).toBe('none');
});

test('what the room would not take is not read', () => {
  for (const text of ['3', '0 hari kerja', '261 hari kerja', '400 hari', '2 apel', '-1 jam'])
    expect(target_of(text), text).toBeUndefined();
});

test('every target comes back from its own text', () => {
  const targets: Target[] = [{ elapsed: 90_000 }, { elapsed: 24 * hour }, { working_days: 1 }, { working_days: 14 }];
  for (const language of ['id', 'en'] as const) {
    prefs.language = language;
    for (const target of targets) expect(target_of(target_text(target)), target_text(target)).toEqual(target);
  }
});

test('an exception says for whom, and only once; an answer is always owed', () => {
  const one: ExceptionForm = { clock: 'work', category: 'INF-PJU', severity: '', target: '3 hari kerja' };
  const fault = (...all: Partial<ExceptionForm>[]) =>
    exception_fault(
      all.map((more) => ({ ...one, ...more })),
      all.length - 1,
    );
  expect(fault({})).toBeUndefined();
  expect(fault({ target: '' })).toBeUndefined();
  expect(fault({ clock: 'answer', target: '' })).toBe('target_owed');
  expect(fault({ clock: 'dispatch', target: '' })).toBe('target_owed');
  expect(fault({ clock: 'verify' })).toBe('target_days');
  expect(fault({ category: '' })).toBe('exception_wide');
  expect(fault({ category: '', severity: 'high' })).toBeUndefined();
  expect(fault({ target: 'besok' })).toBe('span_wrong');
  expect(fault({}, { target: '5 hari kerja' })).toBe('exception_twice');
  expect(exceptions_of([{ ...one, target: '' }])).toEqual([{ clock: 'work', category: 'INF-PJU' }]);
  expect(exceptions_of([one])).toEqual([{ clock: 'work', category: 'INF-PJU', target: { working_days: 3 } }]);
});
