// A call is being typed when something dies, and a call is typed at a person's pace with two hundred tickets open: what is
// lost, and how long the program lets its person wait. Points 7, 8, 9, 15, 18 and 28 of the design, on the real web view.

import assert from 'node:assert/strict';
import { cpus, loadavg } from 'node:os';
import { ask, change_seat, first_run, operator, t } from './acts.mjs';
import { fill } from './crowd.mjs';
import { Inspector } from './inspector.mjs';
import { busy, share_of, waited } from './pace.mjs';
import { on_stage, play } from './stage.mjs';
import { until } from './driver.mjs';

const MINUTES = 6;
on_stage(process.argv[1], MINUTES);

const ROWS = 200;
/** Seconds of one measurement of what the page costs, and how many of them: the first clocks turn, and then many at once. */
const SPAN = 10;
const SPANS = 7;
/** Milliseconds a letter: 40 words a minute, of five letters each. */
const LETTER = 300;
/** How far beyond the promise the story fails: three times, and more where others are at work on the same machine. */
const forgiven = () => 3 * Math.max(1, loadavg()[0] / cpus().length);
/** What the design promises. */
const GOAL = {
  lost_ms: 500,
  back_ms: 5000,
  call_ms: 30_000,
  waiting_ms: 1000,
  paint_ms: 50,
  result_ms: 100,
  core: 0.1,
  first_paint_ms: 1500,
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** The figure beside its goal; fails only where it is far beyond. */
function held_to(point, figure, goal, unit = 'ms') {
  const said = unit === 'ms' ? `${Math.round(figure)} ms` : `${(figure * 100).toFixed(1)} %`;
  const wanted = unit === 'ms' ? `${goal} ms` : `${goal * 100} %`;
  assert.ok(figure <= goal * forgiven(), `${point}: ${said}, and the goal is ${wanted}`);
  return `${said} (goal ${wanted})`;
}

/** What stands in the form, by the labels of its fields. */
const form = (app) =>
  app.run(`return Object.fromEntries([...document.querySelectorAll('.call-form .form :is(input:not([type=checkbox]), textarea)')]
    .map((it) => [it.labels?.[0]?.innerText ?? '', it.value]))`);

const labels = ['number', 'what', 'where', 'landmark', 'who', 'note'].map((name) => t(`desk.${name}`));
const [NUMBER, WHAT, WHERE, LANDMARK, WHO, NOTE] = labels;
const in_field = 'return !!document.activeElement?.labels?.[0]?.innerText.startsWith(extra)';
const offers = `return !!document.querySelector('[role=option]')?.innerText.toLowerCase().includes(extra)`;

/** A call half told; the last field is still being typed. */
async function begin_call(app, landmark) {
  await app.press('F2');
  await app.reads(t('desk.new_call'));
  await app.type('081200000892');
  await app.press('Enter');
  await app.type('keba');
  await until('the kind is offered', () => app.run(offers.replace('extra', 'arguments[0]'), 'kebakaran'));
  await app.press('Enter');
  await app.type('krian');
  await until('the place is offered', () => app.run(offers.replace('extra', 'arguments[0]'), 'krian'));
  await app.press('Enter');
  const typed = [];
  for (const letter of landmark) {
    await app.type(letter);
    typed.push(Date.now());
    await sleep(60);
  }
  return typed;
}

/** What came back is what was typed, but for its very end. Answers with the milliseconds of typing that were lost. */
function lost(back, landmark, typed, killed) {
  assert.equal(back[NUMBER], '081200000892');
  assert.match(back[WHAT], /^Kebakaran/);
  assert.match(back[WHERE], /Krian/);
  const kept = back[LANDMARK];
  assert.ok(landmark.startsWith(kept), `"${kept}" was never typed`);
  const gone = kept.length < typed.length ? killed - typed[kept.length] : 0;
  assert.ok(gone <= GOAL.lost_ms, `${gone} ms of typing are lost: "${kept}"`);
  return gone;
}

const is_back = (app) => until('the form is back', async () => (await form(app))[NUMBER] && form(app), 20);

/** Nothing of it was a case; the desk is idle again. */
async function drop_call(app) {
  await app.press('Alt+x');
  await app.type('5');
  await app.reads(t('desk.waiting'));
}

/** The program is killed while the last field is typed, and started again as a person does. Answers with its page and pid. */
async function program_dies(app, stage, pid, done) {
  const landmark = 'belakang pasar baru, rumah cat hijau';
  const typed = await begin_call(app, landmark);
  const killed = Date.now();
  await stage.kill(pid);
  await app.close();
  const opened = await stage.open_plain();
  const page = new Inspector(opened.port);
  await page.attach(30);
  const at_door = `return !!document.querySelector('input[type=password]') && document.activeElement.tagName === 'INPUT'`;
  await until('the door', () => page.run(at_door), 30);
  const window = await until('its window', () => stage.seen_window('Kentongan'), 10);
  stage.xdotool('windowfocus', '--sync', window);
  stage.xdotool('type', '--delay', '60', operator.account);
  stage.xdotool('key', 'Return');
  const at_secret = `return document.activeElement.type === 'password'`;
  await until('the password is asked for', () => page.run(at_secret));
  stage.xdotool('type', '--delay', '60', operator.secret);
  stage.xdotool('key', 'Return');
  const back = await is_back(page);
  done(`point 15, the program: ${lost(back, landmark, typed, killed)} ms of typing lost`);
  return { page, pid: opened.pid };
}

/** The page's process is killed under a form that is being typed with real keys. */
async function page_dies(stage, page, pid, done) {
  const focus = (label) =>
    page.run(
      `[...document.querySelectorAll('.call-form input')].find((it) => it.labels?.[0]?.innerText === arguments[0]).focus();`,
      label,
    );
  const before = await form(page);
  const landmark = `${before[LANDMARK]} gang kedua masuk seratus meter`;
  await focus(LANDMARK);
  stage.xdotool('key', 'End');
  const typed = [...before[LANDMARK]].map(() => 0);
  for (const letter of landmark.slice(before[LANDMARK].length)) {
    stage.xdotool('type', letter);
    typed.push(Date.now());
    await sleep(60);
  }
  const first = stage.web_process(pid);
  assert.ok(first, 'the process of the page');
  const killed = Date.now();
  process.kill(first, 'SIGKILL');
  const again = await until('the form is back', async () => {
    await page.connect();
    return (await form(page))[NUMBER] && form(page);
  });
  const took = Date.now() - killed;
  assert.notEqual(stage.web_process(pid), first, 'another process draws');
  const gone = lost(again, landmark, typed, killed);
  done(`point 15, the web process: back after ${held_to('point 15', took, GOAL.back_ms)}, ${gone} ms of typing lost`);
  // With a pause of half a second before it nothing at all is lost.
  await focus(WHO);
  stage.xdotool('type', '--delay', '60', 'bu ani');
  await until('it is typed', async () => (await form(page))[WHO] === 'bu ani');
  await sleep(GOAL.lost_ms);
  process.kill(stage.web_process(pid), 'SIGKILL');
  await until('the form is back whole', async () => {
    await page.connect();
    return (await form(page))[WHO] === 'bu ani';
  });
  // And it is a form that works: real keys end it.
  stage.xdotool('key', 'alt+x');
  stage.xdotool('key', '5');
  await until('the desk is idle', () => page.run(`return !!document.querySelector('.start')`));
  done('point 15: half a second before, nothing is lost, and the call goes on');
}

/** One call as a person types it at 40 words a minute, who waits for what must be there before going on. */
async function scripted_call(app) {
  const waits = [];
  let next = Date.now();
  const began = next;
  const beat = async () => {
    await sleep(next - Date.now());
    next = Math.max(next, Date.now()) + LETTER;
  };
  const key = async (name, condition, extra) => {
    await beat();
    waits.push([name, await waited(app, condition, () => app.press(name), extra)]);
  };
  const says = async (words, condition, extra) => {
    for (const letter of condition ? words.slice(0, -1) : words) {
      await beat();
      await app.type(letter);
    }
    if (!condition) return;
    await beat();
    waits.push([words, await waited(app, condition, () => app.type(words.at(-1)), extra)]);
  };
  await key('F2', in_field, NUMBER);
  await says('081200000893');
  await key('Enter', in_field, WHAT);
  await says('keba', offers, 'kebakaran');
  await key('Enter', `${in_field} && document.querySelectorAll('.plan-list li').length > 1`, WHERE);
  await says('kria', offers, 'krian');
  await key('Enter', in_field, LANDMARK);
  await says('dpn SPBU');
  await key('Enter', in_field, WHO);
  await says('bu ani');
  await key('Enter', in_field, NOTE);
  await says('api dari dapur, satu orang');
  await key(
    'Control+Enter',
    `return /\\d-\\d/.test(document.querySelector('.saved .number')?.innerText ?? '') && !!document.querySelector('[data-recipient]')`,
  );
  await key('Control+Enter', `return !!document.querySelector('.start') && !!document.querySelector('.toast')`);
  const took = Date.now() - began;
  const ticket = (await ask(app, { ask: 'board' })).tickets.find((one) => one.landmark === 'dpn SPBU');
  assert.ok(ticket.assignments.length > 1 && ticket.assignments.every((one) => one.state === 'sent'), 'it is routed');
  assert.equal(ticket.narrative, 'api dari dapur, satu orang');
  const waiting = waits.reduce((sum, [, ms]) => sum + ms, 0);
  const longest = waits.toSorted(([, one], [, other]) => other - one)[0];
  return (
    `a call at 40 words a minute routed in ${held_to('point 07', took, GOAL.call_ms)}, the program's own waiting ` +
    `${held_to('point 07', waiting, GOAL.waiting_ms)}, the longest ${Math.round(longest[1])} ms at ${longest[0]}`
  );
}

/** Letters into a field and steps through the list, each until it is drawn. */
async function key_to_paint(app) {
  const took = [];
  await app.press('F2');
  await app.reads(t('desk.new_call'));
  const note = 'api dari dapur penghuni keluar';
  await app.run(`document.querySelector('.call-form textarea').focus()`);
  for (let n = 1; n <= note.length; n += 1)
    took.push(
      await waited(app, `return document.activeElement.value === extra`, () => app.type(note[n - 1]), note.slice(0, n)),
    );
  await app.run(`document.querySelector('.list a[tabindex="0"]').focus()`);
  for (let n = 0; n < 30; n += 1) {
    const before = await app.run(`return document.activeElement.dataset.row`);
    const moved = `return document.activeElement?.dataset.row !== undefined && document.activeElement.dataset.row !== extra`;
    took.push(await waited(app, moved, () => app.press(n < 20 ? 'ArrowDown' : 'ArrowUp'), before));
  }
  await app.run(`document.querySelector('.call-form textarea').focus()`);
  await drop_call(app);
  return `a key is painted within ${held_to('point 08', share_of(took, 0.95), GOAL.paint_ms)} at p95 of ${took.length}`;
}

/** Calls ended by one digit, each until the room has taken it and the desk says so. */
async function command_to_result(app) {
  const took = [];
  for (let n = 0; n < 20; n += 1) {
    await app.press('F2');
    await until('a form', () => app.run(`return !!document.querySelector('.call-form')`));
    await app.press('Alt+x');
    await until('a digit is awaited', () => app.run(`return !!document.querySelector('.nocase.is-armed')`));
    took.push(await waited(app, `return !!document.querySelector('.start')`, () => app.type('2')));
  }
  const today = (await ask(app, { ask: 'board' })).today;
  assert.ok(today.calls >= 20, 'the room has counted them');
  return `a command is to be seen within ${held_to('point 09', share_of(took, 0.95), GOAL.result_ms)} at p95 of ${took.length}`;
}

/** The states that the rows are in, by their tickets. */
const states = (app) =>
  app.run(`return Object.fromEntries([...document.querySelectorAll('.list [data-row]')]
    .map((it) => [it.dataset.row, /\\bis-(?!tile|news)\\w+/.exec(it.querySelector('.due').className)[0]]))`);

/** What page and program of `pids` take of a core over `SPAN`, how many rows turned meanwhile, and how busy the machine was. */
async function taken(app, pids) {
  const before = await states(app);
  const [page, program] = await busy(pids, SPAN);
  const after = await states(app);
  const turned = Object.keys(before).filter((row) => before[row] !== after[row]).length;
  return { page, program, turned, load: loadavg()[0] };
}

/** The busiest span in which nothing but time passed, and the busiest of all, while many rows turn soon, urgent and late. */
async function at_rest_and_in_a_burst(app, pids) {
  const spans = [];
  for (let n = 0; n < SPANS; n += 1) spans.push(await taken(app, pids));
  const busiest = (some) => some.toSorted((one, other) => other.page - one.page)[0];
  const rest = busiest(spans.filter((one) => one.turned === 0));
  const burst = busiest(spans.filter((one) => one.turned > 0));
  assert.ok(rest && burst, 'rows turned in some of the spans, and in some none');
  return [
    ['at rest', rest],
    [`in a burst, ${burst.turned} rows turning`, burst],
  ].map(
    ([when, { page, program, load }]) =>
      `${held_to('point 18', page, GOAL.core, 'core')} of a core in the page ${when}, ` +
      `${(program * 100).toFixed(1)} % in the program, at a load of ${load.toFixed(1)}`,
  );
}

await play('the form outlives what dies under it, and nobody waits for the program', async (stage, done) => {
  await stage.daemon();
  await stage.web_driver();
  const { driver: app, pid } = await stage.open();
  await app.reads(t('first_run.step_language'), 60);
  const painted = await until('a first paint', () =>
    app.run(`return performance.getEntriesByName('first-contentful-paint')[0]?.startTime`),
  );
  done(`point 28: the page painted first after ${held_to('point 28', painted, GOAL.first_paint_ms)}`);
  await first_run(app);
  await change_seat(app, operator);

  await fill(app, ROWS);
  await until('every row is in the list', async () => (await app.all('.list [data-row]')).length >= ROWS, 60);
  await stage.picture('crowd', app);
  done(`${ROWS} rows`);
  for (const said of await at_rest_and_in_a_burst(app, [stage.web_process(pid), pid])) done(`point 18: ${said}`);
  done(`point 08: ${await key_to_paint(app)}`);
  done(`point 09: ${await command_to_result(app)}`);
  done(`point 07: ${await scripted_call(app)}`);

  const { page: plain, pid: other } = await program_dies(app, stage, pid, done);
  await page_dies(stage, plain, other, done);
  plain.close();
});
