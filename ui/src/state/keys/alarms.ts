import type { Binding } from './binding';

export const alarms = [
  { id: 'alarms.up', key: 'ArrowUp', screen: 'alarms', words: 'alarm.key_up' },
  { id: 'alarms.down', key: 'ArrowDown', screen: 'alarms', words: 'alarm.key_down' },
  { id: 'alarms.accept', key: 'Enter', screen: 'alarms', words: 'alarm.key_accept' },
  { id: 'alarms.open', key: 'b', screen: 'alarms', words: 'alarm.key_open', foot: true },
  { id: 'alarms.leave', key: 'Escape', screen: 'alarms', words: 'alarm.key_leave' },
  { id: 'alarms.now', key: '1', screen: 'alarms', words: 'alarm.key_now', foot: true },
  { id: 'alarms.history', key: '2', screen: 'alarms', words: 'alarm.key_history', foot: true },
] as const satisfies readonly Binding[];
