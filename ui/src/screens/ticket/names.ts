import type {
  AgencyCode,
  CategoryCode,
  ClockRow,
  DistrictCode,
  ReviewReason,
  SetupView,
  TicketRow,
  VillageCode,
} from '../../door';
import { is_orphan } from '../../state/due';
import { prefs } from '../../state/prefs.svelte';
import { t } from '../../words/words.svelte';

/** What the room calls things, in the language chosen; a code stands for itself where the setup has not come yet. */

export function category_name(setup: SetupView | undefined, code: CategoryCode): string {
  const found = setup?.region.categories.find((one) => one.code === code);
  if (!found) return code;
  return prefs.language === 'id' ? found.name_id : found.name_en;
}

export function agency_name(setup: SetupView | undefined, code: AgencyCode): string {
  return setup?.region.agencies.find((one) => one.code === code)?.short_name ?? code;
}

/** What is awaited: `belum tiba`, or that nobody is on it any more. */
export function waits_words(clock: ClockRow, ticket: TicketRow): string {
  return is_orphan(clock, ticket) ? t('names.level_orphan') : t(`names.waits_${clock.kind}`);
}

export function village_words(setup: SetupView | undefined, code: VillageCode): string {
  const village = setup?.region.villages.find((one) => one.code === code);
  return village ? `${t(`names.village_${village.kind}`)} ${village.name}` : code;
}

export function district_words(setup: SetupView | undefined, code: DistrictCode): string {
  const district = setup?.region.districts.find((one) => one.code === code);
  return t('names.district', { name: district?.name ?? code });
}

/** The place from near to far: village, district, the caller's own words and landmark as they were said. */
export function place_words(
  setup: SetupView | undefined,
  place: Pick<TicketRow, 'district' | 'village' | 'words' | 'landmark'>,
): string {
  return [
    place.village && village_words(setup, place.village),
    place.district && district_words(setup, place.district),
    place.words,
    place.landmark,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Why a ticket is looked at afterwards. */
export const review_words = (reasons: readonly ReviewReason[]): string =>
  reasons.map((one) => t(`names.review_reason_${one}`)).join(', ');
