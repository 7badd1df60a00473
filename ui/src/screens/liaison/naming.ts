import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';
import type { Duty } from './lists';

/** Who in the room answers for it: whom the agency asks. */
export function sender_words({ row }: Duty): string {
  const by = row.owner ?? row.opened_by;
  return by === '' ? t('frame.seat', { desk: row.desk }) : by;
}

/** The same, and when the agency was told. */
export function from_words(duty: Duty): string {
  return t('liaison.from', { by: sender_words(duty), time: shown.moment(duty.own.sent_at) });
}

/** How far the agency is, and since when. */
export function state_words({ row, own }: Duty): string {
  const paused = row.clocks.find((one) => one.assignment === own.no && one.paused !== undefined)?.paused;
  if (paused)
    return t('desk.paused', { time: shown.moment(paused.resume_at), reason: t(`names.pause_${paused.reason}`) });
  if (own.state === 'sent') return t('names.waits_acknowledge');
  const at = own.ended_at ?? own.on_scene_at ?? own.en_route_at ?? own.acknowledged_at;
  const state = t(`names.state_${own.state}`);
  return at === undefined ? state : t('liaison.since', { state, time: shown.time(at) });
}
