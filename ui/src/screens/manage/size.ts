import { t } from '../../words/words.svelte';

/** Bytes as people read them, with the language's decimal mark. */
export function size_text(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1);
  return `${text.replace('.', t('first_run.decimal'))} ${units[unit]}`;
}
