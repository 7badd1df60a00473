import { door, type Problem, type TicketRow } from '../../door';
import { room } from '../../state/room.svelte';
import type { Call } from '../desk/call.svelte';
import type { PlanLine } from '../desk/plan';

/** The ticket as the room has it now: what an assignment must have seen. */
async function newest(id: string): Promise<TicketRow | undefined> {
  const known = room.rows.get(id);
  if (known) return known;
  return (await door.query({ ask: 'ticket', id }).catch(() => undefined))?.ticket;
}

/**
 * Records that the ticked agencies were told, how, and who took it; and what the caller added meanwhile. Agencies that
 * were told before, by this desk's earlier press or by another desk, are not told again.
 */
export async function send_all(call: Call, plan: string, ticked: readonly PlanLine[]): Promise<Problem | undefined> {
  const ticket = call.form.ticket;
  if (ticket === undefined) return { problem: 'unknown' };
  const row = await newest(ticket);
  const live = new Set(row?.assignments.filter((one) => one.ended_at === undefined).map((one) => one.agency));
  const to = ticked
    .filter((one) => !live.has(one.agency))
    .map((one) => {
      const told = call.form.told.find((known) => known.agency === one.agency);
      return {
        agency: one.agency,
        role: one.role,
        channel: told?.channel ?? ('telephone' as const),
        recipient: told?.recipient.trim() ?? '',
      };
    });
  if (to.length > 0) {
    // A ticket that this desk may not read back has just been opened by it.
    const sent = await room.send({ do: 'assign', ticket, seen: row?.version ?? 1, plan, to });
    if ('problem' in sent) return sent.problem;
  }
  const more = call.form.more.trim();
  if (more !== '') {
    const noted = await room.send({ do: 'note', ticket, text: more, internal: false });
    if ('problem' in noted) return noted.problem;
  }
  return undefined;
}
