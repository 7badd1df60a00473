import { prefs } from '../state/prefs.svelte';
import { id, later } from './id';

type Rooms = typeof id;
/** `desk.save`: the room's file and the key in it. The Indonesian files are the source. */
export type WordKey = { [R in keyof Rooms]: `${R}.${keyof Rooms[R] & string}` }[keyof Rooms];
type Sentences = { [R in keyof Rooms]: Record<keyof Rooms[R], string> };

let english = $state.raw<Sentences>();

/** Brings the words of the chosen language. The Indonesian ones are here from the start, and are said until then. */
export async function fetch_words(): Promise<void> {
  // A key missing in a language does not compile here.
  if (prefs.language === 'en') english ??= (await import('./en')).en;
}

/** Brings the Indonesian words of screens that are fetched; no screen says them before. */
export async function fetch_rooms(...rooms: (keyof typeof later)[]): Promise<void> {
  await Promise.all(rooms.map(async (room) => Object.assign(id, { [room]: (await later[room]()).default })));
}

/** Fills `{name}` places; one that is not given stays visible, so that it is noticed. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The words for a key in the chosen language. Follows the language when read in a component. */
export function t(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  const dot = key.indexOf('.');
  const chosen: Sentences = (prefs.language === 'en' && english) || id;
  const room: Readonly<Record<string, string>> | undefined = chosen[key.slice(0, dot) as keyof Rooms];
  return fill(room?.[key.slice(dot + 1)] ?? key, values);
}

/** Whether a text made at run time, such as a code from the room, has words. */
export function has_words(key: string): key is WordKey {
  const dot = key.indexOf('.');
  const rooms: Record<string, Record<string, string>> = id;
  const room = key.slice(0, dot);
  return Object.hasOwn(rooms, room) && Object.hasOwn(rooms[room] ?? {}, key.slice(dot + 1));
}
