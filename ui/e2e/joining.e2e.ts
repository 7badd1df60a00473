import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cut } from './cut';
import { picture } from './picture';
import { open_page, operator, sign_in, start_browser, start_room, supervisor } from './room';
import type { Look, RunningRoom, Seat } from './room';
import { put_ticket } from './scene';

/** A browser and a wall on other computers, let in by six words over TLS, and sent away again. */
let room: RunningRoom;
let browser: Browser;
let seat: Seat;
let chief: Page;
let desk: Page;
let wall: Page;

const in_theme = (page: Page, theme: string): Promise<unknown> =>
  page.evaluate((look) => (document.documentElement.dataset['theme'] = look), theme);

beforeAll(async () => {
  room = await start_room({ door: true });
  browser = await start_browser();
  seat = await room.seat(operator);
  ({ page: chief } = await open_page(browser, room));
  await sign_in(chief, supervisor);
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});

/** Looked at in both themes: colours are the theme's. */
async function is_well_made(page: Page): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await in_theme(page, theme);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`))).toEqual([]);
  }
  expect(await cut(page)).toEqual([]);
}

async function stranger(look: Look = {}): Promise<Page> {
  const { page } = await open_page(browser, { address: room.door ?? '' }, look);
  await page.getByRole('heading', { name: 'Peramban ini belum dikenal ruang' }).waitFor();
  return page;
}

/** The supervisor lets one desk in; the words as they are read from the screen. */
async function let_in(): Promise<string> {
  await chief.goto('/#/manage/people');
  await chief.locator('.manage h1').waitFor();
  await chief.keyboard.press('Alt+m');
  await chief.getByText('Terbuka bagi meja yang sudah bergabung.').waitFor();
  await chief.keyboard.press('Alt+n');
  await chief.locator('[data-words] li').nth(5).waitFor();
  return (await chief.locator('[data-words] li').allTextContents()).join(' ');
}

/** What the door answers to a page, by its own cookies. */
const asked = (page: Page, verb: string, body: unknown): Promise<unknown> =>
  page.evaluate(
    async ([path, text]) => (await fetch(`/api/${path}`, { method: 'POST', body: text })).json() as Promise<unknown>,
    [verb, JSON.stringify(body)] as const,
  );

describe('joining', () => {
  test('a browser that the room does not know is shown nothing but where six words go', async () => {
    desk = await stranger();
    const shown = (await desk.locator('body').textContent()) ?? '';
    for (const inside of [operator.name, supervisor.name, 'Sidoarjo']) expect(shown).not.toContain(inside);
    expect(await asked(desk, 'query', { ask: 'board' })).toEqual({ problem: 'not_joined' });
    await is_well_made(desk);
    await picture(desk, 'pairing');
  });

  test('the words are read from Kelola, and typed as people type them', async () => {
    await desk.getByLabel('Nama meja ini').fill('Loket depan');
    await desk.keyboard.press('Enter');
    await desk.keyboard.press('Enter');
    await desk.getByLabel('Enam kata').fill('abang air');
    await desk.keyboard.press('Enter');
    await desk.getByText('Baru 2 dari 6 kata.').waitFor();
    const words = await let_in();
    await is_well_made(chief);
    await picture(chief, 'desks-words');
    await desk.getByLabel('Enam kata').fill('abang abang abang abang abang abang');
    await desk.keyboard.press('Enter');
    await desk.getByText('Kata tidak cocok atau sudah tidak berlaku.').waitFor();
    await picture(desk, 'pairing-refused');
    await desk.getByLabel('Enam kata').fill(` ${words.toUpperCase().replaceAll(' ', ',  ')}.`);
    await desk.keyboard.press('Enter');
    await desk.getByRole('heading', { name: 'Masuk ke Meja 2' }).waitFor();
    await chief.locator('.toast', { hasText: 'sudah bergabung sebagai meja 2' }).waitFor();
    await expect.poll(() => chief.locator('[data-words]').count()).toBe(0);
    await chief.getByRole('cell', { name: 'Loket depan', exact: true }).waitFor();
    await is_well_made(chief);
    await picture(chief, 'desks');
    // Good for one.
    const other = await stranger();
    await other.getByLabel('Nama meja ini').fill('Loket samping');
    await other.getByLabel('Enam kata').fill(words);
    await other.keyboard.press('Enter');
    await other.getByText('Kata tidak cocok atau sudah tidak berlaku.').waitFor();
    await other.context().close();
  });

  test('a wall on another computer is a wall and nothing else', async () => {
    const words = await let_in();
    wall = await stranger({ width: 1920, height: 1080 });
    await wall.getByLabel('Nama meja ini').fill('Dinding utara');
    await wall.getByLabel('Layar dinding').check();
    await wall.getByLabel('Enam kata').fill(words);
    await wall.keyboard.press('Enter');
    await wall.locator('.wall').first().waitFor();
    const who = { account: supervisor.account, secret: supervisor.secret };
    expect(await asked(wall, 'sign_in', who)).toEqual({ problem: 'not_allowed' });
    await wall.goto('/#/desk');
    await wall.locator('.wall').first().waitFor();
  });

  test('a case of either desk is on the other and on the wall at once', async () => {
    await desk.getByRole('combobox', { name: 'Petugas' }).fill(operator.name);
    await desk.keyboard.press('Escape');
    await desk.getByLabel('Sandi', { exact: true }).fill(operator.secret);
    await desk.keyboard.press('Enter');
    await desk.locator('.bar .side b').getByText(operator.name).waitFor();
    await chief.goto('/#/desk');
    await chief.locator('.desk').waitFor();
    await put_ticket(seat, { landmark: 'belakang SPBU', agencies: ['DAMKAR'] });
    const began = Date.now();
    await desk.locator('.list .live').nth(0).waitFor();
    await wall.locator('.wall-rows li').nth(0).waitFor();
    const here = Date.now() - began;
    const id = (): string => crypto.randomUUID().replace(/^.{14}./, '0190a0b0-c0d0-7');
    const sent = await asked(desk, 'execute', {
      do: 'open_ticket',
      id: id(),
      call: id(),
      ticket: id(),
      called_at: Date.now(),
      category: 'KBR-BGN',
      severity: 'critical',
      place: { district: '35.15.12', landmark: 'depan pasar' },
      reporter: { call_back: true },
    });
    expect(sent).toHaveProperty('seq');
    const receipt = Date.now();
    await chief.locator('.list .live').nth(1).waitFor();
    await wall.locator('.wall-rows li').nth(1).waitFor();
    const there = Date.now() - receipt;
    console.log(`of the room's desk, seen at the others after ${here} ms; of the joined desk, after ${there} ms`);
    // A busy machine adds its own; who is told nothing would look again after four seconds.
    expect(Math.max(here, there)).toBeLessThan(4000);
    // Its number says at which desk.
    await chief.getByText(/2-01/).first().waitFor();
  });

  test('point 25: who joined says within ten seconds that the room is gone, and comes back by itself', async () => {
    await room.kill();
    const gone = Date.now();
    await wall.locator('.wall.is-stale .fresh').waitFor({ timeout: 15_000 });
    const told = Date.now() - gone;
    await desk.getByText('Terputus dari ruang.').waitFor();
    await picture(desk, 'cut-off');
    await room.restart();
    const back = Date.now();
    await wall.locator('.wall:not(.is-stale)').waitFor();
    const returned = Date.now() - back;
    console.log(`told after ${told} ms, back after ${returned} ms`);
    expect(told).toBeLessThan(14_000);
    expect(returned).toBeLessThan(5000);
    // A room that was started again knows its desks, and who sits at them.
    await expect.poll(() => desk.locator('.banner').getByText('Terputus dari ruang.').count()).toBe(0);
    await desk.locator('.bar .side b').waitFor();
  });

  test('a desk that is sent away is a stranger soon', async () => {
    await sign_in(chief, supervisor);
    await chief.goto('/#/manage/desks');
    await chief.getByRole('button', { name: 'Keluarkan Loket depan' }).click();
    await chief.getByRole('dialog').waitFor();
    await picture(chief, 'desks-remove');
    await chief.keyboard.press('Enter');
    const sent = Date.now();
    await desk.getByRole('heading', { name: 'Peramban ini belum dikenal ruang' }).waitFor({ timeout: 15_000 });
    console.log(`a stranger after ${Date.now() - sent} ms`);
    await chief.getByText(/Keluar \d/).waitFor();
  });

  test('shutting the door is asked first, and cuts everybody off', async () => {
    await chief.keyboard.press('Alt+o');
    await chief.getByRole('dialog').waitFor();
    await chief.keyboard.press('Enter');
    await chief.getByText('Tertutup. Tidak ada komputer lain yang dapat menjangkau ruang ini.').waitFor();
    await picture(chief, 'door-shut');
    await wall.locator('.wall.is-stale').waitFor({ timeout: 15_000 });
  });
});
