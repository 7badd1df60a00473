import type { ClockKind, Level, Recipient, Rung, When } from '../../door';
import en from '../../words/en/manage.json';
import id from '../../words/id/manage.json';
import { t } from '../../words/words.svelte';
import { span_of, span_text } from './span';
import { is_sound_span } from './target';

/** The rungs that a room may have, in the order in which they come; an orphan has none: it fires at once. */
export const rung_levels = ['half', 'soon', 'urgent', 'late', 'supervisor', 'head', 'secretary'] as const;
export type RungLevel = (typeof rung_levels)[number];
export const recipients: readonly Recipient[] = ['operator', 'supervisor', 'head', 'district', 'secretary'];

/** Before the due instant, at it, or after it. */
export function side_of(level: Level): 'before' | 'at' | 'after' {
  if (level === 'late') return 'at';
  return level === 'half' || level === 'soon' || level === 'urgent' ? 'before' : 'after';
}

const or = [id, en].map((words) => words.or).join('|');
const part_of_left = new RegExp(`^(.+?) (?:${or}) 1/(\\d{1,3})$`);

/**
 * `50 %` of the time allowed; before the due instant `4 jam` (that much is left) and `4 jam atau 1/4` (or that part,
 * where it is shorter); after it `1 jam`. `undefined` where it is none, or not on the side of the level.
 */
export function when_of(text: string, level: Level): When | undefined {
  const side = side_of(level);
  if (side === 'at') return { after: 0 };
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const percent = /^(\d{1,4}) ?%$/.exec(typed)?.[1];
  if (percent !== undefined) {
    const used = Number(percent);
    const fits = side === 'before' ? used >= 1 && used < 100 : used >= 100 && used <= 1000;
    return fits ? { used } : undefined;
  }
  const split = side === 'before' ? part_of_left.exec(typed) : undefined;
  const span = span_of(split?.[1] ?? typed);
  if (!is_sound_span(span)) return undefined;
  if (side === 'after') return { after: span };
  const part = Number(split?.[2] ?? 0);
  return split && part < 2 ? undefined : { left: { span, part } };
}

export function when_text(when: When): string {
  if ('used' in when) return `${when.used} %`;
  if ('after' in when) return when.after === 0 ? '' : span_text(when.after);
  const { span, part } = when.left;
  return part === 0 ? span_text(span) : `${span_text(span)} ${t('manage.or')} 1/${part}`;
}

/** One rung as it stands in a form; `on` says whether the ladder has it. */
export interface RungForm {
  level: RungLevel;
  on: boolean;
  when: string;
  told: Recipient[];
  only: ClockKind | '';
}

const proposed: Record<RungLevel, string> = {
  half: '50 %',
  soon: '50 %',
  urgent: '80 %',
  late: '',
  supervisor: '150 %',
  head: '200 %',
  secretary: '300 %',
};

/** Every rung that there may be, those that the ladder has not with a proposal. */
export function ladder_form(rungs: readonly Rung[]): RungForm[] {
  return rung_levels.map((level) => {
    const found = rungs.find((one) => one.level === level);
    return {
      level,
      on: found !== undefined,
      when: found ? when_text(found.when) : proposed[level],
      told: found ? recipients.filter((one) => found.told.includes(one)) : [],
      only: found?.only ?? '',
    };
  });
}

/** `undefined` where a rung that is on cannot be read. */
export function ladder_of(form: readonly RungForm[]): Rung[] | undefined {
  const rungs: Rung[] = [];
  for (const one of form) {
    if (!one.on) continue;
    const when = when_of(one.when, one.level);
    if (when === undefined) return undefined;
    rungs.push({ level: one.level, when, told: one.told, ...(one.only ? { only: one.only } : {}) });
  }
  return rungs;
}
