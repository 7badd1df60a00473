import { expect, test } from 'vitest';
import type { Region, TicketRow } from '../../door';
import { similar, type Scene } from './similar';

const village = (code: string, district: string, lat: number, lon: number) => ({
  code,
  name: code,
  kind: 'desa',
  district,
  lat,
  lon,
  aliases: [],
});
const region = {
  categories: [
    { code: 'KBR-BGN', group: 'KBR' },
    { code: 'KBR-LHN', group: 'KBR' },
    { code: 'BNC-PHN', group: 'BNC' },
  ],
  villages: [
    village('kemasan', 'krian', -7.41, 112.58),
    village('near', 'krian', -7.42, 112.59),
    village('far', 'krian', -7.5, 112.7),
  ],
  districts: [],
} as unknown as Region;
const now = 100_000_000;
const row = (id: string, more: Partial<TicketRow>): TicketRow =>
  ({
    id,
    state: 'open',
    kind: 'emergency',
    category: 'KBR-LHN',
    called_at: now - 360_000,
    district: 'krian',
    ...more,
  }) as TicketRow;
const scene: Scene = {
  category: 'KBR-BGN',
  district: 'krian',
  village: 'kemasan',
  landmark: 'belakang SPBU lama',
  called_at: now,
};
const found = (rows: TicketRow[]) => similar(region, rows, scene).map((one) => `${one.row.id} ${one.why}`);

test('the same village goes before a landmark, and that before a neighbour', () => {
  expect(
    found([
      row('c', { village: 'near' }),
      row('b', { village: 'far', landmark: 'depan spbu lama' }),
      row('a', { village: 'kemasan' }),
      row('x', { village: 'far', landmark: 'pasar' }),
    ]),
  ).toEqual(['a village', 'b landmark', 'c near']);
});

test('another kind, long ago, closed or a child is not the same', () => {
  expect(
    found([
      row('kind', { village: 'kemasan', category: 'BNC-PHN' }),
      row('old', { village: 'kemasan', called_at: now - 3 * 3_600_000 }),
      row('closed', { village: 'kemasan', state: 'closed' }),
      row('child', { village: 'kemasan', parent: 'a' }),
    ]),
  ).toEqual([]);
});

test('a place that was only said is never matched by nothing', () => {
  expect(
    similar(region, [row('a', { district: undefined })], { ...scene, district: undefined, village: undefined }),
  ).toEqual([]);
});
