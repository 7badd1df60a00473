import { door, type Problem, type TicketRow } from '../../door';
import { room } from '../../state/room.svelte';
import { clock } from '../../state/clock.svelte';
import type { Call } from '../desk/call.svelte';
import { told_at } from '../desk/paper';
import { departures, type PlanLine } from '../desk/plan';
import { has_lead } from '../ticket/steps';

/** The ticket as the room has it now: what an assignment must have seen. */
async function newest(id: string): Promise<TicketRow | undefined> {
  const known = room.rows.get(id);
  if (known) return known;
  return (await door.query({ ask: 'ticket', id }).catch(() => undefined))?.ticket;
}

/**
 * Records that the agencies that are `ready` were told, how, and who took it; why it is not as the plan has it; and what
 * the caller added meanwhile. Agencies that were told before, by this desk's earlier press or by another desk, are not
 * told again.
 */
export async function send_all(
  call: Call,
  plan: string,
  lines: readonly PlanLine[],
  ready: readonly PlanLine[],
): Promise<Problem | undefined> {
  const { form } = call;
  const ticket = form.ticket;
  if (ticket === undefined) return { problem: 'unknown' };
  const row = await newest(ticket);
  const live = new Set(row?.assignments.filter((one) => one.ended_at === undefined).map((one) => one.agency));
  const is_led = row ? has_lead(row) : form.sent.length > 0;
  const to = ready
    .filter((one) => !live.has(one.agency) && !form.sent.includes(one.agency))
    .map((one) => {
      const told = form.told.find((known) => known.agency === one.agency);
      return {
        agency: one.agency,
        role: is_led && one.role === 'lead' ? ('support' as const) : one.role,
        channel: told?.channel ?? ('telephone' as const),
        recipient: told?.recipient.trim() ?? '',
      };
    });
  const told = form.paper && told_at(form.paper, row?.called_at ?? form.called_at, clock.now, clock.zone);
  const departed = departures(lines);
  const is_news = departed.some((one) => one.departure === 'left_out' && !form.sent.includes(one.agency));
  if (to.length > 0 || is_news) {
    // A ticket that this desk may not read back has just been opened by it.
    const sent = await room.send({
      do: 'assign',
      ticket,
      seen: row?.version ?? 1,
      plan,
      to,
      at: told === 'now' ? undefined : told,
      ...(plan === '' ? {} : { departures: departed }),
    });
    if ('problem' in sent) return sent.problem;
  }
  const left_out = departed.filter((one) => one.departure === 'left_out');
  form.sent = [...new Set([...form.sent, ...ready.map((one) => one.agency), ...left_out.map((one) => one.agency)])];
  const more = form.more.trim();
  if (more !== '') {
    const noted = await room.send({ do: 'note', ticket, text: more, internal: false });
    if ('problem' in noted) return noted.problem;
    form.more = '';
  }
  return undefined;
}
