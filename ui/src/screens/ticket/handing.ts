import type { Agency, AssignmentRow, Body, TicketRow } from '../../door';
import type { Wish } from '../../state/room.svelte';

/** How an agency takes over what is handed to it; undefined of one that works for the room. The room judges alike. */
export const body_of = (agency: Agency | undefined): Body | undefined =>
  agency?.body ?? (agency?.kind === 'outside' ? { caller: false, tracking: false } : undefined);

/** Whether a receipt may be written down for it, or corrected. */
export const may_accept = (assignment: AssignmentRow, agency: Agency | undefined): boolean =>
  body_of(agency) !== undefined &&
  assignment.role !== 'copy' &&
  !['done', 'returned', 'not_needed'].includes(assignment.state);

/** Whether a body has taken the ticket over, and the room has its receipt. */
export const has_receipt = (ticket: TicketRow): boolean =>
  ticket.assignments.some(
    (one) => one.acceptance !== undefined && one.state !== 'returned' && one.state !== 'not_needed',
  );

/** As loose as the room's own look at it: a tracking id has digits, and nothing strange. */
export const is_reference = (text: string): boolean =>
  /^[\w#\-/. ]+$/.test(text.trim()) && !text.includes('_') && text.replace(/\D/g, '').length >= 4;

export const accept_wish = (ticket: TicketRow, one: AssignmentRow, by: string, reference: string): Wish => ({
  do: 'accept',
  ticket: ticket.id,
  assignment: one.no,
  seen: one.version,
  by: by.trim(),
  ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
});
