import type { ErasureRun, Erasing } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';

/** Proposed where nothing is set; the same as the room's own. */
export const proposed: Erasing = { tickets: 24, calls: 6, access: 24 };
const LONGEST = 240;

/** A rule as it stands in the form. */
export const form_of = (rule: Erasing | undefined) => ({
  on: rule !== undefined,
  tickets: String((rule ?? proposed).tickets),
  own: rule?.restricted !== undefined,
  restricted: String(rule?.restricted ?? (rule ?? proposed).tickets),
  calls: String((rule ?? proposed).calls),
  access: String((rule ?? proposed).access),
});
export type ErasingForm = ReturnType<typeof form_of>;

export const is_months = (typed: string): boolean => {
  const months = Number(typed);
  return /^\d{1,3}$/.test(typed.trim()) && months >= 1 && months <= LONGEST;
};

/** Switched off it is no rule; what is not a number of months makes none either. */
export function rule_of(form: ErasingForm): Erasing | undefined {
  if (!form.on || !is_sound(form)) return undefined;
  return {
    tickets: Number(form.tickets),
    ...(form.own ? { restricted: Number(form.restricted) } : {}),
    calls: Number(form.calls),
    access: Number(form.access),
  };
}

export const is_sound = (form: ErasingForm): boolean =>
  [form.tickets, form.calls, form.access, ...(form.own ? [form.restricted] : [])].every(is_months);

export const rule_words = (rule: Erasing): string =>
  rule.restricted === undefined
    ? t('erasing.rule_words', { tickets: rule.tickets, calls: rule.calls, access: rule.access })
    : t('erasing.rule_restricted', { ...rule, restricted: rule.restricted });

const counts = ['tickets', 'calls', 'numbers', 'access', 'texts'] as const;

/** The runs as text to paste into a letter or a sheet, newest first. */
export function report(runs: readonly ErasureRun[]): string {
  const head = [t('erasing.at'), ...counts.map((one) => t(`erasing.count_${one}`)), t('erasing.rule')];
  const rows = runs.map((run) => [
    `${shown.date(run.at)} ${shown.time(run.at)}`,
    ...counts.map((one) => String(run[one])),
    rule_words(run.rule),
  ]);
  return [head, ...rows].map((row) => row.join('\t')).join('\n');
}
