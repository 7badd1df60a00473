import { describe, expect, test } from 'vitest';
import type { Loss, SetupView } from '../../door';
import { clock } from '../../state/clock.svelte';
import { report, span_words, unnoted } from './loss';

const at = (hour: number, minute: number): number => Date.UTC(2026, 10, 26, hour - 7, minute);
const loss: Loss = {
  after: 412,
  from: at(13, 5),
  found_at: at(14, 20),
  restored: true,
  desks: [
    { desk: 2, seq: 436, at: at(14, 2), told_again: 6 },
    { desk: 3, seq: 400, at: at(12, 0), told_again: 0 },
  ],
};
const desk = (no: number, name: string, joined_at = at(6, 0)) => ({
  no,
  name,
  kind: 'workstation' as const,
  joined_at,
  by: 'Hana',
});
const setup = {
  region: { prefix: 'SDA' },
  desks: [desk(2, 'Pintu'), desk(3, 'Jendela'), desk(4, 'Sudut'), desk(5, 'Baru', at(14, 30))],
  losses: [loss],
} as unknown as SetupView;

describe('what a restored room has lost', () => {
  test('from when until when, as far as a desk had seen', () => {
    clock.zone = 420;
    expect(span_words(loss)).toBe('Hilang dari 26/11/2026 13.05 sampai 26/11/2026 14.02');
    expect(span_words({ ...loss, desks: [] })).toBe(
      'Hilang dari 26/11/2026 13.05, paling lambat sampai 26/11/2026 14.20',
    );
  });
  test('it waits until somebody takes note', () => {
    expect(unnoted(setup)).toBe(loss);
    expect(unnoted({ ...setup, losses: [{ ...loss, noted: { at: 0, by: 'Hana' } }] })).toBeUndefined();
    expect(unnoted(undefined)).toBeUndefined();
  });
  test('as lines to copy, with who has not come back yet', () => {
    const missing = [{ day: '261126', desk: 1, from: 5, to: 5 }];
    const back = [{ day: '261126', desk: 2, from: 18, to: 20 }];
    const lines = report(setup, { loss, back, missing }).split('\n');
    expect(lines[2]).toBe(
      'Meja 2, Pintu: Terakhir melihat catatan 436, 26/11/2026 14.02. Yang disimpannya dan disampaikan lagi: 6.',
    );
    expect(lines[3]).toBe('Meja 3, Jendela: Tidak melihat lebih dari cadangan.');
    // A desk that joined since holds nothing of it.
    expect(lines[4]).toBe('Belum tersambung lagi, mungkin masih menyimpan: Meja 4, Sudut');
    expect(lines[5]).toMatch(/^Nomor kembali: .*2-18 sampai .*2-20$/);
    expect(lines[6]).toMatch(/^Nomor hilang: .*1-05$/);
  });
});
