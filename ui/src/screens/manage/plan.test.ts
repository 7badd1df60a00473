import { expect, test } from 'vitest';
import type { Agency, Category, PlanRow, Region } from '../../door';
import { fetch_rooms } from '../../words/words.svelte';
import { agency_name, new_plan } from './plan';

await fetch_rooms('manage');

const region = {
  plans: ['R-01', 'R-09', 'own'].map((id) => ({ id }) as PlanRow),
  categories: [
    { code: 'A', active: false },
    { code: 'B', active: true },
  ] as Category[],
  agencies: [{ code: 'BPBD', short_name: 'BPBD Sidoarjo', active: true }] as Agency[],
} as Region;

test('a new plan has the next number and something to start from', () => {
  expect(new_plan(region)).toMatchObject({ id: 'R-10', category: 'B', lead: 'BPBD', active: true });
  expect(new_plan({ ...region, plans: [] }).id).toBe('R-01');
});

test('agencies have their names, and the district its own', () => {
  expect(agency_name(region, 'BPBD')).toBe('BPBD Sidoarjo');
  expect(agency_name(region, 'KEC')).toBe('Kecamatan setempat');
  expect(agency_name(region, 'X')).toBe('X');
});
