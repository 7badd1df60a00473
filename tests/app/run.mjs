// The built application, from its first start to a night's first alarm, as a person meets it: real windows, a real
// notification daemon, the keyboard. `node tests/app/run.mjs`; Linux only (WebKitWebDriver).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Stage, on_stage } from './stage.mjs';
import { until } from './driver.mjs';

const MINUTES = 8;
on_stage(process.argv[1], MINUTES);

/** The words of the screens, so that the story follows them. */
function t(key, values = {}) {
  const [room, name] = key.split('.');
  const words = JSON.parse(readFileSync(new URL(`../../ui/src/words/id/${room}.json`, import.meta.url), 'utf8'));
  assert.ok(words[name], `no words for ${key}`);
  return Object.entries(values).reduce((said, [place, value]) => said.replace(`{${place}}`, value), words[name]);
}

const supervisor = { account: 'sari', name: 'Sari Uji', secret: 'sandi uji supervisor' };
const operator = { account: 'rina', name: 'Rina Uji', secret: 'sandi uji operator' };

async function first_run(app) {
  await app.reads(t('first_run.step_language'), 60);
  await app.press_button(t('first_run.next'));
  await app.reads(t('first_run.says_region'));
  await app.reads(t('first_run.seed_says'));
  await app.fill(t('first_run.room_name'), 'Call Center 112 Uji');
  await app.fill(t('first_run.prefix'), 'SDA');
  await app.press_button(t('first_run.next'));
  await app.fill(t('first_run.name'), supervisor.name);
  await app.fill(t('first_run.account'), supervisor.account);
  await app.fill(t('first_run.password'), supervisor.secret);
  await app.fill(t('first_run.password_again'), supervisor.secret);
  const code = await app.run("return document.querySelector('[data-recovery]').innerText");
  await app.fill(t('first_run.typed_back'), code.trim().split(/\s+/).join('-'));
  await app.press_button(t('first_run.open_room'));
  await app.reads(t('first_run.says_people'), 60);
  await app.fill(t('first_run.name'), operator.name);
  await app.fill(t('first_run.account'), operator.account);
  await app.fill(t('first_run.password_first'), operator.secret);
  await app.press_button(t('manage.add_person'));
  await app.reads(operator.name, 30);
  for (const step of ['agencies', 'wall', 'notices', 'practice', 'done']) {
    await app.press_button(t('first_run.skip'));
    await app.reads(t(`first_run.says_${step}`));
  }
  await app.press_button(t('first_run.finish'));
  await app.reads(t('desk.waiting'));
}

/** An action of the palette, by its words. */
async function choose(app, words) {
  await app.press('Control+k');
  await app.find('dialog[open] input');
  await app.type(words);
  await app.press('Enter');
}

async function sign_in(app, who) {
  await app.reads(t('sign_in.account'));
  await app.fill(t('sign_in.account'), who.account);
  await app.press('Enter');
  await app.fill(t('sign_in.secret'), who.secret);
  await app.press('Enter');
  await app.reads(t('desk.waiting'), 30);
  await app.reads(who.name);
}

async function change_seat(app, who) {
  await choose(app, t('desk.key_sign_out'));
  await sign_in(app, who);
}

/** Two fields and what else the caller says, by keyboard alone. Answers with the ticket as the room has it. */
async function take_call(app, { number, what, where, landmark, name }) {
  app.control_keys = 0;
  await app.press('F2');
  await app.reads(t('desk.new_call'));
  for (const words of [number, what, where, landmark, name]) {
    await app.type(words);
    await app.press('Enter');
  }
  await app.press('Control+Enter');
  await app.reads(t('sending.saved_as'));
  await app.reads(/\bSDA-\d{6}-1-\d\d\b/);
  await app.press('Control+Enter');
  await app.reads(t('desk.waiting'));
  return app.control_keys;
}

/** The door, as the page has it. */
async function ask(app, body) {
  const answer = await app.wait(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke('query', { body: arguments[0] }).then((it) => done({ it }), (no) => done({ no }));`,
    body,
  );
  assert.ok(answer.it, `the room refused ${body.ask}: ${JSON.stringify(answer.no)}`);
  return answer.it;
}

/** What the room says to a command of the shell from this window; `undefined` where it was done. */
function refused(app, command, body) {
  return app.wait(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(() => done(), (no) => done(no));`,
    command,
    body,
  );
}

const only_ticket = async (app) => (await ask(app, { ask: 'board' })).tickets[0];
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
  const clocks = async () => (await ask(app, { ask: 'board' })).tickets.flatMap((one) => one.clocks);
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

async function story(stage) {
  const done = (what) => console.log(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  const began = Date.now();
  await stage.daemon();
  await stage.web_driver();
  let { driver: app, pid } = await stage.open();
  const main = (await app.windows())[0];

  await first_run(app);
  await stage.picture('1-first-run-done', app);
  done('first run: a room, its supervisor, an operator');

  await change_seat(app, operator);
  done('signed in as the operator');

  const keys = await take_call(app, {
    number: '081200000890',
    what: 'keba',
    where: 'krian',
    landmark: 'depan SPBU',
    name: 'bu ani',
  });
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
  await app.reads(t('tray.quit_supervisor').split('.')[0]);
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
  await app.reads(t('manage.impact'));
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
  done('killed and started again: the ticket is there');

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
  await app.press_button(t('tray.quit_do')).catch(() => undefined);
  await until('a supervisor stopped the room', () => stage.process() === undefined, 30);
  assert.ok(stage.backups().length > 0, 'a backup is made before it stops');
  await app.close();
  done('a supervisor stopped the room, and a backup was made');
}

const stage = new Stage();
let failed;
try {
  await story(stage);
} catch (error) {
  failed = error;
  await stage.picture('failed');
  console.error(stage.logs());
}
stage.end();
if (failed) {
  console.error(failed);
  process.exit(1);
}
console.log('the application: its story holds');
process.exit(0);
