import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accepting } from '../../parts/accepting';
import { settle } from '../../parts/typing';
import Ask from './Ask.svelte';

const send = vi.fn(() => Promise.resolve(undefined));
const ready = vi.fn(() => true);
const onclose = vi.fn();
let shown: Record<string, unknown>;
let answer: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  // The tests' page knows no dialogs.
  Object.assign(HTMLDialogElement.prototype, { showModal: () => undefined, close: () => undefined });
  const children = createRawSnippet(() => ({ render: () => '<p></p>' }));
  shown = mount(Ask, {
    target: document.body,
    props: { title: 'Koreksi', does: 'Catat', send, ready, onclose, children },
  });
  flushSync();
  accepting(new Promise((resolve) => (answer = resolve)));
});
afterEach(() => unmount(shown));

const strike = (key: string, ctrlKey = false): void => {
  document.querySelector('form')?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true }));
  flushSync();
};

test('what is sent waits for a field whose answer is on its way', async () => {
  strike('Enter', true);
  await settle();
  expect(ready, 'what is asked is what the field holds then').not.toHaveBeenCalled();
  answer();
  await settle();
  expect(send).toHaveBeenCalledOnce();
  expect(onclose).toHaveBeenCalledOnce();
});
test('closed while it waits, it sends nothing', async () => {
  strike('Enter', true);
  document.querySelector('dialog')?.dispatchEvent(new Event('cancel'));
  flushSync();
  answer();
  await settle();
  expect(onclose).toHaveBeenCalledOnce();
  expect(send).not.toHaveBeenCalled();
});
