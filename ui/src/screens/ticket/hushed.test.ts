import { expect, test } from 'vitest';
import type { Actor, TicketRow } from '../../door';
import { calls_back, may_call_back } from './hushed';

const ticket = (more: Partial<TicketRow> = {}) =>
  ({ opened_by: 'Rina', owner: 'Budi', call_back: false, ...more }) as TicketRow;
const actor = (name: string, role: Actor['role'] = 'operator') => ({ name, role, desk: 1 }) as Actor;

test('a call, a message and a promise of either call back; what is said face to face or in the call does not', () => {
  for (const channel of ['telephone', 'whatsapp', 'sms'] as const)
    expect(calls_back(channel, 'substantive')).toBe(true);
  for (const channel of ['in_person', 'during_call'] as const) {
    expect(calls_back(channel, 'substantive')).toBe(false);
    expect(calls_back(channel, 'interim')).toBe(true);
  }
});

test('who asked not to be called back is called by who handles it or a supervisor', () => {
  for (const who of [actor('Rina'), actor('Budi'), actor('Sari', 'supervisor')])
    expect(may_call_back(ticket(), who), who.name).toBe(true);
  expect(may_call_back(ticket(), actor('Tono'))).toBe(false);
  expect(may_call_back(ticket(), undefined)).toBe(false);
  expect(may_call_back(ticket({ call_back: true }), actor('Tono'))).toBe(true);
});
