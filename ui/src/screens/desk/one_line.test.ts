import { expect, test } from 'vitest';
import { take_apart } from './one_line';

test('each letter begins its field', () => {
  expect(take_apart('n 0812-0000-0890 a keba d krian p dpn spbu s bu ani c api dari dapur')).toEqual({
    number: '0812-0000-0890',
    what: 'keba',
    where: 'krian',
    landmark: 'dpn spbu',
    who: 'bu ani',
    note: 'api dari dapur',
  });
});
test('any order, any of them, and nothing for nothing', () => {
  expect(take_apart('d waru  a pohon')).toEqual({ where: 'waru', what: 'pohon' });
  expect(take_apart('a keba d')).toEqual({ what: 'keba' });
  expect(take_apart('')).toEqual({});
});
test('a letter that comes again is a word', () => {
  expect(take_apart('p blok a nomor 5 a keba')).toEqual({ landmark: 'blok', what: 'nomor 5 a keba' });
  expect(take_apart('a keba p blok a')).toEqual({ what: 'keba', landmark: 'blok a' });
});
test('without letters it is a note', () => {
  expect(take_apart('ada asap tebal')).toEqual({ note: 'ada asap tebal' });
});
