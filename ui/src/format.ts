/**
 * Times, durations and numbers as people read them here: a dot in a time (`14.05`), a colon in a
 * duration (`04:12`). All times are milliseconds UTC; `zone` is minutes ahead of UTC, from the
 * region and never from this machine.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const two = (n: number): string => String(n).padStart(2, '0');
const local = (at: number, zone: number): Date => new Date(at + zone * minute);

export function time_of(at: number, zone: number): string {
  const d = local(at, zone);
  return `${two(d.getUTCHours())}.${two(d.getUTCMinutes())}`;
}

export function time_with_seconds(at: number, zone: number): string {
  return `${time_of(at, zone)}.${two(local(at, zone).getUTCSeconds())}`;
}

export function date_of(at: number, zone: number): string {
  const d = local(at, zone);
  return `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`;
}

/** The day in words, with the names the language's calendar uses; no zone database is asked. */
export function date_words(at: number, zone: number, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(local(at, zone));
}

/** `28 Nov`, with the month as the language's calendar writes it short. */
export function date_short(at: number, zone: number, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(local(at, zone));
}

/** The name of a weekday; 1 is Monday. */
export function weekday_words(weekday: number, language: 'id' | 'en'): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, weekday),
  );
}

/** `2026-12-24`, as the room writes a day, as `24/12/2026`. */
export const day_shown = (day: string): string => day.split('-').reverse().join('/');

/** Minutes after midnight as `07.30`; over midnight they run on, `26.00`. */
export const minutes_shown = (minutes: number): string => `${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`;

/** `261123`, the local day as it stands in a ticket's number. */
export function day_code(at: number, zone: number): string {
  const d = local(at, zone);
  return `${two(d.getUTCFullYear() % 100)}${two(d.getUTCMonth() + 1)}${two(d.getUTCDate())}`;
}

/** `mm:ss`, and `h:mm:ss` from an hour up. Negative counts as nothing. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const rest = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${rest}` : rest;
}

/** A count with its unit, or a clock text; the unit is a word, so it is left to the words. */
export type Left = { late: boolean } & ({ clock: string } | { count: number; unit: 'minutes' | 'hours' | 'days' });

/**
 * What remains until `due_at`: `mm:ss` under 15 minutes, then whole minutes, from two hours up hours,
 * from two days up days. Past it `mm:ss` up to 99:59. Equality is not late.
 */
export function left_of(due_at: number, now: number): Left {
  const late = now > due_at;
  const ms = Math.abs(due_at - now);
  // Ahead, a begun second still counts; behind, only a whole one does.
  const s = late ? Math.floor(ms / 1000) : Math.ceil(ms / 1000);
  if (s < (late ? 6000 : 900)) return { late, clock: `${two(Math.floor(s / 60))}:${two(s % 60)}` };
  if (s < 7200) return { late, count: Math.floor(s / 60), unit: 'minutes' };
  if (s < (2 * day) / 1000) return { late, count: Math.floor(s / 3600), unit: 'hours' };
  return { late, count: Math.floor(s / 86_400), unit: 'days' };
}

/** `SDA-261123-2-17` is `2-17` on its own day and `23/2-17` later; anything else is left alone. */
export function number_shown(number: string, now: number, zone: number): string {
  const parts = /^[^-]+-(\d{4})(\d{2})-(\d+-\d+)$/.exec(number);
  if (!parts) return number;
  const [, month, date, rest] = parts;
  return `${month}${date}` === day_code(now, zone) ? `${rest}` : `${date}/${rest}`;
}
