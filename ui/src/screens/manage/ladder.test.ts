import { afterEach, expect, test } from 'vitest';
import type { Level, Rung, When } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { fetch_rooms } from '../../words/words.svelte';
import { ladder_form, ladder_of, when_of, when_text } from './ladder';

await fetch_rooms('manage');

afterEach(() => {
  prefs.language = 'id';
});
const hour = 3_600_000;

test('when a rung comes is read as people write it', () => {
  expect(when_of('50 %', 'soon')).toEqual({ used: 50 });
  expect(when_of('80%', 'urgent')).toEqual({ used: 80 });
  expect(when_of('4 jam', 'soon')).toEqual({ left: { span: 4 * hour, part: 0 } });
  expect(when_of('4 jam atau 1/4', 'soon')).toEqual({ left: { span: 4 * hour, part: 4 } });
  expect(when_of('4 h or 1/4', 'soon')).toEqual({ left: { span: 4 * hour, part: 4 } });
  expect(when_of('1 jam', 'supervisor')).toEqual({ after: hour });
  expect(when_of('150 %', 'head')).toEqual({ used: 150 });
  // Late is the due instant itself, whatever stands there.
  expect(when_of('2 jam', 'late')).toEqual({ after: 0 });
});

test('what warns is before it is due, what follows is after', () => {
  const wrong: [string, Level][] = [
    ['100 %', 'soon'],
    ['0 %', 'soon'],
    ['99 %', 'supervisor'],
    ['1001 %', 'supervisor'],
    ['4 jam atau 1/1', 'soon'],
    ['1 jam atau 1/4', 'supervisor'],
    ['', 'soon'],
    ['nanti', 'head'],
  ];
  for (const [text, level] of wrong) expect(when_of(text, level), text).toBeUndefined();
});

test('every ladder comes back from its own form', () => {
  const long: Rung[] = [
    { level: 'half', when: { left: { span: 12 * hour, part: 0 } }, told: [], only: 'answer' },
    { level: 'soon', when: { left: { span: 4 * hour, part: 4 } }, told: ['operator'] },
    { level: 'late', when: { after: 0 }, told: ['operator'] },
    { level: 'head', when: { after: 4 * hour }, told: ['supervisor', 'head'] },
  ];
  for (const language of ['id', 'en'] as const) {
    prefs.language = language;
    expect(ladder_of(ladder_form(long))).toEqual(long);
    const whens: [When, Level][] = long.map((one) => [one.when, one.level]);
    for (const [when, level] of whens) expect(when_of(when_text(when), level)).toEqual(when);
  }
});

test('a rung that is off does not count, one that is on must be readable', () => {
  const form = ladder_form([{ level: 'late', when: { after: 0 }, told: [] }]);
  expect(form.filter((one) => one.on).map((one) => one.level)).toEqual(['late']);
  const broken = form.map((one) => (one.level === 'soon' ? { ...one, when: 'nanti' } : one));
  expect(ladder_of(broken)).toHaveLength(1);
  expect(ladder_of(broken.map((one) => ({ ...one, on: true })))).toBeUndefined();
});
