import type { PlanHours } from '../../door';
import { t } from '../../words/words.svelte';
import { duty_text } from './duty_words';

/** When a plan speaks, in words. */
export function hours_words(hours: PlanHours | undefined): string {
  return hours?.kind === 'weekly' ? duty_text(hours) : t(`duty.hours_${hours?.kind ?? 'any'}`);
}
