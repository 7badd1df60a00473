import type { PlanHours } from '../../door';
import { duty_of } from './duty';

export type HoursKind = PlanHours['kind'];
export const hours_kinds: readonly HoursKind[] = ['any', 'working', 'off_working', 'weekly'];

/** The hours of a form: a kind, and days with hours as people write them. `undefined` where they cannot be read. */
export function hours_of(kind: HoursKind, text: string): PlanHours | undefined {
  if (kind !== 'weekly') return { kind };
  const read = duty_of(text);
  return read?.kind === 'weekly' ? read : undefined;
}
