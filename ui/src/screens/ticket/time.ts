import { clock, shown } from '../../state/clock.svelte';

const minute = 60_000;
const day = 24 * 60 * minute;

/** `15.52.20` on the room's present day, `23/11 15.52` on another. */
export function when(at: number): string {
  return shown.date(at) === shown.date(clock.now)
    ? shown.seconds(at)
    : `${shown.date(at).slice(0, 5)} ${shown.time(at)}`;
}

/**
 * The instant, in milliseconds UTC, that a person means by `18.30` (the next one), `27/11 9.00` or `27/11/2026 9.00`.
 * A colon does for the dot. `zone` is minutes ahead of UTC. Undefined when it is not a time.
 */
export function instant_of(typed: string, now: number, zone: number): number | undefined {
  const parts = /^\s*(?:(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\s+)?(\d{1,2})[.:](\d{2})\s*$/.exec(typed);
  if (!parts) return undefined;
  const [date, month, year, hours, minutes] = parts
    .slice(1)
    .map((one) => (one === undefined ? undefined : Number(one)));
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return undefined;
  const here = new Date(now + zone * minute);
  const at = (y: number, m: number, d: number) => Date.UTC(y, m, d, hours, minutes) - zone * minute;
  if (date === undefined || month === undefined) {
    const today = at(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate());
    return today > now ? today : today + day;
  }
  const of_year = (y: number) => {
    const made = new Date(Date.UTC(y, month - 1, date));
    return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? at(y, month - 1, date) : undefined;
  };
  if (year !== undefined) return of_year(year);
  const this_year = of_year(here.getUTCFullYear());
  return this_year !== undefined && this_year < now - day ? of_year(here.getUTCFullYear() + 1) : this_year;
}

/** The same for what has been: `18.30` is the last one, `27/11 9.00` this year's or the last one's. */
export function past_instant_of(typed: string, now: number, zone: number): number | undefined {
  const dated = /^(\s*\d{1,2}\/\d{1,2})(\s.*)$/.exec(typed);
  if (!dated) {
    const at = instant_of(typed, now, zone);
    return at !== undefined && !typed.includes('/') && at > now ? at - day : at;
  }
  const in_year = (year: number) => instant_of(`${dated[1]}/${year}${dated[2]}`, now, zone);
  const year = new Date(now + zone * minute).getUTCFullYear();
  const at = in_year(year);
  // The last days of December, read in January.
  return at !== undefined && at > now + 31 * day ? in_year(year - 1) : at;
}
