import { describe, expect, test } from 'vitest';
import type { AssignmentRow, SetupView, TicketRow } from '../../door';
import { addable, has_lead, may_step, proposal_of, replacement_of, step_wish } from './steps';

const assignment = (more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  no: 1,
  version: 3,
  agency: 'DISHUB',
  role: 'lead',
  state: 'sent',
  channel: 'radio',
  recipient: 'Budi',
  sent_at: 100,
  ...more,
});
const ticket = (...assignments: AssignmentRow[]): TicketRow => ({ id: 't', assignments }) as unknown as TicketRow;

describe('a step', () => {
  test('goes forward, may skip a stage, and never goes back or past the end', () => {
    expect(may_step(assignment(), 'arrive')).toBe(true);
    expect(may_step(assignment({ state: 'en_route' }), 'acknowledge')).toBe(false);
    expect(may_step(assignment({ state: 'on_scene' }), 'arrive')).toBe(false);
    expect(may_step(assignment({ state: 'on_scene' }), 'return')).toBe(true);
    expect(may_step(assignment({ state: 'done' }), 'release')).toBe(false);
  });
  test('is sent with the version that was seen, and with what was typed', () => {
    expect(step_wish(ticket(), assignment(), 'return', { by: 'Tono', text: ' bukan kami ', proposed: 'DPU' })).toEqual({
      do: 'return',
      ticket: 't',
      assignment: 1,
      seen: 3,
      by: 'Tono',
      reason: 'bukan kami',
      proposed: 'DPU',
    });
    expect(step_wish(ticket(), assignment(), 'acknowledge', { by: 'Tono', text: '' })).not.toHaveProperty('reason');
  });
});

describe('an agency given back', () => {
  const back = assignment({ state: 'returned', proposed: 'DPUBMSDA', ended_at: 500 });
  test('proposes until somebody was sent there', () => {
    expect(proposal_of(ticket(back), back)).toBe('DPUBMSDA');
    const sent = assignment({ no: 2, agency: 'DPUBMSDA', sent_at: 600 });
    expect(proposal_of(ticket(back, sent), back)).toBeUndefined();
    expect(replacement_of(ticket(back, sent), back)).toBe(sent);
  });
  test('that was at work there already is not proposed again', () => {
    const before = assignment({ no: 2, agency: 'DPUBMSDA', sent_at: 50 });
    expect(proposal_of(ticket(before, back), back)).toBeUndefined();
    expect(replacement_of(ticket(before, back), back)).toBeUndefined();
  });
  test('leaves room for another lead', () => {
    expect(has_lead(ticket(back))).toBe(false);
    expect(has_lead(ticket(back, assignment({ no: 2 })))).toBe(true);
  });
});

test('agencies at work or not active are not offered', () => {
  const agencies = [
    { code: 'DISHUB', active: true },
    { code: 'PLN', active: true },
    { code: 'OLD', active: false },
  ];
  const setup = { region: { agencies } } as unknown as SetupView;
  expect(addable(setup, ticket(assignment())).map((one) => one.code)).toEqual(['PLN']);
  expect(addable(setup, ticket(assignment({ state: 'done' }))).map((one) => one.code)).toEqual(['DISHUB', 'PLN']);
});
