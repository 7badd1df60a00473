import { describe, expect, test } from 'vitest';
import { form_no, new_paper, rang_at, told_at } from './paper';

const wib = 420;
/** 28 November 2026, 04.10 WIB. */
const now = Date.UTC(2026, 10, 27, 21, 10);
const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 10, day, hour - 7, minute);
const paper = (called: string, told = '') => ({ ...new_paper(now), called, told });

describe('a form of the paper kit', () => {
  test('is known by its number, however it is typed', () => {
    for (const typed of ['261128-K03', '261128-k3', ' 261128 k03', '26112803'])
      expect(form_no(typed)).toBe('261128-K03');
    for (const typed of ['', 'K03', '261128', '261128-K', '261128-K123', '2611281-K03'])
      expect(form_no(typed)).toBeUndefined();
  });
  test('was filled in at most a week ago', () => {
    expect(rang_at(paper('2.05'), now, wib)).toBe(at(28, 2, 5));
    expect(rang_at(paper('23.50'), now, wib)).toBe(at(27, 23, 50));
    expect(rang_at(paper('21/11 04.10'), now, wib)).toBe(at(21, 4, 10));
    for (const typed of ['', 'tadi malam', '21/11 04.09', '29/11 02.00']) {
      expect(rang_at(paper(typed), now, wib), typed).toBeUndefined();
    }
  });
  test('says when the agencies were told, never before the call', () => {
    const called_at = at(28, 2, 5);
    expect(told_at(paper('2.05', ' '), called_at, now, wib)).toBe('now');
    expect(told_at(paper('2.05', '2.05'), called_at, now, wib)).toBe(called_at);
    for (const typed of ['2.04', '4.11', 'segera']) {
      expect(told_at(paper('2.05', typed), called_at, now, wib), typed).toBeUndefined();
    }
  });
});
