import type { Duty } from '../../door';
import { t } from '../../words/words.svelte';

const two = (n: number): string => String(n).padStart(2, '0');
const time = (minute: number): string => `${two(Math.floor(minute / 60))}.${two(minute % 60)}`;

/** As `duty_of` reads it. */
export function duty_text(duty: Duty): string {
  if (duty.kind === 'unknown') return '';
  if (duty.kind === 'always') return t('duty.always');
  const names = t('duty.day_names').split(' ');
  const name = (day: number): string => names[day - 1] ?? String(day);
  const runs: number[][] = [];
  for (const day of duty.days) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const days = runs.map((run) =>
    run.length > 1 ? `${name(run[0] ?? 1)}-${name(run.at(-1) ?? 1)}` : name(run[0] ?? 1),
  );
  return `${days.join(', ')} ${time(duty.from_minute)}-${time(duty.to_minute)}`;
}
