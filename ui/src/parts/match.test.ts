import { expect, test } from 'vitest';
import { is_found, pieces } from './match';

const hit = (text: string, typed: string) => pieces(text, typed).find((piece) => piece.hit)?.text;

test('case, spaces and hyphens do not matter', () => {
  expect(hit('Masangankulon', 'masangan kulon')).toBe('Masangankulon');
  expect(hit('Masangan Kulon', 'masangankul')).toBe('Masangan Kul');
  expect(hit('Sumur-batu', 'sumurb')).toBe('Sumur-b');
});
test('a word’s beginning goes before its middle', () => {
  expect(pieces('Tebaran bara', 'bar')).toEqual([
    { text: 'Tebaran ', hit: false },
    { text: 'bar', hit: true },
    { text: 'a', hit: false },
  ]);
  expect(hit('Kebakaran', 'akar')).toBe('akar');
});
test('nothing typed and nothing found mark nothing', () => {
  expect(pieces('Krian', '')).toEqual([{ text: 'Krian', hit: false }]);
  expect(pieces('Krian', 'waru')).toEqual([{ text: 'Krian', hit: false }]);
});
test('the pieces are the whole text', () => {
  for (const typed of ['k', 'kec kri', 'é', 'an'])
    expect(
      pieces('Kec. Krian, Café', typed)
        .map((piece) => piece.text)
        .join(''),
    ).toBe('Kec. Krian, Café');
});

test('a text is found by what is typed, and by nothing typed', () => {
  expect(is_found('Damkar BPBD', 'damkar')).toBe(true);
  expect(is_found('Damkar BPBD', 'pln')).toBe(false);
  expect(is_found('Damkar BPBD', ' ')).toBe(true);
});
