import { expect, test } from 'vitest';
import type { Line, LineKind } from '../../door';
import { news_of } from './news';

const line = (seq: number, kind: LineKind, by: string, desk: number): Line => ({ seq, kind, by, desk }) as Line;
const me = { name: 'Rina', desk: 2 };

test('what others did since is news, and neither notes nor clocks nor what one did oneself', () => {
  const lines = [
    line(9, 'corrected', 'Sari', 3),
    line(8, 'noted', 'Sari', 3),
    line(7, 'fired', '', 0),
    line(6, 'corrected', 'Rina', 2),
    line(5, 'corrected', 'Rina', 4),
    line(4, 'assigned', 'Sari', 3),
  ];
  expect(news_of(lines, 4, me).map((one) => one.seq)).toEqual([9, 5]);
  expect(news_of(lines, 3, me).map((one) => one.seq)).toEqual([9, 5, 4]);
  expect(news_of(lines, 9, me)).toEqual([]);
});
