import { address, place_of, type Place } from '../../state/router.svelte';

/** A place as it is handed to another desk. In the program there is no address to open: it is pasted into the search. */
export function link_of(place: Place, here: Pick<Location, 'protocol' | 'hostname' | 'origin'>): string {
  const in_browser = /^https?:$/.test(here.protocol) && here.hostname !== 'tauri.localhost';
  return `${in_browser ? `${here.origin}/` : ''}${address(place)}`;
}

/** The search or ticket that a pasted link means. */
export function in_link(text: string): Place | undefined {
  const hash = /#\/(?:find|ticket)\/\S+/.exec(text)?.[0];
  const place = hash === undefined ? undefined : place_of(hash);
  return place?.screen === 'find' || place?.screen === 'ticket' ? place : undefined;
}
