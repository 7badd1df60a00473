import { tick, untrack } from 'svelte';
import { on } from '../../state/keys.svelte';
import type { Form } from './call.svelte';
import { turn, type PlanLine } from './plan';

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

/** Where the hand was before it was asked why. */
let before: HTMLElement | undefined;

/** The hand goes to the question about an agency, where there is one. Returns whether there was. */
export async function ask(agency: string): Promise<boolean> {
  const from = document.activeElement;
  if (from instanceof HTMLElement && !from.closest('[data-why]')) before = from;
  await tick();
  const question = document.querySelector<HTMLElement>(`[data-why="${CSS.escape(agency)}"]`);
  question?.focus();
  return question !== null;
}

/** The hand goes back to where it was. */
export function go_back(): void {
  if (before?.isConnected) before.focus();
}

/** Ticks or unticks, and asks why if that departs from the plan. */
export function toggle(form: Form, line: PlanLine | undefined): void {
  if (!line) return;
  const is_question = document.activeElement?.closest('[data-why]') !== null;
  turn(form, line);
  void ask(line.agency).then((asked) => {
    if (!asked && is_question) go_back();
  });
}
