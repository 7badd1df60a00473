// Two desktops, a browser wall and a liaison's browser on one room: the second joins the first by six words typed in its
// own screen, a call taken there is seen everywhere, and while the room is away it takes calls all the same.
// `node tests/app/joined.mjs`; Linux only.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '../../ui/node_modules/playwright-core/index.mjs';
import { ask, choose, crash, fire, first_run, operator, shell, sign_in, supervisor, t, type_call } from './acts.mjs';
import { until } from './driver.mjs';
import { application, on_stage, play } from './stage.mjs';

const MINUTES = 8;
on_stage(process.argv[1], MINUTES);

/** What is promised, and how much more a busy machine may take before it is wrong. */
const SEEN = 1000;
const TOLD = 10_000;
const BACK = 3000;
const BUSY = 3;

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser_program = () => process.env['KENTONGAN_CHROMIUM'] ?? known.find((path) => existsSync(path));

/** The supervisor lets one desk in: the address and the words as the screen has them. */
async function let_in(app) {
  await app.press('Alt+n');
  const words = await until('six words', async () => {
    const shown = await app.run("return [...document.querySelectorAll('[data-words] li')].map((one) => one.innerText)");
    return shown.length === 6 && shown;
  });
  const { open } = await shell(app, 'door');
  return { words: words.join(' '), address: open.addresses[0] };
}

async function open_door(app) {
  await choose(app, t('keys.go_manage'));
  await app.reads(t('manage.tab_calendar'));
  await app.press('Alt+m');
  await app.reads(t('joining.door_shut'));
  await app.press('Alt+o');
  await app.reads(t('joining.door_open'));
}

const damkar = {
  account: 'bayu',
  name: 'Bayu Uji',
  secret: 'selang dan tangga',
};

/** A browser that joins by six words, as `kind` of desk; its page. */
async function browse(browser, { words, address }, name, kind, size) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: size,
  });
  const page = await context.newPage();
  await page.goto(`https://${address}/`);
  await page.getByLabel(t('joining.name')).fill(name);
  if (kind) await page.getByLabel(t(kind)).check();
  await page.getByLabel(t('joining.words')).fill(words);
  await page.keyboard.press('Enter');
  return page;
}

async function sits(page, who) {
  await page.getByRole('combobox', { name: t('sign_in.account') }).fill(who.account);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').fill(who.secret);
  await page.keyboard.press('Enter');
}

/** Milliseconds until `ask` gives something. */
async function timed(what, ask, seconds) {
  const began = Date.now();
  await until(what, ask, seconds);
  return Date.now() - began;
}

async function story(stage, done) {
  const wall_browser = await chromium.launch({
    executablePath: browser_program(),
    args: ['--no-sandbox'],
  });
  try {
    await told(stage, done, wall_browser);
  } finally {
    await wall_browser.close();
  }
}

async function told(stage, done, wall_browser) {
  const first = await stage.web_driver();
  const second = await stage.web_driver();
  const data = join(stage.folder, 'data-2');
  const { driver: one, pid } = await stage.open({ address: first });
  await first_run(one);
  await open_door(one);
  const letting = await let_in(one);
  await stage.picture('joined-1-words', one);
  done(`a room, its door open at ${letting.address}`);

  const { driver: two } = await stage.open({ address: second, data });
  await two.reads(t('joining.way'), 60);
  await two.press_button(t('joining.way_join'));
  await stage.picture('joined-2-way', two);
  await two.press_button(t('first_run.next'));
  await two.reads(t('first_run.says_join'));
  await two.fill(t('joining.address'), letting.address);
  await two.fill(t('joining.name'), 'Meja kedua');
  await two.fill(t('joining.words'), 'abang abang abang abang abang abang');
  await two.press('Control+Enter');
  await two.reads(t('joining.wrong_words'), 30);
  await stage.picture('joined-3-refused', two);
  await two.fill(t('joining.words'), letting.words.toUpperCase());
  await two.press('Control+Enter');
  await two.reads(t('sign_in.title', { desk: 2 }), 30);
  await sign_in(two, operator);
  await two.reads(t('joining.at', { room: 'Call Center 112 Uji', address: letting.address }));
  await stage.picture('joined-4-desk', two);
  done('the second desktop joined by six words typed in its own screen');

  await one.reads('Meja kedua');
  const letting_wall = await let_in(one);
  const { address } = letting_wall;
  const wall = await browse(wall_browser, letting_wall, 'Dinding', 'joining.kind_wall', { width: 1920, height: 1080 });
  await wall.locator('.wall').first().waitFor();
  done('a browser wall joined by six words over TLS');

  const person = {
    do: 'add_person',
    person: randomUUID(),
    ...damkar,
    role: 'liaison',
    agency: 'DAMKAR',
  };
  await shell(one, 'execute', { body: { id: randomUUID(), ...person } });
  const liaison = await browse(wall_browser, await let_in(one), 'Pos Damkar', undefined, { width: 1366, height: 768 });
  await sits(liaison, damkar);
  await liaison.locator('.duty').waitFor();
  done("the fire service's liaison joined with a browser, and sits at its own screen");

  await choose(one, t('keys.go_desk'));
  await one.reads(t('desk.waiting'));
  await type_call(two, fire);
  const began = Date.now();
  const [saved, listed, big] = await Promise.all([
    timed('the joined desk has its number', async () => /\bSDA-\d{6}-2-01\b/.test(await two.text())),
    timed('the room has it', async () => (await one.text()).includes('2-01')),
    timed('the wall has it', async () => (await wall.locator('.wall-rows li').count()) === 1),
  ]);
  done(`a call at desk 2: its number after ${saved} ms, on desk 1 after ${listed} ms, on the wall after ${big} ms`);
  assert.ok(Date.now() - began < SEEN * BUSY, 'it is seen everywhere within a second');
  const shown = (await wall.locator('body').textContent()) ?? '';
  for (const personal of ['ani', '0812', 'SPBU']) assert.ok(!shown.includes(personal), `the wall shows "${personal}"`);

  // The plan has ticked whom to tell.
  const told_at = Date.now();
  await two.press('Control+Enter');
  await liaison.locator('[data-list="waiting"] .live').first().waitFor();
  const told = Date.now() - told_at;
  await two.reads(t('desk.waiting'));
  done(`told, it was before the fire service after ${told} ms`);
  assert.ok(told < SEEN * BUSY, 'the liaison has it within a second');

  await stage.kill(pid);
  const cut = await timed('the joined desk says that it is alone', async () =>
    (await two.text()).includes(t('alone.banner_says')),
  );
  await stage.picture('joined-5-alone', two);
  done(`the room died: desk 2 said so after ${cut} ms`);
  assert.ok(cut < TOLD * 1.5, 'it is said within ten seconds');
  await wall.locator('.wall.is-stale').waitFor({ timeout: 15_000 });

  await type_call(two, crash);
  const numbered = await timed('a number without the room', async () => /\bSDA-\d{6}-2-02\b/.test(await two.text()));
  await two.press('Control+Enter');
  await two.reads(t('desk.waiting'));
  await two.reads(t('alone.row_held'));
  await stage.picture('joined-6-held', two);
  done(`alone, desk 2 took a call: its number after ${numbered} ms`);
  const [held] = (await ask(two, { ask: 'board' })).tickets.filter((row) => row.held);
  assert.match(held.number, /-2-02$/);

  await one.close();
  // As at sign-on: its window stays away, and the keyboard with desk 2.
  const again = stage.start(application(), ['--data', stage.data, '--hidden']);
  const door = new URL(`https://${address}`);
  const reached = () => wall.evaluate(async (at) => (await fetch(`${at}api/hello`)).ok, door.href).catch(() => false);
  await until('the door is open again by itself', reached, 30);
  // A room that was started again knows its desks, and who sits at them.
  const back = await timed('the joined desk is back', async () => {
    const text = await two.text();
    return text.includes(t('frame.connected')) && !text.includes(t('alone.banner_says'));
  });
  const live = await timed('the wall is live', () => wall.locator('.wall:not(.is-stale)').isVisible());
  const agreed = await timed(
    'what was held is on the wall',
    async () => (await wall.locator('.wall-rows li').count()) === 2,
  );
  done(`the room came back: desk 2 after ${back} ms, the wall ${live} ms later, what was held ${agreed} ms later`);
  assert.ok(back < BACK * BUSY, 'it is back within three seconds');

  const rows = (await ask(two, { ask: 'board' })).tickets.sort((a, b) => a.number.localeCompare(b.number));
  assert.deepEqual(
    rows.map((row) => [row.number.slice(-4), row.held ?? false, row.landmark, row.desk]),
    [
      ['2-01', false, fire.landmark, 2],
      ['2-02', false, crash.landmark, 2],
    ],
  );
  const [kept] = rows.filter((row) => row.id === held.id);
  assert.deepEqual([kept.number, kept.category, kept.called_at], [held.number, held.category, held.called_at]);
  await liaison.reload();
  await liaison.locator('[data-list="waiting"] .live').first().waitFor();
  await stage.picture('joined-7-agreed', two);
  done('all agree: both calls are there once, under the numbers that were told');
  // Whether a desk stays with its room is a supervisor's.
  await choose(two, t('desk.key_sign_out'));
  await two.reads(t('sign_in.title', { desk: 2 }));
  await sign_in(two, supervisor);
  await choose(two, t('keys.go_manage'));
  await two.reads(t('manage.tab_calendar'));
  await two.press('Alt+m');
  await two.reads(t('joining.elsewhere'));
  await stage.picture('joined-8-elsewhere', two);
  await two.press('Alt+g');
  await two.reads(t('joining.stay'));
  await two.press('Enter');
  await two.reads(t('joining.way'), 30);
  done('desk 2 left: its own folder has its own room again, not founded');
  await stage.kill(stage.process(data));
  await stage.stop(again);
  const verified = spawnSync(join(dirname(application()), 'kentongan-room'), ['verify', '--data', stage.data], {
    encoding: 'utf8',
  });
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  done(`verified: ${verified.stdout.trim().split('\n').at(-1)}`);
}

await play('two desktops and a wall on one room: the story holds', story);
