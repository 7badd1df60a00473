import { afterEach, describe, expect, test } from 'vitest';
import type { Departure, Line, LineKind, SetupView } from '../../door';
import { clock } from '../../state/clock.svelte';
import { prefs } from '../../state/prefs.svelte';
import { fetch_words } from '../../words/words.svelte';
import { is_shown, tell, tell_all } from './line';

const setup = {
  region: {
    agencies: [
      { code: 'PSC119', short_name: 'PSC 119' },
      { code: 'DAMKAR', short_name: 'Damkar' },
    ],
    categories: [],
    districts: [{ code: '1', name: 'Krian' }],
    villages: [],
  },
} as unknown as SetupView;

let seq = 0;
const line = (kind: LineKind, more: Partial<Line> = {}): Line => ({
  seq: (seq += 1),
  ticket: 't',
  kind,
  at: 1_000_000,
  recorded_at: 1_000_000,
  role: 'operator',
  by: 'Rina',
  desk: 2,
  ...more,
});
const of_agency = (agency: string) =>
  ({ of: 'assignment', assignment: 1, agency, role: 'lead', channel: 'radio', person: 'Budi' }) as const;
const of_clock = (level: 'soon' | 'late', agency?: string) =>
  ({ of: 'clock', clock: 1, clock_kind: 'acknowledge', agency, level, due_at: 900_000, late_ms: 0 }) as const;

afterEach(() => {
  prefs.language = 'id';
});

describe('a line', () => {
  test('of an agency is its own, with who there said so and who wrote it down', () => {
    expect(tell(line('acknowledged', { about: of_agency('PSC119') }), setup, false)).toMatchObject({
      who: 'PSC 119',
      person: 'Budi',
      said: 'Diterima',
      via: 'HT, dicatat Rina',
      look: 'state',
    });
  });
  test('says by which version of the plan, and where it departs from it why', () => {
    const plan = { ...of_agency('PSC119'), plan: 'R-03', plan_version: 3 };
    expect(tell(line('assigned', { about: plan }), setup, false).said).toBe('Diteruskan ke PSC 119 (R-03 versi 3)');
    expect(tell(line('assigned', { about: of_agency('PSC119') }), setup, false).said).toBe('Diteruskan ke PSC 119');
    const departed = (one: Departure<string>) =>
      tell(line('departed', { about: { of: 'departure', plan: 'R-03', plan_version: 3, departed: one } }), setup, false)
        .said;
    expect(departed({ departure: 'left_out', agency: 'PSC119', why: { reason: 'already_there' } })).toBe(
      'PSC 119 tidak dikirim: sudah di lokasi',
    );
    const other = (words: string) =>
      departed({ departure: 'added', agency: 'DAMKAR', why: { reason: 'other', words } });
    expect(other('api di atap')).toBe('Damkar ditambahkan: api di atap');
    // Who may not read the words sees that there were some.
    expect(other('')).toBe('Damkar ditambahkan: lain-lain');
  });
  test('follows the language', async () => {
    prefs.language = 'en';
    await fetch_words();
    expect(tell(line('acknowledged', { about: of_agency('PSC119') }), setup, false)).toMatchObject({
      said: 'Accepted',
      via: 'radio, recorded by Rina',
    });
  });
  test('without its text says that it may not be read', () => {
    const note = line('noted', { about: { of: 'note', internal: false } });
    expect(tell(note, setup, true).hidden).toBe(true);
    expect(tell({ ...note, text: 'jalan tertutup' }, setup, false)).toMatchObject({
      text: 'jalan tertutup',
      hidden: false,
    });
  });
  test('of a correction has both values', () => {
    const about = {
      of: 'correction',
      from: { field: 'place', to: { district: '1' } },
      to: { field: 'place', to: { words: 'gang buntu' } },
    } as const;
    expect(tell(line('corrected', { about }), setup, false).said).toBe('Tempat: Kec. Krian menjadi gang buntu');
  });
  test('of work that stands still says why, until when, and what is due then', () => {
    clock.hear(Date.UTC(2026, 10, 26, 7, 0));
    const at = Date.UTC(2026, 10, 28, 2, 0);
    const about = { of: 'pause', assignment: 1, agency: 'DAMKAR', reason: 'weather', at } as const;
    expect(tell(line('paused', { about }), setup, false)).toMatchObject({
      said: 'Kerja Damkar ditunda, cuaca, dilanjutkan 28 Nov 09.00',
      sign: 'paused',
    });
    const by_clock = { role: 'clock', by: '', desk: 0, about: { ...about, reason: undefined } } as const;
    expect(tell(line('resumed', by_clock), setup, false)).toMatchObject({
      who: 'Sistem',
      said: 'Kerja Damkar dilanjutkan, tenggat 28 Nov 09.00',
    });
  });
  test('says whose word it was that it is done, and who was told', () => {
    const confirmed = (by_caller: boolean) =>
      tell(line('confirmed', { about: { of: 'confirmation', by_caller } }), setup, false).said;
    expect([confirmed(true), confirmed(false)]).toEqual([
      'Dipastikan selesai oleh pelapor',
      'Dipastikan selesai oleh ruang ini',
    ]);
    const about = { of: 'task', clock: 1, recipient: 'secretary', to: 'Ajudan' } as const;
    expect(tell(line('told', { about }), setup, false).said).toBe('Sudah memberi tahu Sekda: Ajudan');
    expect(tell(line('alarms_withdrawn', { about: of_clock('late', 'DAMKAR') }), setup, false).said).toBe(
      'Damkar terima: alarm ditarik, jam komputer tadi salah',
    );
  });
  test('written down long afterwards says when', () => {
    const late = line('acknowledged', { about: of_agency('PSC119'), recorded_at: 1_000_000 + 600_000 });
    expect(tell(late, setup, false).via).toMatch(/^HT, dicatat Rina, dicatat /);
  });
});

describe('the timeline', () => {
  test('makes one row of agencies told at once', () => {
    const rows = tell_all(
      [
        line('assigned', { about: of_agency('DAMKAR') }),
        line('assigned', { about: of_agency('PSC119') }),
        line('opened'),
      ],
      setup,
      false,
    );
    expect(rows.map((row) => row.said)).toEqual(['Diteruskan ke PSC 119, Damkar', 'Laporan dibuat']);
  });
  test('makes one row of deadlines missed together, and leaves out what only came near', () => {
    const by_clock = { role: 'clock', by: '', desk: 0 } as const;
    const lines = [
      line('fired', { ...by_clock, about: of_clock('late', 'DAMKAR') }),
      line('fired', { ...by_clock, about: of_clock('late', 'PSC119') }),
      line('fired', { ...by_clock, about: of_clock('soon', 'PSC119') }),
    ].filter((one) => is_shown(one, 'states'));
    const rows = tell_all(lines, setup, false);
    expect(rows.map((row) => [row.who, row.said, row.sign])).toEqual([
      ['Sistem', 'PSC 119 terima, Damkar terima: melewati tenggat', 'late'],
    ]);
  });
  test('is filtered by what it is about', () => {
    const kinds = (filter: 'all' | 'states' | 'notes' | 'calls') =>
      (['opened', 'noted', 'arrived', 'fired', 'followed_up', 'corrected'] as const).filter((kind) =>
        is_shown(line(kind), filter),
      );
    expect(kinds('all')).toHaveLength(6);
    expect(kinds('states')).toEqual(['arrived', 'fired']);
    expect(kinds('notes')).toEqual(['noted', 'corrected']);
    expect(kinds('calls')).toEqual(['opened', 'followed_up']);
  });
});
