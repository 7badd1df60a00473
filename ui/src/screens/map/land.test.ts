import { describe, expect, test } from 'vitest';
import { around, paint_land, project, sites, whole, type Colours } from './land';

const region = {
  districts: [
    {
      code: 'A',
      name: 'Krian',
      wall_name: 'Krian',
      lat: -7.41,
      lon: 112.58,
      agency: null,
      fire_post: '',
      neighbours: [],
    },
    {
      code: 'B',
      name: 'Waru',
      wall_name: 'Waru',
      lat: -7.36,
      lon: 112.73,
      agency: null,
      fire_post: '',
      neighbours: [],
    },
  ],
  villages: [
    { code: 'a', name: 'Kemasan', kind: 'desa' as const, district: 'A', lat: -7.4, lon: 112.57, aliases: [] },
    { code: 'b', name: 'Kepuh', kind: 'desa' as const, district: 'A', lat: -7.4, lon: 112.6, aliases: [] },
  ],
};
const colours: Colours = { land: [1, 1, 1], here: [2, 2, 2], line: [9, 9, 9] };

describe('the map', () => {
  const spot = project(region);
  test('is in kilometres, north up', () => {
    const a = spot({ lat: -7.4, lon: 112.57 });
    const b = spot({ lat: -7.4, lon: 112.6 });
    expect(b.x - a.x).toBeCloseTo(3.31, 1);
    expect(spot({ lat: -7.3, lon: 112.6 }).y).toBeLessThan(b.y);
  });
  test('lets a district without villages stand for itself', () => {
    expect(sites(region, spot).map((one) => one.district)).toEqual(['A', 'A', 'B']);
  });
  test('keeps everything inside, in the shape of its place', () => {
    const all = sites(region, spot);
    const seen = whole(all, 2, 1);
    expect(seen.width / seen.height).toBeCloseTo(2);
    for (const one of all) {
      expect(one.x).toBeGreaterThan(seen.left);
      expect(one.x).toBeLessThan(seen.left + seen.width);
    }
    expect(around({ x: 5, y: 5 }, 10, 2)).toEqual({ left: 0, top: 2.5, width: 10, height: 5 });
  });
  test('paints land near villages, the one meant apart, and nothing far away', () => {
    const all = [
      { x: 0, y: 0, district: 'A' },
      { x: 2, y: 0, district: 'B' },
    ];
    const size = { width: 40, height: 10 };
    const pixels = new Uint8ClampedArray(4 * size.width * size.height);
    paint_land(pixels, size, all, { left: -9, top: -2.5, width: 20, height: 5 }, colours, 'A', 1);
    const at = (x: number) => [...pixels.slice(4 * (5 * size.width + x), 4 * (5 * size.width + x) + 4)];
    expect(at(0)[3]).toBe(0);
    expect(at(18)).toEqual([2, 2, 2, 255]);
    expect(at(22)).toEqual([1, 1, 1, 255]);
    expect(at(20)[0]).toBeGreaterThan(2);
  });
});
