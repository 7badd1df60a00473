import type { Binding } from './binding';

/** The week's table in Kelola. */
export const roster = [
  { id: 'roster.up', key: 'ArrowUp', screen: 'manage', words: 'roster.key_up' },
  { id: 'roster.down', key: 'ArrowDown', screen: 'manage', words: 'roster.key_down' },
  { id: 'roster.left', key: 'ArrowLeft', screen: 'manage', words: 'roster.key_left' },
  { id: 'roster.right', key: 'ArrowRight', screen: 'manage', words: 'roster.key_right' },
  { id: 'roster.tick_1', key: '1', screen: 'manage', words: 'roster.key_tick_1' },
  { id: 'roster.tick_2', key: '2', screen: 'manage', words: 'roster.key_tick_2' },
  { id: 'roster.tick_3', key: '3', screen: 'manage', words: 'roster.key_tick_3' },
  { id: 'roster.tick_4', key: '4', screen: 'manage', words: 'roster.key_tick_4' },
  { id: 'roster.tick_5', key: '5', screen: 'manage', words: 'roster.key_tick_5' },
  { id: 'roster.tick_6', key: '6', screen: 'manage', words: 'roster.key_tick_6' },
  { id: 'roster.tick_7', key: '7', screen: 'manage', words: 'roster.key_tick_7' },
  { id: 'roster.tick_8', key: '8', screen: 'manage', words: 'roster.key_tick_8' },
  { id: 'roster.tick_9', key: '9', screen: 'manage', words: 'roster.key_tick_9' },
  { id: 'roster.clear', key: 'Delete', screen: 'manage', words: 'roster.key_clear' },
  { id: 'roster.undo', key: 'Control+z', screen: 'manage', words: 'roster.key_undo' },
  { id: 'roster.earlier', key: 'Alt+ArrowLeft', screen: 'manage', words: 'roster.key_earlier' },
  { id: 'roster.later', key: 'Alt+ArrowRight', screen: 'manage', words: 'roster.key_later' },
  { id: 'roster.copy', key: 'Alt+s', screen: 'manage', words: 'roster.key_copy', foot: true },
  { id: 'roster.save', key: 'Control+Enter', screen: 'manage', words: 'roster.key_save', foot: true },
] as const satisfies readonly Binding[];
