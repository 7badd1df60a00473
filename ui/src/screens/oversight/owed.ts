import type { AgencyCode, TicketRow } from '../../door';
import { by_need, due_of, due_of_clock, type Due } from '../../state/due';

/** An open ticket, and the step that is owed next. */
export interface Owed {
  ticket: TicketRow;
  due: Due;
}

/** Who owes the next step: an agency, or the room itself. */
export interface Debtor {
  agency?: AgencyCode;
  /** The oldest call first. */
  owed: readonly Owed[];
  late: number;
  /** What is due first. */
  next: Owed;
}

const is_late = (due: Due): boolean => due.state === 'late' || due.state === 'held';

const open = (tickets: Iterable<TicketRow>): TicketRow[] => [...tickets].filter((one) => one.state !== 'closed');

/**
 * What is owed next: the deadline that matters most. While the caller's answer is calm, it waits for an agency that has
 * the ticket in hand.
 */
function next_of(ticket: TicketRow, now: number): Due {
  const first = due_of(ticket, now);
  const is_calm = first.state === 'calm' || first.state === 'active';
  if (first.clock?.kind !== 'answer' || !is_calm) return first;
  const theirs = ticket.clocks
    .filter((clock) => clock.outcome === undefined && clock.assignment !== undefined)
    .map((clock) => due_of_clock(clock, ticket, now));
  return theirs.sort(by_need)[0] ?? first;
}

/** Each open ticket stands under exactly one who owes: those with something late first, then by what is due first. */
export function debtors(tickets: Iterable<TicketRow>, now: number): Debtor[] {
  const by = new Map<AgencyCode | undefined, Owed[]>();
  for (const ticket of open(tickets)) {
    const due = next_of(ticket, now);
    by.set(due.agency, [...(by.get(due.agency) ?? []), { ticket, due }]);
  }
  return [...by]
    .map(([agency, all]) => {
      const owed = [...all].sort((a, b) => a.ticket.called_at - b.ticket.called_at);
      const next = [...owed].sort((a, b) => by_need(a.due, b.due))[0] as Owed;
      return { ...(agency && { agency }), owed, next, late: owed.filter((one) => is_late(one.due)).length };
    })
    .sort((a, b) => Number(b.late > 0) - Number(a.late > 0) || by_need(a.next.due, b.next.due));
}

const hour = 3_600_000;
/** Where one class of age ends and the next begins, in milliseconds since the call. */
const steps = [hour, 4 * hour, 24 * hour, 72 * hour] as const;
export const ages = ['hour', 'four', 'day', 'three', 'more'] as const;

export interface Age {
  id: (typeof ages)[number];
  count: number;
  late: number;
}

/** Open tickets by their age since the call; the classes add up to all that are open. */
export function by_age(tickets: Iterable<TicketRow>, now: number): Age[] {
  const found: Age[] = ages.map((id) => ({ id, count: 0, late: 0 }));
  for (const ticket of open(tickets)) {
    const at = steps.findIndex((end) => now - ticket.called_at < end);
    const age = found[at === -1 ? steps.length : at];
    if (!age) continue;
    age.count += 1;
    if (is_late(due_of(ticket, now))) age.late += 1;
  }
  return found;
}
