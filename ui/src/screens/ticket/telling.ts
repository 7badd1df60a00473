import type { AnswerRow, TicketId, TicketRow } from '../../door';

/** What this ticket's caller was last told and heard. */
export function last_told(ticket: TicketRow | undefined): AnswerRow | undefined {
  return ticket?.answers.filter((one) => one.result === 'reached').at(-1);
}

const is_owed = (ticket: TicketRow) =>
  ticket.clocks.some((clock) => clock.kind === 'answer' && clock.outcome === undefined);

/**
 * Callers of the same incident who are still owed what this ticket's caller was told, whoever waits longest first.
 * Who asked not to be called back is not proposed.
 */
export function still_to_tell(ticket: TicketRow, rows: ReadonlyMap<TicketId, TicketRow>): TicketRow[] {
  if (!last_told(ticket)) return [];
  return ticket.children
    .flatMap((id) => rows.get(id) ?? [])
    .filter((child) => child.closed === undefined && child.call_back && is_owed(child))
    .sort((a, b) => a.called_at - b.called_at);
}
