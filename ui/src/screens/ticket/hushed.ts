import type { Actor, AnswerChannel, AnswerKind, TicketRow } from '../../door';

/** Whether such an answer reaches out to the caller's own number, or promises to. The room judges; this only offers. */
export const calls_back = (channel: AnswerChannel, kind: AnswerKind): boolean =>
  kind === 'interim' || channel === 'telephone' || channel === 'whatsapp' || channel === 'sms';

/** Whether this person may call back a caller who asked not to be: who opened or owns the report, and a supervisor. */
export function may_call_back(ticket: TicketRow, actor: Actor | undefined): boolean {
  if (!actor) return false;
  return (
    ticket.call_back || actor.role === 'supervisor' || actor.name === ticket.owner || actor.name === ticket.opened_by
  );
}
