import { untrack } from 'svelte';
import { on } from '../../state/keys.svelte';
import type { PlanLine } from './plan';

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Alt and a digit tick the agency in that place; for an effect. Returns the ending. */
export function tick_keys(lines: () => readonly PlanLine[], toggle: (line: PlanLine | undefined) => void): () => void {
  const endings = digits.map((digit) =>
    on(
      `desk.tick_${digit}`,
      () => toggle(untrack(lines)[digit - 1]),
      () => lines().length >= digit,
    ),
  );
  return () => endings.forEach((end) => end());
}
