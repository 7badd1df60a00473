import type { Filter, SetupView } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { t } from '../../words/words.svelte';
import { day_text } from '../manage/day';
import { agency_name, category_name, district_words, village_words } from '../ticket/names';

/** What narrows a search, as it stands in an address and in words. */

export const states = ['open', 'done', 'closed'] as const;
export const kinds = ['emergency', 'complaint'] as const;
export const severities = ['critical', 'high', 'medium', 'low'] as const;
/** Days that are counted from today, as they are offered. */
export const spans = [1, 7, 30] as const;

export type Field = keyof Filter;
const day = /^\d{4}-\d\d-\d\d$/;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const one_of = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((known) => known === text);

/** Without what narrows nothing, so that equal filters are equal. */
export function tidy(filter: Filter): Filter {
  const said = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return Object.fromEntries(said) as Filter;
}
export const is_empty = (filter: Filter): boolean => Object.keys(tidy(filter)).length === 0;

/** `state=open&days=7`, for the address; empty where nothing narrows. */
export function written(filter: Filter): string {
  const { called, late, ...plain } = tidy(filter);
  const said = new URLSearchParams(plain as Record<string, string>);
  if (late) said.set('late', '1');
  if (called && 'days' in called) said.set('days', String(called.days));
  if (called && 'between' in called) {
    said.set('from', called.between.from);
    said.set('to', called.between.to);
  }
  return said.toString();
}

/** What an address says; a link may come from anywhere, and what is not understood narrows nothing. */
export function read(text: string): Filter {
  const said = new URLSearchParams(text);
  const code = (name: string): string | undefined => said.get(name)?.slice(0, 40) || undefined;
  const [from, to, days] = [said.get('from') ?? '', said.get('to') ?? '', Number(said.get('days'))];
  const owner = said.get('owner');
  return tidy({
    state: one_of(states, said.get('state')),
    kind: one_of(kinds, said.get('kind')),
    severity: one_of(severities, said.get('severity')),
    category: code('category'),
    district: code('district'),
    village: code('village'),
    agency: code('agency'),
    owner: owner && uuid.test(owner) ? owner : undefined,
    late: said.get('late') === '1',
    called:
      day.test(from) && day.test(to)
        ? { between: { from, to } }
        : days >= 1 && days <= 3660
          ? { days: Math.floor(days) }
          : undefined,
  });
}

/** Each thing that narrows, in words, to be taken away one by one. */
export function said(filter: Filter, setup: SetupView | undefined): { field: Field; text: string }[] {
  const { state, kind, severity, category, district, village, agency, owner, late, called } = filter;
  const words: [Field, string | undefined][] = [
    ['state', state && t(`names.ticket_${state}`)],
    ['late', late ? t('find.was_late') : undefined],
    ['kind', kind && t(`names.kind_${kind}`)],
    ['severity', severity && t(`names.severity_${severity}`)],
    ['category', category && category_name(setup, category)],
    ['agency', agency && agency_name(setup, agency)],
    ['village', village && village_words(setup, village)],
    ['district', district && !village ? district_words(setup, district) : undefined],
    ['owner', owner && t('find.owned', { name: owner_name(setup, owner) })],
    ['called', called && called_words(called)],
  ];
  return words.flatMap(([field, text]) => (text ? [{ field, text }] : []));
}

function called_words(called: NonNullable<Filter['called']>): string {
  if ('days' in called) return called.days === 1 ? t('find.today') : t('find.days', { count: called.days });
  const { from, to } = called.between;
  return from === to ? day_text(from) : t('find.from_to', { from: day_text(from), to: day_text(to) });
}

const owner_name = (setup: SetupView | undefined, id: string): string =>
  setup?.people.find((one) => one.id === id)?.name ?? '?';

/** Without one thing; with a village its district goes too, for it stands for both. */
export function without(filter: Filter, field: Field): Filter {
  return tidy({ ...filter, [field]: undefined, ...(field === 'village' ? { district: undefined } : {}) });
}

/** Names in the order of the chosen language's alphabet. */
export const by_name = <T extends { text: string }>(all: T[]): T[] =>
  all.sort((a, b) => a.text.localeCompare(b.text, prefs.language));
