import { date_of, date_short, date_words, number_shown, time_of, time_with_seconds } from '../format';
import { prefs } from './prefs.svelte';

/**
 * One clock for the whole page: `now` is the room's time in milliseconds UTC and ticks once a second,
 * on the second. The room decides every deadline; the page only paints.
 */
/** A few milliseconds of travel, or of a clock that is held to another, are no reason to move every countdown. */
const step_ms = 250;
let now = $state(Date.now());
let offset = $state(0);
let zone = $state(420);
let timer: ReturnType<typeof setTimeout> | undefined;
/** The PC's clock less the page's own, at the last tick; the page's own goes on whatever is set. */
let apart = Date.now() - performance.now();

function tick(): void {
  const apart_now = Date.now() - performance.now();
  // Somebody set the PC's clock back. Were time to go back with it, stale data would look fresh, and nothing be late.
  if (apart - apart_now > step_ms) offset += apart - apart_now;
  apart = apart_now;
  const here = Date.now() + offset;
  now = here;
  timer = setTimeout(tick, 1000 - (here % 1000) + 2);
}

export const clock = {
  /** Milliseconds UTC by the room's clock, as of the last tick. */
  get now(): number {
    return now;
  },
  /** Minutes that the room's zone is ahead of UTC; WIB is 420. */
  get zone(): number {
    return zone;
  },
  set zone(minutes: number) {
    zone = minutes;
  },
  /** Milliseconds UTC by the room's clock, read this instant. */
  instant(): number {
    return Date.now() + offset;
  },
  /** The room says what time it is (milliseconds UTC); call it with every answer that carries it. */
  hear(room_now: number): void {
    const heard = room_now - Date.now();
    apart = Date.now() - performance.now();
    if (Math.abs(heard - offset) > step_ms) {
      offset = heard;
      now = Date.now() + offset;
    }
  },
  start(): () => void {
    clearTimeout(timer);
    tick();
    const woken = () => {
      if (!document.hidden) {
        clearTimeout(timer);
        tick();
      }
    };
    document.addEventListener('visibilitychange', woken);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', woken);
    };
  },
};

/** Times as this room shows them. */
export const shown = {
  /** `14.05` */
  time: (at: number): string => time_of(at, zone),
  /** `14.05.22` */
  seconds: (at: number): string => time_with_seconds(at, zone),
  /** `23/11/2026` */
  date: (at: number): string => date_of(at, zone),
  /** `28 Nov` */
  date_short: (at: number): string => date_short(at, zone, prefs.language),
  /** `09.00` on the room's present day, `28 Nov 09.00` on another. */
  moment: (at: number): string =>
    date_of(at, zone) === date_of(now, zone)
      ? time_of(at, zone)
      : `${date_short(at, zone, prefs.language)} ${time_of(at, zone)}`,
  /** `Senin, 23 November 2026` */
  day: (at: number): string => date_words(at, zone, prefs.language),
  /** `2-17` on its own day, `23/2-17` later. */
  number: (number: string): string => number_shown(number, now, zone),
};
