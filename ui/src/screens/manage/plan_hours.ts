import type { PlanHours } from '../../door';
import { t } from '../../words/words.svelte';
import { duty_of, duty_text } from './duty';

export type HoursKind = PlanHours['kind'];
export const hours_kinds: readonly HoursKind[] = ['any', 'working', 'off_working', 'weekly'];

/** When a plan speaks, in words. */
export function hours_words(hours: PlanHours | undefined): string {
  return hours?.kind === 'weekly' ? duty_text(hours) : t(`manage.hours_${hours?.kind ?? 'any'}`);
}

/** The hours of a form: a kind, and days with hours as people write them. `undefined` where they cannot be read. */
export function hours_of(kind: HoursKind, text: string): PlanHours | undefined {
  if (kind !== 'weekly') return { kind };
  const read = duty_of(text);
  return read?.kind === 'weekly' ? read : undefined;
}
