import { door, problem_of, type DoorView, type Problem } from '../../door';
import { clock } from '../../state/clock.svelte';

/** How often the door is looked at: what others open and shut, and whether the words are still good. */
const look_ms = 5000;

let view = $state.raw<DoorView>();
let words_until = $state(0);
let problem = $state.raw<Problem>();
let busy = $state(false);

function hear(heard: DoorView): void {
  view = heard;
  words_until = clock.instant() + (heard.words?.seconds ?? 0) * 1000;
}

async function ask(question: () => Promise<DoorView>): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    hear(await question());
    problem = undefined;
  } catch (thrown) {
    problem = problem_of(thrown);
  }
  busy = false;
}

/** The room's door to other computers, as a supervisor sees and opens it. */
export const gate = {
  get view(): DoorView | undefined {
    return view;
  },
  /** Milliseconds UTC by the room's clock. */
  get words_until(): number {
    return words_until;
  },
  get problem(): Problem | undefined {
    return problem;
  },
  get busy(): boolean {
    return busy;
  },
  set: (on: boolean): Promise<void> => ask(() => door.set_door(on)),
  let_in: (on: boolean): Promise<void> => ask(() => door.let_in(on)),
  /** Somebody has just joined by the words: they are good for one. */
  used(): void {
    if (view) view = { ...view, words: undefined };
  },
  async look(): Promise<void> {
    try {
      hear(await door.door());
    } catch {
      // What it was stays shown; that the room does not answer is said by the frame.
    }
  },
  start(): () => void {
    void gate.look();
    const timer = setInterval(() => void gate.look(), look_ms);
    return () => {
      clearInterval(timer);
      problem = undefined;
    };
  },
};
