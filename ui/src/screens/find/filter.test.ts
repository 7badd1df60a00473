import { beforeAll, describe, expect, test } from 'vitest';
import type { Filter } from '../../door';
import { fetch_rooms } from '../../words/words.svelte';
import { is_empty, read, said, tidy, without, written } from './filter';

const whole: Filter = {
  state: 'open',
  kind: 'emergency',
  severity: 'high',
  category: 'KBR-BGN',
  district: '35.15.01',
  village: '35.15.01.2001',
  agency: 'DAMKAR',
  owner: '01900000-0000-7000-8000-000000000001',
  late: true,
  called: { between: { from: '2026-10-01', to: '2026-10-31' } },
};

beforeAll(() => fetch_rooms('find'));

describe('a filter in an address', () => {
  test('comes back as it was', () => {
    for (const filter of [whole, {}, { late: true }, { called: { days: 7 } }] satisfies Filter[]) {
      expect(read(written(filter))).toEqual(filter);
    }
    expect(written({ state: 'open', called: { days: 7 } })).toBe('state=open&days=7');
  });
  test('says only what is understood, wherever the link comes from', () => {
    for (const text of [
      'state=gone',
      'owner=me',
      'days=0',
      'days=-3',
      'days=x',
      'from=2026-10-01',
      'late=yes',
      '&&=',
    ]) {
      expect(read(text), text).toEqual({});
    }
    expect(read('days=7.9&kind=complaint')).toEqual({ called: { days: 7 }, kind: 'complaint' });
  });
});

describe('a filter in words', () => {
  test('each thing by itself, the village for its district too', () => {
    expect(said(whole, undefined).map((one) => one.field)).toEqual([
      'state',
      'late',
      'kind',
      'severity',
      'category',
      'agency',
      'village',
      'owner',
      'called',
    ]);
    expect(said({ district: '35.15.01' }, undefined)).toHaveLength(1);
    expect(said({ called: { days: 7 } }, undefined)[0]?.text).toBe('7 hari terakhir');
    expect(said({ called: whole.called }, undefined)[0]?.text).toBe('01/10/2026 sampai 31/10/2026');
  });
  test('is taken away one by one until nothing is left', () => {
    let filter = whole;
    for (const { field } of said(whole, undefined)) filter = without(filter, field);
    expect(filter).toEqual({});
    expect(is_empty(tidy({ late: false }))).toBe(true);
  });
});
