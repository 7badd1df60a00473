// law_29, point 20: a hidden web view stops its timers, and the room's alarms must not care (tauri#5147). The desk's window is
// minimised, and then put away into the tray with its page frozen altogether; meanwhile every level fires when it is
// due, is heard, and reaches the notification daemon. `KENTONGAN_HIDDEN_SECONDS` says for how long, each time.

import assert from 'node:assert/strict';
import { alarms, board, choose, crash, fire, first_run, hear, register_call, short, t, take_call } from './acts.mjs';
import { TRAY, own } from './bus.mjs';
import { until } from './driver.mjs';
import { on_stage, play, wall_time } from './stage.mjs';

const seconds = Number(process.env['KENTONGAN_HIDDEN_SECONDS'] ?? 45);
on_stage(process.argv[1], 6 + Math.ceil((2 * seconds) / 60));

const TITLE = 'Kentongan';
/** What the design promises of a firing while the room runs. */
const FIRED = 1000;
/** And of the daemon, which is asked next. */
const RECEIVED = 2000;
/** A flood is told together, a minute apart at most. */
const GROUPED = 70_000;

/** A flood goes on from one time away into the next. */
const told_so_far = [];

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const is_hidden = (app) => app.run('return document.visibilityState === "hidden"');
const is_told = (level) => !['half', 'soon'].includes(level);

/** Every level that comes due by itself within the next `ms`. */
async function coming(app, ms) {
  const tickets = await board(app);
  const levels = tickets.flatMap((ticket) =>
    ticket.clocks.flatMap((clock) =>
      clock.waiting.map((one) => ({
        ticket: ticket.id,
        number: ticket.number,
        clock: clock.no,
        ...one,
      })),
    ),
  );
  return levels.filter((one) => one.at < Date.now() + ms).toSorted((one, other) => one.at - other.at);
}

/** Each has fired, once, within a second of its instant, by the journal. Answers with the latest of them in ms. */
async function fired_in_time(app, levels) {
  const rows = await alarms(app);
  const late = levels.map((level) => {
    const same = rows.filter(
      ({ key }) => key.ticket === level.ticket && key.clock === level.clock && key.level === level.level,
    );
    const what = `${short(level.number)} clock ${level.clock} ${level.level}`;
    assert.equal(same.length, 1, `${what} fired ${same.length} times`);
    const { due_at, fired_at, late_ms, suspect } = same[0].firing;
    assert.equal(due_at, level.at, what);
    assert.equal(fired_at - due_at, late_ms, what);
    assert.ok(late_ms >= 0 && late_ms <= FIRED && !suspect, `${what} fired ${late_ms} ms after it was due`);
    return late_ms;
  });
  return Math.max(...late);
}

/** Each that is told reached the daemon then, once, by the daemon's own clock. Answers with the latest of them in ms. */
function received_in_time(notes, levels, from) {
  const fresh = notes.map((note) => ({ ...note, at: wall_time(note.booted) })).filter((note) => note.at > from);
  const begins = (title) => title.split('{')[0];
  const groups = fresh.filter((note) => note.title.endsWith(t('notification.group_title').split('}')[1]));
  const single = fresh.filter((note) => !groups.includes(note));
  const told = levels.filter((one) => is_told(one.level));
  told_so_far.push(...told);
  let last = 0;
  for (const level of told) {
    const title = begins(t(`notification.${level.level}_title`, { number: short(level.number) }));
    const at = single.findIndex((note) => note.title.startsWith(title) && note.at - level.at < RECEIVED);
    if (at >= 0) {
      const [note] = single.splice(at, 1);
      assert.ok(note.at > level.at - 50, `"${note.title}" came before it was due`);
      last = Math.max(last, note.at - level.at);
      continue;
    }
    const before = told_so_far.filter((one) => one.at <= level.at && one.at > level.at - 600_000).length;
    const group = groups.find((note) => note.at > level.at && note.at - level.at < GROUPED);
    const what = `${short(level.number)} ${level.level}`;
    assert.ok(group && before > 10, `the daemon has no "${what}" of its instant: ${JSON.stringify(fresh)}`);
    assert.ok(group.body.includes(short(level.number)), `${group.body} does not name ${what}`);
  }
  assert.deepEqual(single, [], 'nothing is told that was not due, and nothing twice');
  return { told: told.length, groups: groups.length, last };
}

/** The screen has each alarm once, and each ticket once. */
async function shown_once(app, levels) {
  const places = () => app.run(`return [...document.querySelectorAll('[data-past]')].map((it) => it.dataset.past)`);
  const keys = (await alarms(app)).map(({ key }) =>
    [key.fired_at, key.ticket, key.clock, key.cycle, key.aim, key.level].join('/'),
  );
  const newest = keys.slice(0, 10);
  await app.press_button(t('alarm.tab_history'));
  const shown = await until('the alarms are on the screen', async () => {
    const all = await places();
    return newest.every((key) => all.includes(key)) && all;
  });
  assert.equal(new Set(shown).size, shown.length, 'an alarm is on the screen twice');
  await choose(app, t('keys.go_desk'));
  const list = `[aria-label="${t('desk.list')}"]`;
  const times = async (number) =>
    (await app.run('return document.querySelector(arguments[0])?.innerText ?? ""', list)).split(number).length - 1;
  for (const number of new Set(levels.map((one) => short(one.number)))) {
    await until(`${number} is in the list`, async () => (await times(number)) > 0);
    assert.equal(await times(number), 1, `${number} is in the list once`);
  }
}

async function hidden(stage, app, how, { hide, freeze }) {
  const window = stage.seen_window(TITLE);
  const enough = (levels) => levels.filter((one) => is_told(one.level)).length >= 2;
  // After a long time away nothing of the first calls is left to come.
  if (!enough(await coming(app, seconds * 1000))) await register_call(app, crash);
  const levels = await coming(app, seconds * 1000);
  assert.ok(enough(levels), `levels to come: ${JSON.stringify(levels)}`);
  stage.speaker.forget();
  const from = Date.now();
  await hide(window);
  await until(`the page is hidden: ${how}`, () => is_hidden(app), 10);
  assert.equal(stage.seen_window(TITLE), undefined, 'no window of it is to be seen');
  const page = freeze ? stage.web_process(stage.process()) : undefined;
  if (freeze) assert.ok(page, 'the process of the page');
  try {
    if (page) process.kill(page, 'SIGSTOP');
    await sleep(from + seconds * 1000 + FIRED - Date.now());
    assert.equal(stage.seen_window(TITLE), undefined, 'it was hidden until the end');
    if (!page) assert.ok(await is_hidden(app), 'and so was its page');
  } finally {
    if (page) process.kill(page, 'SIGCONT');
  }
  // A click on a notification brings the window back to its alarms.
  assert.ok(Number(stage.dunstctl('count', 'displayed').stdout) > 0, 'no notification is on the screen');
  stage.dunstctl('action', '0');
  await until('the window is back', async () => stage.seen_window(TITLE) && !(await is_hidden(app)), 20);
  await app.reads(t('alarm.waiting'));
  const fired = await fired_in_time(app, levels);
  const { told, groups, last } = received_in_time(stage.received(), levels, from);
  const heard = stage.speaker.heard();
  assert.ok(heard.length > 0, 'nothing was heard');
  await shown_once(app, levels);
  const grouped = groups > 0 ? `, a flood in ${groups} groups` : '';
  return (
    `${how} for ${seconds} s: ${levels.length} levels fired at most ${fired} ms after their instant, ` +
    `${told} told at most ${Math.round(last)} ms after it${grouped}; heard ${heard.join(' ')}; on the screen once`
  );
}

await play('law_29: an alarm fires in time while its window is hidden', async (stage, done) => {
  const tray = await own(TRAY);
  await stage.window_manager();
  await stage.daemon();
  await stage.web_driver();
  const { driver: app } = await stage.open();
  await first_run(app);
  await hear(app, stage.speaker);
  done('a room, and a loudspeaker');

  // One is told to its agencies, and of the other nobody is told: what it owes comes due soonest.
  await take_call(app, fire);
  await register_call(app, crash);
  const owed = (await board(app)).flatMap((ticket) => ticket.clocks.filter((one) => one.kind === 'dispatch'));
  const late_at = Math.max(...owed.flatMap((clock) => clock.waiting.map((one) => one.level === 'late' && one.at)));
  done('two calls');
  // Where little time is given, it is spent on what matters most: the breach comes within it.
  await sleep(late_at - Date.now() - (seconds - 4) * 1000);

  const minimised = {
    hide: (window) => stage.xdotool('windowminimize', window),
  };
  done(`law_29_minimised: ${await hidden(stage, app, 'minimised', minimised)}`);

  const away = {
    freeze: true,
    hide: async (window) => {
      // What is minimised is on a desktop still; what is in the tray is on none. A key may come before the focus does.
      const gone = () => {
        if (stage.seen_window(TITLE)) stage.xdotool('windowfocus', '--sync', window, 'key', 'alt+F4');
        return stage.xdotool('get_desktop_for_window', window).status !== 0;
      };
      await until('the window is in the tray', gone, 10);
    },
  };
  done(`law_29_in_the_tray: ${await hidden(stage, app, 'in the tray, its page frozen,', away)}`);
  await app.close();
  tray.destroy();
});
