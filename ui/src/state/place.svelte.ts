import { door, type PlaceView } from '../door';

let place = $state.raw<PlaceView>();

/** Whether the room of this desk is in this computer; in a browser nobody knows, and it makes no difference. */
export const here = {
  /** The room elsewhere that this desktop has joined. */
  get joined(): Extract<PlaceView, { place: 'there' }> | undefined {
    return place?.place === 'there' ? place : undefined;
  },
  async look(): Promise<void> {
    place = await door.desktop?.place().catch(() => undefined);
  },
};

/** The page of another room: nothing of the one before is kept in it. */
export function begin_anew(): void {
  location.hash = '';
  location.reload();
}
