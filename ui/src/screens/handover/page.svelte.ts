import { onDestroy, untrack } from 'svelte';
import { door, problem_of, type HandoverPage, type Problem } from '../../door';
import { room } from '../../state/room.svelte';

/** News of a busy room are not each asked for. */
const pause_ms = 700;

/** What would be handed over, and the last handover: asked anew as the room moves. Call it while the screen is made. */
export function follow_handover() {
  let page = $state.raw<HandoverPage>();
  let problem = $state.raw<Problem>();
  let asked = 0;

  async function ask(): Promise<void> {
    const mine = ++asked;
    try {
      const heard = await door.query({ ask: 'handover' });
      if (mine === asked) [page, problem] = [heard, undefined];
    } catch (thrown) {
      if (mine === asked) problem = problem_of(thrown);
    }
  }

  // What somebody read or signed, and who comes next, is seen at once.
  $effect(() => {
    void room.setup?.handover;
    void room.session?.alone?.since;
    untrack(() => void ask());
  });
  // What is handed over changes with every ticket.
  let soon: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    for (const row of room.rows.values()) void row.changed;
    soon ??= setTimeout(() => {
      soon = undefined;
      void ask();
    }, pause_ms);
  });
  onDestroy(() => clearTimeout(soon));

  return {
    get page() {
      return page;
    },
    get problem() {
      return problem;
    },
    ask,
  };
}
