import type { At } from '../../door';
import { day_of, day_of_instant } from './day';

/** `22.30` or `7` in minutes after midnight. */
function minute_of(text: string): number | undefined {
  const found = /^\s*(\d{1,2})(?:[.:](\d{2}))?\s*$/.exec(text);
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  return found && hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/**
 * The instant meant by a day and a time as people write them, the one missing as of `now`; `zone` in minutes ahead of
 * UTC. `undefined` where one of them cannot be read.
 */
export function instant_of(day: string, time: string, now: At, zone: number): At | undefined {
  const today = day_of_instant(now, zone);
  const on = day.trim() === '' ? today : day_of(day, today);
  const local = now + zone * 60_000;
  const minute = time.trim() === '' ? Math.floor(local / 60_000) % 1440 : minute_of(time);
  if (on === undefined || minute === undefined) return undefined;
  return Date.parse(`${on}T00:00:00Z`) + (minute - zone) * 60_000;
}
