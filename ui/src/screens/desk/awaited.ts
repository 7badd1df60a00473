import type { AssignmentRow, SetupView, TicketRow } from '../../door';
import { shown } from '../../state/clock.svelte';
import type { Due } from '../../state/due';
import { t } from '../../words/words.svelte';
import { agency_name } from '../ticket/names';

/** The second line of a row. `strong` is who is awaited, where somebody is; `rest` is how far the others are. */
export interface Awaited {
  strong: string;
  rest: string[];
}

const is_over = (one: AssignmentRow): boolean => one.state === 'returned' || one.state === 'not_needed';

const word_of = (one: AssignmentRow): string => {
  if (one.state === 'sent') return t('names.waits_acknowledge');
  const time = one.state === 'done' && one.ended_at !== undefined ? ` ${shown.time(one.ended_at)}` : '';
  return t(`names.state_${one.state}`) + time;
};

/** `BPBD, PLN menuju`: those who are equally far share their word. */
function states_words(setup: SetupView | undefined, some: readonly AssignmentRow[]): string[] {
  const by_word = new Map<string, string[]>();
  for (const one of some) {
    const word = word_of(one);
    by_word.set(word, [...(by_word.get(word) ?? []), agency_name(setup, one.agency)]);
  }
  return [...by_word].map(([word, names]) => `${names.join(', ')} ${word}`);
}

/** Who is awaited on a ticket, and what the others do; several in the same state share its word. */
export function awaited_of(setup: SetupView | undefined, row: TicketRow, due: Due): Awaited {
  const presses = due.state === 'late' || due.state === 'urgent' || due.state === 'soon' || due.state === 'held';
  const clock = due.clock;
  const held =
    due.state === 'held' && clock?.acknowledged_by
      ? t('desk.held_by', {
          name: clock.acknowledged_by,
          time: clock.acknowledged_at === undefined ? '' : shown.time(clock.acknowledged_at),
        }).trim()
      : undefined;
  const live = row.assignments.filter((one) => !is_over(one) && one.role !== 'copy');
  if (live.length === 0) {
    const waits = t(clock?.kind === 'answer' ? 'names.waits_answer' : 'names.waits_dispatch');
    return { strong: waits, rest: held ? [held] : [] };
  }
  const mine = presses && clock?.assignment !== undefined ? live.find((one) => one.no === clock.assignment) : undefined;
  const strong =
    mine && clock && due.state !== 'held'
      ? `${agency_name(setup, mine.agency)} ${t(`names.waits_${clock.kind}`)}`
      : presses && clock && clock.assignment === undefined && due.state !== 'held'
        ? t(`names.waits_${clock.kind}`)
        : '';
  const rest = states_words(
    setup,
    live.filter((one) => one !== mine || strong === ''),
  );
  const answered = row.state === 'done' && row.clocks.some((one) => one.kind === 'answer' && one.outcome === undefined);
  return { strong, rest: [...rest, ...(held ? [held] : []), ...(answered && !strong ? [t('desk.tell_caller')] : [])] };
}
