import { door, type Health } from '../door';

/** How often the room is asked; what it says is at most a minute old. */
const ask_ms = 15_000;

let health = $state.raw<Health>();

/** What may fail in silence, for what stands around every screen. */
export const vitals = {
  get health(): Health | undefined {
    return health;
  },
  async look(): Promise<void> {
    try {
      health = await door.query({ ask: 'health' });
    } catch {
      // That the room does not answer is said by the frame.
    }
  },
  start(): () => void {
    void vitals.look();
    const timer = setInterval(() => void vitals.look(), ask_ms);
    return () => clearInterval(timer);
  },
};
