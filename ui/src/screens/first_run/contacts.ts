import type { Agency } from '../../door';
import { duty_of, duty_text } from '../manage/duty';
import type { TypedContact } from './progress.svelte';

export function contact_of(agency: Agency): TypedContact {
  const { telephone, radio, whatsapp } = agency.contact;
  return { telephone, radio, whatsapp, duty: duty_text(agency.duty) };
}

/** The agency as typed, or `undefined` where its hours cannot be read. */
export function with_contact(agency: Agency, typed: TypedContact): Agency | undefined {
  const duty = duty_of(typed.duty);
  if (!duty) return undefined;
  const { telephone, radio, whatsapp } = typed;
  return {
    ...agency,
    contact: { ...agency.contact, telephone: telephone.trim(), radio: radio.trim(), whatsapp: whatsapp.trim() },
    duty,
  };
}

export const has_contact = (contact: { telephone: string; radio: string; whatsapp: string }): boolean =>
  [contact.telephone, contact.radio, contact.whatsapp].some((way) => way.trim() !== '');

/** Same contact and same hours, however the hours were written. */
export function is_same(agency: Agency, other: Agency): boolean {
  return JSON.stringify([agency.contact, agency.duty]) === JSON.stringify([other.contact, other.duty]);
}
