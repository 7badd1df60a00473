import { expect, test } from 'vitest';
import type { Protocol } from '../../door';
import { blank_answer, blank_protocol, form_of, protocol_of } from './questions';

const tree: Protocol = {
  category: 'BNC-PHN',
  advice: 'Menjauh dari pohon.',
  questions: [
    {
      text: 'Kena kabel listrik?',
      answers: [
        { text: 'Ya', effect: { severity: { raise: 'high' }, agencies: ['PLN'] }, advice: 'Jauhi kabel.' },
        { text: 'Minta dipangkas', effect: { category: 'INF-PHN', severity: { set: 'low' }, divert: 'LAPOR' } },
        { text: 'Tidak' },
      ],
    },
  ],
};

test('what was not touched is written as it came', () => {
  expect(JSON.stringify(protocol_of('BNC-PHN', form_of(tree)))).toBe(JSON.stringify(tree));
});

test('a question added by hand is trimmed and has no effects of its own', () => {
  const form = form_of(blank_protocol('BNC-BJR'));
  form.questions.push({ text: ' Surut? ', answers: [blank_answer(' Ya '), blank_answer('Tidak')] });
  expect(protocol_of('BNC-BJR', form)).toEqual({
    category: 'BNC-BJR',
    advice: '',
    questions: [{ text: 'Surut?', answers: [{ text: 'Ya' }, { text: 'Tidak' }] }],
  });
});
