import { afterEach, expect, test, vi } from 'vitest';
import type { Board, Changes, Session, SetupView, TicketRow } from '../door';
import { clock } from './clock.svelte';
import { breath } from './breath';
import { room } from './room.svelte';
import { forget_closed, merge } from './rows';

const row = (id: string, changed: number, more: Partial<TicketRow> = {}): TicketRow =>
  ({ id, changed, state: 'open', clocks: [], assignments: [], ...more }) as unknown as TicketRow;
const session = (role: string): Session =>
  ({ actor: { role, name: 'Rina', desk: 2 }, founded: true, utc_offset_minutes: 480, now: Date.now() }) as Session;
const news = (seq: number, more: Partial<Changes> = {}): Changes =>
  ({
    seq,
    rows: [],
    gone: [],
    lines: [],
    setup: false,
    now: Date.now(),
    heartbeat: 12,
    canary: 0,
    clock: { state: 'sure' },
    ...more,
  }) as Changes;
const cut = 'cut';

/** The network: questions are answered, changes one after another, and then nothing comes for ever. */
function network(
  role: string,
  tail: (Changes | Promise<Changes> | typeof cut)[],
  executed?: () => Response,
  setup_at = 5,
) {
  const polled: string[] = [];
  const sent: unknown[] = [];
  const fetched = vi.fn((path: string, asks: RequestInit): Promise<Response> => {
    const body = typeof asks.body === 'string' ? (JSON.parse(asks.body) as { ask?: string }) : {};
    if (path.startsWith('/api/changes')) {
      polled.push(path);
      const next = tail.shift();
      if (next === undefined) return new Promise(() => undefined);
      if (next === cut) return Promise.reject(new TypeError('cut'));
      return Promise.resolve(next).then((told) => Response.json(told));
    }
    if (path === '/api/execute') {
      sent.push(body);
      return Promise.resolve(executed?.() ?? Response.error());
    }
    const answers: Record<string, unknown> = {
      session: session(role),
      setup: { version: 1, seq: setup_at } as SetupView,
      board: { seq: 5, tickets: [row('a', 3), row('b', 4)], today: { calls: 1 } } as Board,
    };
    return Promise.resolve(Response.json(answers[body.ask ?? '']));
  });
  vi.stubGlobal('fetch', fetched);
  return { polled, sent };
}

afterEach(() => {
  room.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a start is a snapshot and then the tail', async () => {
  const lines = vi.fn();
  const end = room.on_lines(lines);
  const line = { seq: 7, ticket: 'a' } as Changes['lines'][number];
  const { polled } = network('operator', [news(7, { rows: [row('a', 7)], gone: ['b'], lines: [line] })]);
  room.start();
  await vi.waitFor(() => expect(polled).toEqual(['/api/changes?after=5&here=0', '/api/changes?after=7&here=0']), 3000);
  end();
  expect([...room.rows.keys()]).toEqual(['a']);
  expect(room.rows.get('a')?.changed).toBe(7);
  expect(lines).toHaveBeenCalledExactlyOnceWith([line]);
  expect(clock.zone).toBe(480);
  expect([room.connected, room.pulse?.heartbeat]).toEqual([true, 12]);
});

test('a cut is said, and the tail goes on where it was', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { polled } = network('operator', [cut, news(6)]);
  room.start();
  await vi.advanceTimersByTimeAsync(500);
  expect(room.connected).toBe(false);
  expect(room.retry_at).toBeGreaterThan(Date.now());
  await vi.advanceTimersByTimeAsync(1500);
  expect(room.connected).toBe(true);
  expect(polled.map((path) => /after=(\d+)/.exec(path)?.[1])).toEqual(['5', '5', '6']);
});

test('a single change is seen at once, and a burst of them twice a second', () => {
  expect(breath(5000, 500)).toBe(60);
  const burst = [100, 100, 200, 300, 500, 600].reduce<number[]>(
    (all, gap) => [...all, breath(gap, all.at(-1) ?? 60)],
    [],
  );
  expect(burst).toEqual([120, 240, 480, 500, 500, 500]);
  expect(breath(1001, 500)).toBe(60);
});

test('news gather for a moment, and who sends something does not wait for it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { polled } = network('operator', [news(6), news(7), news(8), news(9)], () => Response.json({ seq: 9 }));
  room.start();
  await vi.advanceTimersByTimeAsync(0);
  const before = polled.length;
  await vi.advanceTimersByTimeAsync(500);
  expect(polled.length).toBeGreaterThan(before);
  const positions = () => polled.map((path) => Number(/after=(\d+)/.exec(path)?.[1]));
  const waiting = polled.length;
  await room.send({ do: 'claim', ticket: 'a' });
  await vi.advanceTimersByTimeAsync(0);
  // Not even where other news come before its own.
  expect(positions()).toEqual([5, 6, 7, 8]);
  expect(waiting).toBeLessThan(4);
});

test('a command is done once its own news are shown, or are long in coming', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let told = (): void => undefined;
  const held = new Promise<Changes>((come) => (told = () => come(news(6, { rows: [row('c', 6)] }))));
  network('operator', [held], () => Response.json({ seq: 6 }));
  room.start();
  await vi.advanceTimersByTimeAsync(0);
  const done = vi.fn();
  void room.send({ do: 'claim', ticket: 'a' }).then(() => done(room.rows.get('c')?.changed));
  await vi.advanceTimersByTimeAsync(500);
  expect(done).not.toHaveBeenCalled();
  told();
  await vi.advanceTimersByTimeAsync(50);
  expect(done).toHaveBeenCalledExactlyOnceWith(6);
  // What no news tell is done all the same.
  network('operator', [], () => Response.json({ seq: 9 }));
  void room.send({ do: 'claim', ticket: 'a' }).then(done);
  await vi.advanceTimersByTimeAsync(900);
  expect(done).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(done).toHaveBeenLastCalledWith({ seq: 9 });
});

test('what is changed in the setup before the board is heard is told by the first news', async () => {
  const { polled } = network('operator', [], undefined, 4);
  room.start();
  await vi.waitFor(() => expect(polled).toEqual(['/api/changes?after=4&here=0']));
});

test('what was asked before the screen was locked is not heard after it', async () => {
  let answer = (): void => undefined;
  const board = { seq: 9, tickets: [row('secret', 9)], today: { calls: 1 } } as Board;
  const held = new Promise<Response>((come) => (answer = () => come(Response.json(board))));
  network('operator', []);
  const others = globalThis.fetch;
  let boards = 0;
  vi.stubGlobal('fetch', (path: string, asks: RequestInit) => {
    const is_board = asks.body === JSON.stringify({ ask: 'board' });
    if (path === '/api/lock') return Promise.resolve(Response.json({ ...session('desk'), locked: 1 }));
    return is_board && (boards += 1) === 1 ? held : others(path, asks);
  });
  room.start();
  await vi.waitFor(() => expect(boards).toBe(1));
  await room.lock();
  await vi.waitFor(() => expect(boards).toBe(2));
  answer();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(room.rows.has('secret')).toBe(false);
});

test('with nobody signed in enough is known for an emergency, and nothing is followed', async () => {
  const { polled } = network('desk', []);
  room.start();
  await vi.waitFor(() => expect(room.setup).toBeDefined());
  await vi.waitFor(() => expect(room.session?.actor.role).toBe('desk'));
  expect(polled).toEqual([]);
  expect(room.connected).toBe(true);
});

test('a command carries an id, and a no is a value', async () => {
  const { sent } = network('operator', [], () => Response.json({ seq: 9 }));
  expect(await room.send({ do: 'claim', ticket: 'a' })).toEqual({ seq: 9 });
  expect(sent[0]).toMatchObject({ do: 'claim', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  network('operator', [], () => Response.json({ problem: 'not_allowed' }, { status: 403 }));
  expect(await room.send({ do: 'claim', ticket: 'a' })).toEqual({ problem: { problem: 'not_allowed' } });
  network('operator', []);
  expect(await room.send({ do: 'claim', ticket: 'a' })).toEqual({ problem: { problem: 'unreachable' } });
});

test('an older row never overwrites a newer, and closed ones are forgotten in time', () => {
  const rows = new Map([['a', row('a', 5)]]);
  merge(rows, [row('a', 4, { version: 1 }), row('b', 1, { closed: { outcome: 'handled', at: 0, by: 'Sari' } })]);
  expect(rows.get('a')?.changed).toBe(5);
  forget_closed(rows, 3_600_000);
  expect(rows.size).toBe(2);
  forget_closed(rows, 3_600_001);
  expect([...rows.keys()]).toEqual(['a']);
});

test('a room that hangs is cut off within ten seconds, and heard again once it answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const { polled } = network('operator', []);
  room.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(room.connected).toBe(true);
  expect(polled.length).toBe(1);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => new Promise(() => undefined)),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(room.connected).toBe(false);
  // Nothing has changed meanwhile, so that the tail stays silent.
  network('operator', []);
  await vi.advanceTimersByTimeAsync(7000);
  expect(room.connected).toBe(true);
});

test('at the sign-in the room is asked now and then', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  network('desk', []);
  room.start();
  await vi.advanceTimersByTimeAsync(0);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('cut'))),
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(room.connected).toBe(false);
  network('desk', []);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(room.connected).toBe(true);
});

test('who else is here comes with the changes, and its version is said with the next question', async () => {
  const here = { version: 4, looking: [], signed_in: ['Rudi'], waiting: [], claims: [] };
  const { polled } = network('operator', [news(5, { here })]);
  room.start();
  // News of a test before may still gather.
  const asked = ['/api/changes?after=5&here=0', '/api/changes?after=5&here=4'];
  await vi.waitFor(() => expect(polled).toEqual(asked), { timeout: 3000 });
  expect(room.here?.signed_in).toEqual(['Rudi']);
});
