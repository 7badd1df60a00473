// law_30: nothing on the bus takes notifications. A probe sees it within a minute and every screen says so; an alarm is
// recorded as failed and never as handed over, stays unacknowledged and on the wall, and goes out once when a daemon
// comes.

import assert from 'node:assert/strict';
import { alarms, board, choose, crash, first_run, hear, register_call, short, t } from './acts.mjs';
import { until } from './driver.mjs';
import { on_stage, play } from './stage.mjs';

on_stage(process.argv[1], 7);

/** A probe each minute, and every screen asks the room every 15 s. */
const PROBED = 60 + 15 + 5;
/** The same while an alarm waits to be told. */
const PROBED_WAITING = 5 + 15 + 5;

const missing = t('frame.no_notices');
const says_missing = async (app) => (await app.text()).includes(missing);

/** What became of an alarm's notifications: states and attempts of its firing at `level`. */
async function notifications(app, level) {
  const row = (await alarms(app)).find((one) => one.firing.level === level && one.clock_kind === 'dispatch');
  return row?.firing.deliveries.filter((one) => one.outlet === 'notification');
}

async function fails(app, level, seconds) {
  const tried = await until(
    `${level} was tried`,
    async () => {
      const all = await notifications(app, level);
      return all?.length > 0 && all.every((one) => one.state !== 'due') && all;
    },
    seconds,
  );
  assert.deepEqual(
    tried.map((one) => one.state),
    tried.map(() => 'failed'),
    `${level} is recorded as failed`,
  );
}

/** A named person is still wanted, and nobody has been. */
async function stays(app, what) {
  const [ticket] = await board(app);
  const clock = ticket.clocks.find((one) => one.kind === 'dispatch');
  assert.ok(clock.asks && clock.acknowledged_by === undefined, `${what}: the alarm is unacknowledged`);
  return ticket;
}

await play('law_30: without a notification daemon nothing is lost and everybody sees it', async (stage, done) => {
  await stage.web_driver();
  const { driver: app } = await stage.open();
  const main = (await app.windows())[0];
  await first_run(app);
  await until('the desk says that nobody takes notifications', () => says_missing(app), PROBED);
  await choose(app, t('keys.go_manage'));
  await app.press_button(t('manage.tab_health'));
  await app.reads(t('manage.vital_notices_missing'));
  await app.reads(t('first_run.notices_linux'));
  done('law_30_seen: without a daemon the desk and Kelola say so, and what to do');

  await hear(app, stage.speaker);
  await choose(app, t('keys.go_wall'));
  const wall = await until('a second window', async () => (await app.windows()).find((one) => one !== main));
  await app.to(wall);
  await until('the wall says so too', () => says_missing(app), PROBED);

  const first = await stage.daemon();
  let since = Date.now();
  await until('the wall says it no more', async () => !(await says_missing(app)), PROBED);
  const cleared = ((Date.now() - since) / 1000).toFixed(0);
  await app.to(main);
  await until('nor does the desk', async () => !(await says_missing(app)), 20);
  done(`law_30_probed: a daemon came, and the screens knew it after ${cleared} s`);

  // It dies between two probes: what fires now must not be taken for handed over.
  await stage.stop(first);
  await choose(app, t('keys.go_desk'));
  await register_call(app, crash);
  await fails(app, 'urgent', 70);
  await fails(app, 'late', 30);
  await until('the desk says that nobody takes notifications', () => says_missing(app), 20);
  const ticket = await stays(app, 'without a daemon');
  await choose(app, t('keys.go_alarms'));
  await app.press_button(t('alarm.tab_history'));
  await app.reads(`${t('alarm.out_notification')} ${t('alarm.out_failed', { times: 1 })}`);
  await choose(app, t('keys.go_desk'));
  await app.to(wall);
  const lasting = () =>
    until('it is late on the wall', async () => {
      const row = await app.run(`return document.querySelector('.wall-rows .is-late')?.innerText`);
      return row?.includes('Laka lantas') && row;
    });
  await lasting();
  await stage.picture('law-30-wall', app);
  done('law_30_failed: urgent and late are recorded as failed; the late one is unacknowledged and on the wall');

  const second = await stage.daemon();
  since = Date.now();
  await app.to(main);
  await until(
    'what waited is handed over',
    async () => (await notifications(app, 'late')).every((one) => one.state === 'handed_over' && one.attempt > 1),
    PROBED_WAITING,
  );
  const handed = ((Date.now() - since) / 1000).toFixed(0);
  await until('the desk says it no more', async () => !(await says_missing(app)), PROBED_WAITING);
  const late = t('notification.late_title', {
    number: short(ticket.number),
  }).split('{')[0];
  const received = stage.received().filter((note) => note.title.startsWith(late));
  assert.equal(received.length, 1, `the daemon has it once: ${JSON.stringify(received)}`);
  // Handed over is not acknowledged.
  await stays(app, 'handed over');
  await app.to(wall);
  await lasting();
  done(`law_30_handed_over: a daemon came, took the late alarm once after ${handed} s, and it still asks for a person`);
  await stage.stop(second);
  await app.close();
});
