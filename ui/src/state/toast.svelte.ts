import type { KeyId } from './keys.svelte';
import { clock } from './clock.svelte';
import { polite } from './polite.svelte';

export interface Note {
  /** The word that is set strong, such as a number. */
  strong?: string;
  text: string;
  /** An action that takes it back, with its key; shown until `until` (milliseconds UTC, the room's clock). */
  undo?: { key: KeyId; act: () => void };
  until: number;
}

let note = $state.raw<Note>();

/** One short notice at a time; a newer one takes its place. */
export const toast = {
  get note(): Note | undefined {
    return note && note.until > clock.now ? note : undefined;
  },
  show(what: { strong?: string; text: string; undo?: Note['undo']; seconds?: number }): void {
    note = { ...what, until: clock.instant() + (what.seconds ?? 6) * 1000 };
    polite.say([what.strong, what.text].filter(Boolean).join(' '));
  },
  clear(): void {
    note = undefined;
  },
};
