import type { Segment } from '../../door';
import duty_en from '../../words/en/duty.json';
import duty_id from '../../words/id/duty.json';
import en from '../../words/en/manage.json';
import id from '../../words/id/manage.json';
import { t } from '../../words/words.svelte';

/** The hours of a day as one line: empty is closed, `07.30-12.00, 13.00-16.00`, `20.00-06.00` over midnight. */
const day_minutes = 1440;
const always = new Set([duty_id, duty_en].flatMap((words) => words.always_names.toLowerCase().split('|')));
const closed = new Set([id, en].flatMap((words) => words.hours_closed_names.toLowerCase().split('|')));

function minute_of(text: string): number | undefined {
  const found = /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(text.trim());
  const minutes = Number(found?.[2] ?? 0);
  const at = Number(found?.[1]) * 60 + minutes;
  return found && minutes < 60 && at <= day_minutes ? at : undefined;
}

function segment_of(text: string): Segment | undefined {
  const [first, last, more] = text.split('-').map(minute_of);
  if (first === undefined || last === undefined || more !== undefined || first >= day_minutes) return undefined;
  // An end at or before its start is of the day after.
  return { from: first, to: last <= first ? last + day_minutes : last };
}

/** The segments in order; none is closed; `undefined` where it cannot be read or two of them overlap. */
export function hours_of(text: string): Segment[] | undefined {
  const typed = text.trim().toLowerCase().replace(/[–—]/g, '-').replace(/\s+/g, ' ');
  if (typed === '' || closed.has(typed)) return [];
  if (always.has(typed)) return [{ from: 0, to: day_minutes }];
  const found = typed.split(/[,;]/).map(segment_of);
  const segments = found.filter((one) => one !== undefined).sort((a, b) => a.from - b.from);
  if (segments.length < found.length) return undefined;
  const overlap = segments.some((one, i) => one.from < (segments[i - 1]?.to ?? 0));
  return overlap ? undefined : segments;
}

const two = (n: number): string => String(n).padStart(2, '0');
const time = (minute: number): string => `${two(Math.floor(minute / 60))}.${two(minute % 60)}`;

/** An end after midnight is written as of its own day; only what reaches 24 hours further keeps its own figure. */
export function hours_text(open: readonly Segment[]): string {
  if (open.length === 1 && open[0]?.from === 0 && open[0].to === day_minutes) return t('duty.always');
  const end = ({ from, to }: Segment): number => (to > day_minutes && to - day_minutes <= from ? to - day_minutes : to);
  return open.map((one) => `${time(one.from)}-${time(end(one))}`).join(', ');
}
