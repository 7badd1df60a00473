import type { Agency, Hours, Way } from '../../door';
import { clock } from '../../state/clock.svelte';
import { duty_text } from '../manage/duty_words';

const minute_ms = 60_000;
const day_minutes = 1440;

/** Whether they hold at an instant of the room; an end at or before its start is of the day after. */
export function hold(hours: Hours, now: number, zone: number): boolean {
  const local = Math.floor(now / minute_ms) + zone;
  const day = Math.floor(local / day_minutes);
  const minute = local - day * day_minutes;
  // 1 is Monday; day 0, 1 January 1970, was a Thursday.
  const starts_on = (one: number): boolean => hours.days.includes(((((one + 3) % 7) + 7) % 7) + 1);
  const { from_minute: from, to_minute: to } = hours;
  if (from < to) return starts_on(day) && minute >= from && minute < to;
  return (starts_on(day) && minute >= from) || (starts_on(day - 1) && minute < to);
}

/** Called now by its stated hours, at any hour, or at another time: in this order. */
type Turn = 'now' | 'always' | 'off';
const turns: readonly Turn[] = ['now', 'always', 'off'];

export function turn_of(way: Pick<Way, 'hours'>, now: number = clock.now): Turn {
  if (!way.hours) return 'always';
  return hold(way.hours, now, clock.zone) ? 'now' : 'off';
}

/** The ways to reach an agency that are on record: whoever is on call first, then what is answered fastest. */
export function ways_of(agency: Agency | undefined, now: number = clock.now): Way[] {
  if (!agency) return [];
  const { telephone, radio, whatsapp, hours } = agency.contact;
  const own = hours ? { hours } : {};
  const all: Way[] = [
    { channel: 'telephone', address: telephone, ...own },
    { channel: 'radio', address: radio, ...own },
    { channel: 'whatsapp', address: whatsapp, ...own },
    ...(agency.on_call ?? []).map(({ who, telephone: address, hours }): Way => ({
      channel: 'telephone',
      address,
      who,
      ...(hours ? { hours } : {}),
    })),
  ];
  const rank = (way: Way): number => turns.indexOf(turn_of(way, now));
  return all.filter((way) => way.address.trim() !== '').sort((a, b) => rank(a) - rank(b));
}

/** The number that is dialled now. */
export const telephone_of = (agency: Agency | undefined): Way | undefined =>
  ways_of(agency).find((way) => way.channel === 'telephone');

export const call_hours_words = (hours: Hours | undefined): string =>
  hours ? duty_text({ kind: 'weekly', ...hours }) : '';
