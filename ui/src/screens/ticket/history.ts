import type { TicketRow } from '../../door';
import type { Place } from '../../state/router.svelte';

/** What else there was, as a search that is asked already. */

const by = (said: Record<string, string>): string => new URLSearchParams(said).toString();

/** Of its village; where none is known, of what the caller called it, in its district. */
export function place_history(ticket: TicketRow | undefined): Place | undefined {
  if (!ticket) return undefined;
  const { district, village, landmark, words } = ticket;
  const q = village ? '' : (landmark ?? words ?? '');
  const place = { ...(district ? { district } : {}), ...(village ? { village } : {}) };
  return q || district || village ? { screen: 'find', q, by: by(place) } : undefined;
}

/** Of the number that called first. */
export function number_history(ticket: TicketRow | undefined): Place | undefined {
  return ticket?.reporter_number ? { screen: 'find', q: ticket.reporter_number, by: '' } : undefined;
}
