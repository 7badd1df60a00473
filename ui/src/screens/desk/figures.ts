import type { Today } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';

/** What the day's figures of a desk that is alone stand for; nothing where they are the room's, of now. */
export function as_of_words(today: Today | undefined): string | undefined {
  if (!today?.as_of) return undefined;
  return today.as_of.of === 'heard' ? t('desk.as_of', { time: shown.time(today.as_of.at) }) : t('desk.own_only');
}
