import type { TicketRow } from '../../door';

export interface Figures {
  open: number;
  /** Nobody was sent yet. */
  unsent: number;
  at_risk: number;
}

/** How the open tickets of an umbrella incident stand. */
export function figures(rows: Iterable<TicketRow>, storm: number): Figures {
  const found = { open: 0, unsent: 0, at_risk: 0 };
  for (const row of rows) {
    if (row.storm !== storm || row.state !== 'open') continue;
    found.open += 1;
    if (row.assignments.length === 0 && row.parent === undefined) found.unsent += 1;
    if (row.at_risk) found.at_risk += 1;
  }
  return found;
}

/** Tickets taken within half an hour, from which on storm mode is proposed. */
export const storm_from = 8;
const span_ms = 30 * 60_000;

/** Calls come in as in a storm: tickets of the last half hour, if there are so many. */
export function is_rush(rows: Iterable<TicketRow>, now: number): number | undefined {
  let count = 0;
  for (const row of rows) if (row.kind === 'emergency' && now - row.called_at <= span_ms) count += 1;
  return count >= storm_from ? count : undefined;
}
