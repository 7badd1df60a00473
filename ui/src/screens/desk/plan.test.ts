import { expect, test } from 'vitest';
import type { Proposal } from '../../door';
import { departures, is_asked, plan_lines, turn, type Reason } from './plan';

const proposal = {
  plan: 'R-03',
  because: ['category'],
  agencies: [
    { agency: 'DAMKAR', role: 'lead', why: '', shortfalls: [], expected: true },
    { agency: 'BPBD', role: 'support', why: '', shortfalls: ['no_contact'], expected: true },
    { agency: 'PSC119', role: 'support', why: 'bila ada korban', shortfalls: [], expected: false },
    { agency: 'PLN', role: 'support', why: '', shortfalls: ['inactive'], expected: false },
  ],
  answer: 1,
} as unknown as Proposal;
const shown = (ticks: Record<string, boolean>, added: string[] = []) =>
  plan_lines(proposal, { ticks, added, reasons: {} })
    .filter((one) => one.is_ticked)
    .map((one) => `${one.agency} ${one.role}`);

test('a condition is for a person to judge, and an agency switched off is not ticked', () => {
  expect(shown({})).toEqual(['DAMKAR lead', 'BPBD support']);
});
test('what was ticked by hand stays', () => {
  expect(shown({ PSC119: true, BPBD: false })).toEqual(['DAMKAR lead', 'PSC119 support']);
});
test('somebody leads', () => {
  expect(shown({ DAMKAR: false })).toEqual(['BPBD lead']);
  expect(plan_lines(undefined, { ticks: {}, added: ['KODIM', 'PMI'], reasons: {} }).map((one) => one.role)).toEqual([
    'lead',
    'support',
  ]);
});
test('an added agency is not there twice', () => {
  expect(shown({}, ['BPBD', 'KODIM'])).toEqual(['DAMKAR lead', 'BPBD support', 'KODIM support']);
});

const lines = (ticks: Record<string, boolean>, reasons: Record<string, Reason> = {}, added: string[] = []) =>
  plan_lines(proposal, { ticks, added, reasons });

test('what is as the plan has it is not asked about, and without a plan nothing is', () => {
  expect(lines({}).some(is_asked)).toBe(false);
  expect(lines({ DAMKAR: true, PSC119: false }).some(is_asked)).toBe(false);
  expect(plan_lines(undefined, { ticks: {}, added: ['KODIM'], reasons: {} }).some(is_asked)).toBe(false);
  expect(departures(lines({}))).toEqual([]);
});
test('left out, added on its condition and added beside are asked, and told as answered', () => {
  const ticks = { BPBD: false, PSC119: true };
  const asked = lines(ticks, {}, ['KODIM']).filter(is_asked);
  expect(asked.map((one) => [one.agency, one.departure])).toEqual([
    ['BPBD', 'left_out'],
    ['PSC119', 'added'],
    ['KODIM', 'added'],
  ]);
  // Who is left out is undecided until it is said why; who is added is only not sent yet.
  expect(departures(asked)).toEqual([{ departure: 'undecided', agency: 'BPBD' }]);
  const reasons: Record<string, Reason> = {
    BPBD: { departure: 'left_out', reason: 'already_there', words: '' },
    PSC119: { departure: 'added', reason: 'other', words: ' sesak ' },
    KODIM: { departure: 'added', reason: 'nearer', words: '' },
  };
  const answered = lines(ticks, reasons, ['KODIM']);
  expect(answered.some(is_asked)).toBe(false);
  expect(departures(answered)).toEqual([
    { departure: 'left_out', agency: 'BPBD', why: { reason: 'already_there' } },
    { departure: 'added', agency: 'PSC119', why: { reason: 'other', words: 'sesak' } },
    { departure: 'added', agency: 'KODIM', why: { reason: 'nearer' } },
  ]);
});
test('a reason of the other way, without its words, or still being typed is none', () => {
  const asked = (reason: Reason) => lines({ BPBD: false }, { BPBD: reason }).some(is_asked);
  expect(asked({ departure: 'added', reason: 'nearer', words: '' })).toBe(true);
  expect(asked({ departure: 'left_out', reason: 'other', words: ' ' })).toBe(true);
  expect(asked({ departure: 'left_out', reason: 'other', words: 'hu', is_open: true })).toBe(true);
  expect(asked({ departure: 'left_out', reason: 'other', words: 'hujan', is_open: false })).toBe(false);
});
test('who is still asked about leads only where nobody else does', () => {
  const ticks = { DAMKAR: false, BPBD: false, PSC119: true };
  const lead = (reasons: Record<string, Reason>, more: Record<string, boolean> = {}) =>
    lines({ ...ticks, ...more }, reasons).find((one) => one.role === 'lead')?.agency;
  expect(lead({})).toBe('PSC119');
  expect(lead({}, { BPBD: true })).toBe('BPBD');
});
test('turning a tick forgets its reason, and who was told stays told', () => {
  const form = {
    ticks: { BPBD: false },
    added: [],
    reasons: { BPBD: { departure: 'left_out', reason: 'not_needed', words: '' } } as Record<string, Reason>,
    sent: ['DAMKAR'],
  };
  const [damkar, bpbd] = plan_lines(proposal, form);
  if (!damkar || !bpbd) throw new Error('no lines');
  turn(form, damkar);
  turn(form, bpbd);
  expect(form).toMatchObject({ ticks: { BPBD: true }, reasons: {} });
});

test('whom an answer sends needs no other reason', () => {
  const form = { ticks: {}, added: [], reasons: {} };
  const lines = plan_lines(proposal, form, [], new Map([['PLN', 'Kena kabel? Ya']]));
  const pln = lines.find((one) => one.agency === 'PLN');
  expect(pln).toMatchObject({ is_ticked: true, departure: 'added', why: 'Kena kabel? Ya' });
  expect(lines.some(is_asked)).toBe(false);
  expect(departures(lines)).toEqual([
    { departure: 'added', agency: 'PLN', why: { reason: 'other', words: 'Kena kabel? Ya' } },
  ]);
});
