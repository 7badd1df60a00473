import type { AgencyCode, AssignmentRow, TicketId, TicketRow } from '../../door';
import { by_need, due_of_clock, type Due } from '../../state/due';
import { has_ended } from '../ticket/steps';

/** A ticket with the part of it that is one agency's, and what that part owes. */
export interface Duty {
  row: TicketRow;
  own: AssignmentRow;
  due: Due;
}

export interface Lists {
  waiting: readonly Duty[];
  running: readonly Duty[];
  done: readonly Duty[];
}

/** The agency's own assignment: the one it is at work on, else what it has done; a copy is for its knowledge alone. */
export function own_of(row: TicketRow, agency: AgencyCode): AssignmentRow | undefined {
  const all = row.assignments.filter(
    (one) => one.agency === agency && one.role !== 'copy' && one.state !== 'returned' && one.state !== 'not_needed',
  );
  return all.find((one) => !has_ended(one)) ?? all.at(-1);
}

/** What the agency itself owes next; what the room owes the caller is not shown to it. */
export function due_of_own(row: TicketRow, own: AssignmentRow, now: number): Due {
  const running = row.clocks.filter((one) => one.assignment === own.no && one.outcome === undefined);
  return running.map((one) => due_of_clock(one, row, now)).sort(by_need)[0] ?? { state: 'done' };
}

/** Midnight of the room's day, milliseconds UTC; `zone` in minutes east of UTC. */
export function day_start(now: number, zone: number): number {
  const day = 24 * 3_600_000;
  return Math.floor((now + zone * 60_000) / day) * day - zone * 60_000;
}

/**
 * The three lists. What is owed soonest stands first, and keeps its place while it counts down: no row moves under a
 * hand because a second has passed. The day's done ones stand newest first.
 */
export function lists_of(rows: Iterable<TicketRow>, agency: AgencyCode, now: number, midnight: number): Lists {
  const waiting: Duty[] = [];
  const running: Duty[] = [];
  const done: Duty[] = [];
  for (const row of rows) {
    const own = own_of(row, agency);
    if (!own) continue;
    const duty = { row, own, due: due_of_own(row, own, now) };
    if (own.state === 'done') {
      if ((own.ended_at ?? 0) >= midnight) done.push(duty);
    } else if (row.closed === undefined) (own.state === 'sent' ? waiting : running).push(duty);
  }
  const soonest = (a: Duty, b: Duty): number =>
    (a.due.due_at ?? Infinity) - (b.due.due_at ?? Infinity) || a.own.sent_at - b.own.sent_at;
  const newest = (a: Duty, b: Duty): number => (b.own.ended_at ?? 0) - (a.own.ended_at ?? 0);
  return { waiting: waiting.sort(soonest), running: running.sort(soonest), done: done.sort(newest) };
}

export const all_of = (lists: Lists): readonly Duty[] => [...lists.waiting, ...lists.running, ...lists.done];

/** Those that wait and were not there before: told once. On the first look nothing is new. */
export function fresh(waiting: readonly Duty[], known: ReadonlySet<TicketId> | undefined): readonly Duty[] {
  return known === undefined ? [] : waiting.filter((one) => !known.has(one.row.id));
}
