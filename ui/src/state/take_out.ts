import { door, problem_of, type Export } from '../door';
import { problem_words } from '../words/problem';
import { t } from '../words/words.svelte';
import { toast } from './toast.svelte';

/** Takes something out of the room as a file, and says where it is now. */
export async function take_out(what: Export): Promise<void> {
  toast.show({ text: t('frame.taking_out') });
  try {
    toast.show({ strong: await door.take_out(what), text: t('frame.taken_out'), seconds: 15 });
  } catch (thrown) {
    toast.show({ text: problem_words(problem_of(thrown)) });
  }
}
