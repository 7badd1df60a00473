import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mint, open_page, operator, sign_in, start_browser, start_room, supervisor } from './room';
import type { Person, RunningRoom, Seat } from './room';

/** A restricted report that somebody else handles: asked for, read for a while, masked again, and known. */

/** 2026-11-23 14:05 in WIB. */
const noon = 1_795_417_500_000;
const minute = 60_000;
const other: Person = { account: 'budi', name: 'Budi Santoso', secret: 'perahu di sungai' };
const narrative = 'dipukul suaminya, bersembunyi di kamar mandi';
const landmark = 'rumah pagar hijau belakang pos';
const why = 'ibunya menelepon lagi, minta kabar';

const folder = mkdtempSync(join(tmpdir(), 'kentongan-clocks-'));
const clocks = join(folder, 'clocks');
/** All three clocks of the room go on together. */
const set_clocks = (on: number): void => writeFileSync(clocks, [noon, 1e6, 1e6].map((one) => one + on).join(' '));

let room: RunningRoom;
let browser: Browser;
let seat: Seat;
let ticket = '';

async function put(category: string, call_back: boolean): Promise<string> {
  const id = mint();
  await seat.execute({
    do: 'open_ticket',
    call: mint(),
    ticket: id,
    called_at: noon,
    category,
    severity: 'high',
    place: { district: '35.15.11', landmark },
    reporter: { number: '0812-0000-0447', name: 'Bu Lestari', call_back },
    narrative,
  });
  return id;
}

beforeAll(async () => {
  set_clocks(0);
  room = await start_room({ clocks });
  browser = await start_browser();
  seat = await room.seat(operator);
  const { account, name, secret } = other;
  await (
    await room.seat(supervisor)
  ).execute({ do: 'add_person', person: mint(), account, name, secret, role: 'operator' });
  ticket = await put('KAM-KDR', true);
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  rmSync(folder, { recursive: true, force: true });
});

const dialog = (page: Page) => page.locator('dialog.dialog');
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const readable = (page: Page) => page.getByText(narrative);
const masked = (page: Page) => page.getByText('Data pelapor disamarkan.');

async function show(page: Page, id: string): Promise<void> {
  await page.goto(`/#/ticket/${id}`);
  await page.locator('.ticket h1').waitFor();
  await page.locator('.log li').first().waitFor();
}

/** What axe finds in both themes; with `KENTONGAN_LOOKS`, a folder, also a picture of each. */
async function look_over(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    const looks = process.env['KENTONGAN_LOOKS'];
    if (looks) await page.screenshot({ path: join(looks, `${name}-${theme}.png`) });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const faults = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    expect(faults, `${name}, ${theme}`).toEqual([]);
  }
}

test('who does not handle it asks with a reason, reads it for half an hour, and no longer', async () => {
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, other);
  // In the list it is there, and says nothing.
  await page.locator('.list .live').first().waitFor();
  expect(await page.locator('.list').innerText()).not.toContain(landmark);
  await show(page, ticket);
  await masked(page).waitFor();
  expect(await page.locator('.ticket').innerText()).not.toMatch(/Lestari|0447|pagar hijau|kamar mandi/);
  await look_over(page, 'masked');

  await page.keyboard.press('Alt+b');
  await dialog(page).getByText('yang dibatasi?').waitFor();
  // Without words it does not open.
  await page.keyboard.press('Control+Enter');
  await dialog(page).getByRole('alert').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(why);
  await look_over(page, 'asking');
  await page.keyboard.press('Control+Enter');
  await closed(page);
  await readable(page).waitFor();
  await page.getByText('Terbuka untuk Anda sampai 14.35.').waitFor();
  await page.getByText('Bu Lestari 0812-0000-0447').waitFor();
  await look_over(page, 'opened');
  await page.keyboard.press('Escape');
  await page.locator('.list').getByText(landmark).waitFor();
  await show(page, ticket);

  set_clocks(29 * minute);
  await page.locator('.bar .clock').getByText('14.34').waitFor();
  await expect.poll(() => readable(page).count()).toBe(1);
  set_clocks(31 * minute);
  await masked(page).waitFor({ timeout: 20_000 });
  await expect.poll(() => readable(page).count()).toBe(0);
  expect(await page.locator('.ticket').innerText()).not.toMatch(/Lestari|0447|pagar hijau/);
  await page.keyboard.press('Escape');
  await page.locator('.list .live').first().waitFor();
  expect(await page.locator('.list').innerText()).not.toContain(landmark);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the supervisor sees who and why, new until looked at; so does who handles it', async () => {
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, supervisor);
  await page.goto('/#/manage/people');
  await page.locator('.manage h1').waitFor();
  await page.keyboard.press('Alt+0');
  const row = page.getByRole('row', { name: /Budi Santoso/ });
  await row.getByText(`pelapor menelepon lagi: ${why}`).waitFor();
  await row.getByText('baru').waitFor();
  await look_over(page, 'openings');
  await page.keyboard.press('Alt+l');
  await page.getByRole('status').getByText('Sudah dilihat.').waitFor();
  await expect.poll(() => row.getByText('baru').count()).toBe(0);
  await look_over(page, 'openings-seen');
  // For how long it opens is the room's to say.
  await page.keyboard.press('Alt+6');
  const minutes = page.getByLabel('Laporan dibatasi terbuka selama');
  await minutes.fill('3');
  await page.getByText('Antara 5 dan 240 menit.').waitFor();
  await minutes.fill('45');
  await look_over(page, 'room');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await seat.query({ ask: 'setup' })).settings.unmask_minutes).toBe(45);
  expect(complaints).toEqual([]);
  await context.close();

  const handler = await open_page(browser, room);
  await sign_in(handler.page, operator);
  await show(handler.page, ticket);
  await handler.page.getByText('Dibuka oleh').waitFor();
  await handler.page.getByText(why).waitFor();
  await handler.page.getByText('Budi Santoso 14.05.00, pelapor menelepon lagi').waitFor();
  await look_over(handler.page, 'handled');
  // Whoever reads it anyway has nothing to ask, and no list of everybody's openings.
  await handler.page.keyboard.press('Alt+b');
  expect(await dialog(handler.page).count()).toBe(0);
  await handler.page.goto('/#/manage/people');
  await handler.page.locator('.manage h1').waitFor();
  expect(await handler.page.getByRole('link', { name: 'Pembukaan' }).count()).toBe(0);
  await handler.context.close();
});

test('who asked not to be called back is not proposed a call, and called only for a reason', async () => {
  const hushed = await put('KAM-TRT', false);
  const given = async () => (await seat.query({ ask: 'ticket', id: hushed })).ticket.answers;
  const stranger = await open_page(browser, room);
  await sign_in(stranger.page, other);
  await show(stranger.page, hushed);
  await stranger.page.keyboard.press('k');
  await dialog(stranger.page).getByText('Hanya petugas yang menangani').waitFor();
  const offered = await dialog(stranger.page).getByLabel('Lewat').locator('option').allInnerTexts();
  expect(offered).not.toContain('telepon');
  expect(offered).toHaveLength(2);
  await look_over(stranger.page, 'hushed');
  await stranger.context.close();

  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, operator);
  await show(page, hushed);
  await page.keyboard.press('k');
  await dialog(page).getByText('pilih salurannya dan tulis alasannya', { exact: false }).waitFor();
  await expect.poll(() => dialog(page).getByLabel('Lewat').inputValue()).toBe('during_call');
  await dialog(page).getByLabel('Lewat').selectOption('telephone');
  await dialog(page).getByLabel('Apa yang disampaikan').fill('petugas sedang menuju');
  await page.keyboard.press('Control+Enter');
  await dialog(page).getByRole('alert').waitFor();
  expect(await given()).toEqual([]);
  await dialog(page).getByLabel('Alasan tetap menghubungi').fill('rumahnya akan dilewati api');
  await look_over(page, 'hushed-reason');
  await page.keyboard.press('Control+Enter');
  await closed(page);
  await page.getByText('walau minta tidak ditelepon: rumahnya akan dilewati api').waitFor();
  expect((await given())[0]).toMatchObject({ channel: 'telephone', although: 'rumahnya akan dilewati api' });
  expect(complaints).toEqual([]);
  await context.close();
});
