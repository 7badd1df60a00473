import type {
  AgencyCode,
  AssignmentRole,
  Departure,
  Proposal,
  Proposed,
  Shortfall,
  WhyAdded,
  WhyLeftOut,
} from '../../door';
import type { Form } from './call.svelte';

export type LeftOutBecause = WhyLeftOut<string>['reason'];
export type AddedBecause = WhyAdded<string>['reason'];

/** What was answered to why it is not as the plan has it. */
export type Reason = {
  /** Those of "other". */
  words: string;
  /** They are still being typed. */
  is_open?: boolean;
} & ({ departure: 'left_out'; reason: LeftOutBecause } | { departure: 'added'; reason: AddedBecause });

/** What may be answered, in the order of its digits. */
export const left_out_because: readonly LeftOutBecause[] = [
  'already_there',
  'not_needed',
  'unreachable',
  'agency_asked',
  'other',
];
export const added_because: readonly AddedBecause[] = ['needed', 'in_place', 'nearer', 'agency_asked', 'other'];

/** One agency of the plan pane. */
export interface PlanLine {
  agency: AgencyCode;
  role: AssignmentRole;
  why: string;
  shortfalls: readonly Shortfall[];
  is_ticked: boolean;
  is_added: boolean;
  /** Its tick is not as the plan has it. */
  departure?: Reason['departure'];
  /** Why, once it was said. */
  reason?: Reason;
}

type Changed = Pick<Form, 'ticks' | 'added' | 'reasons'>;

/** It departs from the plan and nobody has said why. */
export const is_asked = (line: PlanLine): boolean => line.departure !== undefined && line.reason === undefined;

function answered(form: Changed, agency: AgencyCode, departure: Reason['departure'] | undefined): Reason | undefined {
  const reason = form.reasons[agency];
  if (!reason || reason.departure !== departure) return undefined;
  return reason.reason === 'other' && (reason.is_open || reason.words.trim() === '') ? undefined : reason;
}

/** What the caller answered is reason enough to send somebody. */
const said_by = (words: string | undefined, departure: Reason['departure'] | undefined): Reason | undefined =>
  words !== undefined && departure === 'added' ? { departure, reason: 'other', words } : undefined;

/**
 * The proposal as the operator has it: what the plan expects is ticked by itself, a conditional agency (`bila ada
 * korban`) only by hand. If the plan's lead is unticked the first ticked one leads, for somebody must; one that is
 * still asked about only if there is no other. Without a plan there is nothing to depart from. `asked` are the agencies
 * that the caller's answers send, each with its reason.
 */
export function plan_lines(
  proposal: Proposal | undefined,
  form: Changed,
  beside: readonly Proposed[] = [],
  asked: ReadonlyMap<AgencyCode, string> = new Map(),
): PlanLine[] {
  const line = (one: Proposed, is_added: boolean): PlanLine => {
    const sent_by = asked.get(one.agency);
    const is_ticked = form.ticks[one.agency] ?? (is_added || one.expected || sent_by !== undefined);
    const expects = one.expected && !is_added;
    const departure = !proposal || is_ticked === expects ? undefined : is_ticked ? 'added' : 'left_out';
    const { agency, role, shortfalls } = one;
    const why = sent_by ?? one.why;
    const reason = answered(form, agency, departure) ?? said_by(sent_by, departure);
    return { agency, role, why, shortfalls, is_added, is_ticked, departure, reason };
  };
  const planned = (proposal?.agencies ?? []).map((one) => line(one, false));
  const added = [...new Set([...form.added, ...asked.keys()])]
    .filter((code) => !planned.some((one) => one.agency === code))
    .map((agency) => {
      const known = beside.find((one) => one.agency === agency);
      return line({ agency, role: 'support', why: '', shortfalls: known?.shortfalls ?? [], expected: false }, true);
    });
  const lines = [...planned, ...added];
  const ticked = lines.filter((one) => one.is_ticked);
  const sure = ticked.filter((one) => !is_asked(one));
  const leader = sure.find((one) => one.role === 'lead') ?? sure[0] ?? ticked[0];
  return lines.map((one) => ({
    ...one,
    role: one === leader ? 'lead' : one.role === 'lead' && leader ? 'support' : one.role,
  }));
}

/** What the room is told of departures; what is still asked is undecided. */
export function departures(lines: readonly PlanLine[]): Departure<string>[] {
  return lines.flatMap((line): Departure<string>[] => {
    const { agency, reason } = line;
    if (line.departure === undefined) return [];
    if (!reason) return line.departure === 'left_out' ? [{ departure: 'undecided', agency }] : [];
    const words = reason.words.trim();
    if (reason.departure === 'left_out') {
      const why: WhyLeftOut<string> =
        reason.reason === 'other' ? { reason: 'other', words } : { reason: reason.reason };
      return [{ departure: 'left_out', agency, why }];
    }
    const why: WhyAdded<string> = reason.reason === 'other' ? { reason: 'other', words } : { reason: reason.reason };
    return [{ departure: 'added', agency, why }];
  });
}

/** Ticks or unticks; what was answered before was about the other way. An agency that was told stays told. */
export function turn(form: Changed & Pick<Form, 'sent'>, line: PlanLine): void {
  if (form.sent.includes(line.agency)) return;
  form.ticks[line.agency] = !line.is_ticked;
  delete form.reasons[line.agency];
}
