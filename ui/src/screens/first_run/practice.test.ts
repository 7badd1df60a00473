import { expect, test } from 'vitest';
import type { AssignmentRow, Category, PlanRow, Region, TicketRow } from '../../door';
import { practice_calls, reached } from './practice';

const region_of = (codes: string[], inactive: string[] = []): Region =>
  ({
    categories: codes.map((code) => ({ code, active: !inactive.includes(code) }) as Category),
    plans: codes.map((category) => ({ category, active: true }) as PlanRow),
  }) as Region;

test('the known kinds come with their stories, others fill up', () => {
  expect(practice_calls(region_of(['A', 'INF-PJU', 'LKA-LLN', 'KBR-BGN'])).map((one) => one.story)).toEqual([
    'fire',
    'crash',
    'lamp',
  ]);
  expect(practice_calls(region_of(['A', 'B', 'LKA-LLN'], ['A'])).map((one) => one.category)).toEqual(['LKA-LLN', 'B']);
});

const ticket = (category: string, opened_at: number, roles: AssignmentRow['role'][] = []): TicketRow =>
  ({ category, opened_at, assignments: roles.map((role) => ({ role }) as AssignmentRow) }) as TicketRow;

test('a call is done when its ticket is there in the right kind and its lead was told', () => {
  const fire = { category: 'KBR-BGN', story: 'fire' } as const;
  expect(reached(fire, [], 100)).toBe('not_yet');
  expect(reached(fire, [ticket('KBR-BGN', 50, ['lead'])], 100)).toBe('not_yet');
  expect(reached(fire, [ticket('LKA-LLN', 150, ['lead'])], 100)).toBe('not_yet');
  expect(reached(fire, [ticket('KBR-BGN', 150)], 100)).toBe('registered');
  expect(reached(fire, [ticket('KBR-BGN', 150, ['support'])], 100)).toBe('registered');
  expect(reached(fire, [ticket('KBR-BGN', 150), ticket('KBR-BGN', 160, ['lead', 'support'])], 100)).toBe('sent');
});
