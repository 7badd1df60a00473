import type { WallView } from './wall';

const hour = 3_600_000;
const day = 24 * hour;
/** The hour of the room's day at which a wall is loaded anew: the fewest calls come then. */
const quiet_hour = 4;

/** When a page was loaded, in milliseconds UTC by the room's clock, and by which version of the room. */
export interface Loaded {
  at: number;
  version: string;
}

/** The last quiet hour that has struck by `now`, milliseconds UTC; `zone` in minutes east of UTC. */
export function last_quiet(now: number, zone: number): number {
  const local = zone * 60_000 - quiet_hour * hour;
  return Math.floor((now + local) / day) * day - local;
}

/** A page that runs for months is loaded anew once a day, and when the room was given a new version. */
export function wants_renewal(loaded: Loaded, now: number, zone: number, version: string): boolean {
  return loaded.at < last_quiet(now, zone) || loaded.version !== version;
}

/** Nothing asks for anybody: a late one that is in somebody's hand may take days. The first row is the most pressing. */
export function is_calm(view: Pick<WallView, 'rows'>): boolean {
  const first = view.rows[0]?.due.state;
  return first !== 'late' && first !== 'urgent';
}

/** What a page of the screens loads besides itself. */
export function parts_of(page: string): readonly string[] {
  return [...page.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
}

/**
 * Whether the room would hand over a whole page now: a wall that left the old one for an error would show nothing until
 * a person came.
 */
export async function is_served(ask: typeof fetch, page: string): Promise<boolean> {
  try {
    const answer = await ask(page, { cache: 'no-store' });
    const parts = answer.ok ? parts_of(await answer.text()) : [];
    const got = await Promise.all(parts.map(async (part) => (await ask(part, { cache: 'no-store' })).ok));
    // A page without a script is not the screens'.
    return got.length > 0 && got.every(Boolean);
  } catch {
    return false;
  }
}
