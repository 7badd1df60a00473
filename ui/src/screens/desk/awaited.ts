import type { AssignmentRow, SetupView, TicketRow } from '../../door';
import { shown } from '../../state/clock.svelte';
import { is_doubted, is_orphan, type Due } from '../../state/due';
import { t } from '../../words/words.svelte';
import { agency_name, waits_words } from '../ticket/names';
import { proposal_of } from '../ticket/steps';
import { tasks_of, whom_words } from '../ticket/tasks';

/** The second line of a row. `strong` is who is awaited, where somebody is; `rest` is how far the others are. */
export interface Awaited {
  strong: string;
  rest: string[];
}

const is_over = (one: AssignmentRow): boolean => one.state === 'returned' || one.state === 'not_needed';

const word_of = (one: AssignmentRow, row: TicketRow): string => {
  const paused = row.clocks.find((clock) => clock.assignment === one.no && clock.paused !== undefined)?.paused;
  if (paused)
    return t('desk.paused', { time: shown.moment(paused.resume_at), reason: t(`names.pause_${paused.reason}`) });
  if (one.state === 'sent') return t('names.waits_acknowledge');
  const time = one.state === 'done' && one.ended_at !== undefined ? ` ${shown.time(one.ended_at)}` : '';
  return t(`names.state_${one.state}`) + time;
};

/** `BPBD, PLN menuju`: those who are equally far share their word. */
function states_words(setup: SetupView | undefined, row: TicketRow, some: readonly AssignmentRow[]): string[] {
  const by_word = new Map<string, string[]>();
  for (const one of some) {
    const word = word_of(one, row);
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
  const task = tasks_of(row)[0];
  /** What a supervisor still owes, and whether it is to be believed: before how far the others are. */
  const asks = [
    ...(task ? [t('desk.tell', { whom: whom_words(setup, row, task) })] : []),
    ...(is_doubted(row) ? [t('desk.suspect')] : []),
  ];
  const live = row.assignments.filter((one) => !is_over(one) && one.role !== 'copy');
  if (live.length === 0) {
    const waits = is_orphan(clock, row)
      ? t('names.level_orphan')
      : t(clock?.kind === 'answer' ? 'names.waits_answer' : 'names.waits_dispatch');
    const proposed = row.assignments.map((one) => proposal_of(row, one)).find((one) => one !== undefined);
    const proposal = proposed === undefined ? [] : [t('ticket.proposed', { agency: agency_name(setup, proposed) })];
    return { strong: waits, rest: [...asks, ...proposal, ...(held ? [held] : [])] };
  }
  const mine = presses && clock?.assignment !== undefined ? live.find((one) => one.no === clock.assignment) : undefined;
  const strong =
    mine && clock && due.state !== 'held'
      ? `${agency_name(setup, mine.agency)} ${waits_words(clock, row)}`
      : presses && clock && clock.assignment === undefined && due.state !== 'held'
        ? waits_words(clock, row)
        : '';
  const rest = states_words(
    setup,
    row,
    live.filter((one) => one !== mine || strong === ''),
  );
  const owes = (kind: 'answer' | 'verify') =>
    row.state === 'done' && !strong && row.clocks.some((one) => one.kind === kind && one.outcome === undefined);
  const more = [
    ...(owes('answer') ? [t(row.call_back ? 'desk.tell_caller' : 'desk.tell_hushed')] : []),
    ...(owes('verify') ? [t('desk.confirm_done')] : []),
  ];
  return { strong, rest: [...asks, ...rest, ...(held ? [held] : []), ...more] };
}
