import type { District, Region, TicketRow, Village } from '../../door';

/** What is known of the call in hand that another ticket could share. */
export interface Scene {
  category: string;
  district?: string;
  village?: string;
  landmark: string;
  called_at: number;
}
export interface Similar {
  row: TicketRow;
  why: 'village' | 'near' | 'landmark';
}

/** How far two village centroids may lie apart and still be neighbours, in kilometres. */
const near_km = 3;
const window_ms = { emergency: 2 * 3_600_000, complaint: 24 * 3_600_000 } as const;
/** Words of a landmark that every landmark has. */
const shortest_word = 4;

function apart_km(a: Village | District, b: Village | District): number {
  const rad = Math.PI / 180;
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  return Math.hypot(x, (b.lat - a.lat) * rad) * 6371;
}

const words_of = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= shortest_word),
  );

function why(region: Region, scene: Scene, row: TicketRow): Similar['why'] | undefined {
  if (scene.village !== undefined && scene.village === row.village) return 'village';
  const here = region.villages.find((one) => one.code === scene.village);
  const there = region.villages.find((one) => one.code === row.village);
  if (here && there && apart_km(here, there) <= near_km) return 'near';
  if (scene.district !== undefined && scene.district === row.district && row.landmark) {
    const mine = words_of(scene.landmark);
    if ([...words_of(row.landmark)].some((word) => mine.has(word))) return 'landmark';
  }
  return undefined;
}

/**
 * Open tickets that may be the same incident, the likeliest first: a kind of the same group, lately, and in the same
 * village, a neighbouring one, or at the same landmark.
 */
export function similar(region: Region, rows: Iterable<TicketRow>, scene: Scene): Similar[] {
  const group = (code: string) => region.categories.find((one) => one.code === code)?.group;
  const mine = group(scene.category);
  const found: Similar[] = [];
  for (const row of rows) {
    if (row.state === 'closed' || row.parent !== undefined || group(row.category) !== mine) continue;
    if (Math.abs(scene.called_at - row.called_at) > window_ms[row.kind]) continue;
    const reason = why(region, scene, row);
    if (reason) found.push({ row, why: reason });
  }
  const rank = { village: 0, landmark: 1, near: 2 } as const;
  return found.sort(
    (a, b) =>
      rank[a.why] - rank[b.why] ||
      Number(b.row.category === scene.category) - Number(a.row.category === scene.category) ||
      b.row.called_at - a.row.called_at,
  );
}
