import { expect, test } from 'vitest';
import { inserted, same_wording } from './template';

test('a mark goes where the cursor is, over what is chosen, and runs into no word', () => {
  expect(inserted('Laporan  beres', 8, 8, '{nomor}')).toEqual({ text: 'Laporan {nomor} beres', at: 15 });
  expect(inserted('Laporan', 7, 7, '{nomor}')).toEqual({ text: 'Laporan {nomor}', at: 15 });
  expect(inserted('Kode: XXX', 6, 9, '{kode}').text).toBe('Kode: {kode}');
  expect(inserted('({', 1, 2, '{kode}').text).toBe('({kode}');
  expect(inserted('', undefined, undefined, '{kode}')).toEqual({ text: '{kode}', at: 6 });
});

test('an English text that is empty is as one that is absent', () => {
  expect(same_wording({ id: 'a' }, { id: 'a', en: '' })).toBe(true);
  expect(same_wording({ id: 'a', en: 'b' }, { id: 'a' })).toBe(false);
  expect(same_wording(undefined, { id: 'a' })).toBe(false);
});
