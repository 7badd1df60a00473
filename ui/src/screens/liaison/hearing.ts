import type { AgencyCode, TicketRow } from '../../door';

/** What is heard in a browser; a desktop has the same rules in `src-tauri/src/sound/duty.rs`. */
export type Rhythm = 'new' | 'late';

/** An assignment that waits to be acknowledged. */
export interface Waiting {
  key: string;
  emergency: boolean;
  /** Milliseconds UTC; absent where nothing was promised. */
  due_at?: number;
}

/** What has been heard so far. */
export interface Heard {
  keys: ReadonlySet<string>;
  /** When, in milliseconds UTC, within the last minute. */
  played: readonly number[];
  muted_until: number;
}

export const nothing_heard: Heard = { keys: new Set(), played: [], muted_until: 0 };

/** Between two soundings of what is not acknowledged, and how long one press of F9 silences, in milliseconds. */
const again_ms = 30_000;
export const muted_ms = 120_000;
/** No more than so many sounds in a minute, so far apart that each is heard by itself. */
const minute_ms = 60_000;
const most = 3;
const apart_ms = 10_000;

/** What was sent to this agency and nobody has acknowledged. */
export function waiting_of(rows: Iterable<TicketRow>, agency: AgencyCode): Waiting[] {
  const found: Waiting[] = [];
  for (const row of rows) {
    if (row.closed !== undefined) continue;
    for (const one of row.assignments) {
      if (one.agency !== agency || one.role === 'copy' || one.state !== 'sent') continue;
      const clock = row.clocks.find((clock) => clock.assignment === one.no && clock.outcome === undefined);
      found.push({
        key: `${row.id} ${one.no}`,
        emergency: row.kind === 'emergency',
        ...(clock ? { due_at: clock.due_at } : {}),
      });
    }
  }
  return found;
}

/** What is to be played now, if anything, and what counts as heard from then on. */
export function hear(waiting: readonly Waiting[], before: Heard, now: number): { rhythm?: Rhythm; heard: Heard } {
  // A clock set back must hold nothing up.
  const played = before.played.filter((at) => at <= now && now - at < minute_ms);
  const muted_until = Math.min(before.muted_until, now + muted_ms);
  const keys = new Set(waiting.map((one) => one.key).filter((key) => before.keys.has(key)));
  const last = played.at(-1);
  const silent = now < muted_until || played.length >= most || (last !== undefined && now - last < apart_ms);
  const is_late = (one: Waiting): boolean => one.due_at !== undefined && one.due_at < now;
  const is_new = waiting.some((one) => !keys.has(one.key));
  const again = (last === undefined || now - last >= again_ms) && waiting.some((one) => one.emergency || is_late(one));
  if (silent || !(is_new || again)) return { heard: { keys, played, muted_until } };
  const heard = { keys: new Set(waiting.map((one) => one.key)), played: [...played, now], muted_until };
  return { rhythm: waiting.some(is_late) ? 'late' : 'new', heard };
}
