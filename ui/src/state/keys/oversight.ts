import type { Binding } from './binding';

export const oversight = [
  { id: 'oversight.up', key: 'ArrowUp', screen: 'oversight', words: 'oversight.key_up' },
  { id: 'oversight.down', key: 'ArrowDown', screen: 'oversight', words: 'oversight.key_down' },
  { id: 'oversight.open', key: 'Enter', screen: 'oversight', words: 'oversight.key_open', foot: true },
  { id: 'oversight.next', key: 'ArrowRight', screen: 'oversight', words: 'oversight.key_next', foot: true },
  { id: 'oversight.previous', key: 'ArrowLeft', screen: 'oversight', words: 'oversight.key_previous', foot: true },
  { id: 'oversight.judge', key: 't', screen: 'oversight', words: 'oversight.key_judge', foot: true },
  { id: 'oversight.owed', key: 'Alt+1', screen: 'oversight', words: 'oversight.key_owed' },
  { id: 'oversight.review', key: 'Alt+2', screen: 'oversight', words: 'oversight.key_review', foot: true },
  { id: 'oversight.leave', key: 'Escape', screen: 'oversight', words: 'oversight.key_leave' },
] as const satisfies readonly Binding[];
