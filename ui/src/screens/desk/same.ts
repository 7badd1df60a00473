import type { CallSoFar, Reason, SimilarTicket, TicketId, TicketRow } from '../../door';
import { t } from '../../words/words.svelte';
import type { Form } from './call.svelte';

/** A ticket that the call in hand may be about, and what speaks for it. */
export interface Alike {
  row: TicketRow;
  reasons: readonly Reason[];
}
/** The same incident, best first; and of the same kind and hour elsewhere, linked and never merged. */
export interface Found {
  same: readonly Alike[];
  related: readonly Alike[];
}
export const none: Found = { same: [], related: [] };

/** More reasons than these are not read while somebody speaks. */
const most_reasons = 3;

/**
 * What the room is asked for, or undefined while there is too little to tell one incident from another: a kind, or
 * words, and somewhere to look.
 */
export function call_so_far(form: Form): CallSoFar | undefined {
  const { called_at, category, district, village, what, where, landmark, note, number, is_saved } = form;
  const narrative = [category === undefined ? what : '', note].filter((text) => text.trim() !== '').join(', ');
  const place = [village === undefined ? where : '', landmark].filter((text) => text.trim() !== '').join(', ');
  const says_what = category !== undefined || narrative !== '';
  const says_where = district !== undefined || village !== undefined || place !== '';
  if (is_saved || !says_what || !(says_where || number.trim() !== '')) return undefined;
  return {
    called_at,
    ...(category === undefined ? {} : { category }),
    ...(district === undefined ? {} : { district }),
    ...(village === undefined ? {} : { village }),
    landmark: place,
    narrative,
    number,
  };
}

/** Rows beside their reasons; a ticket that has gone from the screen meanwhile is left out. */
export function alike(found: readonly SimilarTicket[], rows: ReadonlyMap<TicketId, TicketRow>): Alike[] {
  return found.flatMap(({ ticket, reasons }) => {
    const row = rows.get(ticket);
    return row && row.state !== 'closed' ? [{ row, reasons }] : [];
  });
}

function one_reason(reason: Reason): string {
  switch (reason.why) {
    case 'same_landmark':
    case 'same_number':
      return t(`desk.why_${reason.why}`, { words: reason.words });
    case 'same_words':
      return t('desk.why_same_words', { words: reason.words.join(', ') });
    default:
      return t(`desk.why_${reason.why}`);
  }
}

/** The strongest reasons as one line: `desa sama, patokan sama: spbu`. */
export function reasons_words(reasons: readonly Reason[]): string {
  return reasons.slice(0, most_reasons).map(one_reason).join(', ');
}
