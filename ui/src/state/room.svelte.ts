import { tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import {
  door,
  problem_of,
  Trouble,
  type Board,
  type Changes,
  type Claimable,
  type Command,
  type Here,
  type Line,
  type Problem,
  type Session,
  type SetupView,
  type SignIn,
  type TicketId,
  type TicketRow,
  type Today,
} from '../door';
import { breath, shortest_breath_ms } from './breath';
import { clock } from './clock.svelte';
import { mint } from './mint';
import type { Pulse } from './pulse';
import { forget_closed, kept_closed, merge } from './rows';

type Listener = (lines: readonly Line[]) => void;
/** A command without its id; `send` mints one. */
export type Wish = Command extends infer C ? (C extends { id: string } ? Omit<C, 'id'> : never) : never;
export type Sent = { seq: number } | { problem: Problem };

let session = $state.raw<Session>();
let setup = $state.raw<SetupView>();
let today = $state.raw<Today>();
let trouble = $state.raw<Problem>();
let retry_at = $state<number>();
let heard_at = $state(0);
let masked_at = $state(0);
let pulse = $state.raw<Pulse>();
let here = $state.raw<Here>();
let boards = $state(0);
const rows = new SvelteMap<TicketId, TicketRow>();
const listeners = new Set<Listener>();
let follows: AbortController | undefined;
let wake: (() => void) | undefined;
let seq = 0;
/** The position of the last command sent from here: it is waited for without a pause. */
let sent_seq = 0;
/** Who waits until a position was heard. */
const waiting = new Set<() => void>();

/** All up to `heard` is shown. */
function reach(heard: number): void {
  seq = heard;
  for (const look of waiting) look();
}

/** An answer to what was asked before a restart is another person's, or of other rights: it is not heard. */
async function still<T>(answer: Promise<T>): Promise<T> {
  const mine = follows?.signal;
  const told = await answer;
  mine?.throwIfAborted();
  return told;
}

/** How long, in milliseconds, a command waits for its own news at most: it is done, only not shown yet. */
const shown_within_ms = 1000;

/** Waits until the news up to a position are shown, as long as any come. */
function shown_up_to(position: number): Promise<void> {
  const comes = follows?.signal.aborted === false && trouble === undefined && session?.actor.role !== 'desk';
  if (seq >= position || !comes) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      waiting.delete(look);
      resolve();
    };
    const look = (): void => void (seq >= position && end());
    const timer = setTimeout(end, shown_within_ms);
    waiting.add(look);
  });
}

function hear_session(heard: Session): void {
  clock.hear(heard.now);
  clock.zone = heard.utc_offset_minutes;
  pulse = heard;
  session = heard;
}

/** The same person with other rights than a moment ago: what was shown by those is not theirs any more. */
export function has_other_rights(heard: Session, before: Session | undefined): boolean {
  const [now, then] = [heard.actor, before?.actor];
  if (!then || now.person === undefined || now.person !== then.person) return false;
  return now.role !== then.role || now.agency !== then.agency;
}

/** The shift, or whether this desk is alone, has changed while somebody works. */
function has_turned(heard: Session): boolean {
  return (
    session !== undefined &&
    (heard.shift !== session.shift ||
      heard.actor.name !== session.actor.name ||
      JSON.stringify(heard.alone) !== JSON.stringify(session.alone))
  );
}

function hear_board(board: Board): void {
  const kept = new Set(board.tickets.map((row) => row.id));
  for (const id of rows.keys()) if (!kept.has(id)) rows.delete(id);
  merge(rows, board.tickets);
  today = board.today;
  boards += 1;
  reach(board.seq);
}

async function hear_changes(news: Changes): Promise<void> {
  // First what may fail: a change that was not wholly heard is asked for again.
  if (news.setup) setup = await still(door.query({ ask: 'setup' }));
  clock.hear(news.now);
  pulse = news;
  merge(rows, news.rows);
  if (news.rows.length > 0) forget_closed(rows, news.now, kept_closed(session));
  for (const id of news.gone) rows.delete(id);
  if (news.today) today = news.today;
  if (news.here) here = news.here;
  if (news.lines.length > 0) for (const listener of listeners) listener(news.lines);
  reach(Math.max(seq, news.seq));
}

/** What was opened to this person and is masked again by now is asked for as it may be seen. */
async function mask_again(now: number): Promise<void> {
  const over = [...rows.values()].filter((row) => row.open_until !== undefined && row.open_until <= now);
  for (const { id } of over) merge(rows, [(await still(door.query({ ask: 'ticket', id }))).ticket]);
  if (over.length > 0) masked_at = now;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    wake = end;
    signal.addEventListener('abort', end);
  });
}

/** Nothing is wrong: all that is shown is how the room was at `at`, milliseconds UTC by its clock. */
function at_rest(at = clock.instant()): void {
  heard_at = at;
  trouble = undefined;
  retry_at = undefined;
}

let breath_ms = shortest_breath_ms;
/** When news were last drawn, by `performance.now()`. */
let drawn_at = 0;

/** How often a quiet room is asked whether it is there, and how long it may take to say so, in milliseconds. */
const ask_ms = 4000;
const patience_ms = 4000;
/** How soon a room that was not reached is tried again, in milliseconds. */
const again_ms = 1000;

/** A room that hangs answers nobody: the long poll is given up as soon as a short question gets no answer. */
function watch(tail: AbortController): () => void {
  let late: ReturnType<typeof setTimeout> | undefined;
  const asking = setInterval(() => {
    late ??= setTimeout(() => tail.abort(), patience_ms);
    const asked_at = clock.instant();
    still(door.query({ ask: 'session' })).then(
      (heard) => {
        clearTimeout(late);
        late = undefined;
        clock.hear(heard.now);
        clock.zone = heard.utc_offset_minutes;
        pulse = heard;
        heard_at = Math.max(heard_at, asked_at);
        // Locked, or opened again, in another window of the same browser.
        if (session && heard.locked !== session.locked) return restart();
        if (has_other_rights(heard, session)) return restart();
        if (has_turned(heard)) session = heard;
        // What cannot be asked for now is asked for at the next look.
        mask_again(heard.now).catch(() => undefined);
      },
      () => tail.abort(),
    );
  }, ask_ms);
  return () => {
    clearInterval(asking);
    clearTimeout(late);
  };
}

/** A short answer, or unreachable when it does not come. */
export function in_time<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Trouble({ problem: 'unreachable' })), patience_ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The next changes, or unreachable as soon as the room does not answer any more. */
async function next_changes(signal: AbortSignal): Promise<Changes> {
  const tail = new AbortController();
  const end = () => tail.abort();
  signal.addEventListener('abort', end, { once: true });
  const unwatch = watch(tail);
  const given_up = new Promise<never>((_, reject) => {
    tail.signal.addEventListener('abort', () => reject(new Trouble({ problem: 'unreachable' })), { once: true });
  });
  try {
    return await Promise.race([door.changes(seq, here?.version ?? 0, tail.signal), given_up]);
  } finally {
    unwatch();
    signal.removeEventListener('abort', end);
  }
}

/** A snapshot and then the tail, for as long as the page lives; a cut, a sleep and a start are the same case. */
async function follow(signal: AbortSignal): Promise<void> {
  let failures = 0;
  let snapshot = true;
  let at_door = false;
  while (!signal.aborted) {
    try {
      let known_at: number | undefined;
      if (snapshot) {
        const heard = await still(in_time(door.query({ ask: 'session' })));
        if (has_other_rights(heard, session)) {
          // No screen lives on that was drawn by the rights before.
          forget();
          here = undefined;
          await tick();
        }
        hear_session(heard);
        if (!session?.founded) return at_rest();
        if (!at_door) setup = await still(door.query({ ask: 'setup' }));
        // Nobody is signed in: enough is known to take an emergency, and the room is asked now and then.
        at_door = session.actor.role === 'desk';
        if (at_door) {
          // A locked screen shows how many alarms there are, by number.
          if (session.locked !== undefined) hear_board(await still(door.query({ ask: 'board' })));
          at_rest();
          failures = 0;
          await pause(ask_ms, signal);
          continue;
        }
        known_at = clock.instant();
        hear_board(await still(door.query({ ask: 'board' })));
        // What was changed in the setup until then is told by the first news.
        if (setup) seq = Math.min(seq, setup.seq);
        snapshot = false;
      } else {
        // Back after a cut: said as soon as a short question is answered, for the next change may be far.
        if (failures > 0) {
          const heard = await still(in_time(door.query({ ask: 'session' })));
          snapshot = heard.actor.role !== session?.actor.role;
          if (snapshot) continue;
          at_rest();
        }
        await hear_changes(await still(next_changes(signal)));
      }
      if (signal.aborted) return;
      failures = 0;
      at_rest(known_at);
      const news_at = performance.now();
      breath_ms = breath(news_at - drawn_at, breath_ms);
      drawn_at = news_at;
      if (seq >= sent_seq) await pause(breath_ms, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      const problem = problem_of(thrown);
      if (problem.problem === 'ask_anew' && !snapshot) {
        // This desk is alone, or no longer: another journal, whose board is asked for at once.
        snapshot = true;
        continue;
      }
      trouble = problem;
      snapshot ||= trouble.problem !== 'unreachable';
      // Sent away: nothing of the room is this desk's to see any more.
      if (trouble.problem === 'not_joined') forget();
      failures += 1;
      retry_at = clock.instant() + again_ms;
      await pause(again_ms, signal);
    }
  }
}

/** As before anything was heard. */
function forget(): void {
  rows.clear();
  today = undefined;
  setup = undefined;
  session = undefined;
}

async function restart(): Promise<void> {
  follows?.abort();
  follows = new AbortController();
  here = undefined;
  sent_seq = 0;
  await follow(follows.signal);
}

/** What the room says, as this page last heard it. Nothing here is changed but by the room. */
export const room = {
  get session(): Session | undefined {
    return session;
  },
  get setup(): SetupView | undefined {
    return setup;
  },
  /** The same, asked for where it was not heard yet: a call may come before it. @throws Trouble */
  async known_setup(): Promise<SetupView> {
    return setup ?? door.query({ ask: 'setup' });
  },
  get today(): Today | undefined {
    return today;
  },
  /** Whole rows by id: every open ticket this person may see, and what has closed since. */
  get rows(): ReadonlyMap<TicketId, TicketRow> {
    return rows;
  },
  get connected(): boolean {
    return trouble === undefined && session !== undefined;
  },
  /** Why it is not connected. */
  get trouble(): Problem | undefined {
    return trouble;
  },
  /** When it is tried again, milliseconds UTC by the room's clock. */
  get retry_at(): number | undefined {
    return retry_at;
  },
  /** When something that was opened to this person was masked again: what else was found in it is stale. */
  get masked_at(): number {
    return masked_at;
  },
  /** When the room was last heard, milliseconds UTC. */
  get heard_at(): number {
    return heard_at;
  },
  /** Who else is here, and what waits for somebody; unknown to who may not know it. */
  get here(): Here | undefined {
    return here;
  },
  /** How often all was heard anew: what happened before that is told by no line. */
  get boards(): number {
    return boards;
  },
  /** Whether it lives, when last heard. */
  get pulse(): Pulse | undefined {
    return pulse;
  },

  /** Starts listening; again after anybody signed in or out. */
  start(): void {
    void restart();
  },
  stop(): void {
    follows?.abort();
  },
  try_now(): void {
    wake?.();
  },
  /** Every line after the board, of every ticket, oldest first, until the returned function is called. */
  on_lines(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** A row that was asked for by itself, where it is among those held here. */
  hear_row(row: TicketRow): void {
    if (rows.has(row.id)) merge(rows, [row]);
  },
  /** A row that this desk has just opened, before the news bring it. */
  hear_own(row: TicketRow): void {
    merge(rows, [row]);
  },

  /** Asks at once how this desk stands with its room, not only at the next look. */
  look(): void {
    still(door.query({ ask: 'session' })).then(
      (heard) => {
        if (has_turned(heard)) session = heard;
      },
      () => undefined,
    );
  },

  /** Sends a command. What it changes is seen through `changes`, like everybody's, and by the time it is done. */
  async send(wish: Wish, id: string = mint()): Promise<Sent> {
    try {
      const receipt = await door.execute({ ...wish, id } as Command);
      const is_held = receipt.held !== undefined;
      if (is_held) room.look();
      else sent_seq = Math.max(sent_seq, receipt.seq);
      wake?.();
      // Or the next key would be about what was there before.
      if (!is_held) await shown_up_to(receipt.seq);
      return receipt;
    } catch (thrown) {
      return { problem: problem_of(thrown) };
    }
  },
  /** Signs in and listens as that person. */
  async sign_in(who: SignIn): Promise<Problem | undefined> {
    try {
      hear_session(await door.sign_in(who));
      room.start();
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  /** Into the room for practice, or back to the real one: nothing of the one is shown in the other. */
  async training(on: boolean): Promise<Problem | undefined> {
    try {
      const heard = await door.training(on);
      follows?.abort();
      rows.clear();
      today = undefined;
      setup = undefined;
      hear_session(heard);
      room.start();
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  /** The wall clock is right: a supervisor has looked. */
  async confirm_clock(): Promise<Problem | undefined> {
    try {
      await door.confirm_clock();
      const heard = await door.query({ ask: 'session' });
      clock.hear(heard.now);
      pulse = heard;
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  async claim(what: Claimable): Promise<Problem | undefined> {
    try {
      await door.claim(what);
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  /** Locks this screen; whatever was shown is forgotten here. */
  async lock(): Promise<Problem | undefined> {
    try {
      const heard = await door.lock();
      follows?.abort();
      rows.clear();
      hear_session(heard);
      room.start();
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  async unlock(secret: string): Promise<Problem | undefined> {
    try {
      hear_session(await door.unlock(secret));
      room.start();
      return undefined;
    } catch (thrown) {
      return problem_of(thrown);
    }
  },
  async sign_out(): Promise<void> {
    try {
      await door.sign_out();
    } finally {
      rows.clear();
      today = undefined;
      setup = undefined;
      room.start();
    }
  },
};
