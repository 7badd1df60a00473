import { untrack } from 'svelte';
import { matchKeyBindingPress, parseKeybinding, type KeyBindingPress } from 'tinykeys';
import { is_letter, type Binding } from './keys/binding';
import { alarms } from './keys/alarms';
import { desk } from './keys/desk';
import { everywhere } from './keys/everywhere';
import { find } from './keys/find';
import { first_run } from './keys/first_run';
import { handover } from './keys/handover';
import { liaison } from './keys/liaison';
import { manage } from './keys/manage';
import { oversight } from './keys/oversight';
import { promises } from './keys/promises';
import { report } from './keys/report';
import { roster } from './keys/roster';
import { sign_in } from './keys/sign_in';
import { ticket } from './keys/ticket';
import { wall } from './keys/wall';
import { prefs } from './prefs.svelte';
import { router, type Screen } from './router.svelte';
export { cap } from './keys/binding';
export type { Binding } from './keys/binding';

/** Every action of the application, with its key, its screen and its words: the palette, the help and the tests read this. */
const tables = [
  everywhere,
  desk,
  liaison,
  ticket,
  alarms,
  handover,
  oversight,
  promises,
  report,
  find,
  manage,
  roster,
  wall,
  sign_in,
  first_run,
] as const;
export type KeyId = (typeof tables)[number][number]['id'];
export const bindings: readonly (Binding & { id: KeyId })[] = tables.flat();

type Deed = () => void | Promise<void>;
interface Held {
  id: KeyId;
  act: Deed;
  enabled: () => boolean;
}

const presses = new Map<KeyId, KeyBindingPress>();
for (const { id, key } of bindings) {
  const press = key === undefined ? undefined : parseKeybinding(key)[0];
  if (press) presses.set(id, press);
}

/** The latest to register an action has it, so that a dialog may take it over while it is open. */
let held = $state.raw<readonly Held[]>([]);
let silent = 0;

/**
 * Gives an action its handler until the returned function is called; inside a component:
 * `$effect(() => on('desk.save', save))`. Not enabled, the key is left to the page.
 */
export function on(id: KeyId, act: Deed, enabled: () => boolean = () => true): () => void {
  const mine: Held = { id, act, enabled };
  // Whoever registers in an effect must not follow the registrations of the others.
  held = [mine, ...untrack(() => held)];
  return () => {
    held = untrack(() => held).filter((one) => one !== mine);
  };
}

/** While a modal dialog is open only Esc and what the dialog itself handles act. Returns the ending. */
export function hush(): () => void {
  silent += 1;
  let over = false;
  return () => {
    if (!over) silent -= 1;
    over = true;
  };
}

export function binding(id: KeyId): Binding & { id: KeyId } {
  const found = bindings.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}

const acts_on = (one: Binding, screen: Screen): boolean =>
  one.screen === screen ||
  (one.screen === 'desk' && screen === 'emergency') ||
  (one.screen === 'everywhere' && screen !== 'wall');

function holder(id: KeyId): Held | undefined {
  return held.find((one) => one.id === id && one.enabled());
}

/** The actions that can be done here and now, screen's own first; what palette and help show. */
export function available(): (Binding & { id: KeyId })[] {
  const here = bindings.filter((one) => acts_on(one, router.place.screen) && holder(one.id) !== undefined);
  return [...here.filter((one) => one.screen !== 'everywhere'), ...here.filter((one) => one.screen === 'everywhere')];
}

/** Does an action, as its key would. Returns whether there was a handler. */
export function act(id: KeyId): boolean {
  const found = holder(id);
  if (found) void found.act();
  return found !== undefined;
}

function is_writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** The one listener of the page. */
export function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  for (const one of bindings) {
    // A screen is locked whatever is open on it.
    if (silent > 0 && !one.in_dialog) continue;
    const press = presses.get(one.id);
    if (!one.key || !press || !acts_on(one, router.place.screen)) continue;
    if (is_letter(one.key) && (!prefs.letters || is_writing(event.target))) continue;
    if (!matchKeyBindingPress(event, press)) continue;
    const found = holder(one.id);
    if (!found) continue;
    event.preventDefault();
    // A held key must not save or send many times.
    if (!event.repeat) void found.act();
    return;
  }
}

export function start_keys(): () => void {
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}
