import type { Duty } from '../../door';
import en from '../../words/en/duty.json';
import id from '../../words/id/duty.json';
export { duty_text } from './duty_words';

/** Duty hours as one line: empty (not known), `24 jam`, or `Sen-Jum 07.30-16.00`; days may be numbers too. */
const day_names = [id, en].map((words) => words.day_names.toLowerCase().split(' '));
const always = new Set([id, en].flatMap((words) => words.always_names.toLowerCase().split('|')));

function day_of(text: string): number | undefined {
  if (/^[1-7]$/.test(text)) return Number(text);
  for (const names of day_names) {
    const at = names.findIndex((name) => text.startsWith(name));
    if (at >= 0) return at + 1;
  }
  return undefined;
}

function days_of(text: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first, more] = part.split('-').map((name) => day_of(name.trim()));
    if (first === undefined || last === undefined || more !== undefined) return undefined;
    // Over the end of the week: Sab-Min, Jum-Sen.
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort();
}

function minute_of(text: string): number | undefined {
  const found = /^(\d{1,2})[.:](\d{2})$/.exec(text.trim());
  if (!found) return undefined;
  const minute = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minute <= 1440 ? minute : undefined;
}

/** `undefined` where it cannot be read. */
export function duty_of(text: string): Duty | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?([-,]) ?/g, '$1');
  if (typed === '') return { kind: 'unknown' };
  if (always.has(typed)) return { kind: 'always' };
  const found = /^(.+) (\d{1,2}[.:]\d{2})-(\d{1,2}[.:]\d{2})$/.exec(typed);
  const days = days_of(found?.[1] ?? '');
  const from_minute = minute_of(found?.[2] ?? '');
  const to_minute = minute_of(found?.[3] ?? '');
  if (!days || from_minute === undefined || to_minute === undefined || from_minute >= 1440) return undefined;
  return { kind: 'weekly', days, from_minute, to_minute };
}
