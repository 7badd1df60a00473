import { expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { hear, muted_ms, nothing_heard, waiting_of, type Heard, type Rhythm, type Waiting } from './hearing';

const start = 1_795_417_200_000;
const emergency: Waiting = { key: 'a 1', emergency: true, due_at: start + 300_000 };
const complaint: Waiting = { ...emergency, key: 'b 1', emergency: false };

/** At which second of these something is heard, and what. */
function listen(waiting: readonly Waiting[], from: number, to: number, before = nothing_heard): [number, Rhythm][] {
  const sounds: [number, Rhythm][] = [];
  let heard: Heard = before;
  for (let second = from; second < to; second += 1) {
    const next = hear(waiting, heard, start + second * 1000);
    heard = next.heard;
    if (next.rhythm) sounds.push([second, next.rhythm]);
  }
  return sounds;
}

test('an emergency is heard every half minute until somebody acknowledges it, and as late once it is', () => {
  expect(listen([emergency], 0, 100)).toEqual([0, 30, 60, 90].map((second) => [second, 'new']));
  expect(listen([emergency], 301, 302)).toEqual([[301, 'late']]);
  expect(listen([], 0, 100)).toEqual([]);
});

test('a complaint is heard once, and again when it is late', () => {
  expect(listen([complaint], 0, 340)).toEqual([
    [0, 'new'],
    [301, 'late'],
    [331, 'late'],
  ]);
});

test('what is new is heard before its turn, and never more than three times a minute', () => {
  let heard = nothing_heard;
  const waiting: Waiting[] = [];
  for (let n = 0; n < 10; n += 1) {
    waiting.push({ ...emergency, key: `${n} 1` });
    heard = hear(waiting, heard, start + n * 5000).heard;
  }
  expect(heard.played.map((at) => at - start)).toEqual([0, 10_000, 20_000]);
});

test('muted, it is silent for two minutes and heard again afterwards; a clock set back holds nothing up', () => {
  const muted = { ...nothing_heard, muted_until: start + muted_ms };
  expect(listen([emergency], 0, 125, muted)).toEqual([[120, 'new']]);
  expect(listen([emergency], -300, -170, muted)).toEqual([[-180, 'new']]);
});

test('only what was sent to the agency itself waits', () => {
  const row = (more: object): TicketRow =>
    ({
      id: 'a',
      kind: 'emergency',
      clocks: [{ assignment: 1, due_at: 7 }],
      assignments: [{ no: 1, agency: 'DAMKAR', role: 'lead', state: 'sent' }],
      ...more,
    }) as unknown as TicketRow;
  const sent = (more: object): TicketRow =>
    row({ assignments: [{ no: 1, agency: 'DAMKAR', role: 'lead', state: 'sent', ...more }] });
  expect(waiting_of([row({})], 'DAMKAR')).toEqual([{ key: 'a 1', emergency: true, due_at: 7 }]);
  const not = [sent({ agency: 'PLN' }), sent({ role: 'copy' }), sent({ state: 'acknowledged' }), row({ closed: {} })];
  expect(waiting_of(not, 'DAMKAR')).toEqual([]);
});
