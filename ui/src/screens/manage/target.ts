import type { ClockKind, Target, TargetException } from '../../door';
import en from '../../words/en/manage.json';
import id from '../../words/id/manage.json';
import { t } from '../../words/words.svelte';
import { span_of, span_text } from './span';

/** A target as people write it: `2 jam`, `90 mnt`, or `3 hari kerja`. Neither kind is turned into the other. */
export const clock_kinds: readonly ClockKind[] = ['dispatch', 'answer', 'acknowledge', 'arrive', 'work', 'verify'];
const longest_days = 260;
const shortest_ms = 1000;
const longest_ms = 366 * 86_400_000;
const day_names = [id, en].flatMap((words) => words.unit_working_day_names.split('|'));
const working_days = new RegExp(`^(\\d{1,3}) ?(?:${day_names.join('|')})$`);

/** What a room takes as a duration. */
export const is_sound_span = (ms: number | undefined): ms is number =>
  ms !== undefined && ms >= shortest_ms && ms <= longest_ms;

/** `none` where nothing is written; `undefined` where it cannot be read. */
export function target_of(text: string): Target | 'none' | undefined {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (typed === '') return 'none';
  const days = Number(working_days.exec(typed)?.[1] ?? 0);
  if (days > 0) return days <= longest_days ? { working_days: days } : undefined;
  const elapsed = span_of(typed);
  return is_sound_span(elapsed) ? { elapsed } : undefined;
}

export function target_text(target: Target | undefined): string {
  if (target === undefined) return '';
  if ('elapsed' in target) return span_text(target.elapsed);
  const count = target.working_days;
  return count === 1 ? t('manage.working_day') : t('manage.working_days', { count });
}

/** One exception as it stands in a form. */
export interface ExceptionForm {
  clock: ClockKind;
  category: string;
  severity: string;
  target: string;
}
export type ExceptionFault = 'span_wrong' | 'target_owed' | 'target_days' | 'exception_wide' | 'exception_twice';

export const exception_form = (one: TargetException): ExceptionForm => ({
  clock: one.clock,
  category: one.category ?? '',
  severity: one.severity ?? '',
  target: target_text(one.target),
});

/** Something is always owed to the caller, and an emergency is always sent. */
export const may_be_none = (clock: ClockKind): boolean => clock !== 'answer' && clock !== 'dispatch';
export const may_be_days = (clock: ClockKind): boolean => clock === 'work' || clock === 'acknowledge';

/** What is wrong with the exception at `at`, if anything. */
export function exception_fault(all: readonly ExceptionForm[], at: number): ExceptionFault | undefined {
  const one = all[at];
  if (!one) return undefined;
  const target = target_of(one.target);
  if (target === undefined) return 'span_wrong';
  if (target === 'none' && !may_be_none(one.clock)) return 'target_owed';
  if (target !== 'none' && 'working_days' in target && !may_be_days(one.clock)) return 'target_days';
  if (one.category === '' && one.severity === '') return 'exception_wide';
  const same = (other: ExceptionForm): boolean =>
    other.clock === one.clock && other.category === one.category && other.severity === one.severity;
  return all.findIndex(same) < at ? 'exception_twice' : undefined;
}

/** The exceptions of a form without fault, in the contract's own order of fields. */
export const exceptions_of = (all: readonly ExceptionForm[]): TargetException[] =>
  all.map((one) => {
    const target = target_of(one.target);
    return {
      clock: one.clock,
      ...(one.category ? { category: one.category } : {}),
      ...(one.severity ? { severity: one.severity as TargetException['severity'] } : {}),
      ...(target === undefined || target === 'none' ? {} : { target }),
    };
  });
