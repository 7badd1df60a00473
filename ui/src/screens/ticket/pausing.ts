import type { AssignmentRow, ClockRow, PauseReason, TicketRow } from '../../door';

export const pause_reasons: readonly PauseReason[] = ['needs_caller', 'third_party', 'weather', 'budget'];

/** Until when: the next morning, some mornings on, or as typed. */
export const pause_ends = ['tomorrow', 'days_3', 'days_7', 'own'] as const;
export type PauseEnd = (typeof pause_ends)[number];

const minute = 60_000;
const day = 24 * 60 * minute;
/** The room refuses a longer pause, in milliseconds. */
export const longest_pause = 90 * day;
/** When a working day begins, in minutes after midnight. */
const morning = 8 * 60;

/** Eight in the morning `days` after today, in milliseconds UTC; `zone` is minutes ahead of UTC. */
export function morning_after(days: number, now: number, zone: number): number {
  const here = now + zone * minute;
  return here - (here % day) + days * day + (morning - zone) * minute;
}

/** The work of an agency that still runs; it alone can stand still. */
export function work_of(ticket: TicketRow, assignment: AssignmentRow | undefined): ClockRow | undefined {
  return ticket.clocks.find(
    (one) => one.kind === 'work' && one.outcome === undefined && one.assignment === assignment?.no,
  );
}
