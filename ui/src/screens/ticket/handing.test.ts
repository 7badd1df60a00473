import { expect, test } from 'vitest';
import type { Agency, AssignmentRow, TicketRow } from '../../door';
import { accept_wish, body_of, has_receipt, is_reference, may_accept } from './handing';

const agency = (more: Partial<Agency>): Agency => ({ code: 'PLN', kind: 'outside', ...more }) as unknown as Agency;
const one = (more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  no: 2,
  version: 3,
  agency: 'PLN',
  role: 'lead',
  state: 'sent',
  channel: 'telephone',
  recipient: 'piket',
  sent_at: 100,
  ...more,
});
const ticket = (...assignments: AssignmentRow[]): TicketRow => ({ id: 't', assignments }) as unknown as TicketRow;

test('whoever is outside takes cases over, and who is inside where the room says so', () => {
  expect(body_of(agency({}))).toEqual({ caller: false, tracking: false });
  expect(body_of(agency({ kind: 'unit' }))).toBeUndefined();
  expect(body_of(agency({ kind: 'unit', body: { caller: true, tracking: false } }))?.caller).toBe(true);
});

test('a receipt is written down of who is on it, and corrected once it stands', () => {
  expect(may_accept(one(), agency({}))).toBe(true);
  expect(may_accept(one({ state: 'handed_over' }), agency({}))).toBe(true);
  for (const state of ['done', 'returned', 'not_needed'] as const)
    expect(may_accept(one({ state }), agency({}))).toBe(false);
  expect(may_accept(one({ role: 'copy' }), agency({}))).toBe(false);
  expect(may_accept(one(), agency({ kind: 'regency' }))).toBe(false);
});

test('a receipt of what was given back counts for nothing', () => {
  const acceptance = { at: 5, by: 'Bowo' };
  expect(has_receipt(ticket(one({ state: 'handed_over', acceptance })))).toBe(true);
  expect(has_receipt(ticket(one({ state: 'done', acceptance })))).toBe(true);
  expect(has_receipt(ticket(one({ state: 'returned', acceptance })))).toBe(false);
  expect(has_receipt(ticket(one({ state: 'acknowledged' })))).toBe(false);
});

test('a tracking id is looked at as loosely as the room does', () => {
  for (const good of ['8123456', '#8123456', ' LAPOR-2026/112233 ']) expect(is_reference(good), good).toBe(true);
  for (const bad of ['', 'sudah', '123', '12345; hapus', '12_345']) expect(is_reference(bad), bad).toBe(false);
});

test('a receipt names who took it, and their number where there is one', () => {
  const said = { do: 'accept', ticket: 't', assignment: 2, seen: 3, by: 'Bowo' };
  expect(accept_wish(ticket(), one(), ' Bowo ', ' ')).toEqual(said);
  expect(accept_wish(ticket(), one(), 'Bowo', ' 8123456 ')).toEqual({ ...said, reference: '8123456' });
});
