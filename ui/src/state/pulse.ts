import type { ClockTrust, Session } from '../door';
import { left_of } from '../format';

/** Whether the room lives: ages in milliseconds of its last signs, and whether it believes its wall clock. */
export type Pulse = Pick<Session, 'heartbeat' | 'canary' | 'clock'>;

/** Older than this, in milliseconds, they say that the room has stopped. */
const heartbeat_ms = 30_000;
const canary_ms = 120_000;

/** What every screen must show: alarms do not come, nothing comes, or the room's time is not what the wall clock says. */
export type Wrong = { what: 'heartbeat' | 'canary'; age: number } | { what: 'ahead' | 'behind'; by: number };

function of_clock(clock: ClockTrust): Wrong[] {
  return clock.state === 'sure' ? [] : [{ what: clock.state, by: clock.by }];
}

/** Worst first; empty while the room lives. */
export function wrong_of(pulse: Pulse): Wrong[] {
  const old = (what: 'heartbeat' | 'canary', limit: number): Wrong[] =>
    pulse[what] > limit ? [{ what, age: pulse[what] }] : [];
  return [...old('heartbeat', heartbeat_ms), ...old('canary', canary_ms), ...of_clock(pulse.clock)];
}

/** A difference in its largest whole unit from minutes on, else as `mm:ss`. */
export function apart(by: number): { clock: string } | { count: number; unit: 'minutes' | 'hours' | 'days' } {
  return left_of(by, 0);
}
