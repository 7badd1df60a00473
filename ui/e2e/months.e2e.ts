import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mint, open_page, operator, start_browser, start_room, type RunningRoom, type Seat } from './room';
import { put_step, put_ticket } from './scene';

/** A wall that nobody touches for months: a day ends, the page is loaded anew, and it does not grow. */

let browser: Browser;
beforeAll(async () => {
  browser = await start_browser();
});
afterAll(() => browser.close());

async function open_wall(room: RunningRoom): Promise<Page> {
  const { page } = await open_page(browser, room, { width: 1920, height: 1080 });
  await page.goto('/?wall#/wall');
  await page.locator('.wall-bar .fresh', { hasText: 'data' }).waitFor();
  return page;
}
const end_call = (seat: Seat, outcome: 'prank' | 'silent') =>
  seat.execute({ do: 'end_call', call: mint(), called_at: Date.now(), outcome });

describe('a wall over a night', () => {
  /** 2026-11-23 23:59 in WIB. */
  const before_midnight = Date.UTC(2026, 10, 23, 16, 59);
  const minute = 60_000;
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-night-'));
  const clocks = join(folder, 'clocks');
  let room: RunningRoom;
  let seat: Seat;
  /** So many minutes after one before midnight. */
  const it_is = (minutes: number): void => {
    const gone = minutes * minute;
    writeFileSync(clocks, `${before_midnight + gone} ${1_000_000 + gone} ${1_000_000 + gone}`);
  };
  beforeAll(async () => {
    it_is(0);
    room = await start_room({ clocks });
    seat = await room.seat(operator);
  });
  afterAll(async () => {
    await room.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the calls of the day begin anew at midnight, and those of the hour go by, without another call', async () => {
    await seat.execute({ do: 'end_call', call: mint(), called_at: before_midnight, outcome: 'prank' });
    const page = await open_wall(room);
    const counts = async () => (await page.locator('.wall-calls b').allTextContents()).join(' ');
    await expect.poll(counts).toBe('1 0 1 1 0 0 0');
    it_is(2);
    // A quiet poll is answered after 20 seconds.
    await expect.poll(counts, { timeout: 30_000 }).toBe('0 0 1 0 0 0 0');
    await expect.poll(() => page.locator('.clock').textContent()).toMatch(/^00\.01\./);
    await page.context().close();
  });

  test('is loaded anew after four, when nothing is late and the room hands the page over, and shows the wall', async () => {
    const { ticket } = await put_ticket(seat, { called_at: before_midnight });
    const page = await open_wall(room);
    await page.locator('.wall-rows li').waitFor();
    let asked = 0;
    let served = false;
    await page.route('**/?wall', (route) => {
      if (route.request().isNavigationRequest()) return route.continue();
      asked += 1;
      return served ? route.continue() : route.abort();
    });
    const is_old = () => page.evaluate(() => 'old' in window);
    await page.evaluate(() => Object.assign(window, { old: true }));
    it_is(4 * 60 + 2);
    await page.locator('.wall-rows .is-late').waitFor();
    await page.waitForTimeout(3000);
    expect([asked, await is_old()]).toEqual([0, true]);
    const row = (await seat.query({ ask: 'ticket', id: ticket.id })).ticket;
    await seat.execute({ do: 'close', ticket: row.id, seen: row.version, outcome: 'cancelled', reason: 'latihan' });
    // Not handed over: the old page stays, and tries again after a while.
    await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
    await page.waitForTimeout(1000);
    expect([asked, await is_old()]).toEqual([1, true]);
    served = true;
    it_is(4 * 60 + 4);
    await expect.poll(is_old, { timeout: 10_000 }).toBe(false);
    await page.locator('.wall-bar .fresh', { hasText: 'data' }).waitFor();
    expect(page.url()).toMatch(/\?wall#\/wall$/);
    expect(asked).toBe(2);

    // And when the room has a new version; once.
    await page.evaluate(() => Object.assign(window, { old: true }));
    await page.route('**/api/query', async (route) => {
      if ((route.request().postDataJSON() as { ask: string }).ask !== 'session') return route.continue();
      const answer = await route.fetch();
      return route.fulfill({ json: { ...((await answer.json()) as object), version: '9.9.9' } });
    });
    await expect.poll(is_old, { timeout: 10_000 }).toBe(false);
    await page.evaluate(() => Object.assign(window, { old: true }));
    await page.locator('.wall-bar .fresh', { hasText: 'data' }).waitFor();
    await page.waitForTimeout(3000);
    expect(await is_old()).toBe(true);
    await page.context().close();
  });
});

test('a wall takes thousands of changes and does not grow', { timeout: 180_000 }, async () => {
  const room = await start_room();
  const seat = await room.seat(operator);
  const page = await open_wall(room);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  /** After the rubbish was taken out, kilobytes of the heap, and what hangs on the page. */
  const measure = async () => {
    for (let i = 0; i < 3; i += 1) await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
    return {
      heap_kb: Math.round(of('JSHeapUsedSize') / 1024),
      nodes: of('Nodes'),
      listeners: of('JSEventListeners'),
    };
  };
  /** 6 changes each: opened, told, written on, done, closed, and a call that was none. */
  const one = async (): Promise<void> => {
    const { ticket } = await put_ticket(seat, { agencies: ['DAMKAR'] });
    await seat.execute({ do: 'note', ticket: ticket.id, text: 'mobil kedua', internal: true });
    await put_step(seat, ticket.id, 1, 'finish');
    const { version } = (await seat.query({ ask: 'ticket', id: ticket.id })).ticket;
    await seat.execute({ do: 'close', ticket: ticket.id, seen: version, outcome: 'cancelled', reason: 'latihan' });
    await end_call(seat, 'prank');
  };
  const many = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 10) await Promise.all(Array.from({ length: 10 }, one));
    // All of it has come, and nothing is open.
    await page.getByText('Tidak ada tenggat').waitFor();
    await page.waitForTimeout(1500);
  };
  await many(100);
  const before = await measure();
  await many(400);
  const after = await measure();
  console.log(`wall, 2400 changes: ${JSON.stringify({ before, after })}`);
  await expect.poll(() => page.locator('.wall-calls b').first().textContent()).toBe('1000');
  expect(after.heap_kb - before.heap_kb).toBeLessThan(1024);
  expect(after.nodes - before.nodes).toBeLessThan(100);
  expect(after.listeners - before.listeners).toBeLessThan(20);
  await page.context().close();
  await room.stop();
});
