import type { ClockRow, TicketRow } from '../door';
import { due_of_clock, type Due } from './due';

export interface Alarm {
  ticket: TicketRow;
  clock: ClockRow;
  due: Due;
}

/** What fired last goes first; of what fired in one sweep, what was due last. */
export const by_newest = (a: Alarm, b: Alarm): number =>
  (b.clock.fired_at ?? 0) - (a.clock.fired_at ?? 0) || b.clock.due_at - a.clock.due_at;

/** Every clock that asks for a named person, the newest firing first: what F8 opens. */
export function alarms_of(rows: Iterable<TicketRow>, now: number): Alarm[] {
  const found: Alarm[] = [];
  for (const ticket of rows)
    for (const clock of ticket.clocks)
      if (clock.asks) found.push({ ticket, clock, due: due_of_clock({ ...clock, outcome: undefined }, ticket, now) });
  return found.sort(by_newest);
}
