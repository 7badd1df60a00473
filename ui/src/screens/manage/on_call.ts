import type { Agency, Hours, OnCall } from '../../door';
import { call_hours_words } from '../ticket/ways';
import { duty_of } from './duty';

/** As many as the room takes. */
export const most_on_call = 12;

/** Somebody on call as they stand in a form. */
export interface OnCallForm {
  who: string;
  telephone: string;
  hours: string;
}

export const blank_on_call = (): OnCallForm => ({ who: '', telephone: '', hours: '' });

export const on_call_form = (agency: Agency): OnCallForm[] =>
  (agency.on_call ?? []).map(({ who, telephone, hours }) => ({ who, telephone, hours: call_hours_words(hours) }));

/** Hours of one line, to be spread where they belong: none is always. `undefined` where it cannot be read. */
export function call_hours_of(text: string): { hours?: Hours } | undefined {
  const duty = duty_of(text);
  if (!duty) return undefined;
  if (duty.kind !== 'weekly') return {};
  const { days, from_minute, to_minute } = duty;
  return { hours: { days, from_minute, to_minute } };
}

export const is_blank = (one: OnCallForm): boolean => `${one.who}${one.telephone}${one.hours}`.trim() === '';

/** Those that were filled in; `undefined` where hours cannot be read. */
export function on_call_of(rows: readonly OnCallForm[]): OnCall[] | undefined {
  const read = rows
    .filter((one) => !is_blank(one))
    .map(({ who, telephone, hours }) => {
      const called = call_hours_of(hours);
      return called && { who: who.trim(), telephone: telephone.trim(), ...called };
    });
  return read.every((one) => one !== undefined) ? read : undefined;
}

export const on_call_words = (rows: readonly OnCallForm[]): string =>
  rows.map((one) => [one.who, one.telephone, one.hours].filter(Boolean).join(' ')).join(', ');
