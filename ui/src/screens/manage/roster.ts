import type { Day, PersonId, RosterChange, Rostered, RosterRow, RosterWeek } from '../../door';

/** What was changed and not saved, by day and shift; in whatever week it lies. */
export type Edits = Readonly<Record<string, RosterChange>>;

export const key_of = ({ day, shift }: Pick<RosterRow, 'day' | 'shift'>): string => `${day} ${shift}`;
const ids = (row: RosterRow): PersonId[] => row.people.map((one) => one.person);
const same = (a: readonly PersonId[], b: readonly PersonId[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Who stands in a shift, as it would be saved. */
export const people_of = (edits: Edits, row: RosterRow): PersonId[] => edits[key_of(row)]?.after ?? ids(row);

/** With other people in a shift; what is as it was is no change. */
export function put(edits: Edits, row: RosterRow, after: PersonId[]): Edits {
  const { [key_of(row)]: known, ...others } = edits;
  const before = known?.before ?? ids(row);
  return same(before, after) ? others : { ...others, [key_of(row)]: { day: row.day, shift: row.shift, before, after } };
}

export function toggle(edits: Edits, row: RosterRow, person: PersonId): Edits {
  const now = people_of(edits, row);
  return put(edits, row, now.includes(person) ? now.filter((one) => one !== person) : [...now, person]);
}

/** As the week before had it, of those who still take calls; what is over stays. */
export function copy(edits: Edits, week: RosterWeek, last: RosterWeek): Edits {
  return week.rows.reduce((made, row, i) => {
    const people = last.rows[i]?.people.filter((one) => !one.gone).map((one) => one.person) ?? [];
    return row.over || people.length === 0 ? made : put(made, row, people);
  }, edits);
}

/** What somebody else saved meanwhile is what was seen from now on; of what is over nothing is left to change. */
export function rebase(edits: Edits, week: RosterWeek): Edits {
  return week.rows.reduce((made, row) => {
    const known = made[key_of(row)];
    if (!known) return made;
    const { [key_of(row)]: _, ...others } = made;
    return row.over ? others : put(others, row, known.after);
  }, edits);
}

/** As the room has it once these are saved. */
export function saved_in(week: RosterWeek, sent: Edits): RosterWeek {
  const names = names_of(week);
  const stands = (row: RosterRow): RosterRow => {
    const made = sent[key_of(row)];
    return made ? { ...row, people: made.after.flatMap((id) => names.get(id) ?? []) } : row;
  };
  return { ...week, rows: week.rows.map(stands) };
}

/** Everybody by whom a name can be said: those of the week, and those who can be put into it. */
export function names_of(week: RosterWeek): ReadonlyMap<PersonId, Rostered> {
  const all = [...week.rows.flatMap((row) => row.people), ...week.staff];
  return new Map(all.map((one) => [one.person, one]));
}

/** Shifts to come with nobody in them, or with somebody who has left. */
export function gaps(edits: Edits, week: RosterWeek): number {
  const names = names_of(week);
  const has_gap = (row: RosterRow): boolean => {
    const people = people_of(edits, row);
    return people.length === 0 || people.some((one) => names.get(one)?.gone);
  };
  return week.rows.filter((row) => !row.over && has_gap(row)).length;
}

/** The day so many weeks away. */
export const weeks_from = (day: Day, weeks: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
