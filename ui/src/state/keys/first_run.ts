import type { Binding } from './binding';

export const first_run = [
  { id: 'first_run.next', key: 'Control+Enter', screen: 'first_run', words: 'first_run.key_next' },
  { id: 'first_run.back', key: 'Alt+ArrowLeft', screen: 'first_run', words: 'first_run.key_back' },
  { id: 'first_run.skip', key: 'Alt+ArrowRight', screen: 'first_run', words: 'first_run.key_skip' },
] as const satisfies readonly Binding[];
