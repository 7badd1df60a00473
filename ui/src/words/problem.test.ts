import { expect, test } from 'vitest';
import type { CalendarFault, Problem } from '../door';
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
  const calendar = (fault: CalendarFault) => said({ problem: 'refused', refusal: { code: 'wrong_calendar', fault } });
  expect(calendar({ kind: 'week_segment', weekday: 1, segment: { from: 450, to: 450 } })).toBe(
    'Jam kerja tidak cocok. Hari Senin: 07.30-07.30 bukan jam yang benar.',
  );
  expect(calendar({ kind: 'two_exceptions', day: '2026-12-24' })).toContain('24/12/2026');
  expect(calendar({ kind: 'never_open' })).toContain('400 hari');
  expect(said({ problem: 'refused', refusal: { code: 'second_person' } })).toContain('petugas lain');
  expect(said({ problem: 'broken', about: 'other', trace: 'a1b2' })).toContain('a1b2');
  expect(said({ problem: 'wait', seconds: 30 })).toContain('30');
});
