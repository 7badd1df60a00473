import type { Component } from 'svelte';
import type { Screen } from '../state/router.svelte';

/** Which component shows which place. A screen reads what it needs from `router.place`. */
export const screens: Partial<Record<Screen, Component>> = {};

/** These stand inside bar, banner and foot; the others have the whole page. */
export const framed: ReadonlySet<Screen> = new Set<Screen>(['desk', 'ticket', 'find', 'alarms', 'manage']);
