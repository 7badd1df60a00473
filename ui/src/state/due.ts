import type { AgencyCode, ClockRow, Level, TicketRow } from '../door';
import { due_states, type DueState } from '../parts/signs';

/** How a deadline is shown: whose it is, what is owed, and in which state. */
export interface Due {
  state: DueState;
  /** Milliseconds UTC; of a paused one when it goes on by itself. None where nothing is owed. */
  due_at?: number;
  clock?: ClockRow;
  /** Who owes it; none for what the room itself owes. */
  agency?: AgencyCode;
}

const order: readonly Level[] = ['orphan', 'half', 'soon', 'urgent', 'late', 'supervisor', 'head', 'secretary'];
const rank = (level: Level | undefined): number => (level === undefined ? -1 : order.indexOf(level));
const late = rank('late');

/** The highest level that has come: fired, or with its instant behind us where the room is not heard. */
export function level_of(clock: ClockRow, now: number): Level | undefined {
  const come = clock.waiting.filter((one) => one.at <= now).map((one) => one.level);
  return [clock.level, ...come].reduce((a, b) => (rank(b) > rank(a) ? b : a), undefined);
}

/** It must be sent again: every agency that was told has given it back, and nobody is on it. */
export const is_orphan = (clock: ClockRow | undefined, ticket: TicketRow): boolean =>
  clock?.kind === 'dispatch' && clock.outcome === undefined && ticket.assignments.length > 0;

/** An alarm of this ticket fired while the machine's clock was not believed, and still stands. */
export const is_doubted = (ticket: TicketRow): boolean =>
  ticket.clocks.some((clock) => clock.suspect && (clock.asks || clock.outcome === undefined));

/** One running clock. Being accepted makes a calm clock `active`; being in hand makes a late one `held`. */
export function due_of_clock(clock: ClockRow, ticket: TicketRow, now: number): Due {
  const assignment = ticket.assignments.find((one) => one.no === clock.assignment);
  const level = level_of(clock, now);
  const of = { due_at: clock.due_at, clock, agency: assignment?.agency };
  if (clock.outcome !== undefined) return { ...of, state: 'done' };
  if (clock.paused) return { ...of, due_at: clock.paused.resume_at, state: 'paused' };
  if (rank(level) >= late || now > clock.due_at)
    return { ...of, state: clock.acknowledged_by !== undefined && !clock.asks ? 'held' : 'late' };
  // What asks for a person before it is due has nobody on it: something must be done now.
  if (level === 'orphan' ? clock.acknowledged_by === undefined : clock.asks) return { ...of, state: 'urgent' };
  if (level === 'urgent' || level === 'soon') return { ...of, state: level };
  return { ...of, state: is_accepted(clock, ticket) ? 'active' : 'calm' };
}

/** An agency's clock: it has accepted. The room's own: everybody who must has accepted. */
function is_accepted(clock: ClockRow, ticket: TicketRow): boolean {
  const theirs = ticket.assignments.filter((one) =>
    clock.assignment === undefined
      ? one.role !== 'copy' && one.state !== 'returned' && one.state !== 'not_needed'
      : one.no === clock.assignment,
  );
  return theirs.length > 0 && theirs.every((one) => one.state !== 'sent');
}

const place = (due: Due): number => {
  // Calm and active are one class: the sooner goes first.
  const at = due_states.indexOf(due.state);
  return due.state === 'calm' ? due_states.indexOf('active') : at;
};

/** By what state they are in alone: negative when `a` goes first. */
export const by_class = (a: Due, b: Due): number => place(a) - place(b);

/** Late, urgent, soon, held, then the rest by time: negative when `a` goes first. */
export function by_need(a: Due, b: Due): number {
  return by_class(a, b) || (a.due_at ?? Infinity) - (b.due_at ?? Infinity);
}

/** What matters most about a ticket now: the deadline a list shows. */
export function due_of(ticket: TicketRow, now: number): Due {
  if (ticket.state === 'closed') return { state: 'done' };
  const running = ticket.clocks
    .filter((clock) => clock.outcome === undefined)
    .map((clock) => due_of_clock(clock, ticket, now))
    .sort(by_need);
  const first = running[0];
  if (!first) return { state: 'done' };
  const is_quiet = first.state === 'calm' || first.state === 'active';
  return ticket.state === 'done' && is_quiet ? { ...first, state: 'done' } : first;
}
