import type { Binding } from './binding';

export const report = [
  { id: 'report.make', key: 'Control+Enter', screen: 'report', words: 'report.key_make', foot: true },
  { id: 'report.before', key: 'Alt+j', screen: 'report', words: 'report.key_before', foot: true },
  { id: 'report.after', key: 'Alt+k', screen: 'report', words: 'report.key_after', foot: true },
  { id: 'report.day', key: 'Alt+h', screen: 'report', words: 'report.key_day' },
  { id: 'report.month', key: 'Alt+b', screen: 'report', words: 'report.key_month' },
  { id: 'report.period', key: 'Alt+w', screen: 'report', words: 'report.key_period' },
  { id: 'report.section_1', key: 'Alt+1', screen: 'report', words: 'report.section_calls' },
  { id: 'report.section_2', key: 'Alt+2', screen: 'report', words: 'report.section_answer' },
  { id: 'report.section_3', key: 'Alt+3', screen: 'report', words: 'report.section_fire' },
  { id: 'report.section_4', key: 'Alt+4', screen: 'report', words: 'report.section_agencies' },
  { id: 'report.section_5', key: 'Alt+5', screen: 'report', words: 'report.section_backlog' },
  { id: 'report.section_6', key: 'Alt+6', screen: 'report', words: 'report.section_alarms' },
  { id: 'report.section_7', key: 'Alt+7', screen: 'report', words: 'report.section_ministry' },
  { id: 'report.ministry', screen: 'report', words: 'report.ministry_key' },
  { id: 'report.print', key: 'Alt+c', screen: 'report', words: 'report.print' },
  { id: 'report.pdf', key: 'Alt+p', screen: 'report', words: 'report.take_pdf' },
  { id: 'report.xlsx', key: 'Alt+x', screen: 'report', words: 'report.take_xlsx' },
  { id: 'report.csv', screen: 'report', words: 'report.take_csv' },
  { id: 'report.leave', key: 'Escape', screen: 'report', words: 'report.key_leave' },
] as const satisfies readonly Binding[];
