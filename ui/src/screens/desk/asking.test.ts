import { describe, expect, test } from 'vitest';
import type { Offer, Protocol, Turn } from '../../door';
import { diverted, put, reasons, saved, take_back } from './asking';
import { blank, call_of, type Form } from './call.svelte';
import { plan_lines } from './plan';

const offer = (text: string, turn: Partial<Turn> = {}): Offer => ({ text, turn: { agencies: [], ...turn } });
const named = (code: string) => `nama ${code}`;
const tree = (): Form => ({ ...blank(0), what: 'pohon', category: 'BNC-PHN', severity: 'medium' });
const stands = ({ what, category, severity, is_severity_chosen }: Form) => ({
  what,
  category,
  severity,
  is_severity_chosen,
});
const cable = offer('Ya', { severity: 'high', agencies: ['PLN'] });
const people = offer('Orang', { severity: 'critical', agencies: ['DAMKAR', 'PSC119'] });
const pruning = offer('Minta dipangkas', { category: 'INF-PHN', severity: 'low' });

describe('an answer', () => {
  test('changes the form and is taken back without a trace', () => {
    const form = tree();
    put(form, 'Sudah tumbang?', pruning, named);
    expect(stands(form)).toEqual({
      what: 'nama INF-PHN',
      category: 'INF-PHN',
      severity: 'low',
      is_severity_chosen: true,
    });
    take_back(form, 'Sudah tumbang?');
    expect(form).toEqual(tree());
  });

  test('without an effect changes nothing, nor does a skipped question, and neither is put twice', () => {
    const form = tree();
    put(form, 'Jalan tertutup?', offer('Tidak'), named);
    put(form, 'Kena kabel?', undefined, named);
    put(form, 'Kena kabel?', cable, named);
    expect(stands(form)).toEqual(stands(tree()));
    expect(form.asked.map((one) => one.answer)).toEqual(['Tidak', undefined]);
  });

  test('taken back between others leaves what those have changed', () => {
    const form = tree();
    put(form, 'Kena kabel?', cable, named);
    put(form, 'Ada yang tertimpa?', people, named);
    take_back(form, 'Kena kabel?');
    expect(form.severity).toBe('critical');
    expect([...reasons(form.asked).keys()]).toEqual(['DAMKAR', 'PSC119']);
    take_back(form, 'Ada yang tertimpa?');
    expect(form).toEqual(tree());
  });

  test('that had made another category of it takes the answers about that one along', () => {
    const form = tree();
    put(form, 'Jalan tertutup?', offer('Tidak'), named);
    put(form, 'Sudah tumbang?', pruning, named);
    put(form, 'Mau roboh?', offer('Ya', { severity: 'high', agencies: ['BPBD'] }), named);
    take_back(form, 'Sudah tumbang?');
    expect(stands(form)).toEqual(stands(tree()));
    expect(form.asked.map((one) => one.question)).toEqual(['Jalan tertutup?']);
  });

  test('does not undo what somebody chose after it', () => {
    const form = tree();
    put(form, 'Sudah tumbang?', pruning, named);
    Object.assign(form, { what: 'banjir', category: 'BNC-BJR', severity: 'critical' });
    take_back(form, 'Sudah tumbang?');
    expect(form).toMatchObject({ what: 'banjir', category: 'BNC-BJR', severity: 'critical', asked: [] });
  });
});

describe('the plan', () => {
  const proposal = {
    plan: 'R-04',
    version: 1,
    because: [],
    agencies: [
      { agency: 'BPBD', role: 'lead' as const, why: '', shortfalls: [], expected: true },
      { agency: 'PLN', role: 'support' as const, why: 'bila mengenai kabel', shortfalls: [], expected: false },
    ],
    dispatch: null,
    acknowledge: null,
    arrive: null,
    answer: 0,
  };
  const ticked = (form: Form) =>
    plan_lines(proposal, form, [], reasons(form.asked)).flatMap((one) =>
      one.is_ticked ? [[one.agency, one.why]] : [],
    );

  test('ticks who an answer sends, with the answer as its reason, until a hand says otherwise', () => {
    const form = tree();
    expect(ticked(form)).toEqual([['BPBD', '']]);
    put(form, 'Kena kabel?', cable, named);
    put(form, 'Ada yang tertimpa?', people, named);
    expect(ticked(form)).toEqual([
      ['BPBD', ''],
      ['PLN', 'Kena kabel? Ya'],
      ['DAMKAR', 'Ada yang tertimpa? Orang'],
      ['PSC119', 'Ada yang tertimpa? Orang'],
    ]);
    form.ticks['PLN'] = false;
    expect(ticked(form).map(([agency]) => agency)).not.toContain('PLN');
  });
});

test('the caller is sent where the latest answer says', () => {
  const form = tree();
  expect(diverted(form.asked)).toBeUndefined();
  put(form, 'Satu', offer('Ya', { divert: 'PLN' }), named);
  put(form, 'Dua', offer('Ya', { divert: 'LAPOR' }), named);
  put(form, 'Tiga', offer('Tidak'), named);
  expect(diverted(form.asked)).toBe('LAPOR');
});

test('what is saved is what the room asks for; other words go into the note, and skipped ones nowhere', () => {
  const form = tree();
  put(form, 'Kena kabel?', cable, named);
  put(form, 'Warnanya apa?', offer('Hijau'), named);
  put(form, 'Jalan tertutup?', undefined, named);
  const protocols: Protocol[] = [
    { category: 'BNC-PHN', advice: '', questions: [{ text: 'Kena kabel?', answers: [{ text: 'Ya' }] }] },
  ];
  expect(saved(form.asked, protocols)).toEqual({
    asked: [{ category: 'BNC-PHN', question: 'Kena kabel?', answer: 'Ya' }],
    words: 'Warnanya apa? Hijau',
  });
});

test('a draft keeps the answers, and one of before has none', () => {
  const form = tree();
  put(form, 'Kena kabel?', cable, named);
  const back = call_of({ call: 'a', form: JSON.stringify(form), kept_at: 0 });
  expect(back?.form.asked).toEqual(form.asked);
  const old = call_of({ call: 'a', form: '{"what":"pohon"}', kept_at: 0 });
  expect(old?.form.asked).toEqual([]);
});
