import type { Agency, AssignmentRow, AssignmentState, At, PhotoId, Role, SetupView, TicketRow } from '../../door';
import type { Wish } from '../../state/room.svelte';

/** What an agency may have said, in the order of the strip; each is one command. */
export const steps = ['acknowledge', 'en_route', 'arrive', 'finish', 'return', 'release'] as const;
export type Step = (typeof steps)[number];

/** The five stages of the strip. */
export const stages = ['sent', 'acknowledged', 'en_route', 'on_scene', 'done'] as const;
export type Stage = (typeof stages)[number];

const order: readonly AssignmentState[] = [
  'sent',
  'acknowledged',
  'en_route',
  'on_scene',
  'handed_over',
  'done',
  'returned',
  'not_needed',
];

export const has_ended = (assignment: AssignmentRow): boolean =>
  order.indexOf(assignment.state) >= order.indexOf('handed_over');

/** Whether the step may follow from where the agency is; a stage may be skipped, never gone back to. */
export function may_step(assignment: AssignmentRow, step: Step): boolean {
  // What a body took over it may still give back, or say that it is done.
  if (has_ended(assignment) && assignment.state !== 'handed_over') return false;
  const at = order.indexOf(assignment.state);
  switch (step) {
    case 'acknowledge':
      return at < order.indexOf('acknowledged');
    case 'en_route':
      return at < order.indexOf('en_route');
    case 'arrive':
      return at < order.indexOf('on_scene');
    default:
      return true;
  }
}

/** When a stage was reached; undefined for one that was skipped or is to come. */
export function reached_at(assignment: AssignmentRow, stage: Stage): number | undefined {
  switch (stage) {
    case 'sent':
      return assignment.sent_at;
    case 'acknowledged':
      return assignment.acknowledged_at;
    case 'en_route':
      return assignment.en_route_at;
    case 'on_scene':
      return assignment.on_scene_at;
    case 'done':
      return assignment.state === 'done' ? assignment.ended_at : undefined;
  }
}

export interface Said {
  /** Who at the agency said so. */
  by: string;
  /** Evidence of what was done, or why it is given back or not needed. */
  text: string;
  proposed?: string;
  /** Beside the words of done; the room has them already. */
  photos?: PhotoId[];
  /** When, where it is written down later. */
  at?: At;
}

/** Whether what is written down late may carry its own time: a supervisor's, or as a paper form has it. */
export const may_date = (ticket: TicketRow, role: Role | undefined): boolean =>
  role === 'supervisor' || (role === 'operator' && ticket.paper !== undefined);

export function step_wish(ticket: TicketRow, assignment: AssignmentRow, step: Step, said: Said): Wish {
  const progress = { ticket: ticket.id, assignment: assignment.no, seen: assignment.version, by: said.by, at: said.at };
  const text = said.text.trim() || undefined;
  switch (step) {
    case 'finish':
      return { do: 'finish', ...progress, evidence: text, ...(said.photos?.length ? { photos: said.photos } : {}) };
    case 'return':
      return { do: 'return', ...progress, reason: text, proposed: said.proposed };
    case 'release':
      return { do: 'release', ...progress, reason: text };
    default:
      return { do: step, ...progress };
  }
}

/** Every agency is done, and the word of the room or the caller that it is is still owed. */
export const needs_word = (ticket: TicketRow): boolean =>
  ticket.state === 'done' && ticket.clocks.some((one) => one.kind === 'verify' && one.outcome === undefined);

/** Agencies that may be added: active, and not at work on this ticket already. */
export function addable(setup: SetupView | undefined, ticket: TicketRow): Agency[] {
  const live = new Set(ticket.assignments.filter((one) => !has_ended(one)).map((one) => one.agency));
  return (setup?.region.agencies ?? []).filter((one) => one.active && !live.has(one.code));
}

/** Whether a lead still stands; only one may. */
export const has_lead = (ticket: TicketRow): boolean =>
  ticket.assignments.some((one) => one.role === 'lead' && one.state !== 'returned' && one.state !== 'not_needed');

/** The agency a returned assignment proposed, while nobody has been sent in its place. */
export function proposal_of(ticket: TicketRow, assignment: AssignmentRow): string | undefined {
  if (assignment.state !== 'returned' || assignment.proposed === undefined) return undefined;
  const ended = assignment.ended_at ?? 0;
  return replacement_of(ticket, assignment) ||
    ticket.assignments.some((one) => one.agency === assignment.proposed && (!has_ended(one) || one.sent_at >= ended))
    ? undefined
    : assignment.proposed;
}

/** The assignment that took the place of a returned one: the first sent afterwards to the agency it proposed. */
export function replacement_of(ticket: TicketRow, assignment: AssignmentRow): AssignmentRow | undefined {
  if (assignment.state !== 'returned' || assignment.proposed === undefined) return undefined;
  const ended = assignment.ended_at ?? 0;
  return ticket.assignments.find((one) => one.agency === assignment.proposed && one.sent_at >= ended);
}
