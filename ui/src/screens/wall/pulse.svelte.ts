import { door } from '../../door';
import { clock } from '../../state/clock.svelte';
import { in_time, room } from '../../state/room.svelte';

/** How often the room is asked whether it is there: a long poll says nothing while nothing happens. */
const every_ms = 2000;

export interface Beat {
  /** When the wall last knew that what it shows is how the room is, in milliseconds UTC by the room's clock. */
  readonly at: number;
  /** What the room last said that it runs. */
  readonly version: string | undefined;
}

/** Call it while a component is made. */
export function pulse(): Beat {
  let at = $state(0);
  let version = $state<string>();
  $effect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const beat = async () => {
      // An answer that waited for a busy page is as old as its question.
      const asked_at = clock.instant();
      try {
        const session = await in_time(door.query({ ask: 'session' }));
        clock.hear(session.now);
        if (!over) at = asked_at;
        version = session.version;
      } catch {
        // Not heard: the age that the wall shows goes up by itself.
      }
      if (!over) timer = setTimeout(() => void beat(), every_ms);
    };
    void beat();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  });
  return {
    get at() {
      // Heard, but not what happened, or not yet what there is: then only the last news counts.
      return room.connected && room.heard_at > 0 ? Math.max(room.heard_at, at) : room.heard_at;
    },
    get version() {
      return version;
    },
  };
}
