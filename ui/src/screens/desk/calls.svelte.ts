import { door, type CallId } from '../../door';
import { clock } from '../../state/clock.svelte';
import { mint } from '../../state/mint';
import { blank, Call, call_of, type Form } from './call.svelte';
import { keeper } from './keeper';

/** The calls in hand at this desk, oldest first; they outlive the screen, the page and a power cut. */
let all = $state.raw<readonly Call[]>([]);
let chosen = $state<CallId>();
let restored = false;

const drafts = keeper(
  (draft) => door.keep_draft(draft),
  () => clock.instant(),
);

function put_back(call: Call): void {
  all = [...all.filter((one) => one.id !== call.id), call].sort((a, b) => a.form.called_at - b.form.called_at);
  chosen = call.id;
}

export const calls = {
  get all(): readonly Call[] {
    return all;
  },
  get current(): Call | undefined {
    return all.find((one) => one.id === chosen);
  },
  /** A ring was answered now. A form that is still blank is used for it, but its time starts again. */
  start(): Call {
    const call = new Call(mint(), blank(clock.instant()));
    const unused = calls.current?.is_blank ? calls.current : undefined;
    if (unused) calls.end(unused);
    put_back(call);
    return call;
  },
  choose(id: CallId): void {
    chosen = id;
  },
  /** The next or the previous tab, round. */
  step(by: number): void {
    const at = all.findIndex((one) => one.id === chosen);
    chosen = all[(at + by + all.length) % all.length]?.id;
  },
  /** Done with: its draft goes, and the newest other call comes to the front. */
  end(call: Call): void {
    all = all.filter((one) => one !== call);
    if (chosen === call.id) chosen = all.at(-1)?.id;
    drafts.keep(call.id, '');
  },
  /** Ended by mistake: the form comes back as it was. */
  put_back(call: Call): void {
    put_back(call);
  },
  /** A form with nothing in it is not worth coming back. */
  keep(call: Call, form: Form): void {
    drafts.keep(call.id, call.is_blank ? '' : JSON.stringify(form));
  },
  /** Brings back, once, what the disk has kept. Returns how many came back. */
  async restore(): Promise<number> {
    if (restored) return 0;
    restored = true;
    try {
      const found = (await door.drafts()).flatMap((draft) => {
        const call = call_of(draft);
        if (call) drafts.is_kept(draft.call, draft.form);
        return call && !all.some((one) => one.id === call.id) ? [call] : [];
      });
      all = [...all, ...found].sort((a, b) => a.form.called_at - b.form.called_at);
      chosen ??= all.at(-1)?.id;
      return found.length;
    } catch {
      restored = false;
      return 0;
    }
  },
};
