import type { PlaceHit, SetupView, TicketRow } from '../../door';
import { duration, left_of } from '../../format';
import { t } from '../../words/words.svelte';
import { agency_name } from '../ticket/names';

/** A target, in milliseconds: `02:00`, `15:00`, `24 jam`. */
export function span_words(ms: number): string {
  return ms < 3_600_000 ? duration(ms) : ago_words(ms);
}

/** How long ago something was, in milliseconds: `04:10`, `20 mnt`, `3 jam`. */
export function ago_words(ms: number): string {
  const left = left_of(ms, 0);
  return 'clock' in left ? left.clock : t(`parts.left_${left.unit}`, { count: left.count });
}

/** `Kel., Kec. Krian`: what tells two places of one name apart. */
export function place_end(hit: Pick<PlaceHit, 'kind' | 'district_name' | 'village_name'>): string {
  if (hit.kind === 'district') return t('desk.district_end');
  if (hit.kind === 'spot')
    return [hit.village_name, t('names.district', { name: hit.district_name })].filter(Boolean).join(', ');
  return `${t(`names.village_${hit.kind}`)}, ${t('names.district', { name: hit.district_name })}`;
}

export interface Where {
  near: string;
  far: string;
}

/** The place of a row in two lines: the nearest name, and its district. */
export function where_of(setup: SetupView | undefined, row: TicketRow): Where {
  const village = setup?.region.villages.find((one) => one.code === row.village)?.name;
  const district = setup?.region.districts.find((one) => one.code === row.district)?.name;
  if (village) return { near: village, far: district ?? '' };
  if (row.words) return { near: row.words, far: district ?? t('desk.unmapped') };
  if (district) return { near: t('names.district', { name: district }), far: row.landmark ?? '' };
  return { near: row.landmark ?? t('desk.no_place'), far: row.landmark ? t('desk.unmapped') : '' };
}

/** Several agencies as one text, at most two by name. */
export function agencies_words(setup: SetupView | undefined, codes: readonly string[]): string {
  const names = codes.map((code) => agency_name(setup, code));
  return names.length > 2 ? `${names.slice(0, 2).join(', ')} +${names.length - 2}` : names.join(', ');
}

/** How many callers reported it. */
export function reporters_words(count: number): string {
  return count === 1 ? t('desk.reporters_one') : t('desk.reporters', { count });
}
