import { expect, test } from 'vitest';
import type { ItemRow, TicketItem } from '../../door';
import { clock } from '../../state/clock.svelte';
import { fetch_rooms } from '../../words/words.svelte';
import { line_of, line_words, news_of, stands_words } from './lines';

await fetch_rooms('handover');

const now = Date.UTC(2026, 10, 27, 14, 45);
clock.hear(now);
const minute = 60_000;

const ticket: TicketItem = {
  ticket: 't',
  number: 'SDA-261127-2-17',
  kind: 'emergency',
  category: 'KBR-BGN',
  severity: 'critical',
  state: 'open',
  waiting: [{ agency: 'PSC119', state: 'sent' }],
  due: [
    { clock: 'acknowledge', agency: 'PSC119', due_at: now - 5 * minute, late: true },
    { clock: 'answer', due_at: now + 60 * minute },
  ],
  promised_at: now + 30 * minute,
  no_call_back: true,
};
const row = (item: ItemRow['item'], more: Partial<ItemRow> = {}): ItemRow => ({ key: 'k', item, ...more });

test('a ticket is told in one line: who is waited for, what is late, what was promised', () => {
  expect(stands_words(undefined, ticket)).toEqual([
    'jangan telepon pelapor',
    'dijanjikan kabar 22.15',
    'PSC119 dikirim',
    'terima PSC119 21.40 lewat',
    'jawaban 22.45',
  ]);
  const line = line_of(undefined, row({ of: 'ticket', ...ticket, restricted: true }, { place: 'gang mawar' }), 'night');
  expect(line_words(line)).toBe('2-17, KBR-BGN, gang mawar');
  expect(line.stands[0]).toBe('terbatas');
});

test('what is new since it was signed is what was not said then', () => {
  const signed = { of: 'ticket', ...ticket } as const;
  const after = { ...signed, waiting: [{ agency: 'PSC119', state: 'on_scene' }], due: [] } as const;
  expect(news_of(undefined, signed, { ...after, waiting: [...after.waiting], due: [] })).toEqual(['PSC119 di lokasi']);
  expect(news_of(undefined, signed, signed)).toEqual([]);
});

test('what is no ticket has its own words', () => {
  const said = (item: ItemRow['item'], telephone?: string): string => {
    const line = line_of(undefined, row(item, { telephone }), 'night');
    return `${line.what}: ${line.where}`;
  };
  expect(said({ of: 'rest', tickets: [{ ticket: 'a' }, { ticket: 'b' }] })).toBe(
    'Laporan lain: 2 laporan tanpa tenggat di sif malam',
  );
  expect(said({ of: 'call_back', call: 'c', called_at: now - minute, silent: 3 }, '0812-0000-0333')).toBe(
    'Telepon balik 0812-0000-0333: 3 kali senyap, terakhir 21.44',
  );
  expect(said({ of: 'number', number: 'n', blocked_until: now + 24 * 60 * minute }, '…0900')).toBe(
    'Nomor …0900 diblokir: sampai 28 Nov 21.45',
  );
  expect(said({ of: 'fault', fault: 'backup', folder: '/media/stik' })).toContain(
    '/media/stik terakhir baik: belum pernah',
  );
});
