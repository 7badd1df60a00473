import type { Binding } from './binding';

export const promises = [
  { id: 'promises.up', key: 'ArrowUp', screen: 'promises', words: 'telling.key_up' },
  { id: 'promises.down', key: 'ArrowDown', screen: 'promises', words: 'telling.key_down' },
  { id: 'promises.open', key: 'Enter', screen: 'promises', words: 'telling.key_open', foot: true },
  { id: 'promises.answer', key: 'k', screen: 'promises', words: 'telling.key_answer', foot: true },
  { id: 'promises.text', key: 'd', screen: 'promises', words: 'telling.key_text', foot: true },
  { id: 'promises.settled', key: 'v', screen: 'promises', words: 'telling.key_settled', foot: true },
  { id: 'promises.not_settled', key: 'b', screen: 'promises', words: 'telling.key_not_settled', foot: true },
  { id: 'promises.leave', key: 'Escape', screen: 'promises', words: 'telling.key_leave' },
] as const satisfies readonly Binding[];
