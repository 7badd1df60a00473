import type { Calendar, Day, Segment } from '../../door';

/** Dates of the room's calendar: a day is `2026-12-24` on the wire and `24/12/2026` to people. */
const ms_of_day = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');
/** Midnight UTC of the date, only to count days with; `undefined` for a date that does not exist. */
function count_of(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month - 1, day);
  const made = new Date(at);
  return year >= 1900 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? at : undefined;
}
const day_at = (at: number): Day => new Date(at).toISOString().slice(0, 10);

/** The local date of an instant (milliseconds UTC); `zone` in minutes ahead of UTC. */
export const day_of_instant = (at: number, zone: number): Day => day_at(at + zone * 60_000);

/** `24/12/2026`, or `24/12` for the next one from `today` on. */
export function day_of(text: string, today: Day): Day | undefined {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text);
  const found = iso ? [iso[0], iso[3], iso[2], iso[1]] : /^\s*(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\s*$/.exec(text);
  if (!found) return undefined;
  const [day, month] = [Number(found[1]), Number(found[2])];
  const this_year = Number(today.slice(0, 4));
  const at = (year: number): Day | undefined => {
    const count = count_of(year, month, day);
    return count === undefined ? undefined : day_at(count);
  };
  if (found[3] !== undefined) return at(Number(found[3]));
  const next = at(this_year);
  return next !== undefined && next >= today ? next : at(this_year + 1);
}

/** `17/8`: a date of every year, 29 February too. */
export function yearly_of(text: string): { month: number; day: number } | undefined {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})\s*$/.exec(text);
  const [day, month] = [Number(found?.[1]), Number(found?.[2])];
  return found && count_of(2000, month, day) !== undefined ? { month, day } : undefined;
}

const locale = (language: 'id' | 'en'): string => (language === 'id' ? 'id-ID' : 'en-GB');

/** `Kamis, 24 Desember 2026`. */
export function day_words(day: Day, language: 'id' | 'en', year = true): string {
  return new Intl.DateTimeFormat(locale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** `17 Agustus`. */
export function yearly_words(month: number, day: number, language: 'id' | 'en'): string {
  const at = new Date(Date.UTC(2000, month - 1, day));
  return new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
}

/** The name of a weekday, Monday 0. */
export function weekday_name(weekday: number, language: 'id' | 'en'): string {
  // 5 January 1970 was a Monday.
  const at = new Date((4 + weekday) * ms_of_day);
  return new Intl.DateTimeFormat(locale(language), { weekday: 'long', timeZone: 'UTC' }).format(at);
}

export const weekday_of = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** A day that is not as its weekday is. */
export interface Special {
  day: Day;
  /** None: closed. */
  open: readonly Segment[];
  name: string;
}

/** What the next days bring: the weekdays that are closed as a rule, and every day that is otherwise. */
export interface Ahead {
  weekdays: readonly number[];
  special: readonly Special[];
}

/** The `count` days from `from` on. A holiday on a day that is closed anyway is not said. */
export function ahead_of(calendar: Calendar, from: Day, count: number): Ahead {
  const weekdays = calendar.week.flatMap((open, weekday) => (open.length === 0 ? [weekday] : []));
  const start = Date.parse(`${from}T00:00:00Z`);
  const special: Special[] = [];
  for (let n = 0; n < count; n += 1) {
    const day = day_at(start + n * ms_of_day);
    const usual = calendar.week[weekday_of(day)] ?? [];
    const dated = calendar.exceptions.find((one) => one.day === day);
    const [, month, date] = day.split('-').map(Number);
    const yearly = calendar.yearly.find((one) => one.month === month && one.day === date);
    const open = dated ? dated.open : yearly ? [] : usual;
    const name = (dated ?? yearly)?.name;
    if (name !== undefined && (open.length > 0 || usual.length > 0)) special.push({ day, open, name });
  }
  return { weekdays, special };
}

/** `24/12/2026` for a field. */
export const day_text = (day: Day): string => {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
};
export const yearly_text = (month: number, day: number): string => `${two(day)}/${two(month)}`;
