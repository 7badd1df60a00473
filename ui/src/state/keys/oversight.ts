import type { Binding } from './binding';

export const oversight = [
  { id: 'oversight.up', key: 'ArrowUp', screen: 'oversight', words: 'oversight.key_up' },
  { id: 'oversight.down', key: 'ArrowDown', screen: 'oversight', words: 'oversight.key_down' },
  { id: 'oversight.open', key: 'Enter', screen: 'oversight', words: 'oversight.key_open', foot: true },
  { id: 'oversight.next', key: 'ArrowRight', screen: 'oversight', words: 'oversight.key_next', foot: true },
  { id: 'oversight.previous', key: 'ArrowLeft', screen: 'oversight', words: 'oversight.key_previous', foot: true },
  { id: 'oversight.leave', key: 'Escape', screen: 'oversight', words: 'oversight.key_leave' },
] as const satisfies readonly Binding[];
