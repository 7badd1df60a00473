import type { BrokenPart, CalendarFault, Counted, Problem, Refusal, Segment } from '../door';
import { day_shown, minutes_shown, weekday_words } from '../format';
import { prefs } from '../state/prefs.svelte';
import { has_words, t, type WordKey } from './words.svelte';

/** A code without words does not compile. */
const refusals: Record<Refusal['code'], WordKey> = {
  not_allowed: 'problem.not_allowed',
  stale: 'problem.stale',
  unknown_ticket: 'problem.unknown_ticket',
  unknown_call: 'problem.unknown_call',
  unknown_person: 'problem.unknown_person',
  unknown_agency: 'problem.unknown_agency',
  unknown_category: 'problem.unknown_category',
  unknown_district: 'problem.unknown_district',
  unknown_village: 'problem.unknown_village',
  unknown_assignment: 'problem.unknown_assignment',
  unknown_clock: 'problem.unknown_clock',
  unknown_photo: 'problem.unknown_photo',
  not_a_photo: 'problem.not_a_photo',
  photo_too_large: 'problem.photo_too_large',
  unknown_plan: 'problem.unknown_plan',
  already_exists: 'problem.already_exists',
  desk_taken: 'problem.desk_taken',
  other_body: 'problem.other_body',
  too_long: 'problem.too_long',
  too_many: 'problem.too_many',
  missing: 'problem.missing',
  malformed: 'problem.malformed',
  wrong_time: 'problem.wrong_time',
  back_dating: 'problem.back_dating',
  closed: 'problem.closed',
  not_closed: 'problem.not_closed',
  ended: 'problem.ended',
  wrong_step: 'problem.wrong_step',
  lead_exists: 'problem.lead_exists',
  already_sent: 'problem.already_sent',
  departure_unexplained: 'problem.departure_unexplained',
  open_assignments: 'problem.open_assignments',
  nobody_done: 'problem.nobody_done',
  no_receipt: 'problem.no_receipt',
  no_body: 'problem.no_body',
  unanswered: 'problem.unanswered',
  not_pausable: 'problem.not_pausable',
  not_done: 'problem.not_done',
  second_person: 'problem.second_person',
  wrong_calendar: 'problem.wrong_calendar',
  circular: 'problem.circular',
  cannot_attach: 'problem.cannot_attach',
  not_attached: 'problem.not_attached',
  too_late: 'problem.too_late',
  already_founded: 'problem.already_founded',
  not_founded: 'problem.not_founded',
  weak_password: 'problem.weak_password',
  last_supervisor: 'problem.last_supervisor',
  same_name: 'problem.same_name',
  counted_twice: 'problem.counted_twice',
  wrong_region: 'problem.wrong_region',
  no_call_back: 'problem.no_call_back',
  number_taken: 'problem.number_taken',
  handover_open: 'handover.refused_open',
  handover_over: 'handover.refused_over',
  unread: 'handover.refused_unread',
  same_hands: 'handover.refused_same',
  shift_over: 'problem.shift_over',
  unknown_placeholder: 'problem.unknown_placeholder',
  telling_placeholder: 'problem.telling_placeholder',
  own_work: 'oversight.refused_own',
  not_proposed: 'oversight.refused_not_proposed',
  nothing_changed: 'problem.nothing_changed',
};

const broken: Record<BrokenPart, WordKey> = {
  disk_full: 'problem.broken_disk_full',
  disk_read_only: 'problem.broken_disk_read_only',
  disk_fault: 'problem.broken_disk_fault',
  corrupt: 'problem.broken_corrupt',
  newer_database: 'problem.broken_newer_database',
  in_use: 'problem.broken_in_use',
  busy: 'problem.broken_busy',
  other: 'problem.broken_other',
};

const others: Record<Exclude<Problem['problem'], 'refused' | 'broken'>, WordKey> = {
  signed_out: 'problem.signed_out',
  wrong_sign_in: 'problem.wrong_sign_in',
  not_joined: 'problem.not_joined',
  wrong_words: 'problem.wrong_words',
  other_version: 'problem.other_version',
  wait: 'problem.wait',
  not_allowed: 'problem.not_allowed',
  unknown: 'problem.unknown',
  malformed: 'problem.malformed_request',
  alone: 'problem.alone',
  holding: 'problem.holding',
  ask_anew: 'problem.ask_anew',
  unreachable: 'problem.unreachable',
};

/** A field or a state of the room in words, or as it is where it has none. */
const name_of = (kind: 'what' | 'state', value: string): string => {
  const key = `names.${kind}_${value}`;
  return has_words(key) ? t(key) : value;
};

/** What a refusal names, ready to be put into its sentence. */
function details(refusal: Refusal): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal)) {
    if (Array.isArray(value)) values[name] = value.filter((one) => typeof one === 'string').join(', ');
    else if (name === 'what' || name === 'state') values[name] = name_of(name, String(value));
    else if (typeof value === 'string' || typeof value === 'number') values[name] = value;
  }
  return values;
}

/** What two rows count: a category by its code, a call by what became of it. */
function counted_words(counted: Counted): string {
  if (counted === 'follow_up') return t('names.call_follow_up');
  return 'category' in counted ? counted.category : t(`names.call_${counted.no_case}`);
}

const hours = ({ from, to }: Segment): string => `${minutes_shown(from)}-${minutes_shown(to)}`;

/** What is wrong with the working hours, as a sentence. */
export function calendar_words(fault: CalendarFault): string {
  switch (fault.kind) {
    case 'week_segment':
      return t('problem.calendar_week_segment', {
        weekday: weekday_words(fault.weekday, prefs.language),
        segment: hours(fault.segment),
      });
    case 'exception_segment':
      return t('problem.calendar_exception_segment', { day: day_shown(fault.day), segment: hours(fault.segment) });
    case 'impossible_day':
    case 'two_exceptions':
      return t(`problem.calendar_${fault.kind}`, { day: day_shown(fault.day) });
    case 'impossible_yearly':
      return t('problem.calendar_impossible_yearly', { day: `${fault.day}/${fault.month}` });
    case 'never_open':
      return t('problem.calendar_never_open');
  }
}

/** The sentence for a problem, in the chosen language. */
export function problem_words(problem: Problem): string {
  switch (problem.problem) {
    case 'refused':
      if (problem.refusal.code === 'wrong_calendar')
        return t('problem.wrong_calendar', { fault: calendar_words(problem.refusal.fault) });
      if (problem.refusal.code === 'counted_twice') {
        const { counted, first, second } = problem.refusal;
        return t('problem.counted_twice', { first, second, counted: counted_words(counted) });
      }
      return t(refusals[problem.refusal.code], details(problem.refusal));
    case 'broken':
      return t(broken[problem.about], { trace: problem.trace });
    case 'wait':
      return t(others.wait, { seconds: problem.seconds });
    case 'holding':
      return t(others.holding, { held: problem.held });
    case 'malformed':
      return t(others.malformed, { about: problem.about });
    default:
      return t(others[problem.problem]);
  }
}
