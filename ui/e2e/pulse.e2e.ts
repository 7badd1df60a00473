import { AxeBuilder } from '@axe-core/playwright';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open_page, operator, sign_in, start_browser, start_room, supervisor, type RunningRoom } from './room';

/** 2026-11-23 14:05 in WIB. */
const noon = 1_795_417_500_000;
const hour = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'kentongan-clocks-'));
const clocks = join(folder, 'clocks');
let room: RunningRoom;
let browser: Browser;

/** The wall clock is so far off; the others are not. */
const set_wall = (off: number): void => writeFileSync(clocks, `${noon + off} 1000000 1000000`);
const banner = (page: Page) => page.locator('.room-banner');

async function contrast(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.room-banner').analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
}

beforeAll(async () => {
  set_wall(0);
  room = await start_room({ clocks });
  browser = await start_browser();
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a wall clock that is not believed', () => {
  test('is red on the door, the desk and the wall, and gone once it is right', async () => {
    const door = await open_page(browser, room);
    const desk = await open_page(browser, room, { theme: 'light' });
    await sign_in(desk.page, operator);
    const wall = await open_page(browser, room, { width: 1920, height: 1080 });
    await wall.page.goto('/?wall#/wall');
    const pages = [door.page, desk.page, wall.page];
    for (const page of pages) expect(await banner(page).count()).toBe(0);
    for (const [off, said] of [
      [hour, 'Jam komputer ruang maju 60 mnt.'],
      [-2 * 24 * hour, 'Jam komputer ruang mundur 2 hari.'],
    ] as const) {
      set_wall(off);
      for (const page of pages) {
        await banner(page).getByText(said).waitFor();
        expect(await contrast(page)).toEqual([]);
        expect(await banner(page).getByRole('button').count()).toBe(0);
      }
      set_wall(0);
      for (const page of pages) await banner(page).waitFor({ state: 'detached' });
    }
    for (const one of [door, desk, wall]) {
      expect(one.complaints).toEqual([]);
      await one.context.close();
    }
  });

  test('is confirmed by a supervisor, and the room takes its time', async () => {
    const { page, context } = await open_page(browser, room);
    await sign_in(page, supervisor);
    set_wall(3 * hour);
    await banner(page).getByText('Jam komputer 23/11/2026 17.05, waktu ruang 23/11/2026 14.05.').waitFor();
    await banner(page).getByRole('button', { name: 'Jam komputer benar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Jam komputer benar?' });
    await dialog.getByText('23/11/2026 17.05').waitFor();
    await dialog.getByRole('button', { name: 'Jam komputer benar' }).click();
    await banner(page).waitFor({ state: 'detached' });
    await page.locator('.bar .clock').getByText('17.05').waitFor();
    await context.close();
  });
});
