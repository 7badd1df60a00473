import type { Binding } from './binding';

export const manage = [
  { id: 'manage.add', key: 'Alt+n', screen: 'manage', words: 'manage.key_add', foot: true },
  { id: 'manage.people', key: 'Alt+1', screen: 'manage', words: 'manage.tab_people' },
  { id: 'manage.agencies', key: 'Alt+2', screen: 'manage', words: 'manage.tab_agencies' },
  { id: 'manage.categories', key: 'Alt+3', screen: 'manage', words: 'manage.tab_categories' },
  { id: 'manage.calendar', key: 'Alt+4', screen: 'manage', words: 'manage.tab_calendar' },
  { id: 'manage.plans', key: 'Alt+5', screen: 'manage', words: 'manage.tab_plans' },
  { id: 'manage.room', key: 'Alt+6', screen: 'manage', words: 'manage.tab_room' },
  { id: 'manage.backup', key: 'Alt+7', screen: 'manage', words: 'manage.tab_backup' },
  { id: 'manage.health', key: 'Alt+8', screen: 'manage', words: 'manage.tab_health' },
  { id: 'manage.numbers', key: 'Alt+9', screen: 'manage', words: 'manage.tab_numbers' },
  { id: 'manage.access', key: 'Alt+0', screen: 'manage', words: 'manage.tab_access' },
  { id: 'manage.seen', key: 'Alt+l', screen: 'manage', words: 'manage.key_seen', foot: true },
  { id: 'manage.more', key: 'Alt+ArrowDown', screen: 'manage', words: 'manage.key_more' },
  { id: 'manage.words', key: 'Alt+k', screen: 'manage', words: 'manage.tab_words' },
  { id: 'manage.erasing', key: 'Alt+h', screen: 'manage', words: 'erasing.tab' },
  { id: 'manage.back_up', key: 'Alt+b', screen: 'manage', words: 'backup.now', foot: true },
  { id: 'manage.desks', key: 'Alt+m', screen: 'manage', words: 'manage.tab_desks' },
  { id: 'manage.door', key: 'Alt+o', screen: 'manage', words: 'joining.key_door' },
  { id: 'manage.join', key: 'Alt+g', screen: 'manage', words: 'joining.key_join' },
  { id: 'manage.undo', key: 'Alt+z', screen: 'manage', words: 'cue.key_undo' },
] as const satisfies readonly Binding[];
