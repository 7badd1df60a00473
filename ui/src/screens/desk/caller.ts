import { door, type Answer, type CallOutcome, type FindHit, type SetupView, type Violence } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';
import { category_name, district_words } from '../ticket/names';
import type { Form } from './call.svelte';

/** What the room knows of a number. */
export type Caller = Answer<'caller'>;

/** Shorter ones are still being typed. */
const fewest_digits = 8;
export const is_whole = (number: string): boolean => number.replace(/\D/g, '').length >= fewest_digits;

/** Undefined where the number is not whole, or the room does not answer. */
export async function caller_of(number: string): Promise<Caller | undefined> {
  if (!is_whole(number)) return undefined;
  return await door.query({ ask: 'caller', number: number.trim() }).catch(() => undefined);
}

export const open_hits = (caller: Caller | undefined): FindHit[] =>
  (caller?.hits ?? []).filter((one) => one.state !== 'closed');

export const hit_words = (setup: SetupView | undefined, hit: FindHit): string =>
  [shown.number(hit.number), category_name(setup, hit.category), hit.place].filter(Boolean).join(' ');

export const violence_words = (setup: SetupView | undefined, past: Violence): string =>
  `${category_name(setup, past.category)} (${shown.number(past.number)})`;

/** The outcomes that a history tells apart, the most telling first; the rest only counts. */
const told = ['prank', 'silent', 'wrong_number', 'ticket', 'follow_up'] as const satisfies readonly CallOutcome[];

/** `6 panggilan 30 hari: 4 iseng, 1 senyap`; empty where there was none. */
export function history_words({ known }: Caller): string {
  const count = known.outcomes.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return '';
  const parts = told.flatMap((outcome) => {
    const found = known.outcomes.find((one) => one.outcome === outcome);
    return found ? [t(`desk.caller_${outcome}`, { count: found.count })] : [];
  });
  const calls = t('desk.caller_calls', { count });
  return parts.length > 0 ? `${calls}: ${parts.join(', ')}` : calls;
}

/** The kind as the wall names it: short enough for a line of many things. */
const short_kind = (setup: SetupView | undefined, code: string): string =>
  setup?.region.categories.find((one) => one.code === code)?.wall_name ?? code;

/** What is known of a number as one line, what matters most first; a block is said beside it. */
export function caller_words(setup: SetupView | undefined, caller: Caller): string {
  const { violence, nuisance } = caller.known;
  const open = open_hits(caller);
  return [
    violence &&
      t('desk.caller_violence', { what: short_kind(setup, violence.category), number: shown.number(violence.number) }),
    open[0] &&
      t('desk.caller_open', {
        count: open.length,
        text: `${shown.number(open[0].number)} ${short_kind(setup, open[0].category)}`,
      }),
    nuisance && t('desk.nuisance'),
    history_words(caller),
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * A silent call becomes a ticket of the kind that the number reported before, at the place it named then, as a
 * proposal; what was typed stays.
 */
export function take_over(form: Form, past: Violence, setup: SetupView | undefined): void {
  const category = setup?.region.categories.find((one) => one.code === past.category);
  form.category = past.category;
  form.what = category_name(setup, past.category);
  if (category && !form.is_severity_chosen) form.severity = category.severity_default;
  const nowhere = form.where.trim() === '' && form.district === undefined;
  const said = [past.words, past.landmark].filter((text) => text !== undefined);
  if (nowhere && past.district !== undefined) {
    form.district = past.district;
    form.village = past.village;
    const village = setup?.region.villages.find((one) => one.code === past.village);
    form.where = village?.name ?? district_words(setup, past.district);
  } else if (nowhere && said.length > 0) form.where = said.shift() ?? '';
  if (form.landmark.trim() === '' && said.length > 0) form.landmark = said.join(', ');
}
