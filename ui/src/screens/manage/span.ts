import en from '../../words/en/manage.json';
import id from '../../words/id/manage.json';
import { t } from '../../words/words.svelte';

/** Durations as people write them: `24 jam`, `90 mnt`, `1 jam 30 mnt`; in English `24 h`, `90 min`. */
const sizes = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 } as const;
type Unit = keyof typeof sizes;
const units = ['day', 'hour', 'minute', 'second'] as const satisfies readonly Unit[];

/** Both languages are understood whichever is chosen: the ruler on the wall does not change with the words. */
const names = new Map<string, Unit>(
  units.flatMap((unit) =>
    [id, en].flatMap((words) => words[`unit_${unit}_names`].split(' ').map((name) => [name, unit] as const)),
  ),
);

/** Milliseconds, or `undefined` where it is not a duration, has no unit, or is nothing. */
export function span_of(text: string): number | undefined {
  const typed = text.trim().toLowerCase();
  const parts = [...typed.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?/g)];
  const rest = typed.replace(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?/g, '').replace(/[\s,]/g, '');
  if (parts.length === 0 || rest !== '') return undefined;
  let total = 0;
  let smaller_than: number = Infinity;
  for (const [, count = '', name = ''] of parts) {
    const unit = names.get(name);
    if (unit === undefined || sizes[unit] >= smaller_than) return undefined;
    smaller_than = sizes[unit];
    total += Number(count.replace(',', '.')) * sizes[unit];
  }
  return total >= 1000 && Number.isFinite(total) ? Math.round(total) : undefined;
}

/** The duration with the largest unit that leaves a whole number; days only for whole days from three up. */
export function span_text(ms: number): string {
  const unit =
    ms % sizes.day === 0 && ms >= 3 * sizes.day
      ? 'day'
      : ms % sizes.hour === 0
        ? 'hour'
        : ms % sizes.minute === 0
          ? 'minute'
          : 'second';
  return `${ms / sizes[unit]} ${t(`manage.unit_${unit}`)}`;
}

/** A count of minutes from a field where minutes are meant: a bare number, or a duration in words. */
export function minutes_of(text: string): number | undefined {
  const bare = /^\d+$/.test(text.trim()) ? Number(text.trim()) : undefined;
  const ms = span_of(text);
  const minutes = bare ?? (ms === undefined ? undefined : ms / sizes.minute);
  return minutes !== undefined && Number.isInteger(minutes) && minutes > 0 && minutes <= 527_040 ? minutes : undefined;
}
