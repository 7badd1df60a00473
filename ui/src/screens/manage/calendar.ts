import type { Calendar, CalendarFault, Day } from '../../door';
import { yearly_of, yearly_text } from './day';
import { hours_of, hours_text } from './hours';

/** A calendar as it stands in a form. */
export interface CalendarForm extends Record<string, unknown> {
  /** Monday first. */
  week: string[];
  yearly: { date: string; name: string }[];
  exceptions: { day: Day; hours: string; name: string }[];
}

export const calendar_form = (calendar: Calendar): CalendarForm => ({
  week: calendar.week.map(hours_text),
  yearly: calendar.yearly.map(({ month, day, name }) => ({ date: yearly_text(month, day), name })),
  exceptions: calendar.exceptions.map(({ day, open, name }) => ({ day, hours: hours_text(open), name })),
});

/** `undefined` where something cannot be read. */
export function calendar_of(form: CalendarForm, before: Calendar): Calendar | undefined {
  const week = form.week.map(hours_of);
  const yearly = form.yearly.map(({ date, name }) => ({ ...yearly_of(date), name: name.trim() }));
  const exceptions = form.exceptions.map(({ day, hours, name }) => ({ day, open: hours_of(hours), name: name.trim() }));
  const unread = (one: unknown): boolean => one === undefined;
  if (week.some(unread) || yearly.some((one) => unread(one.month)) || exceptions.some((one) => unread(one.open)))
    return undefined;
  return {
    ...before,
    week: week as Calendar['week'],
    exceptions: exceptions as Calendar['exceptions'],
    yearly: yearly as Calendar['yearly'],
  };
}

/** Where a fault is shown: beside its weekday, its day, its holiday, or over them all. */
export type FaultPlace = { at: 'week'; weekday: number } | { at: 'day'; day: Day } | { at: 'yearly' } | { at: 'all' };
export function place_of_fault(fault: CalendarFault): FaultPlace {
  switch (fault.kind) {
    case 'week_segment':
      return { at: 'week', weekday: fault.weekday - 1 };
    case 'exception_segment':
    case 'impossible_day':
    case 'two_exceptions':
      return { at: 'day', day: fault.day };
    case 'impossible_yearly':
      return { at: 'yearly' };
    case 'never_open':
      return { at: 'all' };
  }
}
