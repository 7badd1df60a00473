import type { CallId, Draft } from '../../door';

/** Longest time between a letter and its way to the disk, in milliseconds. */
const soon_ms = 250;
const retry_ms = 2000;

/**
 * Keeps drafts: the newest form of each call is handed to `put` at most `soon_ms` after it changed, one at a
 * time per call, and again until it was taken.
 */
export function keeper(put: (draft: Draft) => Promise<void>, now: () => number) {
  const waiting = new Map<CallId, string>();
  const busy = new Set<CallId>();
  const kept = new Map<CallId, string>();

  async function hand_over(call: CallId): Promise<void> {
    const form = waiting.get(call);
    if (form === undefined) {
      busy.delete(call);
      return;
    }
    waiting.delete(call);
    let next = soon_ms;
    try {
      await put({ call, form, kept_at: now() });
      kept.set(call, form);
      if (form === '') kept.delete(call);
    } catch {
      // A newer form, if there is one, goes instead.
      if (!waiting.has(call)) waiting.set(call, form);
      next = retry_ms;
    }
    if (waiting.has(call)) setTimeout(() => void hand_over(call), next);
    else busy.delete(call);
  }

  return {
    /** `form` is the call's form as JSON, or empty once it is done with. */
    keep(call: CallId, form: string): void {
      if (!busy.has(call) && (kept.get(call) ?? '') === form) return;
      waiting.set(call, form);
      if (busy.has(call)) return;
      busy.add(call);
      setTimeout(() => void hand_over(call), form === '' ? 0 : soon_ms);
    },
    /** What came from the disk is already there. */
    is_kept(call: CallId, form: string): void {
      kept.set(call, form);
    },
    /** The disk has it, as it is. */
    is_at_rest(call: CallId): boolean {
      return kept.has(call) && !busy.has(call);
    },
    /** Its newest letters, or its end, are on their way. */
    is_busy(call: CallId): boolean {
      return busy.has(call);
    },
    forget(call: CallId): void {
      kept.delete(call);
    },
    /** Calls whose newest letters are not on the disk yet. */
    get owes(): number {
      return busy.size;
    },
  };
}
