import { expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { blank } from './call.svelte';
import { alike, call_so_far, reasons_words } from './same';

const form = (more: Partial<ReturnType<typeof blank>>) => ({ ...blank(1_000), ...more });

test('nothing is asked before there is something to tell incidents apart by', () => {
  expect(call_so_far(form({}))).toBeUndefined();
  expect(call_so_far(form({ category: 'BNC-PHN' }))).toBeUndefined();
  expect(call_so_far(form({ village: 'a', district: 'b' }))).toBeUndefined();
  expect(call_so_far(form({ category: 'BNC-PHN', village: 'a', is_saved: true }))).toBeUndefined();
});

test('what was typed goes along until it is resolved', () => {
  expect(
    call_so_far(form({ what: 'pohon tumbang', where: 'pasar larangan', landmark: 'dpn spbu', note: 'macet' })),
  ).toEqual({
    called_at: 1_000,
    landmark: 'pasar larangan, dpn spbu',
    narrative: 'pohon tumbang, macet',
    number: '',
  });
  expect(
    call_so_far(
      form({ what: 'pohon', category: 'BNC-PHN', where: 'Krian', district: 'd', village: 'v', note: 'macet' }),
    ),
  ).toEqual({
    called_at: 1_000,
    category: 'BNC-PHN',
    district: 'd',
    village: 'v',
    landmark: '',
    narrative: 'macet',
    number: '',
  });
});

test('a ticket that has gone or closed meanwhile is not proposed', () => {
  const row = (id: string, state: string) => ({ id, state }) as TicketRow;
  const rows = new Map([
    ['a', row('a', 'open')],
    ['b', row('b', 'closed')],
  ]);
  const found = ['a', 'b', 'c'].map((ticket) => ({ ticket, strength: 60, reasons: [] }));
  expect(alike(found, rows).map((one) => one.row.id)).toEqual(['a']);
});

test('three reasons are said, the strongest first', () => {
  expect(
    reasons_words([
      { why: 'same_village' },
      { why: 'same_landmark', words: 'spbu kletek' },
      { why: 'same_words', words: ['truk', 'tangki'] },
      { why: 'same_kind' },
    ]),
  ).toBe('desa sama, patokan sama: spbu kletek, sama-sama menyebut truk, tangki');
});
