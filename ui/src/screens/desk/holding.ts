import type { TicketRow } from '../../door';

/** Who holds a ticket; `gone`: an emergency whose holder's shift is over. `signed_in` is unknown to who may not know. */
export function holding(
  row: Pick<TicketRow, 'owner' | 'kind' | 'closed'>,
  signed_in: readonly string[] | undefined,
): 'nobody' | 'gone' | 'somebody' {
  if (row.owner === undefined) return 'nobody';
  const is_gone = row.kind === 'emergency' && signed_in !== undefined && !signed_in.includes(row.owner);
  return is_gone && row.closed === undefined ? 'gone' : 'somebody';
}
