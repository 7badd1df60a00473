import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accepted as every_field } from './accepting';
import Combo, { type Option } from './Combo.svelte';
import { field, press, settle, type } from './typing';

const villages: Option[] = [
  { id: '1', text: 'Tropodo', end: 'Krian' },
  { id: '2', text: 'Tropodo', end: 'Waru' },
];
const accepted = vi.fn();
let answer: (typed: string) => Promise<readonly Option[]>;
let shown: Record<string, unknown>;

function sit_in(target: HTMLElement): void {
  const props = { label: 'Di mana', options: (typed: string) => answer(typed), onaccept: accepted };
  shown = mount(Combo, { target, props });
  flushSync();
}
beforeEach(() => {
  accepted.mockReset();
  answer = (typed) => Promise.resolve(typed.startsWith('tro') ? villages : []);
  sit_in(document.body);
});
afterEach(() => unmount(shown));

const rows = (): string[] => [...document.querySelectorAll('[role="option"]')].map((one) => one.textContent.trim());

test('Enter takes the first match, and arrows another', async () => {
  type('trop');
  await settle();
  expect(rows()).toHaveLength(2);
  expect(field().getAttribute('aria-activedescendant')).toBe(document.querySelectorAll('[role="option"]')[0]?.id);
  press('ArrowDown');
  press('Enter');
  await settle();
  expect(accepted).toHaveBeenCalledExactlyOnceWith(villages[1]);
  expect(field().value).toBe('Tropodo');
  expect(rows()).toEqual([]);
});
test('words that match nothing are kept as they were said', async () => {
  type('dekat warung');
  await settle();
  press('Enter');
  await settle();
  expect(accepted).toHaveBeenCalledExactlyOnceWith(undefined);
  expect(field().value).toBe('dekat warung');
});
test('Enter before the answer waits for it, though the field is left', async () => {
  let arrive: (found: readonly Option[]) => void = () => undefined;
  answer = () => new Promise((resolve) => (arrive = resolve));
  type('trop');
  press('Enter');
  field().blur();
  expect(accepted).not.toHaveBeenCalled();
  arrive(villages);
  await settle();
  expect(accepted).toHaveBeenCalledExactlyOnceWith(villages[0]);
});
test('what is sent meanwhile waits for what was accepted, a second at most', async () => {
  vi.useFakeTimers();
  try {
    let arrive: (found: readonly Option[]) => void = () => undefined;
    answer = () => new Promise((resolve) => (arrive = resolve));
    const sent = vi.fn(() => field().value);
    await every_field().then(sent);
    expect(sent, 'nothing is accepted').toHaveReturnedWith('');
    type('trop');
    press('Enter');
    press('Enter');
    void every_field().then(sent);
    await vi.advanceTimersByTimeAsync(900);
    expect(sent).toHaveBeenCalledOnce();
    arrive(villages);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLastReturnedWith('Tropodo');
    expect(accepted, 'struck twice, taken once').toHaveBeenCalledExactlyOnceWith(villages[0]);
    type('trop x');
    press('Enter');
    void every_field().then(sent);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLastReturnedWith('trop x');
  } finally {
    vi.useRealTimers();
  }
});
test('in a form the Enter that accepts does not send it, whether the answer is there or not', async () => {
  void unmount(shown);
  const form = document.body.appendChild(document.createElement('form'));
  sit_in(form);
  const prevented: boolean[] = [];
  form.addEventListener('keydown', (event) => prevented.push(event.defaultPrevented));
  let arrive: (found: readonly Option[]) => void = () => undefined;
  answer = () => new Promise((resolve) => (arrive = resolve));
  type('trop');
  press('Enter');
  press('Enter');
  arrive(villages);
  await settle();
  press('Enter');
  expect(accepted).toHaveBeenCalledExactlyOnceWith(villages[0]);
  type('trop');
  arrive(villages);
  await settle();
  press('Enter');
  expect(prevented).toEqual([true, false, false, true]);
  form.remove();
});
test('whoever goes on typing after Enter is asked about what is typed then', async () => {
  const arrivals: ((found: readonly Option[]) => void)[] = [];
  answer = () => new Promise((resolve) => arrivals.push(resolve));
  type('tro');
  press('Enter');
  type('trop');
  arrivals.forEach((arrive) => arrive(villages));
  await settle();
  expect(accepted).not.toHaveBeenCalled();
  expect(rows()).toHaveLength(2);
});
test('a slow answer never overtakes a newer one', async () => {
  const arrivals: ((found: readonly Option[]) => void)[] = [];
  answer = () => new Promise((resolve) => arrivals.push(resolve));
  type('t');
  type('trop');
  arrivals[1]?.(villages.slice(1));
  await settle();
  arrivals[0]?.([{ id: '9', text: 'Tebel' }]);
  await settle();
  expect(rows()).toEqual(['Tropodo Waru']);
});
test('Esc closes the list and keeps the text; a field only visited changes nothing', async () => {
  type('trop');
  await settle();
  press('Escape');
  expect(rows()).toEqual([]);
  expect(field().value).toBe('trop');
  press('Enter');
  await settle();
  accepted.mockReset();
  field().focus();
  press('Enter');
  field().blur();
  await settle();
  expect(accepted).not.toHaveBeenCalled();
});

test('where several may be meant the first Enter only shows them', async () => {
  const asked = villages.map((one) => ({ ...one, asks: true }));
  answer = (typed) => Promise.resolve(typed.startsWith('tro') ? asked : []);
  const passed = vi.fn();
  document.body.addEventListener('keydown', (event) => passed(event.defaultPrevented), { once: true });
  type('tropodo');
  await settle();
  expect(field().getAttribute('aria-activedescendant')).toBeNull();
  press('Enter');
  await settle();
  expect(passed, 'the form does not move on').toHaveBeenCalledExactlyOnceWith(true);
  expect(accepted).not.toHaveBeenCalled();
  expect(field().getAttribute('aria-activedescendant')).toBe(document.querySelectorAll('[role="option"]')[0]?.id);
  press('ArrowDown');
  press('Enter');
  await settle();
  expect(accepted).toHaveBeenCalledExactlyOnceWith(asked[1]);
});
test('where several may be meant and the answer comes late, the hand is called back unless it went on typing', async () => {
  const asked = villages.map((one) => ({ ...one, asks: true }));
  let arrive: (found: readonly Option[]) => void = () => undefined;
  answer = () => new Promise((resolve) => (arrive = resolve));
  type('tropodo');
  press('Enter');
  field().blur();
  arrive(asked);
  await settle();
  expect(document.activeElement).toBe(field());
  expect(field().getAttribute('aria-activedescendant')).toBe(document.querySelectorAll('[role="option"]')[0]?.id);
  expect(accepted).not.toHaveBeenCalled();
  press('Escape');
  type('tropodo ');
  press('Enter');
  field().blur();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', bubbles: true }));
  arrive(asked);
  await settle();
  expect(document.activeElement).not.toBe(field());
  expect(accepted, 'the words are kept as they are').toHaveBeenCalledExactlyOnceWith(undefined);
});
