import { expect, test } from 'vitest';
import type { FindHit, SetupView, Violence } from '../../door';
import { blank } from './call.svelte';
import { caller_words, history_words, is_whole, take_over, type Caller } from './caller';

const region = {
  categories: [
    { code: 'KAM-KDR', name_id: 'KDRT', name_en: 'Domestic violence', wall_name: 'KDRT', severity_default: 'critical' },
  ],
  districts: [{ code: '35.15.18', name: 'Waru' }],
  villages: [{ code: '35.15.18.2002', name: 'Tropodo' }],
};
const setup = { region } as unknown as SetupView;
const hit = { id: 'a', number: '2-12', category: 'KAM-KDR', state: 'open', place: 'Tropodo' } as FindHit;
const violence: Violence = { ticket: 'a', number: '2-12', category: 'KAM-KDR' };
const caller = (known: Partial<Caller['known']>, hits: FindHit[] = []): Caller => ({
  ask: 'caller',
  hits,
  calls: [],
  known: { outcomes: [], proposes_mark: false, ...known },
});
const outcomes: Caller['known']['outcomes'] = [
  { outcome: 'silent', count: 1 },
  { outcome: 'test', count: 1 },
  { outcome: 'prank', count: 4 },
];

test('a number is asked about from its eighth digit on', () => {
  expect([is_whole('0812-000'), is_whole('0812-0000'), is_whole('+62 812 00')]).toEqual([false, true, false]);
});

test('a history counts every call, and names what tells most first', () => {
  expect(history_words(caller({ outcomes }))).toBe('6 panggilan 30 hari: 4 iseng, 1 senyap');
  expect(history_words(caller({ outcomes: [{ outcome: 'test', count: 2 }] }))).toBe('2 panggilan 30 hari');
  expect(history_words(caller({}))).toBe('');
});

test('what matters most about a number comes first', () => {
  const known = { outcomes, violence, nuisance: { at: 0, by: 'Siti' } };
  const line = caller_words(setup, caller(known, [{ ...hit, state: 'closed' }, hit]));
  const parts = line.split(' · ');
  expect(parts.map((part) => part.split(' ')[0])).toEqual(['pernah', '1', 'sering', '6']);
  expect(parts[0]).toBe('pernah KDRT (2-12)');
  expect(parts[1]).toBe('1 laporan terbuka 2-12 KDRT');
  expect(caller_words(setup, caller({}))).toBe('');
});

test('a silent call takes over the kind and, where it may be read, the place; what was typed stays', () => {
  const masked = blank(0);
  take_over(masked, violence, setup);
  expect(masked).toMatchObject({ category: 'KAM-KDR', what: 'KDRT', severity: 'critical', where: '', landmark: '' });
  const read = blank(0);
  const past = { ...violence, district: '35.15.18', village: '35.15.18.2002', words: 'gang mawar', landmark: 'musala' };
  take_over(read, past, setup);
  expect(read).toMatchObject({ district: '35.15.18', where: 'Tropodo', landmark: 'gang mawar, musala' });
  const typed = { ...blank(0), where: 'Krian', district: '35.15.11', landmark: 'pasar' };
  take_over(typed, past, setup);
  expect(typed).toMatchObject({ where: 'Krian', district: '35.15.11', landmark: 'pasar' });
  const unmapped = blank(0);
  take_over(unmapped, { ...violence, words: 'gang mawar' }, setup);
  expect(unmapped).toMatchObject({ where: 'gang mawar', landmark: '' });
});
