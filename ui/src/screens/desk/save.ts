import { door, type Problem, type TicketRow } from '../../door';
import { accepted } from '../../parts/accepting';
import { clock } from '../../state/clock.svelte';
import { mint } from '../../state/mint';
import { room } from '../../state/room.svelte';
import { storm_now } from '../../state/storm';
import { saved } from './asking';
import type { Call, Form } from './call.svelte';
import { form_no, rang_at } from './paper';

export type Wrong = { field: 'what' | 'where' | 'paper' } | { problem: Problem };
export type Outcome = { row: TicketRow | undefined } | Wrong;

const text = (typed: string): string | undefined => typed.trim() || undefined;

/** What was typed for the category but never chosen: the first that fits, as Enter would have taken. */
async function settle_category(form: Form): Promise<void> {
  if (form.category !== undefined || form.what.trim() === '') return;
  try {
    const found = await door.query({ ask: 'categories', text: form.what });
    const code = found.hits[0];
    const known = (await room.known_setup()).region.categories.find((one) => one.code === code);
    if (!known) return;
    form.category = known.code;
    if (!form.is_severity_chosen) form.severity = known.severity_default;
  } catch {
    // Left as it is: the form says that it is missing.
  }
}

/** The ticket as it stands; the list has it, or the room is asked: its number is read out before the news come. */
async function row_of(id: string): Promise<TicketRow | undefined> {
  const known = room.rows.get(id);
  if (known) return known;
  try {
    const { ticket } = await door.query({ ask: 'ticket', id });
    room.hear_own(ticket);
    return ticket;
  } catch {
    return undefined;
  }
}

/** Opens the ticket of a call. Pressed again after a cut it is still one ticket. */
export async function open_ticket(call: Call): Promise<Outcome> {
  const { form } = call;
  await accepted();
  await settle_category(form);
  if (form.category === undefined) return { field: 'what' };
  const words = form.district === undefined ? text(form.where) : undefined;
  if (form.district === undefined && words === undefined && text(form.landmark) === undefined)
    return { field: 'where' };
  const paper = form.paper && form_no(form.paper.no);
  const called_at = form.paper ? rang_at(form.paper, clock.now, clock.zone) : form.called_at;
  if ((form.paper && paper === undefined) || called_at === undefined) return { field: 'paper' };
  form.ticket ??= mint();
  const { asked, words: also } = saved(form.asked, room.setup?.region.questions ?? []);
  const sent = await room.send({
    do: 'open_ticket',
    call: call.id,
    ticket: form.ticket,
    called_at,
    paper,
    category: form.category,
    severity: form.severity ?? 'medium',
    place: { district: form.district, village: form.village, words, landmark: text(form.landmark) },
    reporter: { number: text(form.number), name: text(form.who), call_back: form.call_back },
    narrative: text([form.note, also].filter(Boolean).join('\n')),
    asked,
    storm: form.is_apart ? undefined : storm_now()?.no,
    at_risk: form.is_at_risk,
  });
  if ('problem' in sent) {
    const landed = sent.problem.problem === 'refused' && sent.problem.refusal.code === 'already_exists';
    if (!landed) return sent;
  }
  return { row: await row_of(form.ticket) };
}

/** Makes the new ticket a child of one that stands for the same incident. */
export async function join(child: TicketRow, parent: string): Promise<Problem | undefined> {
  const sent = await room.send({ do: 'attach', ticket: child.id, seen: child.version, parent });
  return 'problem' in sent ? sent.problem : undefined;
}

/** Links a new ticket with those of the same event in other places; the first problem, if any. */
export async function relate(ticket: TicketRow, form: Form): Promise<Problem | undefined> {
  let problem: Problem | undefined;
  for (const other of form.relates) {
    const sent = await room.send({ do: 'relate', ticket: ticket.id, to: other.ticket });
    if ('problem' in sent) problem ??= sent.problem;
  }
  return problem;
}

/** The call adds to a ticket that exists. */
export async function follow_up(call: Call, ticket: string): Promise<Problem | undefined> {
  const { form } = call;
  const sent = await room.send({
    do: 'follow_up',
    call: call.id,
    called_at: form.called_at,
    ticket,
    number: text(form.number),
    name: text(form.who),
    note: text(form.note),
  });
  return 'problem' in sent ? sent.problem : undefined;
}
