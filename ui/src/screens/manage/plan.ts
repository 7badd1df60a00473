import type { PlanRow, Region } from '../../door';
import { prefs } from '../../state/prefs.svelte';
import { t } from '../../words/words.svelte';

/** In a plan's supports: the office of the district where it happened. */
export const district_agency = 'KEC';

export function agency_name(region: Region, code: string): string {
  if (code === district_agency) return t('manage.district_agency');
  return region.agencies.find((one) => one.code === code)?.short_name ?? code;
}

export function category_name(region: Region, code: string): string {
  const found = region.categories.find((one) => one.code === code);
  return (prefs.language === 'id' ? found?.name_id : found?.name_en) ?? code;
}

export function district_name(region: Region, code: string): string {
  return region.districts.find((one) => one.code === code)?.name ?? code;
}

/** A plan not yet there, under the next free number of the form `R-07`. */
export function new_plan(region: Region): PlanRow {
  const numbers = region.plans.map((one) => Number(/^R-(\d+)$/.exec(one.id)?.[1] ?? 0));
  const id = `R-${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
  const category = region.categories.find((one) => one.active)?.code ?? '';
  const lead = region.agencies.find((one) => one.active)?.code ?? '';
  return { id, category, severity: [], district: null, lead, supports: [], active: true };
}
