import { getContext, setContext, tick } from 'svelte';
import { room } from '../../state/room.svelte';

/** What stands in one field: its text, or whether it is ticked. */
export type Entry = string | boolean;

/** What a dialog was left with, and where it leaves it. */
export interface Sheet {
  readonly entries: readonly Entry[] | undefined;
  keep(entries: readonly Entry[]): void;
}

const key = Symbol('unfinished');
const of_no_screen: Sheet = { entries: undefined, keep: () => undefined };

/**
 * The dialogs of a screen that went away under them, because it was locked or another place was shown. They come back to
 * who filled them in, with what was typed; `O` is which dialog it was. Kept by the page alone, like a note.
 */
export function unfinished<O extends object>() {
  const kept = new Map<string, { person: string | undefined; opened: O; entries: readonly Entry[] }>();
  const me = (): string | undefined => room.session?.actor.person;
  return {
    /** For the dialogs over this screen; `now` is which one is open, and about what. Call it while the screen is made. */
    give(now: () => { of: string; opened: O | undefined }): void {
      setContext(key, (): Sheet => {
        const { of, opened } = now();
        if (opened === undefined) return of_no_screen;
        const person = me();
        const before = kept.get(of);
        const entries = before?.opened === opened ? before.entries : undefined;
        if (entries) kept.delete(of);
        return { entries, keep: (left) => void kept.set(of, { person, opened, entries: left }) };
      });
    },
    /** The dialog that this person left open; what others left is forgotten. */
    left_open(of: string): O | undefined {
      const left = kept.get(of);
      if (left && left.person !== me()) kept.delete(of);
      return left?.person === me() ? left?.opened : undefined;
    },
  };
}

/** Call it while a dialog is made. */
export function own_sheet(): Sheet {
  return getContext<(() => Sheet) | undefined>(key)?.() ?? of_no_screen;
}

type Fillable = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const fields_of = (form: HTMLElement): Fillable[] => [...form.querySelectorAll<Fillable>('input, textarea, select')];
const is_tick = (field: Fillable): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

export const entries_of = (form: HTMLElement): readonly Entry[] =>
  fields_of(form).map((field) => (is_tick(field) ? field.checked : field.value));

/** As if it were typed once more, from above: what is chosen decides which fields come below. */
export async function fill(form: HTMLElement, entries: readonly Entry[]): Promise<void> {
  for (const [i, entry] of entries.entries()) {
    const field = fields_of(form)[i];
    if (!field) return;
    if (typeof entry === 'string') field.value = entry;
    else if (is_tick(field)) field.checked = entry;
    const is_chosen = is_tick(field) || field instanceof HTMLSelectElement;
    field.dispatchEvent(new Event(is_chosen ? 'change' : 'input', { bubbles: true }));
    await tick();
  }
}
