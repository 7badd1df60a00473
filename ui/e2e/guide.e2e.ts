import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newest_backup, open_page, operator, sign_in, start_browser, start_room, supervisor } from './room';
import type { RunningRoom } from './room';
import { put_ticket } from './scene';

/**
 * Goes the way of the administrator's guide, by the words of the screens, and takes its pictures on the way.
 * `KENTONGAN_PICTURES=../docs/pictures` puts them there; otherwise they go to a temporary folder.
 */
const given = process.env['KENTONGAN_PICTURES'];
const folder = given ? resolve(given) : mkdtempSync(join(tmpdir(), 'kentongan-guide-'));
mkdirSync(folder, { recursive: true });

type Words = Record<string, string>;
const words_of = (language: string, file: string): Words =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `../src/words/${language}/${file}.json`), 'utf8')) as Words;

const look = { theme: 'light', width: 1180, height: 720 } as const;

describe.each(['id', 'en'] as const)('the way of the guide, %s', (language) => {
  const said = (key: string): string => {
    const [file = '', name = ''] = key.split('.');
    const sentence = words_of(language, file)[name];
    if (sentence === undefined) throw new Error(`${key} is not said in ${language}`);
    return sentence;
  };
  let browser: Browser;
  let room: RunningRoom;
  let page: Page;
  let code = '';
  const stick = join(tmpdir(), 'stik');

  const take = async (from: Page, name: string): Promise<void> => {
    await from.evaluate(() => document.fonts.ready.then(() => undefined));
    // What is said for a moment is over.
    await from.locator('.toast').waitFor({ state: 'detached', timeout: 15_000 });
    await from.waitForTimeout(200);
    const path = join(folder, `${name}-${language}.png`);
    await from.screenshot({ path });
    const { length } = readFileSync(path);
    // A picture of nothing is small, and what nobody wants to fetch is large.
    expect(length, name).toBeGreaterThan(15_000);
    expect(length, name).toBeLessThan(150_000);
  };
  const step = (name: string) =>
    page.getByRole('heading', { level: 1, name: said(`first_run.step_${name}`), exact: true }).waitFor();
  const show = async (tab: string): Promise<void> => {
    await page.goto(`/#/manage/${tab}`);
    await page.locator('.manage h1').waitFor();
  };
  const pressed = (key: string): Promise<void> => page.keyboard.press(key);
  const button = (from: Page, key: string) => from.getByRole('button', { name: said(key) });

  beforeAll(async () => {
    browser = await start_browser();
    room = await start_room({ founded: false, named: 'Kentongan' });
    ({ page } = await open_page(browser, room, { ...look, language }));
  });
  afterAll(async () => {
    await browser.close();
    await room.stop();
    rmSync(stick, { recursive: true, force: true });
  });

  test('the first run', async () => {
    await step('language');
    await pressed('Control+Enter');
    await step('region');
    await page.getByText(said('first_run.count_plans'), { exact: true }).waitFor();
    await pressed('Control+Enter');
    await step('supervisor');
    await page.getByLabel(said('first_run.name'), { exact: true }).fill(supervisor.name);
    await page.getByLabel(said('first_run.account'), { exact: true }).fill(supervisor.account);
    await page.getByLabel(said('first_run.password'), { exact: true }).fill(supervisor.secret);
    await page.getByLabel(said('first_run.password_again')).fill(supervisor.secret);
    code = (await page.locator('[data-recovery]').innerText()).trim().split(/\s+/).join('-');
    await page.getByLabel(said('first_run.typed_back')).focus();
    await take(page, 'recovery_code');
    await page.keyboard.type(code.split('-').at(-1) ?? '');
    await pressed('Enter');
    await step('people');
    await page.getByLabel(said('first_run.name'), { exact: true }).fill(operator.name);
    await page.getByLabel(said('first_run.account'), { exact: true }).fill(operator.account);
    await page.getByLabel(said('first_run.password_first'), { exact: true }).fill(operator.secret);
    await button(page, 'manage.add_person').click();
    await page.getByRole('cell', { name: operator.name }).waitFor();
    for (const next of ['agencies', 'wall', 'notices', 'practice', 'done']) {
      await button(page, 'first_run.next').click();
      await step(next);
    }
    await button(page, 'first_run.finish').click();
    await page.waitForURL(/#\/desk$/);
  });

  test('the door is opened and a desk is let in', async () => {
    await show('people');
    await pressed('Alt+m');
    await page.getByText(said('joining.door_shut')).waitFor();
    await pressed('Alt+o');
    await page.getByText(said('joining.door_open')).waitFor();
    await pressed('Alt+n');
    await page.locator('[data-words] li').nth(5).waitFor();
    const words = (await page.locator('[data-words] li').allTextContents()).join(' ');
    await take(page, 'six_words');
    const port = /:(\d+)/.exec((await page.locator('.address').textContent()) ?? '')?.[1] ?? '';
    const joining = await open_page(browser, { address: `https://127.0.0.1:${port}` }, { ...look, language });
    await joining.page.getByRole('heading', { name: said('joining.pair_title') }).waitFor();
    await joining.page.getByLabel(said('joining.name'), { exact: true }).fill('Loket depan');
    await joining.page.getByLabel(said('joining.words')).fill(words);
    await take(joining.page, 'joining');
    await pressed_at(joining.page, 'Enter');
    await joining.page.getByRole('heading', { name: said('sign_in.title').replace('{desk}', '2') }).waitFor();
    await page.getByRole('cell', { name: 'Loket depan', exact: true }).waitFor();
    // Paper and browsers: what is brought to the other computers is here to be had.
    await button(page, 'joining.certificate_save').waitFor();
    await joining.context.close();
  });

  test('backups, at two places', async () => {
    mkdirSync(stick, { recursive: true });
    await show('people');
    await pressed('Alt+7');
    await page.getByLabel(said('backup.folder')).fill(stick);
    await button(page, 'backup.add').click();
    await page.getByRole('row', { name: /stik/ }).waitFor();
    await pressed('Alt+b');
    await page.getByRole('row', { name: new RegExp(`stik.*${said('backup.good')}`) }).waitFor();
    await page.getByRole('row', { name: new RegExp(`backup.*${said('backup.good')}`) }).waitFor();
    await take(page, 'backups');
  });

  test('the health of the room', async () => {
    await pressed('Alt+8');
    await page.getByText(said('manage.vital_canary')).waitFor();
    await page.waitForTimeout(1500);
    await take(page, 'health');
  });

  test('erasing says what it would do first', async () => {
    await pressed('Alt+h');
    await page.getByLabel(said('erasing.on')).check();
    await button(page, 'erasing.save').click();
    await page.getByRole('dialog').getByText(said('erasing.would_none')).waitFor();
    await take(page, 'erasing');
    await button(page, 'erasing.take').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('somebody of an agency is added', async () => {
    await show('people');
    await pressed('Alt+n');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: said('manage.field_name') })
      .first()
      .fill('Yoga');
    await dialog.getByRole('textbox', { name: said('manage.field_account') }).fill('yoga');
    await dialog.getByLabel(said('manage.role'), { exact: true }).selectOption('liaison');
    await dialog.getByRole('combobox', { name: said('manage.person_agency') }).fill('Damkar');
    await page
      .getByRole('option', { name: /Damkar/ })
      .first()
      .waitFor();
    await pressed('Enter');
    await dialog.getByLabel(said('first_run.password_first')).fill('pintu merah besar');
    await pressed('Enter');
    await page.getByRole('cell', { name: 'Yoga', exact: true }).waitFor();
  });

  test('a supervisor who forgot comes in by the recovery code', async () => {
    await page.context().clearCookies();
    await page.goto('/');
    await button(page, 'sign_in.forgot').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(said('sign_in.code')).fill(code);
    await dialog.getByLabel(said('sign_in.supervisor')).fill(supervisor.name);
    await pressed('Escape');
    await dialog.getByLabel(said('sign_in.new_secret')).fill(supervisor.secret);
    await button(page, 'sign_in.recover_do').click();
    await page.locator('.bar .side b').getByText(supervisor.name).waitFor();
  });

  test('a restored room says what is missing', async () => {
    const seat = await room.seat(operator);
    const newest = (): string | undefined => newest_backup(join(room.data, 'backup'));
    const before = newest();
    await put_ticket(seat, { landmark: 'belakang SPBU' });
    await show('backup');
    await button(page, 'backup.now').waitFor();
    await pressed('Alt+b');
    await expect.poll(newest).not.toBe(before);
    await put_ticket(seat, { category: 'BNC-PHN', severity: 'medium', landmark: 'depan pasar' });
    await room.put_back(code);
    await page.goto('/');
    await sign_in(page, supervisor);
    await page.getByText(said('loss.banner')).first().waitFor();
    await page.getByRole('link', { name: said('loss.look') }).click();
    await button(page, 'loss.note').waitFor();
    await page.setViewportSize({ width: 1180, height: 600 });
    await take(page, 'restored');
  });
});

const pressed_at = (page: Page, key: string): Promise<void> => page.keyboard.press(key);
