import type { CueEdit, Problem } from '../../door';
import { room } from '../../state/room.svelte';
import { toast } from '../../state/toast.svelte';
import { problem_words } from '../../words/problem';
import { t, type WordKey } from '../../words/words.svelte';
import { taken_back } from './cue';

/** Sends a change of a word; what it was is one key away for a while. The problem, where the room refused. */
export async function send_cue(edit: CueEdit, done: WordKey): Promise<Problem | undefined> {
  const sent = await room.send({ do: 'change_cue', ...edit });
  if ('problem' in sent) return sent.problem;
  const act = async () => {
    const undone = await room.send({ do: 'change_cue', ...taken_back(edit) });
    const text = 'problem' in undone ? problem_words(undone.problem) : t('cue.undone');
    toast.show({ strong: edit.cue.phrase, text });
  };
  toast.show({
    strong: edit.cue.phrase,
    text: t(done),
    undo: { key: 'manage.undo', act: () => void act() },
    seconds: 20,
  });
  return undefined;
}
