import type { Session, TicketId, TicketRow } from '../door';

/** An older row never overwrites a newer. A closed one stays: who shows open ones asks its state. */
export function merge(into: Map<TicketId, TicketRow>, news: readonly TicketRow[]): void {
  for (const row of news) {
    const known = into.get(row.id);
    // What this desk alone held counts in a journal of its own.
    if (!known || known.held || row.held || known.changed <= row.changed) into.set(row.id, row);
  }
}

const hour = 3_600_000;

/**
 * A closed ticket is kept for an hour, so that its page and its list row end in peace; a room runs for months. An agency
 * sees for the day what it has done, a wall nothing that is closed.
 */
export function forget_closed(from: Map<TicketId, TicketRow>, now: number, kept = hour): void {
  for (const row of from.values()) if (row.closed && now - row.closed.at > kept) from.delete(row.id);
}

/** For how long, in milliseconds. */
export function kept_closed(of: Session | undefined): number {
  if (of?.actor.role === 'wall') return 0;
  return of?.actor.agency ? 24 * hour : hour;
}
