import type { Cell, Figure, Table } from '../../door';
import { day_shown, duration } from '../../format';
import { shown } from '../../state/clock.svelte';
import { prefs } from '../../state/prefs.svelte';
import { has_words, t, type WordKey } from '../../words/words.svelte';

/** What stands together on the screen. */
export const sections = {
  calls: ['funnel', 'hours', 'offered'],
  answer: ['answer', 'clocks', 'cancelled_late', 'reopened', 'confirmed'],
  fire: ['fire', 'arrive_category', 'arrive_agency', 'arrive_outside'],
  agencies: [
    'acknowledge_category',
    'acknowledge_agency',
    'acknowledge_outside',
    'work_category',
    'work_agency',
    'work_outside',
    'misroutes',
    'handed',
  ],
  backlog: ['backlog', 'coverage'],
  alarms: ['alarms', 'alarm_load'],
  ministry: ['ministry'],
} as const satisfies Record<string, readonly Figure[]>;
export type Section = keyof typeof sections;
export const section_names = Object.keys(sections) as Section[];

/** A word of the dictionary by a key that the room gave. */
export const word = (key: string): string => (has_words(key) ? t(key) : key);
export const title_of = (figure: Figure): string => word(`report.figure_${figure}`);
export function note_of(figure: Figure): string {
  const key = `report.note_${figure.replace(/_(category|agency|outside)$/, '')}`;
  const outside: WordKey[] = figure.endsWith('_outside') ? ['report.note_outside'] : [];
  const own: WordKey[] = figure.endsWith('_category') ? ['report.note_own'] : [];
  return [...(has_words(key) ? [t(key)] : []), ...outside.map((one) => t(one)), ...own.map((one) => t(one))].join(' ');
}

const number = (n: number, digits = 0): string =>
  n.toLocaleString(prefs.language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: digits });

/** A length of time: seconds with their tenths while they are few, days once they are many. */
export function length_words(ms: number): string {
  if (ms < 10_000) return t('report.seconds', { count: number(ms / 1000, 2) });
  if (ms >= 48 * 3_600_000) return t('report.days', { count: number(ms / 86_400_000, 1) });
  return duration(ms);
}

/** A cell as people read it. A percentage never stands without what it is of. */
export function cell_words(cell: Cell): string {
  if (cell === 'empty') return '';
  if ('text' in cell) return cell.text;
  if ('count' in cell) return number(cell.count);
  if ('share' in cell) {
    const { part, of } = cell.share;
    return t('report.share', { percent: number((100 * part) / of, 1), of: number(of) });
  }
  if ('duration' in cell) return length_words(cell.duration);
  if ('instant' in cell) return shown.moment(cell.instant);
  if ('day' in cell) return day_shown(cell.day);
  return word(cell.key);
}

const count_of = (cell: Cell | undefined): number => (cell && cell !== 'empty' && 'count' in cell ? cell.count : 0);

/** What a bar is made of, by the column; whole columns, such as all calls, are the length of the bar and no part. */
const parts: Partial<Record<Figure, readonly string[]>> = {
  hours: ['real', 'prank', 'silent', 'other'],
  offered: ['taken', 'abandoned'],
  misroutes: ['done', 'handed_over', 'out', 'returned', 'not_needed'],
  handed: ['numbered', 'named', 'by_word', 'not_taken', 'refused', 'not_needed'],
  backlog: ['emergency', 'complaint'],
  alarms: ['acknowledged', 'waiting', 'warned', 'withdrawn'],
  coverage: ['covered', 'no_plan', 'no_contact', 'off_duty', 'duty_unknown'],
};
const clocked = ['met', 'late', 'overdue', 'interim', 'attempted', 'cancelled', 'pending'];

/** How a part looks. What went well is one colour wherever it stands, what was missed another. */
const looks: Record<string, string> = {
  met: 'good',
  real: 'good',
  taken: 'good',
  done: 'good',
  acknowledged: 'good',
  covered: 'good',
  emergency: 'good',
  numbered: 'good',
  named: 'second',
  by_word: 'third',
  not_taken: 'over',
  refused: 'late',
  handed_over: 'third',
  late: 'late',
  overdue: 'over',
  abandoned: 'late',
  returned: 'late',
  waiting: 'late',
  no_contact: 'late',
  off_duty: 'over',
  no_plan: 'third',
  prank: 'over',
  interim: 'second',
  out: 'second',
  silent: 'second',
  complaint: 'second',
  warned: 'second',
  attempted: 'third',
  other: 'third',
  cancelled: 'fourth',
  not_needed: 'fourth',
  withdrawn: 'fourth',
  pending: 'fifth',
  duty_unknown: 'fifth',
};

export interface Part {
  name: string;
  look: string;
  count: number;
}
export interface Bar {
  name: string;
  parts: Part[];
  sum: number;
}
export interface Chart {
  bars: Bar[];
  /** The greatest sum; never 0. */
  top: number;
  /** What the looks mean, where there are several. */
  legend: Omit<Part, 'count'>[];
  /** Rows that are in the table alone. */
  left: number;
}

/** Most bars of a chart; the table has every row. */
const most = 12;

const column_of = (table: Table, name: string): number =>
  table.columns.findIndex((one) => one.key === `report.column_${name}`);
const named_in = (table: Table): string[] => (parts[table.id] ?? clocked).filter((name) => column_of(table, name) >= 0);

/** Every row as a bar, in the table's own order. */
function bars_of(table: Table): Bar[] {
  const first = table.columns.findIndex((one) => one.kind === 'count');
  const named = named_in(table);
  return table.rows.map((row): Bar => {
    const heads = table.id === 'offered' ? row.slice(0, 2) : row.slice(0, 1);
    const name = heads.map(cell_words).join(' ');
    const made = named.map((part) => ({
      name: word(`report.column_${part}`),
      look: looks[part] ?? 'good',
      count: count_of(row[column_of(table, part)]),
    }));
    const whole = { name: word(table.columns[first]?.key ?? ''), look: 'good', count: count_of(row[first]) };
    const all = named.length > 0 ? made : [whole];
    return { name, parts: all.filter((one) => one.count > 0), sum: all.reduce((sum, one) => sum + one.count, 0) };
  });
}

/** The chart of a table: its first rows as bars. */
export function chart_of(table: Table): Chart {
  const bars = bars_of(table);
  const shown_bars = table.id === 'hours' ? bars : bars.slice(0, most);
  const used = new Set(bars.flatMap((bar) => bar.parts.map((part) => part.look)));
  const legend = named_in(table)
    .map((part) => ({ name: word(`report.column_${part}`), look: looks[part] ?? 'good' }))
    .filter((one) => used.has(one.look));
  return {
    bars: shown_bars,
    top: Math.max(1, ...bars.map((bar) => bar.sum)),
    legend,
    left: bars.length - shown_bars.length,
  };
}

/** Nothing was counted at all. */
export const is_nothing = (table: Table): boolean => bars_of(table).every((bar) => bar.sum === 0);
