import type { Notifier, Speaker } from '../door';
import { t } from '../words/words.svelte';

/** Whether alarms can be heard; a room without a desktop plays none and misses nothing. */
export const is_heard = (speaker: Speaker): boolean => speaker.state !== 'missing' && speaker.state !== 'silent';

/** Whether all is as it was chosen to be. */
export const is_good = (speaker: Speaker): boolean => is_heard(speaker) && speaker.state !== 'instead';

/** What a look at the sound devices found, in a sentence. */
export function speaker_words(speaker: Speaker): string {
  switch (speaker.state) {
    case 'ready':
      return speaker.name ? t('sound.ready', { name: speaker.name }) : t('sound.ready_default');
    case 'instead':
      return speaker.name
        ? t('sound.instead', { chosen: speaker.chosen, name: speaker.name })
        : t('sound.instead_default', { chosen: speaker.chosen });
    default:
      return t(`sound.${speaker.state}`);
  }
}

/** What to do about it; empty when nothing is to be done. */
export const speaker_mend = (speaker: Speaker): string =>
  speaker.state === 'missing' || speaker.state === 'silent' || speaker.state === 'instead'
    ? t(`sound.${speaker.state}_mend`)
    : '';

/** What keeps alarms from reaching somebody at this room, in a few words each: for the foot of every screen. */
export function missing_ways(speaker: Speaker, notifier: Notifier): { id: 'sound' | 'notices'; says: string }[] {
  const sound = is_heard(speaker) ? t('frame.other_sound') : t('frame.no_sound');
  return [
    ...(is_good(speaker) ? [] : [{ id: 'sound', says: sound } as const]),
    ...(notifier.state === 'missing' ? [{ id: 'notices', says: t('frame.no_notices') } as const] : []),
  ];
}
