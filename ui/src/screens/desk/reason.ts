import { t } from '../../words/words.svelte';
import type { PlanLine } from './plan';

/** What was answered to why a line is not as the plan has it; empty where nothing was. */
export function reason_words({ reason }: Pick<PlanLine, 'reason'>): string {
  if (!reason) return '';
  if (reason.reason === 'other') return reason.words.trim();
  return reason.departure === 'added' ? t(`names.added_${reason.reason}`) : t(`names.left_out_${reason.reason}`);
}
