import { t, type WordKey } from '../../words/words.svelte';
import type { Screen } from '../router.svelte';

export interface Binding {
  /** `desk.save`: unique, and what a screen registers its handler under. */
  id: string;
  /** tinykeys' spelling, such as `Control+Enter`, `Alt+g`, `r`; absent for an action of the palette only. */
  key?: string;
  /** Where it acts; `everywhere` acts on every screen but the wall. */
  screen: Screen | 'everywhere';
  /** What the palette, the help and the foot call it. */
  words: WordKey;
  /** Acts while a dialog is open, too. */
  in_dialog?: true;
  /** Worth a place in the foot while it can be done. */
  foot?: true;
}

/** Keys that the web views own. */
const forbidden_keys = ['f3', 'f5', 'f7', 'f10', 'f12'];
const forbidden_with_control = ['f', 'p', 'r', '+', '-', '=', '0', 'equal', 'minus', 'keyf', 'keyp', 'keyr'];

export function is_forbidden(key: string): boolean {
  const names = key
    .toLowerCase()
    .replace(/\+\+$/, '+plus')
    .split('+')
    .map((name) => (name === 'plus' ? '+' : name));
  const last = names.at(-1) ?? '';
  if (forbidden_keys.includes(last)) return true;
  const control = names.includes('control') || names.includes('$mod') || names.includes('meta');
  return control && forbidden_with_control.includes(last);
}

/** Whether the key is one character without Ctrl, Alt or Meta: such keys act in lists, never in a text field. */
export function is_letter(key: string): boolean {
  const names = key.split('+');
  const last = names.at(-1) ?? '';
  return [...last].length === 1 && names.slice(0, -1).every((name) => name === 'Shift');
}

const spoken: Record<string, WordKey> = {
  Space: 'keys.cap_space',
  ' ': 'keys.cap_space',
  ArrowLeft: 'keys.cap_left',
  ArrowRight: 'keys.cap_right',
  ArrowUp: 'keys.cap_up',
  ArrowDown: 'keys.cap_down',
};
const short: Record<string, string> = { Control: 'Ctrl', Escape: 'Esc' };

/** `Control+Enter` as it stands on a key cap: `Ctrl Enter`. The font has no arrows, so keys are words. */
export function cap(key: string): string {
  return key
    .split('+')
    .map((name) => (spoken[name] ? t(spoken[name]) : (short[name] ?? /^(?:Digit|Key)(.)$/.exec(name)?.[1] ?? name)))
    .map((name) => ([...name].length === 1 ? name.toUpperCase() : name))
    .join(' ');
}
