import { room, type Wish } from '../../state/room.svelte';
import { toast } from '../../state/toast.svelte';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';

type Deed = Extract<Wish['do'], 'mark_number' | 'unmark_number' | 'block_number' | 'lift_block'>;

/** Marks or blocks a number, or takes it back, and says so. Returns whether it is done. */
export async function do_number(what: Deed, number: string): Promise<boolean> {
  const sent = await room.send({ do: what, number: number.trim() });
  toast.show({
    strong: number.trim(),
    text: 'problem' in sent ? problem_words(sent.problem) : t(`desk.done_${what}`),
  });
  return !('problem' in sent);
}
