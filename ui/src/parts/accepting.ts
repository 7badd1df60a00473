/** Fields that were accepted before the answer was there which says what they hold. */
const open = new Set<Promise<void>>();

/** How long such an answer is waited for, in milliseconds: then what was typed counts as it stands. */
const patience_ms = 1000;

export function accepting(answer: Promise<void>): void {
  const end = () => void open.delete(answer);
  open.add(answer);
  answer.then(end, end);
}

/** Every field holds what it was accepted for: to be waited for before what fields hold is sent. */
export async function accepted(): Promise<void> {
  if (open.size === 0) return;
  const late = new Promise<void>((resolve) => setTimeout(resolve, patience_ms));
  await Promise.race([Promise.allSettled(open), late]);
}
