import type { TicketId, TicketRow } from '../../door';
import { by_class, by_need, due_of, type Due } from '../../state/due';

export interface Standing {
  row: TicketRow;
  due: Due;
}

/** What a desk's list shows: every open ticket with what matters most about it, but no child that is quiet. */
export function standing(rows: Iterable<TicketRow>, now: number): Standing[] {
  const found: Standing[] = [];
  for (const row of rows) {
    if (row.state === 'closed') continue;
    const due = due_of(row, now);
    const is_quiet = ['calm', 'active', 'paused', 'done'].includes(due.state);
    if (row.parent === undefined || !is_quiet) found.push({ row, due });
  }
  return found;
}

/**
 * The same standing as before where only time has passed, and the same list where that is so of all: what merely counts
 * down is not worked out anew.
 */
export function steady(found: readonly Standing[], before: readonly Standing[]): readonly Standing[] {
  const known = new Map(before.map((one) => [one.row, one]));
  const now = found.map((one) => {
    const old = known.get(one.row);
    return old && old.due.state === one.due.state && old.due.clock === one.due.clock ? old : one;
  });
  return now.length === before.length && now.every((one, i) => one === before[i]) ? before : now;
}

/** Somebody is in danger, and what was to be done is not done. */
const is_pressing = ({ row }: Standing): boolean => row.at_risk === true && row.state === 'open';

/**
 * The ids in the order of need; equal ones stay as they were called. In a storm people at risk come first. What comes
 * from a number that is often a nuisance stands below the others of its state, never below a lesser one.
 */
export function wanted_order(found: readonly Standing[], in_storm = false): TicketId[] {
  const risk = (one: Standing): number => (in_storm && is_pressing(one) ? 0 : 1);
  const marked = (one: Standing): number => Number(one.row.nuisance ?? false);
  return [...found]
    .sort(
      (a, b) =>
        risk(a) - risk(b) ||
        by_class(a.due, b.due) ||
        marked(a) - marked(b) ||
        by_need(a.due, b.due) ||
        a.row.called_at - b.row.called_at,
    )
    .map((one) => one.row.id);
}

/** The order as it stands, without those that are gone and with the new ones at the end. */
export function frozen_order(shown: readonly TicketId[], wanted: readonly TicketId[]): TicketId[] {
  const there = new Set(wanted);
  const known = new Set(shown);
  return [...shown.filter((id) => there.has(id)), ...wanted.filter((id) => !known.has(id))];
}

/** How many rows would have to be moved to come from one order to the other: what R offers. */
export function moves(shown: readonly TicketId[], wanted: readonly TicketId[]): number {
  // Those that stay are a longest rising run of places.
  const place = new Map(wanted.map((id, i) => [id, i]));
  const ends: number[] = [];
  for (const id of shown) {
    const at = place.get(id) ?? -1;
    const i = ends.findIndex((end) => end >= at);
    if (i < 0) ends.push(at);
    else ends[i] = at;
  }
  return shown.length - ends.length;
}

/** How long an order stands before it may change by itself, in milliseconds. */
export const steady_ms = 5000;
