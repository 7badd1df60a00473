import { door, type PhotoId, type TicketId } from '../../door';
import { room } from '../../state/room.svelte';

/** Photos that this page has fetched, the latest last; each fetch is a look that the room writes down. */
const fetched = new Map<string, Promise<string>>();
const most = 24;
/** To whom they were shown: whoever sits here after them asks for themselves. */
let shown_to = '';

/** The address of a photo within this page. @throws Trouble */
export function photo_url(ticket: TicketId, photo: PhotoId): Promise<string> {
  const actor = room.session?.actor;
  const who = `${actor?.role} ${actor?.person} ${room.session?.training}`;
  if (who !== shown_to) forget_photos();
  shown_to = who;
  const name = `${ticket} ${photo}`;
  const known = fetched.get(name);
  if (known) return known;
  const url = door.photo(ticket, photo).then((blob) => URL.createObjectURL(blob));
  fetched.set(name, url);
  // What failed is asked for again by the next who looks.
  url.catch(() => fetched.delete(name));
  for (const [old, of_old] of fetched) {
    if (fetched.size <= most) break;
    fetched.delete(old);
    void of_old.then(URL.revokeObjectURL, () => undefined);
  }
  return url;
}

function forget_photos(): void {
  for (const url of fetched.values()) void url.then(URL.revokeObjectURL, () => undefined);
  fetched.clear();
}
