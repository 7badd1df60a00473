import { expect, test } from 'vitest';
import type { AnswerRow, ClockRow, TicketRow } from '../../door';
import { last_told, still_to_tell } from './telling';

const told = (text: string, result: AnswerRow['result'] = 'reached') => ({ text, result }) as AnswerRow;
const owed = [{ kind: 'answer' }] as ClockRow[];
const ticket = (id: string, more: Partial<TicketRow> = {}) =>
  ({ id, called_at: 0, children: [], answers: [], clocks: owed, call_back: true, ...more }) as unknown as TicketRow;
const rows = (...all: TicketRow[]) => new Map(all.map((one) => [one.id, one]));

test('what was said and not heard is not what the caller knows', () => {
  expect(last_told(ticket('a', { answers: [told('padam'), told('bersih', 'no_reply')] }))?.text).toBe('padam');
  expect(last_told(ticket('a'))).toBeUndefined();
});

test('once the first caller knows, the others of the incident are to be told, whoever waits longest first', () => {
  const parent = ticket('a', { children: ['b', 'c', 'd', 'e', 'f'], answers: [told('padam')] });
  const known = rows(
    ticket('b', { called_at: 9 }),
    ticket('c', { called_at: 5 }),
    ticket('d', { clocks: [{ kind: 'answer', outcome: { is: 'met' } }] as unknown as ClockRow[] }),
    ticket('f', { called_at: 1, call_back: false }),
    ticket('e', { closed: { outcome: 'withdrawn', at: 1, by: 'Rina' } }),
  );
  expect(still_to_tell(parent, known).map((one) => one.id)).toEqual(['c', 'b']);
});

test('before that nobody is', () => {
  const parent = ticket('a', { children: ['b'], answers: [told('padam', 'no_reply')] });
  expect(still_to_tell(parent, rows(ticket('b')))).toEqual([]);
});
