import type { AlarmKey, AlarmRow, Delivery, Level, Load, Outlet, Recipient } from '../../door';
import type { DueState } from '../../parts/signs';
import { clock, shown } from '../../state/clock.svelte';
import { duration } from '../../format';
import { prefs } from '../../state/prefs.svelte';
import { t } from '../../words/words.svelte';

/** The colour and sign of a level in a history; a mark that nobody is told of has none. */
export const level_states: Record<Level, DueState> = {
  orphan: 'urgent',
  half: 'calm',
  soon: 'soon',
  urgent: 'urgent',
  late: 'late',
  supervisor: 'late',
  head: 'late',
  secretary: 'late',
};

export const key_text = (key: AlarmKey): string =>
  [key.fired_at, key.ticket, key.clock, key.cycle, key.aim, key.level].join('/');

/** Whether a named person is still wanted. */
export function is_waiting({ firing, outcome }: AlarmRow): boolean {
  const demands = level_states[firing.level] === 'late' || firing.level === 'orphan';
  const taken = firing.acknowledged_at !== undefined || firing.withdrawn_at !== undefined;
  return demands && !taken && outcome !== 'cancelled';
}

/** `+0,2 dtk` under ten seconds, whole seconds under a minute, `+12:40` from there. */
export function late_text(ms: number): string {
  if (ms >= 60_000) return `+${duration(ms)}`;
  const figure =
    ms < 10_000
      ? (ms / 1000).toLocaleString(prefs.language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 })
      : String(Math.round(ms / 1000));
  return t('alarm.late_by', { seconds: figure });
}

/** `14.05.22` on the room's own day, `23/11 14.05` on another. */
export function when(at: number): string {
  return shown.date(at) === shown.date(clock.now)
    ? shown.seconds(at)
    : `${shown.date(at).slice(0, 5)} ${shown.time(at)}`;
}

/** What became of one way out, in a few words. */
export interface Out {
  outlet: Outlet;
  recipients: readonly Recipient[];
  state: Delivery['state'];
  text: string;
}

function state_words({ outlet, state, attempt, to, at }: Delivery): string {
  if (outlet === 'task')
    return state === 'done' ? t('alarm.out_told', { to: to ?? '', time: at ? when(at) : '' }) : t('alarm.out_untold');
  if (state === 'failed') return t('alarm.out_failed', { times: attempt });
  return t(`alarm.out_${state}`);
}

/** The ways out of one alarm; recipients with the same fate on the same way are said once. */
export function outs_of(deliveries: readonly Delivery[]): Out[] {
  const found: Out[] = [];
  for (const one of deliveries) {
    const text = state_words(one);
    const same = found.find((out) => out.outlet === one.outlet && out.outlet !== 'task' && out.text === text);
    if (same) same.recipients = [...same.recipients, one.recipient];
    else found.push({ outlet: one.outlet, recipients: [one.recipient], state: one.state, text });
  }
  return found;
}

/** EEMUA 191: alarms in ten minutes that one person can manage, and from how many on it is a flood. */
export const manageable = 1;
export const flood = 10;
const bin_ms = 600_000;
export const bins = 144;

export interface LoadOfDay {
  /** Ten minutes each, oldest first, empty ones too; the last is the one that runs. */
  bars: readonly Load[];
  now: number;
  most: Load;
  total: number;
  /** On average per ten minutes of the day. */
  mean: number;
}

export function load_of_day(load: readonly Load[], now: number): LoadOfDay {
  const last = Math.floor(now / bin_ms) * bin_ms;
  const counts = new Map(load.map((one) => [one.from, one.count]));
  const bars = Array.from({ length: bins }, (_, i) => {
    const from = last - (bins - 1 - i) * bin_ms;
    return { from, count: counts.get(from) ?? 0 };
  });
  const total = bars.reduce((sum, one) => sum + one.count, 0);
  const most = bars.reduce((a, b) => (b.count > a.count ? b : a));
  return { bars, now: bars.at(-1)?.count ?? 0, most, total, mean: total / bins };
}

export type LoadVerdict = 'quiet' | 'manageable' | 'above' | 'flood';
export function verdict(count: number): LoadVerdict {
  if (count === 0) return 'quiet';
  if (count <= manageable) return 'manageable';
  return count >= flood ? 'flood' : 'above';
}
