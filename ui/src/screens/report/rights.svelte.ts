import type { Actor } from '../../door';

/** Who may read the figures of the room. */
export const may_report = (actor: Actor | undefined): boolean =>
  actor !== undefined && ['supervisor', 'auditor', 'administrator'].includes(actor.role);

/** Who may type in what the exchange counted. */
export const may_type_offered = (actor: Actor | undefined): boolean =>
  actor !== undefined && ['operator', 'supervisor'].includes(actor.role);

let times = $state(0);

/** How often something was typed in here: a report that is open is made again. */
export const typed = {
  get times(): number {
    return times;
  },
  once_more(): void {
    times += 1;
  },
};
