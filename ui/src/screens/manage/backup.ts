import type { PlaceHealth } from '../../door';
import { has_words, t } from '../../words/words.svelte';

/** The code of a place that is not plugged in. */
const ABSENT = 'absent';

export const is_absent = (place: PlaceHealth): boolean => !place.is_there || place.last?.failed === ABSENT;
/** It is tried again by itself where it is only absent; that is no failure until its backup is old. */
const has_failed = (place: PlaceHealth): boolean => place.last?.failed !== undefined && !is_absent(place);
export const is_good = (place: PlaceHealth): boolean => !place.is_stale && !has_failed(place);

/** A place has words of its own: it is seldom the room's disk. */
function failure(code: string): string {
  const key = [`backup.failed_${code}`, `problem.broken_${code}`].find(has_words);
  return key ? t(key, { trace: '' }) : code;
}

/** How a place is, in words. */
export function place_state(place: PlaceHealth): string {
  const absent = is_absent(place) ? t('backup.absent') : '';
  const failed = has_failed(place) ? t('backup.failed', { why: failure(place.last?.failed ?? '') }) : '';
  const old = place.is_stale ? t('backup.old') : '';
  return [failed || absent, old].filter(Boolean).join('. ') || t(place.good ? 'backup.good' : 'backup.none_yet');
}

/** What a supervisor is warned of, at whatever screen; nothing where every place is good. */
export function backup_warning(places: readonly PlaceHealth[]): string {
  return places
    .filter((place) => !is_good(place))
    .map((place) => t(place.is_stale ? 'backup.banner_old' : 'backup.banner_failed', { folder: place.folder }))
    .join(' ');
}
