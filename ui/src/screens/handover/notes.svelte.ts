import { SvelteMap } from 'svelte/reactivity';
import type { HandoverNote } from '../../door';
import { room } from '../../state/room.svelte';

/**
 * What is being written for a handover. Kept by the page until it is signed or sent, so that a call in between takes
 * nothing away; what one person wrote is not shown to another.
 */
const texts = new SvelteMap<string, string>();
let whose: string | undefined;

/** The note to no item. */
export const free = '';
const asking = (item: string): string => `?${item}`;

function own(): SvelteMap<string, string> {
  const me = room.session?.actor.person;
  if (me !== whose && me !== undefined) {
    texts.clear();
    whose = me;
  }
  return texts;
}

export const notes = {
  /** To be called when somebody comes to the screen. */
  begin: (): void => void own(),
  of: (item: string): string => texts.get(item) ?? '',
  keep: (item: string, text: string): void => void texts.set(item, text),
  /** A question or remark that was not sent yet. */
  question: (item: string): string => texts.get(asking(item)) ?? '',
  keep_question: (item: string, text: string): void => void texts.set(asking(item), text),
  sent_question: (item: string): void => void texts.delete(asking(item)),
  /** What is signed: to items that are gone by then, too. */
  written: (): HandoverNote<string>[] =>
    [...texts]
      .filter(([item, text]) => item !== free && !item.startsWith('?') && text.trim() !== '')
      .map(([item, text]) => ({ item, text: text.trim() })),
  signed(): void {
    for (const item of [...texts.keys()]) if (!item.startsWith('?')) texts.delete(item);
  },
};
