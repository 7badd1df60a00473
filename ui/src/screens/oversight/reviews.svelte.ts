import { door, problem_of, type Problem, type ReviewPage } from '../../door';
import { room } from '../../state/room.svelte';

/** What is proposed for review, asked anew when somebody has reviewed it or opened it again. Call it while the screen is made. */
export function follow_reviews() {
  let page = $state.raw<ReviewPage>();
  let problem = $state.raw<Problem>();
  let asked = 0;

  async function ask(): Promise<void> {
    const mine = ++asked;
    try {
      const heard = await door.query({ ask: 'reviews' });
      if (mine === asked) [page, problem] = [heard, undefined];
    } catch (thrown) {
      if (mine === asked) problem = problem_of(thrown);
    }
  }
  $effect(() => {
    void [room.connected, room.boards];
    void ask();
    return room.on_lines((lines) => {
      if (lines.some((line) => line.kind === 'reviewed' || line.kind === 'reopened')) void ask();
    });
  });

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
