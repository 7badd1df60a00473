import { expect, test } from 'vitest';
import type { Problem } from '../door';
import { problem_words } from './problem';

test('a problem is a sentence with what it is about', () => {
  const said = (problem: Problem) => problem_words(problem);
  expect(said({ problem: 'refused', refusal: { code: 'too_long', what: 'landmark', longest: 400 } })).toBe(
    'Patokan terlalu panjang, paling banyak 400 huruf.',
  );
  expect(said({ problem: 'refused', refusal: { code: 'open_assignments', agencies: ['BPBD', 'PLN'] } })).toBe(
    'Belum selesai: BPBD, PLN.',
  );
  expect(said({ problem: 'refused', refusal: { code: 'wrong_step', state: 'en_route' } })).toContain('menuju');
  expect(said({ problem: 'refused', refusal: { code: 'missing', what: 'something_new' } })).toContain('something_new');
  expect(said({ problem: 'broken', about: 'other', trace: 'a1b2' })).toContain('a1b2');
  expect(said({ problem: 'wait', seconds: 30 })).toContain('30');
});
