import type { Loss, LossRow, NumberRun, SetupView } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';

/** The last moment of which anybody knows that something came after the backup. */
const last_seen = (loss: Loss): number | undefined => {
  const beyond = loss.desks.filter((saw) => saw.seq > loss.after);
  return beyond.length > 0 ? Math.max(...beyond.map((saw) => saw.at)) : undefined;
};

const moment = (at: number): string => `${shown.date(at)} ${shown.time(at)}`;

/** From when until when, as far as anybody knows. */
export function span_words(loss: Loss): string {
  const from = moment(loss.from);
  const until = last_seen(loss);
  return until === undefined
    ? t('loss.span_unknown', { from, until: moment(loss.found_at) })
    : t('loss.span', { from, until: moment(until) });
}

/** The newest that nobody has taken note of. */
export const unnoted = (setup: SetupView | undefined): Loss | undefined =>
  setup?.losses?.findLast((loss) => loss.noted === undefined);

export const desk_words = (setup: SetupView, no: number): string => {
  const name = setup.desks.find((desk) => desk.no === no)?.name;
  return name ? t('loss.desk_named', { no, name }) : t('loss.desk', { no });
};

/** `2-18`, or `2-18 sampai 2-21`. */
export function run_words(setup: SetupView, run: NumberRun): string {
  const of = (count: number): string =>
    shown.number(`${setup.region.prefix}-${run.day}-${run.desk}-${String(count).padStart(2, '0')}`);
  return run.from === run.to ? of(run.from) : t('loss.run', { from: of(run.from), to: of(run.to) });
}

export const runs_words = (setup: SetupView, runs: readonly NumberRun[]): string =>
  runs.map((run) => run_words(setup, run)).join(', ');

export const how_many = (runs: readonly NumberRun[]): number =>
  runs.reduce((sum, run) => sum + run.to - run.from + 1, 0);

/** What a desk had seen beyond the backup, and what it tells again. */
export function saw_words(loss: Loss, saw: Loss['desks'][number]): string {
  const again = saw.told_again > 0 ? ` ${t('loss.told_again', { count: saw.told_again })}` : '';
  if (saw.seq <= loss.after) return t('loss.saw_nothing') + again;
  return t('loss.saw', { seq: saw.seq, at: moment(saw.at) }) + again;
}

/** Desks that may still hold something: they were of the room then, and have not come back since. */
export const unheard = (setup: SetupView, loss: Loss): string[] =>
  setup.desks
    .filter((desk) => desk.kind === 'workstation' && desk.left_at === undefined && desk.joined_at <= loss.from)
    .filter((desk) => !loss.desks.some((saw) => saw.desk === desk.no))
    .map((desk) => desk_words(setup, desk.no));

/** How it came to be known. */
export const found_words = (loss: Loss): string =>
  t(loss.restored ? 'loss.restored' : 'loss.behind', { at: moment(loss.found_at), seq: loss.after });

export const noted_words = (loss: Loss): string =>
  loss.noted ? t('loss.noted', { by: loss.noted.by, at: moment(loss.noted.at) }) : '';

/** All of it as lines to copy. */
export function report(setup: SetupView, { loss, back, missing }: LossRow): string {
  const waits = unheard(setup, loss);
  return [
    span_words(loss),
    found_words(loss),
    ...loss.desks.map((saw) => `${desk_words(setup, saw.desk)}: ${saw_words(loss, saw)}`),
    ...(waits.length > 0 ? [t('loss.unheard', { desks: waits.join(', ') })] : []),
    `${t('loss.back')}: ${back.length > 0 ? runs_words(setup, back) : t('loss.none')}`,
    `${t('loss.missing')}: ${missing.length > 0 ? runs_words(setup, missing) : t('loss.none_known')}`,
    ...(loss.noted ? [noted_words(loss)] : []),
  ].join('\n');
}
