import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetch_every_room } from '../words/every';
import { has_words } from '../words/words.svelte';
import { act, available, bindings, hear, hush, on } from './keys.svelte';
import { cap, is_forbidden, is_letter } from './keys/binding';
import { prefs } from './prefs.svelte';
import { router } from './router.svelte';

const press = (key: string, more: KeyboardEventInit = {}, from: HTMLElement = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  from.addEventListener('keydown', (e) => hear(e as KeyboardEvent), { once: true });
  from.dispatchEvent(event);
  return event;
};

describe('the registry', () => {
  test('point 11: binds nothing that the web views own', () => {
    for (const key of [
      'F3',
      'F5',
      'F7',
      'F10',
      'F12',
      'Control+f',
      'Control+P',
      '$mod+r',
      'Control++',
      'Control+-',
      'Control+Shift+KeyR',
    ])
      expect(is_forbidden(key), key).toBe(true);
    for (const key of ['F2', 'Control+k', 'Alt+f', 'r', 'Control+Enter']) expect(is_forbidden(key), key).toBe(false);
    for (const one of bindings) if (one.key) expect(is_forbidden(one.key), one.id).toBe(false);
  });
  test('has each id once, and each key once per screen, everywhere’s included', () => {
    const ids = bindings.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const screens = new Set(bindings.map((one) => one.screen));
    for (const screen of screens) {
      const keys = bindings
        .filter((one) => one.key && (one.screen === screen || (one.screen === 'everywhere' && screen !== 'wall')))
        .map((one) => one.key?.toLowerCase());
      expect(keys.length, screen).toBe(new Set(keys).size);
    }
  });
  test('F11 belongs to the wall alone', () => {
    for (const one of bindings) if (one.key?.includes('F11')) expect(one.screen).toBe('wall');
  });
  test('has words for everything', async () => {
    await fetch_every_room();
    for (const one of bindings) expect(has_words(one.words), one.id).toBe(true);
  });
  test('writes keys as words', () => {
    expect(cap('Control+Enter')).toBe('Ctrl Enter');
    expect(cap('Alt+g')).toBe('Alt G');
    expect(cap('Alt+Digit1')).toBe('Alt 1');
    expect(cap('F2')).toBe('F2');
    expect(is_letter('r')).toBe(true);
    expect(is_letter('Alt+r')).toBe(false);
  });
});

describe('a key', () => {
  const endings: (() => void)[] = [];
  afterEach(() => {
    endings.splice(0).forEach((end) => end());
    prefs.letters = true;
    router.replace({ screen: 'desk' });
  });

  test('acts once, and not again while it is held down', () => {
    const opened = vi.fn();
    endings.push(on('call.new', opened));
    expect(press('F2').defaultPrevented).toBe(true);
    press('F2', { repeat: true });
    expect(opened).toHaveBeenCalledTimes(1);
  });
  test('does nothing without a handler, on the wall, or under a dialog', () => {
    expect(press('F2').defaultPrevented).toBe(false);
    const opened = vi.fn();
    endings.push(on('call.new', opened));
    router.replace({ screen: 'wall' });
    press('F2');
    router.replace({ screen: 'desk' });
    const end = hush();
    press('F2');
    end();
    end();
    expect(opened).not.toHaveBeenCalled();
    press('F2');
    expect(opened).toHaveBeenCalledTimes(1);
  });
  test('belongs to the latest who asked and is enabled', () => {
    const first = vi.fn();
    const second = vi.fn();
    let may = true;
    endings.push(
      on('alarm.accept', first),
      on('alarm.accept', second, () => may),
    );
    act('alarm.accept');
    may = false;
    act('alarm.accept');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });
  test('is listed for the palette only while it can be done', () => {
    expect(available()).toEqual([]);
    endings.push(on('palette.open', () => undefined));
    expect(available().map((one) => one.id)).toEqual(['palette.open']);
  });
});
