import type { Binding } from './binding';

export const everywhere = [
  { id: 'call.new', key: 'F2', screen: 'everywhere', words: 'keys.new_call' },
  { id: 'pane.next', key: 'F6', screen: 'everywhere', words: 'keys.next_pane', foot: true },
  { id: 'alarm.accept', key: 'F8', screen: 'everywhere', words: 'keys.accept_alarm', foot: true },
  { id: 'alarm.mute', key: 'F9', screen: 'everywhere', words: 'keys.mute', foot: true },
  { id: 'palette.open', key: 'Control+k', screen: 'everywhere', words: 'keys.palette', foot: true },
  { id: 'help.open', key: 'F1', screen: 'everywhere', words: 'keys.help', foot: true },
  { id: 'screen.lock', key: 'Control+l', screen: 'everywhere', words: 'keys.lock', in_dialog: true },
  { id: 'photo.choose', key: 'Alt+f', screen: 'everywhere', words: 'photo.key_choose', in_dialog: true },
  { id: 'link.try', key: 'Control+j', screen: 'everywhere', words: 'keys.try_now' },
  { id: 'outbox.open', key: 'Control+b', screen: 'everywhere', words: 'keys.outbox' },
  { id: 'go.desk', screen: 'everywhere', words: 'keys.go_desk' },
  { id: 'go.liaison', screen: 'everywhere', words: 'keys.go_liaison' },
  { id: 'go.find', screen: 'everywhere', words: 'keys.go_find' },
  { id: 'go.alarms', screen: 'everywhere', words: 'keys.go_alarms' },
  { id: 'go.oversight', screen: 'everywhere', words: 'keys.go_oversight' },
  { id: 'go.manage', screen: 'everywhere', words: 'keys.go_manage' },
  { id: 'go.wall', screen: 'everywhere', words: 'keys.go_wall' },
  { id: 'look.theme', screen: 'everywhere', words: 'keys.theme' },
  { id: 'look.language', screen: 'everywhere', words: 'keys.language' },
  { id: 'look.letters', screen: 'everywhere', words: 'keys.letters' },
] as const satisfies readonly Binding[];
