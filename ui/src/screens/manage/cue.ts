import type { CueEdit, CueKey, CueKind, CueRow, CueSource, OwnCue, Region, Voice } from '../../door';
import { has_words, t } from '../../words/words.svelte';
import { category_name } from './plan';

/** How a call ends that becomes no ticket of its own: a word may speak for these, too. */
export const outcomes = ['TDK-PRK', 'TDK-GST', 'TDK-SLH', 'INFO-UMM', 'INFO-CUA', 'INFO-SUS'] as const;
/** Severities as the list writes them. */
export const severities = { rendah: 'low', sedang: 'medium', tinggi: 'high', kritis: 'critical' } as const;
export const sources: readonly CueSource[] = ['product', 'room', 'learnt', 'off', 'declined'];

/** From and to what a kind may weigh; one figure where its weight says nothing. */
const weights: Partial<Record<CueKind, readonly [number, number]>> = {
  category: [-20, 20],
  severity: [-20, 20],
  elsewhere: [0, 2],
  ordinary: [1, 3],
};
export const heaviest = 20;

/** What a kind of word is called; a kind that came later goes by its own name. */
export function kind_name(kind: string): string {
  const key = `cue.kind_${kind}`;
  return has_words(key) ? t(key) : kind;
}

/** How a call ends, by its code. */
export function outcome_name(code: string): string | undefined {
  const key = `cue.outcome_${code.toLowerCase().replace('-', '_')}`;
  return has_words(key) ? t(key) : undefined;
}

/** What a row speaks for, as people call it. */
export function target_name(region: Region, cue: CueKey): string {
  const outcome = outcome_name(cue.speaks_for);
  if (outcome !== undefined) return outcome;
  const severity = Object.entries(severities).find(([word]) => cue.kind === 'severity' && word === cue.speaks_for);
  return severity ? t(`names.severity_${severity[1]}`) : category_name(region, cue.speaks_for);
}

export const is_weighed = (kind: CueKind): boolean => kind in weights;
export const needs_target = (kind: CueKind): boolean => !['not', 'elsewhere', 'ordinary', 'known'].includes(kind);

/** A weight as typed; `undefined` where it cannot be one of this kind. */
export function weight_of(kind: CueKind, typed: string): number | undefined {
  const range = weights[kind];
  if (range === undefined) return 0;
  const text = typed.trim().replace('\u2212', '-');
  if (!/^-?\d{1,2}$/.test(text)) return undefined;
  const weight = Number(text);
  const is_nothing = weight === 0 && range[0] < 0;
  return weight < range[0] || weight > range[1] || is_nothing ? undefined : weight;
}

/** A phrase as the list has it: small letters, single spaces, none around `|`. */
export const tidy = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/\s*\|\s*/g, '|')
    .replace(/\s*~\s*/g, ' ~ ')
    .replace(/\s+/g, ' ')
    .trim();

/** The weight it is read by now; none where it is not read. */
export function weight_now(row: CueRow): number | undefined {
  if (row.own?.is === 'weighs') return row.own.weight;
  return row.own?.is === 'off' ? undefined : row.product;
}

export const is_same_row = (one: CueKey, other: CueKey): boolean =>
  one.kind === other.kind && one.phrase === other.phrase && one.speaks_for === other.speaks_for;

export interface SpokenWords {
  words: string;
  /** The first of the rows, for what they speak for. */
  cue: CueKey;
  keyword: boolean;
  weights: string;
  phrases: string;
}

/** Rows that spoke by the same words for the same thing, as one. */
export function spoken_words(voices: readonly Voice[]): SpokenWords[] {
  const groups = new Map<string, Voice[]>();
  for (const voice of voices) {
    const id = JSON.stringify([voice.words, voice.cue.kind, voice.cue.speaks_for, voice.keyword]);
    groups.set(id, [...(groups.get(id) ?? []), voice]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return {
      words: first.words.join(', '),
      cue: first.cue,
      keyword: first.keyword,
      weights: group.map((one) => one.weight).join(', '),
      phrases: group.map((one) => one.cue.phrase).join('\n'),
    };
  });
}

/** The wish to change a row from what was seen of it. Without `after` it is as the list has it. */
export function edit_of(row: CueRow, after?: OwnCue): CueEdit {
  return {
    cue: row.cue,
    ...(row.product === undefined ? {} : { product: row.product }),
    ...(row.own === undefined ? {} : { before: row.own }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The same change the other way round. */
export function taken_back({ before, after, ...rest }: CueEdit): CueEdit {
  return {
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}

export type Step = 'switch_off' | 'restore' | 'take_back' | 'offer_again';

/** What one press does to a row, beside changing it. */
export function step_of(row: CueRow): Step {
  if (row.own === undefined) return 'switch_off';
  if (row.own.is === 'declined') return 'offer_again';
  if (row.own.is === 'weighs' && (row.product === undefined || row.own.learnt)) return 'take_back';
  return 'restore';
}
