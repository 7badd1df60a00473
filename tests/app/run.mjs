// The built application, from its first start to a night's first alarm, as a person meets it: real windows, a real
// notification daemon, the keyboard. `node tests/app/run.mjs`; Linux only (WebKitWebDriver).

import assert from 'node:assert/strict';
import {
  ask,
  board,
  change_seat,
  choose,
  fire,
  first_run,
  operator,
  refused,
  sign_in,
  supervisor,
  t,
  take_call,
} from './acts.mjs';
import { on_stage, play } from './stage.mjs';
import { until } from './driver.mjs';

const MINUTES = 8;
on_stage(process.argv[1], MINUTES);

const only_ticket = async (app) => (await board(app))[0];
const answer_clock = (ticket) => ticket.clocks.find((clock) => clock.kind === 'answer' && clock.outcome === undefined);

/** Firings of the answer's clock, by level, as the timeline has them. */
async function firings(app, ticket) {
  const { lines } = await ask(app, { ask: 'ticket', id: ticket.id });
  const fired = lines.filter((line) => line.kind === 'fired' && line.about.clock === answer_clock(ticket).no);
  return fired.map((line) => line.about.level);
}

/** Plugs a loudspeaker in, chooses it in Kelola and hears a late alarm's pulses on it. */
async function choose_speaker(app, speaker) {
  speaker.plug();
  await choose(app, t('keys.go_manage'));
  await app.press_button(t('manage.tab_room'));
  await app.reads(t('sound.missing'));
  await app.pick(t('sound.device'), speaker.name);
  await app.reads(t('sound.ready', { name: speaker.name }));
  await app.press_button(t('sound.test'));
  await until('three and two pulses are heard', () => speaker.heard().join() === '3+2', 10);
  await until(
    'no screen says any more that there is no sound',
    async () => !(await app.text()).includes(t('frame.no_sound')),
  );
  speaker.forget();
}

/** Takes every alarm at a moment when no other is due soon; none of them is heard again. */
async function taken_is_silent(app, speaker) {
  const again = 32_000;
  const clocks = async () => (await board(app)).flatMap((one) => one.clocks);
  const due = async () =>
    Math.min(
      ...(await clocks()).flatMap((clock) =>
        clock.waiting.filter((one) => !['half', 'soon'].includes(one.level)).map((one) => one.at),
      ),
    );
  await until('no other alarm is due soon', async () => (await due()) - Date.now() > again + 5000, 120);
  await until('every alarm is taken', async () => {
    await app.press('F8');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (await clocks()).every((clock) => !clock.asks);
  });
  speaker.forget();
  await new Promise((resolve) => setTimeout(resolve, again));
  assert.deepEqual(speaker.heard(), [], 'what somebody took is not heard again');
}

async function story(stage, done) {
  await stage.daemon();
  await stage.web_driver();
  let { driver: app, pid } = await stage.open();
  const main = (await app.windows())[0];

  await first_run(app);
  await stage.picture('1-first-run-done', app);
  done('first run: a room, its supervisor, an operator');

  await change_seat(app, operator);
  done('signed in as the operator');

  const keys = await take_call(app, fire);
  assert.ok(keys <= 12, `${keys} control keys for a whole call`);
  const ticket = await only_ticket(app);
  assert.match(ticket.number, /^SDA-\d{6}-1-01$/);
  assert.ok(ticket.assignments.length >= 2, 'two agencies');
  assert.ok(ticket.assignments.every((one) => one.state === 'sent' && one.recipient !== ''));
  await app.reads('1-01');
  await stage.picture('2-desk', app);
  done(`a call by keyboard: ${keys} control keys, ${ticket.number}, ${ticket.assignments.length} agencies told`);

  const list = `[aria-label="${t('desk.list')}"]`;
  const left = async () =>
    (await app.run(`return document.querySelector(arguments[0]).innerText`, list)).match(/\d\d:\d\d/)?.[0];
  const first = await until('a countdown in the list', left);
  await until('the countdown runs', async () => ![undefined, first].includes(await left()), 5);
  done(`the countdown runs from ${first}`);

  await choose(app, t('keys.go_wall'));
  const wall = await until('a second window', async () => (await app.windows()).find((one) => one !== main));
  await app.to(wall);
  await app.reads(/Kebakaran.*Krian/, 30);
  const shown = (await app.text()).toLowerCase();
  for (const personal of ['ani', '0812', 'spbu']) assert.ok(!shown.includes(personal), `the wall shows "${personal}"`);
  await stage.picture('3-wall', app);
  for (const command of ['execute', 'sign_in', 'quit', 'drafts'])
    assert.match(String(await refused(app, command, {})), /not allowed/i, `the wall may ${command}`);
  await app.to(main);
  done('the wall shows it, and nobody on it');

  const second = await stage.second_copy(t('tray.cannot_start'));
  assert.equal(second.code, 1);
  assert.match(second.said, new RegExp(t('tray.in_use').split('(')[0]));
  done('a second copy on the same folder says so and ends');

  await app.run("location.hash = '#/quit'");
  await app.reads(t('frame.quit_supervisor').split('.')[0]);
  await app.press('Escape');
  assert.equal((await refused(app, 'quit', {}))?.problem, 'not_allowed');
  done('an operator cannot stop the room');

  await app.reads(t('frame.no_sound'), 30);
  done('without a sound device every screen says so');

  await change_seat(app, supervisor);
  await choose_speaker(app, stage.speaker);
  done('a loudspeaker was plugged in, chosen, and heard');

  await choose(app, t('keys.go_manage'));
  await app.press_button(t('manage.tab_categories'));
  await app.fill(t('manage.field_answer'), '2 mnt');
  await app.press_button(t('manage.save'));
  // What it changes is shown first.
  await app.reads(t('manage.impact_targets'));
  await app.press('Enter');
  await app.reads(t('manage.targets_saved'));
  done('the answer target is two minutes');

  const about_answer = (notes) =>
    notes.filter((note) => note.body.includes(t('notification.body_answer').split('. ')[1]));
  const soon = await until('the daemon has the notification', () => about_answer(stage.received())[0], 90);
  assert.match(soon.title, /1-01/);
  assert.match(soon.title, /Kebakaran/);
  for (const personal of ['ani', '0812', 'SPBU']) assert.ok(!`${soon.title} ${soon.body}`.includes(personal));
  const before = await only_ticket(app);
  const urgent_at = answer_clock(before).waiting.find((one) => one.level === 'urgent')?.at;
  assert.ok(urgent_at, 'the urgent level is still to come');
  done(`the daemon received "${soon.title}"`);

  // Down across a level: nothing of it may be lost, and nothing said before may be said again.
  await stage.kill(pid);
  await app.close();
  const told = stage.received();
  await until('the urgent level passes while nothing runs', () => Date.now() > urgent_at + 1000, 120);
  ({ driver: app, pid } = await stage.open());
  await sign_in(app, supervisor);
  await app.reads('1-01');
  const after = await only_ticket(app);
  assert.equal(after.number, ticket.number);
  assert.equal(after.assignments.length, ticket.assignments.length);
  await until('the wall that was open is open again', async () => (await app.windows()).length === 2, 20);
  done('killed and started again: the ticket is there, and the wall is open');

  const urgent = t('notification.urgent_title').split(':')[0];
  await until(
    'the level that passed meanwhile is told',
    () => about_answer(stage.received()).find((note) => note.title.startsWith(urgent)),
    30,
  );
  await until('the answer is late', async () => (await firings(app, after)).includes('late'), 90);
  const late = t('notification.late_title').split(':')[0];
  await until('and that is told', () => about_answer(stage.received()).find((note) => note.title.startsWith(late)), 30);
  const all = stage.received();
  assert.deepEqual(all.slice(0, told.length), told, 'what was received before is received once');
  const titles = about_answer(all).map((note) => note.title);
  assert.equal(new Set(titles).size, titles.length, `told twice: ${titles.join(', ')}`);
  const levels = await firings(app, after);
  assert.equal(new Set(levels).size, levels.length, `fired twice: ${levels.join(', ')}`);
  assert.deepEqual(levels.slice(-3), ['soon', 'urgent', 'late']);
  await stage.picture('4-late', app);
  await until('it is heard on the chosen loudspeaker', () => stage.speaker.heard().includes('3+2'), 10);
  done(`each alarm once: ${titles.join('; ')}`);

  await app.press('F8');
  await app.reads(t('alarm.waiting'));
  await taken_is_silent(app, stage.speaker);
  done('the late answer was heard until somebody took it');

  await app.run("location.hash = '#/quit'");
  await app.press_button(t('frame.quit_do')).catch(() => undefined);
  await until('a supervisor stopped the room', () => stage.process() === undefined, 30);
  assert.ok(stage.backups().length > 0, 'a backup is made before it stops');
  await app.close();
  done('a supervisor stopped the room, and a backup was made');
}

await play('the application: its story holds', story);
