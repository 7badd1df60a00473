import { expect, test } from 'vitest';
import type { Backup, PlaceHealth } from '../../door';
import { backup_warning, is_good, place_state } from './backup';

const made = (failed?: string): Backup => ({ at: 1, file: '', bytes: 0, head_seq: 1, head_hash: '', failed });
const place = (with_it: Partial<PlaceHealth>): PlaceHealth => ({
  folder: 'E:\\cadangan',
  is_first: false,
  is_there: true,
  is_stale: false,
  ...with_it,
});

test('a stick that is not plugged in is no warning until its backup is old', () => {
  const away = place({ is_there: false, last: made('absent'), good: made() });
  expect([is_good(away), place_state(away)]).toEqual([true, 'Tidak terpasang, dicoba lagi']);
  expect(backup_warning([away])).toBe('');
  const long = place({ ...away, is_stale: true });
  expect(place_state(long)).toBe('Tidak terpasang, dicoba lagi. Lebih dari 26 jam');
  expect(backup_warning([long])).toContain('E:\\cadangan');
});

test('what failed says why, and a new place that nothing went to yet is none', () => {
  const full = place({ last: made('disk_full'), good: made() });
  expect(is_good(full)).toBe(false);
  expect(place_state(full)).toBe('Gagal. Disk penuh. Kosongkan, atau pilih folder di disk lain.');
  expect(place_state(place({ last: made('disk_read_only') }))).toMatch(/^Gagal\. Ruang tidak diizinkan menulis/);
  expect(place_state(place({ last: made('corrupt') }))).toMatch(/^Gagal\. ./);
  expect(backup_warning([place({}), full])).toContain('gagal');
  expect(place_state(place({}))).toBe('Belum ada');
  expect(place_state(place({ last: made(), good: made() }))).toBe('Baik');
});
