import type { CategoryCode, Region, TicketRow } from '../../door';

/** The three calls of the practice: each is a category of this room that has a plan. */
export type Story = 'fire' | 'crash' | 'lamp' | 'own';

export interface PracticeCall {
  category: CategoryCode;
  story: Story;
}

const told: readonly (readonly [CategoryCode, Story])[] = [
  ['KBR-BGN', 'fire'],
  ['LKA-LLN', 'crash'],
  ['INF-PJU', 'lamp'],
];

/** Those with a story of their own where the room has them; a region of its own gets its first planned kinds. */
export function practice_calls(region: Region): PracticeCall[] {
  const planned = new Set(region.plans.filter((plan) => plan.active).map((plan) => plan.category));
  const can = region.categories.filter((one) => one.active && planned.has(one.code)).map((one) => one.code);
  const known = told.filter(([code]) => can.includes(code)).map(([category, story]) => ({ category, story }));
  const others = can
    .filter((code) => !told.some(([one]) => one === code))
    .map((category) => ({ category, story: 'own' as const }));
  return [...known, ...others].slice(0, 3);
}

export type Reached = 'not_yet' | 'registered' | 'sent';

/** How far the newest ticket of a kind has come since the practice began (milliseconds UTC). */
export function reached(call: PracticeCall, tickets: Iterable<TicketRow>, since: number): Reached {
  let best: Reached = 'not_yet';
  for (const ticket of tickets) {
    if (ticket.category !== call.category || ticket.opened_at < since) continue;
    if (ticket.assignments.some((one) => one.role === 'lead')) return 'sent';
    best = 'registered';
  }
  return best;
}
