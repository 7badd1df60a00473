import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bindings, cap, on } from '../state/keys.svelte';
import { prefs } from '../state/prefs.svelte';
import { place_of, router } from '../state/router.svelte';
import { fetch_every_room } from '../words/every';
import { fetch_words, t } from '../words/words.svelte';
import Palette from './Palette.svelte';

/** What jsdom leaves out of dialogs. */
const dialogs = HTMLDialogElement.prototype;
const { showModal, close } = dialogs;
let endings: (() => void)[] = [];

beforeEach(() => {
  dialogs.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  dialogs.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(() => {
  endings.splice(0).forEach((end) => end());
  prefs.language = 'id';
  router.replace({ screen: 'desk' });
  Object.assign(dialogs, { showModal, close });
});

/** What Ctrl+K lists: an action's words and, at the end of its line, its key. */
function listed(): Map<string, string> {
  const rows = [...document.querySelectorAll('[role="option"]')];
  return new Map(
    rows.map((row) => {
      const key = row.querySelector('kbd')?.textContent ?? '';
      return [row.querySelector('span')?.textContent ?? '', key];
    }),
  );
}

describe('point 10: every action that can be done is in Ctrl+K with its key', () => {
  const screens = [
    'desk',
    'liaison',
    'ticket',
    'alarms',
    'handover',
    'oversight',
    'find',
    'promises',
    'report',
    'manage',
    'first_run',
  ];

  test.each(['id', 'en'] as const)('%s', async (language) => {
    prefs.language = language;
    await fetch_words();
    await fetch_every_room();
    const found = new Set<string>();
    for (const screen of screens) {
      router.replace(place_of(screen === 'ticket' ? '#/ticket/1' : `#/${screen}`));
      const here = bindings.filter((one) => one.screen === screen || one.screen === 'everywhere');
      endings = here.map((one) => on(one.id, () => undefined));
      const shown = mount(Palette, { target: document.body, props: { open: true } });
      flushSync();
      const lines = listed();
      for (const one of here.filter((it) => it.id !== 'palette.open')) {
        expect(lines.get(t(one.words)), `${screen}: ${one.id}`).toBe(one.key ? cap(one.key) : '');
        found.add(one.id);
      }
      await unmount(shown);
      endings.splice(0).forEach((end) => end());
    }
    // The palette does not open itself; everything else of the registry was there.
    const left = bindings.filter((one) => !found.has(one.id)).map((one) => one.id);
    expect(left).toEqual(['palette.open']);
  });

  test('what cannot be done now is not there', async () => {
    endings = [
      on('desk.save', () => undefined),
      on(
        'desk.merge',
        () => undefined,
        () => false,
      ),
    ];
    const shown = mount(Palette, { target: document.body, props: { open: true } });
    flushSync();
    expect([...listed().keys()]).toEqual([t('desk.key_save')]);
    await unmount(shown);
  });
});
