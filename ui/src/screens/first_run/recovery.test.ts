import { expect, test } from 'vitest';
import { as_made, is_typed_back, new_code } from './recovery';

test('a code is 24 letters in groups of four, and another each time', () => {
  const code = new_code();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new_code()).not.toBe(code);
});

test('every letter is used', () => {
  const seen = new Set(Array.from({ length: 200 }, new_code).join('').replaceAll('-', ''));
  expect(seen.size).toBe(32);
});

test('however it is typed, it is the code that was made', () => {
  const code = '01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ';
  expect(as_made('oiabcdefghjkmnpqrstvwxyz')).toBe(code);
  expect(as_made(' 0LAB CDEF.GHJK/MNPQ RSTV WXYZ ')).toBe(code);
});

test('the last group, or the whole, proves that it was kept', () => {
  const code = '01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ';
  expect(is_typed_back(code, 'wxyz')).toBe(true);
  expect(is_typed_back(code, code.toLowerCase())).toBe(true);
  for (const wrong of ['', '-', 'WXY', '01AB', 'RSTV-WXYZ', 'WXYA'])
    expect(is_typed_back(code, wrong), wrong).toBe(false);
});
