import type { Capacity, PersonChange, PersonRow, Role, SetupView } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';
import { agency_name } from '../ticket/names';

/** What somebody can be in the room. */
export const roles = [
  'operator',
  'supervisor',
  'liaison',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

/** As the room has it, its fields always in one order. */
export function capacity_of(row: Pick<PersonRow, 'name' | 'role' | 'agency'>): Capacity {
  const { name, role, agency } = row;
  return agency === undefined ? { name, role } : { name, role, agency };
}

/** What was typed, as it is sent: only a liaison speaks for an agency. */
export function wanted(form: { name: string; role: Role; agency: string }): Capacity {
  const agency = form.role === 'liaison' ? form.agency : undefined;
  return capacity_of({ name: form.name.trim(), role: form.role, ...(agency === undefined ? {} : { agency }) });
}

export function role_words(setup: SetupView, of: Pick<Capacity, 'role' | 'agency'>): string {
  const role = t(`names.role_${of.role}`);
  return of.agency === undefined ? role : `${role}, ${agency_name(setup, of.agency)}`;
}

/** One change as a sentence: when, by whom, from what to what. A name is said where it is what changed. */
export function change_words(setup: SetupView, change: PersonChange): string {
  const is_renamed = change.before.name !== change.after.name;
  const one = (of: Capacity): string => (is_renamed ? `${of.name} (${role_words(setup, of)})` : role_words(setup, of));
  return t('manage.person_changed', {
    time: shown.moment(change.at),
    name: change.by,
    before: one(change.before),
    after: one(change.after),
  });
}

/** What became of one person, newest first. */
export function changes_of(setup: SetupView, person: string): PersonChange[] {
  return setup.person_changes.filter((one) => one.person === person).reverse();
}
