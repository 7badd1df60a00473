import type { Binding } from './binding';

export const liaison = [
  { id: 'liaison.acknowledge', key: 't', screen: 'liaison', words: 'ticket.key_acknowledge' },
  { id: 'liaison.en_route', key: 'm', screen: 'liaison', words: 'ticket.key_en_route' },
  { id: 'liaison.arrive', key: 'l', screen: 'liaison', words: 'ticket.key_arrive' },
  { id: 'liaison.finish', key: 's', screen: 'liaison', words: 'ticket.key_finish' },
  { id: 'liaison.return', key: 'j', screen: 'liaison', words: 'ticket.key_return' },
  { id: 'liaison.sound', key: 'b', screen: 'liaison', words: 'liaison.key_sound' },
  { id: 'liaison.open', key: 'Enter', screen: 'liaison', words: 'liaison.key_open', foot: true },
  { id: 'liaison.up', key: 'ArrowUp', screen: 'liaison', words: 'liaison.key_up' },
  { id: 'liaison.down', key: 'ArrowDown', screen: 'liaison', words: 'liaison.key_down' },
  { id: 'liaison.first', key: 'Home', screen: 'liaison', words: 'liaison.key_first' },
  { id: 'liaison.last', key: 'End', screen: 'liaison', words: 'liaison.key_last' },
] as const satisfies readonly Binding[];
