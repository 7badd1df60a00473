import type { Unfit, UpdateChosen, UpdateInstalled, UpdateView } from '../../door';
import { t, type WordKey } from '../../words/words.svelte';

/** A reason without words does not compile. */
const reasons: Record<Unfit['why'], WordKey> = {
  no_key: 'update.no_key',
  unreadable: 'update.unreadable',
  too_large: 'update.too_large',
  unsigned: 'update.unsigned',
  not_a_signature: 'update.not_a_signature',
  other_key: 'update.other_key',
  damaged: 'update.damaged',
  not_a_release: 'update.not_a_release',
  other_system: 'update.other_system',
  not_newer: 'update.not_newer',
};

/** Why a file is not installed, and what to do. */
export const unfit_words = (unfit: Unfit): string => t(reasons[unfit.why], { ...unfit });

/** Where an update stands. */
export type Step =
  | { at: 'idle' }
  | { at: 'checking' }
  /** Found, and asked about. */
  | { at: 'asking'; from: string; to: string }
  | { at: 'installing'; to: string }
  /** Installed: the program waits to be started again. */
  | { at: 'done'; to: string }
  | { at: 'leaving' }
  | { at: 'by_hand'; command: string }
  | { at: 'unfit'; unfit: Unfit };

export function after_choosing(chosen: UpdateChosen): Step {
  if (chosen.chosen === 'nothing') return { at: 'idle' };
  if (chosen.chosen === 'unfit') return { at: 'unfit', unfit: chosen.unfit };
  return { at: 'asking', from: chosen.from, to: chosen.to };
}

export function after_installing(installed: UpdateInstalled, to: string): Step {
  if (installed.installed === 'done') return { at: 'done', to };
  if (installed.installed === 'leaving') return { at: 'leaving' };
  if (installed.installed === 'by_hand') return { at: 'by_hand', command: installed.command };
  return { at: 'unfit', unfit: installed.unfit };
}

/** Whether another file may be chosen now; what is being checked or installed is waited for. */
export const may_choose = (step: Step, view: UpdateView | undefined): boolean =>
  view?.takes_files === true && ['idle', 'unfit', 'by_hand'].includes(step.at);
