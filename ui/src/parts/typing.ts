import { flushSync } from 'svelte';

/** The hand of a test on the first field of the page, once what it does is drawn. */
export const field = (): HTMLInputElement => document.querySelector('input') as HTMLInputElement;

export function type(text: string): void {
  field().focus();
  field().value = text;
  field().dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
export function press(key: string): void {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  flushSync();
}
/** Answers that are there have arrived, and are drawn. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  flushSync();
}
