import type { AgencyCode, CallOutcome, SetupView, TicketId, TicketRow, Today } from '../../door';
import { due_states, type DueState } from '../../parts/signs';
import { by_need, due_of, due_of_clock, type Due } from '../../state/due';

/** Rows that have room on the wall, on both halves. */
export const rows_shown = 6;

/**
 * Data of this age, in milliseconds, is not how the room is any more. Ten seconds are promised after the room has gone:
 * one is the clock's step, and two are left for a busy machine to draw. One beat in between may be lost.
 */
export const stale_ms = 7000;

export interface WallRow {
  id: TicketId;
  due: Due;
  /** Absent: the kind is restricted. */
  category?: string;
  district?: string;
  /** Absent: the room itself owes it. */
  agency?: string;
}

export interface WallAgency {
  /** Absent: the sum of those that have no row. */
  code?: AgencyCode;
  open: number;
  /** Told, and nobody there has accepted yet. */
  waiting: number;
  /** The most pressing of those. */
  state?: DueState;
}

export interface WallMark {
  id: TicketId;
  state: DueState;
  lat: number;
  lon: number;
}

export interface WallView {
  rows: WallRow[];
  /** Deadlines that have no row, and how many of those are late. */
  beyond: number;
  beyond_late: number;
  /** None of them has come near yet. */
  beyond_calm: boolean;
  agencies: WallAgency[];
  /** Drawn in this order: the most pressing lies on top. */
  marks: WallMark[];
}

const worse = (a: DueState | undefined, b: DueState): DueState =>
  a !== undefined && due_states.indexOf(a) <= due_states.indexOf(b) ? a : b;

/** What the wall shows of the open tickets. No personal text is looked at: names come from codes alone. */
export function wall_of(tickets: Iterable<TicketRow>, setup: SetupView | undefined, now: number): WallView {
  const open = [...tickets].filter((row) => row.state !== 'closed');
  const owing = open
    .map((row) => ({ row, due: due_of(row, now) }))
    .filter((one) => one.due.state !== 'done')
    .sort((a, b) => by_need(a.due, b.due));
  const beyond = owing.slice(rows_shown);
  const region = setup?.region;
  const wall_name = <T extends { code: string; wall_name: string }>(of: readonly T[] | undefined, code?: string) =>
    code === undefined ? undefined : (of?.find((one) => one.code === code)?.wall_name ?? code);
  return {
    rows: owing.slice(0, rows_shown).map(({ row, due }) => ({
      id: row.id,
      due,
      category: row.restricted ? undefined : wall_name(region?.categories, row.category),
      district: wall_name(region?.districts, row.district),
      agency: wall_name(region?.agencies, due.agency),
    })),
    beyond: beyond.length,
    beyond_late: beyond.filter((one) => one.due.state === 'late').length,
    beyond_calm: beyond.every((one) => ['calm', 'active', 'paused'].includes(one.due.state)),
    agencies: agencies_of(open, now),
    marks: owing
      .flatMap(({ row, due }) => {
        const at =
          region?.villages.find((one) => one.code === row.village) ??
          region?.districts.find((one) => one.code === row.district);
        return at ? [{ id: row.id, state: due.state, lat: at.lat, lon: at.lon }] : [];
      })
      .reverse(),
  };
}

/** At most six rows; where there are more agencies, the sixth is the sum of the rest. */
export function agencies_of(open: readonly TicketRow[], now: number): WallAgency[] {
  const counts = new Map<AgencyCode, WallAgency & { code: AgencyCode }>();
  for (const row of open)
    for (const one of row.assignments) {
      if (
        one.role === 'copy' ||
        one.state === 'done' ||
        one.state === 'handed_over' ||
        one.state === 'returned' ||
        one.state === 'not_needed'
      )
        continue;
      const of = counts.get(one.agency) ?? { code: one.agency, open: 0, waiting: 0 };
      of.open += 1;
      if (one.state === 'sent') {
        of.waiting += 1;
        const clock = row.clocks.find(
          (it) => it.assignment === one.no && it.kind === 'acknowledge' && it.outcome === undefined,
        );
        of.state = worse(of.state, clock ? due_of_clock(clock, row, now).state : 'calm');
      }
      counts.set(one.agency, of);
    }
  const need = (one: WallAgency): number => due_states.indexOf(one.state ?? 'done');
  const all = [...counts.values()].sort(
    (a, b) => need(a) - need(b) || b.waiting - a.waiting || b.open - a.open || a.code.localeCompare(b.code),
  );
  if (all.length <= rows_shown) return all;
  const rest = all.slice(rows_shown - 1).reduce<WallAgency>(
    (sum, one) => ({
      open: sum.open + one.open,
      waiting: sum.waiting + one.waiting,
      state: one.state === undefined ? sum.state : worse(sum.state, one.state),
    }),
    { open: 0, waiting: 0 },
  );
  return [...all.slice(0, rows_shown - 1), rest];
}

export interface WallCalls {
  all: number;
  hour: number;
  real: number;
  prank: number;
  silent: number;
  info: number;
  other: number;
}

const is_real: readonly CallOutcome[] = ['ticket', 'follow_up', 'transferred'];

/** The day's calls; every call is in exactly one of real, prank, silent, info and other. */
export function calls_of(today: Today | undefined): WallCalls {
  const of = (outcome: CallOutcome): number => today?.outcomes.find((one) => one.outcome === outcome)?.count ?? 0;
  return {
    all: today?.calls ?? 0,
    hour: today?.last_hour ?? 0,
    real: is_real.reduce((sum, one) => sum + of(one), 0),
    prank: of('prank'),
    silent: of('silent'),
    info: of('info'),
    other: of('wrong_number') + of('test'),
  };
}

/** What six rows and their budgets were drawn for: 55 inches from 6 metres. */
const drawn_for = 6.1;
/** Smaller would only waste the screen. */
const smallest = 5.2;

/**
 * Height of the letters in vh: a cap height of 16 arc-minutes on a 16:9 screen of `inches` seen from `metres`. Never more
 * than has room; what is asked for beyond that is a matter of a larger screen.
 */
export function wall_unit(inches: number, metres: number): number {
  const screen_height = inches * 0.0254 * (9 / Math.hypot(16, 9));
  const unit = (100 * metres * Math.tan((16 / 60 / 180) * Math.PI)) / (screen_height * 0.668);
  return Math.min(drawn_for, Math.max(smallest, unit));
}
