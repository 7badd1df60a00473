import { expect, test } from 'vitest';
import type { Proposal } from '../../door';
import { plan_lines } from './plan';

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
