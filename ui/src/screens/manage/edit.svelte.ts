import { door, problem_of, type Change, type Problem, type SetupView } from '../../door';
import { room, type Wish } from '../../state/room.svelte';

/** Fields as they stand in a form: texts, ticks, and lists of them. */
export type Form = Record<string, unknown>;

/** A field that somebody else changed while it was being edited here. */
export interface Meanwhile {
  field: string;
  was: unknown;
  now: unknown;
  /** What stands in the form, where it was touched here too. */
  typed?: unknown;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was typed stays; what was not touched here follows the newest. */
export function rebase<F extends Form>(form: F, before: F, now: F): { form: F; meanwhile: Meanwhile[] } {
  const merged: Form = { ...form };
  const meanwhile: Meanwhile[] = [];
  for (const field of Object.keys(now)) {
    if (same(before[field], now[field])) continue;
    const touched = !same(form[field], before[field]) && !same(form[field], now[field]);
    if (!touched) merged[field] = now[field];
    meanwhile.push({
      field,
      was: before[field],
      now: now[field],
      ...(touched ? { typed: form[field] } : {}),
    });
  }
  return { form: merged as F, meanwhile };
}

/** What is edited, where the newest of it is found, and how it is sent. */
export interface Subject<T, F extends Form> {
  form_of: (thing: T) => F;
  newest: (setup: SetupView) => T | undefined;
  wish: (change: Change<T>) => Wish;
}

/**
 * One thing being changed, with what it was before. A refusal keeps the form; a stale one fetches the
 * newest, takes over what was not touched here, and shows the rest beside what was typed.
 */
export class Edit<T, F extends Form> {
  form = $state() as F;
  meanwhile = $state.raw<readonly Meanwhile[]>([]);
  problem = $state.raw<Problem>();
  busy = $state(false);
  readonly is_new: boolean;
  #before: T | undefined;
  /** The form as it was last sent. */
  #sent: F | undefined;
  readonly #subject: Subject<T, F>;

  constructor(subject: Subject<T, F>, thing: T, is_new = false) {
    this.#subject = subject;
    this.#before = is_new ? undefined : thing;
    this.is_new = is_new;
    this.form = subject.form_of(thing);
  }

  /** What the room had when this was opened, or at the last refusal. */
  get before(): T | undefined {
    return this.#before;
  }

  /** Whether the room took it. Nothing changed counts as taken. */
  async save(after: T): Promise<boolean> {
    if (this.busy) return false;
    if (this.#before !== undefined && same(this.#before, after)) return true;
    this.busy = true;
    this.problem = undefined;
    this.#sent = $state.snapshot(this.form) as F;
    const change: Change<T> = this.#before === undefined ? { after } : { before: this.#before, after };
    const sent = await room.send(this.#subject.wish(change));
    if ('problem' in sent) await this.#refused(sent.problem);
    this.busy = false;
    return this.problem === undefined;
  }

  /** Goes on from what the room has now that it is saved; what was typed since it was sent stays. */
  from(thing: T): Edit<T, F> {
    const next = new Edit(this.#subject, thing);
    if (this.#sent) next.form = rebase($state.snapshot(this.form) as F, this.#sent, next.form).form;
    return next;
  }

  async #refused(problem: Problem): Promise<void> {
    this.problem = problem;
    if (problem.problem !== 'refused' || problem.refusal.code !== 'stale' || this.#before === undefined) return;
    try {
      const now = this.#subject.newest(await door.query({ ask: 'setup' }));
      if (now === undefined) return;
      const { form_of } = this.#subject;
      const result = rebase($state.snapshot(this.form) as F, form_of(this.#before), form_of(now));
      this.form = result.form;
      this.meanwhile = result.meanwhile;
      this.#before = now;
    } catch (thrown) {
      this.problem = problem_of(thrown);
    }
  }
}
