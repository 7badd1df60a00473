import { expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { is_over, promises_of } from './promised';

const now = 1_795_676_700_000;
const row = (id: string, due_in?: number): TicketRow =>
  ({
    id,
    clocks: [
      { kind: 'answer', outcome: 'interim', due_at: 0, waiting: [] },
      { kind: 'answer', due_at: now + (due_in ?? 60_000), waiting: [], asks: false },
    ],
    assignments: [],
    ...(due_in === undefined ? {} : { promise: { due_at: now + due_in, made_at: 0, by: 'Siti', attempts: 0 } }),
  }) as unknown as TicketRow;

test('what was promised is listed by when it is due, what is over first; what was not promised is not', () => {
  const found = promises_of([row('later', 120_000), row('none'), row('over', -60_000), row('soon', 60_000)], now);
  expect(found.map((one) => one.ticket.id)).toEqual(['over', 'soon', 'later']);
  expect(found.map((one) => is_over(one, now))).toEqual([true, false, false]);
  expect(found.map((one) => one.due.state)).toEqual(['late', 'calm', 'calm']);
});
