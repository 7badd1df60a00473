import type { District, DistrictCode, Region, Village } from '../../door';

/** Kilometres east and north of the middle of the region; flat enough for one regency. */
export interface Spot {
  x: number;
  y: number;
}
export interface Site extends Spot {
  district: DistrictCode;
}
/** What of the region is seen, in kilometres. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

const km_per_degree = 111.32;

/** A projection of our own: plain, about the middle of the villages. */
export function project(region: Pick<Region, 'villages' | 'districts'>): (at: { lat: number; lon: number }) => Spot {
  const all: readonly { lat: number; lon: number }[] = region.villages.length > 0 ? region.villages : region.districts;
  const mean = (of: (one: { lat: number; lon: number }) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / Math.max(1, all.length);
  const lat = mean((one) => one.lat);
  const lon = mean((one) => one.lon);
  const shrink = Math.cos((lat * Math.PI) / 180);
  return (at) => ({ x: (at.lon - lon) * km_per_degree * shrink, y: (lat - at.lat) * km_per_degree });
}

/** One site for each village; a district without villages stands for itself. */
export function sites(
  region: Pick<Region, 'villages' | 'districts'>,
  spot: (at: { lat: number; lon: number }) => Spot,
): Site[] {
  const of_village = (one: Village): Site => ({ ...spot(one), district: one.district });
  const has_villages = new Set(region.villages.map((one) => one.district));
  const of_district = (one: District): Site => ({ ...spot(one), district: one.code });
  return [
    ...region.villages.map(of_village),
    ...region.districts.filter((one) => !has_villages.has(one.code)).map(of_district),
  ];
}

/** Everything with `margin` kilometres around it, widened to the shape `ratio` (width by height). */
export function whole(all: readonly Spot[], ratio: number, margin: number): Window {
  const xs = all.map((one) => one.x);
  const ys = all.map((one) => one.y);
  const box = {
    left: Math.min(...xs) - margin,
    top: Math.min(...ys) - margin,
    width: Math.max(...xs) - Math.min(...xs) + 2 * margin,
    height: Math.max(...ys) - Math.min(...ys) + 2 * margin,
  };
  return shaped(box, ratio);
}

/** A window `width` kilometres wide with `middle` in its middle. */
export function around(middle: Spot, width: number, ratio: number): Window {
  const height = width / ratio;
  return { left: middle.x - width / 2, top: middle.y - height / 2, width, height };
}

function shaped(box: Window, ratio: number): Window {
  const width = Math.max(box.width, box.height * ratio);
  const height = width / ratio;
  return {
    left: box.left - (width - box.width) / 2,
    top: box.top - (height - box.height) / 2,
    width,
    height,
  };
}

export interface Colours {
  land: readonly [number, number, number];
  here: readonly [number, number, number];
  line: readonly [number, number, number];
}

/** How far from the villages there is still land, in kilometres; several near ones carry a little farther than one. */
const reach = 2.3;
const softness = 2.2;

const clamp = (n: number): number => Math.min(1, Math.max(0, n));

/**
 * Paints the districts as the ground nearest to their villages: a picture to find one's way by, and no border. `pixels`
 * is RGBA, `width` by `height`; `line` is the thickness of what lies between two districts, in pixels.
 */
export function paint_land(
  pixels: Uint8ClampedArray,
  size: { width: number; height: number },
  all: readonly Site[],
  seen: Window,
  colours: Colours,
  here: DistrictCode | undefined,
  line: number,
): void {
  const km = seen.width / size.width;
  const codes = [...new Set(all.map((one) => one.district))];
  // Only what can be nearest to something that is seen.
  const near = all.filter(
    (one) =>
      one.x > seen.left - 2 * reach &&
      one.x < seen.left + seen.width + 2 * reach &&
      one.y > seen.top - 2 * reach &&
      one.y < seen.top + seen.height + 2 * reach,
  );
  const xs = Float64Array.from(near, (one) => one.x);
  const ys = Float64Array.from(near, (one) => one.y);
  const of = Int32Array.from(near, (one) => codes.indexOf(one.district));
  const here_no = here === undefined ? -1 : codes.indexOf(here);
  for (let row = 0; row < size.height; row += 1) {
    const y = seen.top + (row + 0.5) * km;
    for (let column = 0; column < size.width; column += 1) {
      const x = seen.left + (column + 0.5) * km;
      let first = -1;
      let first_far = Infinity;
      for (let i = 0; i < xs.length; i += 1) {
        const dx = (xs[i] ?? 0) - x;
        const dy = (ys[i] ?? 0) - y;
        const far = dx * dx + dy * dy;
        if (far < first_far) {
          first_far = far;
          first = i;
        }
      }
      if (first < 0) continue;
      let shown = 1;
      // Only near the shore is it worth the sum over all.
      if (first_far > 1) {
        let sum = 0;
        for (let i = 0; i < xs.length; i += 1) {
          const dx = (xs[i] ?? 0) - x;
          const dy = (ys[i] ?? 0) - y;
          const far = dx * dx + dy * dy;
          if (far < 64) sum += Math.exp(-far / (softness * softness));
        }
        const distance = sum >= 1 ? 0 : softness * Math.sqrt(-Math.log(sum));
        shown = clamp((reach - distance) / km + 0.5);
      }
      if (shown === 0) continue;
      // How far to the middle between here and the nearest village of another district.
      let edge = Infinity;
      for (let i = 0; i < xs.length; i += 1) {
        if (of[i] === of[first]) continue;
        const dx = (xs[i] ?? 0) - x;
        const dy = (ys[i] ?? 0) - y;
        const far = dx * dx + dy * dy;
        const apart = Math.hypot((xs[i] ?? 0) - (xs[first] ?? 0), (ys[i] ?? 0) - (ys[first] ?? 0));
        if (apart > 0) edge = Math.min(edge, (far - first_far) / (2 * apart));
      }
      const between = clamp(line / 2 - edge / km + 0.5);
      const ground = of[first] === here_no ? colours.here : colours.land;
      const at = 4 * (row * size.width + column);
      for (let c = 0; c < 3; c += 1)
        pixels[at + c] = (ground[c] ?? 0) * (1 - between) + (colours.line[c] ?? 0) * between;
      pixels[at + 3] = 255 * shown;
    }
  }
}
