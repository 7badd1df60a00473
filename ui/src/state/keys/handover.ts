import type { Binding } from './binding';

export const handover = [
  { id: 'handover.up', key: 'ArrowUp', screen: 'handover', words: 'handover.key_up' },
  { id: 'handover.down', key: 'ArrowDown', screen: 'handover', words: 'handover.key_down' },
  { id: 'handover.mark', key: 'Space', screen: 'handover', words: 'handover.key_mark', foot: true },
  { id: 'handover.read', key: 'Enter', screen: 'handover', words: 'handover.key_read' },
  { id: 'handover.ask', key: 't', screen: 'handover', words: 'handover.key_ask', foot: true },
  { id: 'handover.open', key: 'b', screen: 'handover', words: 'handover.key_open' },
  { id: 'handover.finish', key: 'Control+Enter', screen: 'handover', words: 'handover.key_finish', foot: true },
  { id: 'handover.anew', key: 'Alt+g', screen: 'handover', words: 'handover.key_anew' },
  { id: 'handover.print', key: 'Alt+c', screen: 'handover', words: 'handover.key_print' },
  { id: 'handover.now', key: 'Alt+1', screen: 'handover', words: 'handover.key_now' },
  { id: 'handover.past', key: 'Alt+2', screen: 'handover', words: 'handover.key_past' },
  { id: 'handover.more', key: 'Alt+ArrowDown', screen: 'handover', words: 'handover.key_more' },
  { id: 'handover.leave', key: 'Escape', screen: 'handover', words: 'handover.key_leave' },
] as const satisfies readonly Binding[];
