import { describe, expect, test } from 'vitest';
import type { Today } from '../../door';
import { clock } from '../../state/clock.svelte';
import { as_of_words } from './figures';

const today: Today = { calls: 3, last_hour: 1, outcomes: [] };

describe('what the figures of the day stand for', () => {
  test('nothing is said where they are the room’s, of now', () => {
    expect(as_of_words(today)).toBeUndefined();
    expect(as_of_words(undefined)).toBeUndefined();
  });
  test('alone they are the room’s of when it was heard, with this desk’s own', () => {
    clock.zone = 420;
    const at = Date.UTC(2026, 10, 26, 7, 5);
    expect(as_of_words({ ...today, as_of: { of: 'heard', at } })).toBe('per 14.05, ditambah meja ini');
  });
  test('where the room said nothing of this day they are this desk’s alone', () => {
    expect(as_of_words({ ...today, as_of: { of: 'own' } })).toBe('meja ini saja');
  });
});
