import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  open_page,
  operator,
  sign_in,
  start_browser,
  start_room,
  supervisor,
  type RunningRoom,
  type Seat,
} from './room';
import { put_ticket } from './scene';

let room: RunningRoom;
let browser: Browser;
let seat: Seat;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  room = await start_room();
  browser = await start_browser();
  seat = await room.seat(operator);
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 1000 } });
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});
beforeEach(async () => {
  await page?.context().close();
  ({ page, complaints } = await open_page(browser, room));
  await sign_in(page, operator);
  return () => expect(complaints).toEqual([]);
});

/** The last level has come: from then on an alarm taken in hand stays in hand. */
const raised = async (): Promise<number> =>
  (await seat.query({ ask: 'board' })).tickets
    .flatMap((row) => row.clocks)
    .filter((one) => one.kind === 'dispatch' && one.level === 'supervisor').length;
const asking = async (): Promise<number> =>
  (await seat.query({ ask: 'board' })).tickets.flatMap((row) => row.clocks).filter((one) => one.asks).length;

test('F8 leads to the newest alarm from anywhere, and there F8 and Enter take them in hand', async () => {
  for (const landmark of ['pertama', 'kedua', 'ketiga']) await put_ticket(seat, { landmark });
  await expect.poll(raised, { timeout: 10_000 }).toBe(3);
  expect(await asking()).toBe(3);
  await page.keyboard.press('F8');
  await expect.poll(() => page.locator('.alarm .due.is-late').count()).toBe(3);
  await page.locator('.alarm.is-here', { hasText: 'ketiga' }).waitFor();
  await page.keyboard.press('F8');
  await expect.poll(asking).toBe(2);
  await page.keyboard.press('Enter');
  await expect.poll(asking).toBe(1);
  await expect.poll(() => page.locator('.old .alarm .due.is-held').count()).toBe(2);
  await page
    .locator('.old .alarm', { hasText: `diterima ${operator.name}` })
    .first()
    .waitFor();
  // The last one is chosen by itself; its ticket is one key away.
  await page.keyboard.press('b');
  await page.locator('.ticket .due.is-face.is-late').waitFor();
});

test('the foot counts what is left', async () => {
  await page.locator('.foot .due.is-late').waitFor();
  await page.keyboard.press('F8');
  await page.locator('.alarm.is-here').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Tidak ada alarm yang menunggu.').waitFor();
  await page.locator('.foot', { hasText: 'tidak ada alarm' }).waitFor();
});
