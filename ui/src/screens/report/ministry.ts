import type { Counted, MinistryRow, MinistrySheet, NoCase, Region } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { t } from '../../words/words.svelte';

/** As many rows as the room takes. */
export const most_rows = 60;

const no_cases: readonly NoCase[] = ['info', 'transferred', 'prank', 'silent', 'wrong_number', 'test'];

/** Calls that opened no ticket, by what became of them. */
export const outcomes: readonly Counted[] = ['follow_up', ...no_cases.map((no_case) => ({ no_case }))];

/** Everything that a row may count: outcomes of calls, then the region's categories. */
export const everything = (region: Region): Counted[] => [
  ...outcomes,
  ...region.categories.map((one) => ({ category: one.code })),
];

/** What tells one from another. */
export const key_of = (counted: Counted): string => JSON.stringify(counted);

export function counted_words(counted: Counted, region: Region): string {
  if (counted === 'follow_up') return t('report.call_follow_up');
  if ('no_case' in counted) return t(`report.call_${counted.no_case}`);
  const known = region.categories.find((one) => one.code === counted.category);
  return (prefs.language === 'en' && known?.name_en) || known?.name_id || counted.category;
}

export const has = (row: MinistryRow, counted: Counted): boolean =>
  row.counts.some((one) => key_of(one) === key_of(counted));

/** The same row with it, or without. */
export const toggled = (row: MinistryRow, counted: Counted): MinistryRow => ({
  ...row,
  counts: has(row, counted) ? row.counts.filter((one) => key_of(one) !== key_of(counted)) : [...row.counts, counted],
});

/** The other row of the sum that counts it; a row of details stands in nobody's way. */
export const counted_by = (rows: readonly MinistryRow[], at: number, counted: Counted): MinistryRow | undefined =>
  rows[at]?.of_which ? undefined : rows.find((row, n) => n !== at && !row.of_which && has(row, counted));

/** What no row of the sum counts: it is told as "others". */
export const left_out = (rows: readonly MinistryRow[], all: readonly Counted[]): Counted[] =>
  all.filter((counted) => !rows.some((row) => !row.of_which && has(row, counted)));

/** The row one place up or down. */
export function moved(rows: readonly MinistryRow[], at: number, by: -1 | 1): MinistryRow[] {
  const all = [...rows];
  const [one] = all.splice(at, 1);
  if (one) all.splice(at + by, 0, one);
  return all;
}

/** As the room takes it: names without outer spaces, details said only where they are. */
export const sheet_of = (rows: readonly MinistryRow[]): MinistrySheet => ({
  rows: rows.map(({ name, counts, of_which }) => ({
    name: name.trim(),
    counts,
    ...(of_which ? { of_which: true } : {}),
  })),
});
