import type { Promised, TicketRow } from '../../door';
import { due_of_clock, type Due } from '../../state/due';

/** A caller who was told when they would hear more. */
export interface Owing {
  ticket: TicketRow;
  promise: Promised;
  due: Due;
}

/** Whoever waits for news that was promised: what is over first, then by when it is due. */
export function promises_of(rows: Iterable<TicketRow>, now: number): Owing[] {
  return [...rows]
    .flatMap((ticket) => {
      const clock = ticket.clocks.findLast((one) => one.kind === 'answer' && one.outcome === undefined);
      return ticket.promise && clock
        ? [{ ticket, promise: ticket.promise, due: due_of_clock(clock, ticket, now) }]
        : [];
    })
    .sort((a, b) => a.promise.due_at - b.promise.due_at);
}

export const is_over = (one: Owing, now: number): boolean => one.promise.due_at < now;
