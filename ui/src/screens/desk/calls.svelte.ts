import { door, type CallId } from '../../door';
import { clock } from '../../state/clock.svelte';
import { mint } from '../../state/mint';
import { blank, Call, call_of, type Form } from './call.svelte';
import { keeper } from './keeper';

/** The calls in hand at this desk, oldest first; they outlive the screen, the page and a power cut. */
let all = $state.raw<readonly Call[]>([]);
let chosen = $state<CallId>();
let restored = false;
/** What was in hand when the screen was locked: nobody sees it until it is unlocked. */
let aside: readonly Call[] = [];
let chosen_before: CallId | undefined;

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
  /** Every letter is on the disk, or was given two seconds to get there. */
  async settle(): Promise<void> {
    for (let tries = 0; drafts.owes > 0 && tries < 20; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
  },
  set_aside(): void {
    aside = [...aside, ...all];
    chosen_before = chosen;
    all = [];
    chosen = undefined;
  },
  /** Unlocked: what was set aside comes back, and what the page did not know after a reload. */
  async take_back(): Promise<void> {
    const taken = all.filter((one) => !one.is_blank);
    const front = taken.find((one) => one.id === chosen)?.id ?? chosen_before;
    all = [...aside, ...taken].sort((a, b) => a.form.called_at - b.form.called_at);
    aside = [];
    chosen = all.find((one) => one.id === front)?.id ?? all.at(-1)?.id;
    restored = false;
    await calls.restore();
  },
  /** Somebody else signs in: what is on the disk is there for them, nothing else. */
  leave(): void {
    aside = [];
    restored = false;
  },
  /** A form came here from another desk, or went there: what the disk has by now is what is in hand. */
  async again(): Promise<{ came: number; went: number }> {
    const found = await door.drafts();
    const ids = new Set(found.map((draft) => draft.call));
    const gone = all.filter((one) => drafts.is_at_rest(one.id) && !ids.has(one.id));
    gone.forEach((one) => drafts.forget(one.id));
    const came = found.flatMap((draft) => {
      const known = drafts.is_busy(draft.call) || all.some((one) => one.id === draft.call);
      const call = known ? undefined : call_of(draft);
      if (call) drafts.is_kept(draft.call, draft.form);
      return call ? [call] : [];
    });
    all = [...all.filter((one) => !gone.includes(one)), ...came].sort((a, b) => a.form.called_at - b.form.called_at);
    chosen = came[0]?.id ?? (all.some((one) => one.id === chosen) ? chosen : all.at(-1)?.id);
    return { came: came.length, went: gone.length };
  },
  /** What the disk has kept is in hand here. */
  get is_restored(): boolean {
    return restored;
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
