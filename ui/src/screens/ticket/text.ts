import type { TicketRow } from '../../door';

const minute = 60_000;
/** Less than this is nothing to promise anybody. */
const soonest = 15 * minute;

/** One message holds so many letters; of several each a little less. */
export function sms_of(text: string): number {
  const plain = /^[\x20-\x7e\n]*$/.test(text);
  const count = [...text.trim()].length;
  const [one, part] = plain ? [160, 153] : [70, 67];
  return count <= one ? 1 : Math.ceil(count / part);
}

/** The promised time in a text that was typed over. */
export const with_until = (text: string, before: string, now: string): string =>
  before === '' ? text : text.replaceAll(before, now);

interface Shown {
  date: (at: number) => string;
  time: (at: number) => string;
}

/**
 * What stands in the field at first: when an answer is due anyway, so that nothing is promised beyond it. Where that is
 * over, or about to be, two hours from now.
 */
export function first_promise(ticket: TicketRow, now: number, zone: number, shown: Shown): string {
  const owed = ticket.clocks.findLast((one) => one.kind === 'answer' && one.outcome === undefined)?.due_at;
  const at = owed !== undefined && owed - now > soonest ? owed : now + 120 * minute;
  const day = (instant: number): number => Math.floor((instant + zone * minute) / (24 * 60 * minute));
  const whole = Math.floor(at / minute) * minute;
  return day(whole) === day(now) ? shown.time(whole) : `${shown.date(whole).slice(0, 5)} ${shown.time(whole)}`;
}
