import { expect, test } from 'vitest';
import { apart, wrong_of } from './pulse';

const sure = { state: 'sure' } as const;

test('a room that lives shows nothing', () => {
  expect(wrong_of({ heartbeat: 30_000, canary: 120_000, clock: sure })).toEqual([]);
});

test('law 35: what has stopped is said, the worst first', () => {
  expect(wrong_of({ heartbeat: 0, canary: 120_001, clock: sure })).toEqual([{ what: 'canary', age: 120_001 }]);
  const clock = { state: 'behind', by: 3_600_000, since: 1 } as const;
  expect(wrong_of({ heartbeat: 30_001, canary: 121_000, clock }).map((wrong) => wrong.what)).toEqual([
    'heartbeat',
    'canary',
    'behind',
  ]);
});

test('a difference is said in its largest unit', () => {
  expect(apart(6_000)).toEqual({ late: false, clock: '00:06' });
  expect(apart(3 * 3_600_000)).toEqual({ late: false, count: 3, unit: 'hours' });
  expect(apart(20_000 * 86_400_000)).toEqual({ late: false, count: 20_000, unit: 'days' });
});
