import { date_of, time_of } from '../../format';

/** Milliseconds UTC, `[from, to)`. */
export interface Period {
  from: number;
  to: number;
}
export const kinds = ['day', 'month', 'period'] as const;
export type Kind = (typeof kinds)[number];

const minute = 60_000;
const day = 24 * 60 * minute;

/** The first instant of a local day; undefined of one that no calendar has. */
function start(year: number, month: number, date: number, zone: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const is_so = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return is_so ? at.getTime() - zone * minute : undefined;
}

const full = (year: number): number => (year < 100 ? 2000 + year : year);
const numbers = (text: string): number[] =>
  text
    .trim()
    .split(/[\s./-]+/)
    .map(Number);

/** `27/11/2026`, also with other signs between or two digits of the year. */
export function read_day(text: string, zone: number): number | undefined {
  const [date = NaN, month = NaN, year = NaN, more] = numbers(text);
  return more === undefined ? start(full(year), month, date, zone) : undefined;
}

/** `27/11/2026 14.05`, to the last millisecond of that minute: what was recorded in it is in it. */
export function read_instant(text: string, zone: number): number | undefined {
  const [date = NaN, month = NaN, year = NaN, hour = 23, minutes = 59, more] = numbers(text);
  const midnight = start(full(year), month, date, zone);
  const is_time = more === undefined && hour >= 0 && hour < 24 && minutes >= 0 && minutes < 60;
  return midnight !== undefined && is_time ? midnight + (hour * 60 + minutes + 1) * minute - 1 : undefined;
}

/** `11/2026`: the whole month. */
export function read_month(text: string, zone: number): Period | undefined {
  const [month = NaN, year = NaN, more] = numbers(text);
  const from = more === undefined ? start(full(year), month, 1, zone) : undefined;
  return from === undefined ? undefined : month_of(from, zone);
}

export function day_of(at: number, zone: number): Period {
  const from = Math.floor((at + zone * minute) / day) * day - zone * minute;
  return { from, to: from + day };
}

/** The month that holds an instant. */
export function month_of(at: number, zone: number): Period {
  const local = new Date(at + zone * minute);
  const first = (months: number): number =>
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, 1) - zone * minute;
  return { from: first(0), to: first(1) };
}

/** Exactly a month, by whatever it was asked for. */
export function is_month({ from, to }: Period, zone: number): boolean {
  const month = month_of(from, zone);
  return month.from === from && month.to === to;
}

/** The one before or after, as long as it is: a day, a month, or so many days. */
export function beside(kind: Kind, { from, to }: Period, by: -1 | 1, zone: number): Period {
  if (kind === 'month') return month_of(by < 0 ? from - 1 : to, zone);
  const length = to - from;
  return { from: from + by * length, to: to + by * length };
}

/** As it stands in the fields. */
export const day_text = (at: number, zone: number): string => date_of(at, zone);
export const month_text = (at: number, zone: number): string => date_of(at, zone).slice(3);
export const instant_text = (at: number, zone: number): string => `${date_of(at, zone)} ${time_of(at, zone)}`;

/** `November 2026`, as the language's calendar names it. */
export function month_words(at: number, zone: number, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(at + zone * minute));
}
