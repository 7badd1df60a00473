import type { CalendarFault, Policy, Problem } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';
import { day_words, weekday_name, yearly_text } from './day';
import { hours_text } from './hours';

/** The same policy but for its count of versions, which is the room's. */
export const same_policy = (a: Policy, b: Policy): boolean =>
  JSON.stringify({ ...a, version: 0 }) === JSON.stringify({ ...b, version: 0 });

/** What is wrong with a calendar, in plain words. */
export function fault_words(fault: CalendarFault): string {
  const { language } = prefs;
  switch (fault.kind) {
    case 'week_segment':
      return t('manage.fault_week', {
        day: weekday_name(fault.weekday - 1, language),
        hours: hours_text([fault.segment]),
      });
    case 'exception_segment':
      return t('manage.fault_hours', { day: day_words(fault.day, language), hours: hours_text([fault.segment]) });
    case 'impossible_day':
      return t('manage.fault_no_day', { day: fault.day });
    case 'impossible_yearly':
      return t('manage.fault_no_day', { day: yearly_text(fault.month, fault.day) });
    case 'two_exceptions':
      return t('manage.fault_two', { day: day_words(fault.day, language) });
    case 'never_open':
      return t('manage.fault_never');
  }
}

/** The fault that a refusal names, if it is about the calendar. */
export const fault_of = (problem: Problem | undefined): CalendarFault | undefined =>
  problem?.problem === 'refused' && problem.refusal.code === 'wrong_calendar' ? problem.refusal.fault : undefined;

/** Why the room does not take a policy. */
export function policy_problem(problem: Problem): string {
  const fault = fault_of(problem);
  if (fault) return fault_words(fault);
  if (problem.problem === 'refused' && problem.refusal.code === 'malformed') return t('manage.policy_malformed');
  return problem_words(problem);
}
