import type { Component } from 'svelte';
import { fetch_rooms } from '../words/words.svelte';
import type { Screen } from '../state/router.svelte';
import Alarms from './alarms/Alarms.svelte';
import Desk from './desk/Desk.svelte';
import Emergency from './desk/Emergency.svelte';
import Door from './sign_in/Door.svelte';
import Ticket from './ticket/Ticket.svelte';

/** Which component shows which place. A screen reads what it needs from `router.place`. */
export const screens: Partial<Record<Screen, Component>> = {
  sign_in: Door,
  emergency: Emergency,
  desk: Desk,
  ticket: Ticket,
  alarms: Alarms,
};

const with_words = async <T>(screen: Promise<T>, ...rooms: Parameters<typeof fetch_rooms>): Promise<T> => {
  // Together: of two that cannot be fetched none is left unheard.
  const [found] = await Promise.all([screen, fetch_rooms(...rooms)]);
  return found;
};

/**
 * Screens that are seldom gone to come when they are, so that a desk opens the sooner. What a call or an alarm needs
 * is never among them: it must be there while the room is out of reach. The gallery of parts is not in a build.
 */
export const fetched: Partial<Record<Screen, () => Promise<{ default: Component }>>> = {
  first_run: () => with_words(import('./first_run/FirstRun.svelte'), 'first_run', 'manage'),
  find: () => with_words(import('./find/Find.svelte'), 'find'),
  liaison: () => import('./liaison/Liaison.svelte'),
  handover: () => with_words(import('./handover/Handover.svelte'), 'handover'),
  oversight: () => with_words(import('./oversight/Oversight.svelte'), 'oversight'),
  promises: () => with_words(import('./promises/Promises.svelte'), 'telling'),
  report: () => with_words(import('./report/Report.svelte'), 'report', 'manage'),
  manage: () =>
    with_words(import('./manage/Manage.svelte'), 'manage', 'cue', 'first_run', 'roster', 'telling', 'update'),
  wall: () => with_words(import('./wall/Wall.svelte'), 'wall'),
  ...(import.meta.env.DEV ? { parts: () => import('./parts/Parts.svelte') } : {}),
};

/** These stand inside bar, banner and foot; the others have the whole page. */
export const framed: ReadonlySet<Screen> = new Set<Screen>([
  'desk',
  'liaison',
  'ticket',
  'find',
  'alarms',
  'handover',
  'oversight',
  'promises',
  'report',
  'manage',
]);
