import { door, type TicketId } from '../door';

/** What is open here is said again so often; the room forgets it after 20 s. */
const again_ms = 8000;
/** So long after a letter somebody still writes. */
const writes_ms = 5000;
const beat_ms = 1000;

let open: TicketId | undefined;
let typed_at = -writes_ms;
let said_at = 0;
let said_typing = false;

function say(typing: boolean): void {
  said_at = performance.now();
  said_typing = typing;
  // Nobody is kept waiting for it, and what did not arrive is said again.
  door.present({ ...(open === undefined ? {} : { ticket: open }), typing }).catch(() => undefined);
}

/** Tells the room which ticket is open on this page and whether something is written there. */
export const beside = {
  /** Until the returned function is called. */
  opens(ticket: TicketId): () => void {
    open = ticket;
    typed_at = -writes_ms;
    say(false);
    const beat = setInterval(() => {
      const typing = performance.now() - typed_at < writes_ms;
      if (typing !== said_typing || performance.now() - said_at >= again_ms) say(typing);
    }, beat_ms);
    return () => {
      clearInterval(beat);
      open = undefined;
      say(false);
    };
  },
  /** A letter was typed. */
  writes(): void {
    typed_at = performance.now();
    if (open !== undefined && !said_typing) say(true);
  },
};
