import type { AgencyCode, AssignmentRole, Proposal, Shortfall } from '../../door';
import type { Form } from './call.svelte';

/** One agency of the plan pane. */
export interface PlanLine {
  agency: AgencyCode;
  role: AssignmentRole;
  why: string;
  shortfalls: readonly Shortfall[];
  is_ticked: boolean;
  is_added: boolean;
}

/**
 * The proposal as the operator has it: the lead and every agency without a condition are ticked by themselves, a
 * conditional one (`bila ada korban`) only by hand. If the plan's lead is unticked the first ticked one leads, for
 * somebody must. `asked` are the agencies that the caller's answers send, each with its reason.
 */
export function plan_lines(
  proposal: Proposal | undefined,
  form: Pick<Form, 'ticks' | 'added'>,
  asked: ReadonlyMap<AgencyCode, string> = new Map(),
): PlanLine[] {
  const planned = (proposal?.agencies ?? []).map((one) => ({
    ...one,
    why: asked.get(one.agency) ?? one.why,
    is_added: false,
    is_ticked:
      form.ticks[one.agency] ?? (asked.has(one.agency) || (one.why === '' && !one.shortfalls.includes('inactive'))),
  }));
  const added = [...new Set([...form.added, ...asked.keys()])]
    .filter((code) => !planned.some((one) => one.agency === code))
    .map((agency) => ({
      agency,
      role: 'support' as AssignmentRole,
      why: asked.get(agency) ?? '',
      shortfalls: [],
      is_added: true,
      is_ticked: form.ticks[agency] ?? true,
    }));
  const lines: PlanLine[] = [...planned, ...added];
  const leader = lines.find((one) => one.is_ticked && one.role === 'lead') ?? lines.find((one) => one.is_ticked);
  return lines.map((one) => ({
    ...one,
    role: one === leader ? 'lead' : one.role === 'lead' && leader ? 'support' : one.role,
  }));
}
