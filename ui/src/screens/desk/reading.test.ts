import { expect, test } from 'vitest';
import type { PlaceHit } from '../../door';
import { blank, type Form } from './call.svelte';
import { is_narrative, narrative_of, with_place, with_words } from './reading';

const form = (more: Partial<Form>): Form => ({ ...blank(0), ...more });

test('three words are a narrative, two are a name', () => {
  expect(is_narrative('kobongan omah krian')).toBe(true);
  expect(is_narrative(' pohon  tumbang ')).toBe(false);
});

test('the words for a category count until it is chosen', () => {
  expect(narrative_of(form({ what: 'api besar di atap', note: 'dpn spbu' }))).toBe('api besar di atap. dpn spbu');
  expect(narrative_of(form({ what: 'Kebakaran rumah', category: 'KBR-BGN', note: 'dpn spbu' }))).toBe('dpn spbu');
});

test('what was typed for the category stays in the note, once', () => {
  expect(with_words('korban satu', 'api besar di atap ')).toBe('api besar di atap\nkorban satu');
  expect(with_words('api besar di atap\nkorban satu', 'api besar di atap')).toBe('api besar di atap\nkorban satu');
  expect(with_words('', 'api besar di atap')).toBe('api besar di atap');
});

test('what a chosen place leaves out of what was typed goes into the landmark, once', () => {
  const hit: PlaceHit = {
    village: '35.15.01.2002',
    district: '35.15.01',
    name: 'Kedungbocok',
    district_name: 'Tarik',
    kind: 'desa',
    matched_alias: null,
    shared_name: false,
  };
  const spot: PlaceHit = { ...hit, kind: 'spot', name: 'Perum TAS' };
  expect(with_place('depan masjid', hit)).toBe('depan masjid');
  expect(with_place('', { ...hit, address: 'RT 12 RW 3' })).toBe('RT 12 RW 3');
  expect(with_place('depan masjid', { ...hit, address: 'no 7' })).toBe('no 7, depan masjid');
  expect(with_place('no 7, depan masjid', { ...hit, address: 'no 7' })).toBe('no 7, depan masjid');
  expect(with_place('', { ...spot, address: 'no 7' })).toBe('Perum TAS no 7');
  expect(with_place('Perum TAS', spot)).toBe('Perum TAS');
});
