import { expect, test } from 'vitest';
import { count_words, countdown, grouped, tidy_words } from './words';

test('words are taken as people type them', () => {
  expect(tidy_words('  Abang, air-anak\tASAP  awan.ayam ')).toBe('abang air anak asap awan ayam');
  expect(tidy_words('1. abang 2. air')).toBe('abang air');
  expect(count_words('Abang air  anak')).toBe(3);
  expect(count_words(' - ')).toBe(0);
});

test('a fingerprint is read aloud in groups', () => {
  expect(grouped('0a1b2c3d4e')).toBe('0A1B 2C3D 4E');
  expect(grouped('')).toBe('');
});

test('a countdown ends at nought', () => {
  expect(countdown(600)).toBe('10:00');
  expect(countdown(6.2)).toBe('0:07');
  expect(countdown(-3)).toBe('0:00');
});
