import type { Binding } from './binding';

export const find = [
  { id: 'find.up', key: 'ArrowUp', screen: 'find', words: 'find.key_up' },
  { id: 'find.down', key: 'ArrowDown', screen: 'find', words: 'find.key_down' },
  { id: 'find.open', key: 'Enter', screen: 'find', words: 'find.key_open', foot: true },
  { id: 'find.follow_up', key: 'Control+Enter', screen: 'find', words: 'find.key_follow_up', foot: true },
  { id: 'find.more', key: 'Alt+ArrowDown', screen: 'find', words: 'find.key_more' },
  { id: 'find.back', key: 'Alt+ArrowUp', screen: 'find', words: 'find.key_back' },
  { id: 'find.filter', key: 'Alt+s', screen: 'find', words: 'find.key_filter' },
  { id: 'find.clear', key: 'Alt+h', screen: 'find', words: 'find.clear' },
  { id: 'find.keep', key: 'Alt+d', screen: 'find', words: 'find.keep' },
  { id: 'find.copy_link', key: 'Alt+t', screen: 'find', words: 'find.copy_link' },
  { id: 'find.undo', key: 'Alt+z', screen: 'find', words: 'find.key_undo' },
  { id: 'find.leave', key: 'Escape', screen: 'find', words: 'find.key_leave' },
] as const satisfies readonly Binding[];
