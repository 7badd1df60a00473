import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open_page, operator, sign_in, start_browser, start_room, supervisor, type RunningRoom } from './room';
import { fill_room, ripe } from './shift';

/**
 * Takes the pictures of the README from the running room. `KENTONGAN_PICTURES=../docs/pictures` puts them
 * there; otherwise they go to a temporary folder, so that a test run changes nothing.
 */
const given = process.env['KENTONGAN_PICTURES'];
const folder = given ? resolve(given) : mkdtempSync(join(tmpdir(), 'kentongan-pictures-'));
mkdirSync(folder, { recursive: true });

/** Milliseconds that the call of the picture has lasted. */
const call = 9000;

let browser: Browser;
let room: RunningRoom;
let accident = '';

beforeAll(async () => {
  browser = await start_browser();
  room = await start_room();
  const filled = await fill_room(await room.seat(operator), await room.seat(supervisor));
  accident = filled.accident;
  await new Promise((wait) => setTimeout(wait, Math.max(0, filled.begun + ripe - call - Date.now())));
}, 240_000);
afterAll(async () => {
  await browser.close();
  await room.stop();
});

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, caret: 'initial' });
  // A picture of nothing is small.
  expect(readFileSync(path).length, name).toBeGreaterThan(20_000);
}

const themes = ['dark', 'light'] as const;

// First both desks: what is soon does not stay soon.
test.each(themes)('the desk, in the middle of a call, %s', async (theme) => {
  const { page, complaints } = await open_page(browser, room, { theme });
  await sign_in(page, operator);
  await page.locator('.list .live').nth(11).waitFor();
  await page.keyboard.press('F2');
  const answered = Date.now();
  await page.locator('.call-form').waitFor();
  const say = async (words: string): Promise<void> => {
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  await say('0812-0000-0890');
  await page.keyboard.type('kebakaran rumah');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('kemasan');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await say('belakang SPBU');
  await say('Bu Ani');
  await page.keyboard.type('api dari dapur, penghuni sudah keluar. Gang sempit, hanya motor');
  await page.locator('.plan-list li').nth(2).waitFor();
  await page.waitForTimeout(answered + call - Date.now());
  await take(page, `desk-${theme}`);
  for (const state of ['late', 'urgent', 'soon', 'held', 'active', 'calm'])
    expect(await page.locator(`.list .due.is-${state}`).count(), state).toBeGreaterThan(0);
  // The form was for the picture.
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('5');
  await page.locator('.start').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each(themes)('a breach, on the desk and on the wall, %s', async (theme) => {
  const desk = await open_page(browser, room, { theme });
  await sign_in(desk.page, operator);
  const wall = await open_page(browser, room, { theme, width: 1920, height: 1080 });
  await wall.page.goto('/?wall#/wall');
  await wall.page.locator('.wall-rows li').nth(5).waitFor();
  await wall.page.waitForTimeout(1200);
  await take(desk.page, `breach-${theme}`);
  await take(wall.page, `wall-${theme}`);
  for (const late of [desk.page.locator('.list .due.is-late'), wall.page.locator('.wall-rows .is-late')])
    await expect.poll(() => late.count()).toBeGreaterThan(0);
  await desk.context.close();
  await wall.context.close();
});

test.each(themes)('the alarm centre, %s', async (theme) => {
  const { page, context } = await open_page(browser, room, { theme });
  await sign_in(page, supervisor);
  await page.goto('/#/alarms');
  await page.locator('.chart-box').waitFor();
  await page.locator('.facts dd').nth(2).waitFor();
  await page.waitForTimeout(500);
  await take(page, `alarms-${theme}`);
  for (const state of ['late', 'held'])
    expect(await page.locator(`.waiting .due.is-${state}`).count(), state).toBeGreaterThan(0);
  await context.close();
});

test.each(themes)('a ticket that many work on, %s', async (theme) => {
  const { page, context } = await open_page(browser, room, { theme });
  await sign_in(page, operator);
  await page.goto(`/#/ticket/${accident}`);
  await page.locator('.strips .strip').nth(3).waitFor();
  await page.waitForTimeout(500);
  await take(page, `ticket-${theme}`);
  await context.close();
});

test.each(themes)('the form in five moments, %s', async (theme) => {
  const { page, context } = await open_page(browser, room, { theme });
  await sign_in(page, operator);
  await page.locator('.list .live').nth(5).waitFor();
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await take(page, `form-empty-${theme}`);
  await page.keyboard.press('Enter');
  await page.keyboard.type('truk nabrak mtr dpn pasar');
  await page.getByRole('option').first().waitFor();
  await take(page, `form-typing-${theme}`);
  await page.keyboard.press('Enter');
  await page.keyboard.type('krian');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.same').waitFor();
  await take(page, `form-similar-${theme}`);
  await page.locator('.plan-list li').nth(2).waitFor();
  await page.keyboard.press('Alt+2');
  await page.locator('.why').waitFor();
  await take(page, `form-plan-${theme}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('5');
  await page.locator('.start').waitFor();
  await page.keyboard.press('Alt+m');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.bar').filter({ hasText: 'Mode badai' }).waitFor();
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('pohon tumbang nimpa rumah');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('kemasan');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+o');
  await page.locator('.plan-list li').nth(1).waitFor();
  await take(page, `form-storm-${theme}`);
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('5');
  await page.locator('.start').waitFor();
  await page.keyboard.press('Alt+m');
  await page.getByRole('button', { name: 'Akhiri mode badai' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await context.close();
});

test.each(themes)('the first run, at the wall screen, %s', async (theme) => {
  const { page, context } = await open_page(browser, room, { theme });
  await sign_in(page, supervisor);
  await page.goto('/#/first_run');
  for (const step of ['Petugas', 'Instansi']) {
    await page.getByRole('heading', { level: 1, name: step, exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
  }
  await page.locator('.screen').waitFor();
  await page.getByLabel('Ya', { exact: true }).check();
  await page.getByLabel('Kursi terjauh').focus();
  await take(page, `first_run-${theme}`);
  await context.close();
});
