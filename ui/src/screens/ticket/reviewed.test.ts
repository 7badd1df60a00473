import { describe, expect, test } from 'vitest';
import type { Line } from '../../door';
import { is_shown, tell } from './line';

const line: Line = {
  seq: 1,
  ticket: 't',
  kind: 'reviewed',
  at: 1_000_000,
  recorded_at: 1_000_000,
  role: 'supervisor',
  by: 'Sari',
  desk: 1,
  about: {
    of: 'review',
    reasons: ['drawn', 'turned_away'],
    marks: { place: 'yes', kind: 'no', sent: 'cannot_tell', answered: 'yes' },
  },
  text: 'patokan ditanya dua kali',
};

describe('a review on the timeline', () => {
  test('says what was found, and why this ticket was looked at', () => {
    expect(tell(line, undefined, false)).toMatchObject({
      who: 'Sari',
      said: 'Ditelaah: tempat: ya, jenis: tidak, penerusan: tidak jelas, jawaban: ya (diundi, panggilan sebelumnya dicatat bukan kasus)',
      text: 'patokan ditanya dua kali',
      look: 'note',
    });
  });
  test('is among the notes', () => {
    expect(is_shown(line, 'notes')).toBe(true);
    expect(is_shown(line, 'states')).toBe(false);
  });
});
