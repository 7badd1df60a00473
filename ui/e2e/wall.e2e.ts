import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { open_page, operator } from './room';
import { put_step, put_ticket } from './scene';
import { browser, room, seat, sit_beside } from './sitting';

sit_beside();

async function open_wall(width = 1920, height = 1080): Promise<Page> {
  const { page } = await open_page(browser, room, { width, height });
  await page.goto('/?wall#/wall');
  await page.locator('.wall-bar .fresh', { hasText: 'data' }).waitFor();
  return page;
}

/** Nothing is cut off and nothing scrolls: texts that are wider or higher than their place. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const over = [...document.querySelectorAll<HTMLElement>('.wall span, .wall b, .wall h2, .wall p, .wall li')].filter(
      (one) =>
        one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && one.clientWidth > 0,
    );
    const root = document.scrollingElement;
    const scrolls = root && (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth);
    return [...over.map((one) => `${one.className}: ${one.textContent}`), ...(scrolls ? ['the page scrolls'] : [])];
  });

describe('the wall', () => {
  test('is whole with no ticket', async () => {
    const page = await open_wall();
    await page.getByText('Tidak ada tenggat').waitFor();
    expect(await cut(page)).toEqual([]);
    await page.context().close();
  });

  test('point 23 and point 24: shows one, then six, then sixty tickets of 25 agencies, and no name or number', async () => {
    const page = await open_wall();
    const { region } = await seat.query({ ask: 'setup' });
    const agencies = region.agencies.filter((one) => one.active).slice(0, 25);
    expect(agencies.length).toBeGreaterThanOrEqual(20);
    const emergencies = region.categories.filter((one) => one.emergency);
    for (let i = 0; i < 60; i += 1) {
      const district = region.districts[i % region.districts.length];
      const made = await put_ticket(seat, {
        category: emergencies[i % emergencies.length]?.code,
        district: district?.code,
        landmark: `rumah Pak Slamet ${i}`,
        name: 'Bu Ani Rahasia',
        number: `0812-0000-${String(1000 + i)}`,
        narrative: 'korban bernama Joko Samaran',
        agencies: [
          agencies[i % agencies.length]?.code ?? 'BPBD',
          agencies[(i + 7) % agencies.length]?.code ?? 'PSC119',
        ],
      });
      if (i % 3 === 0) await put_step(seat, made.ticket.id, 1, 'acknowledge');
      if (i === 0 || i === 5) await expect.poll(() => page.locator('.wall-rows li').count()).toBe(i + 1);
    }
    await page.locator('.wall-calls b', { hasText: '60' }).first().waitFor();
    expect(await page.locator('.wall-rows li').count()).toBe(6);
    expect(await page.locator('.wall-agencies li').count()).toBe(6);
    await page.locator('.cap', { hasText: /\d+ lagi/ }).waitFor();
    expect(await cut(page)).toEqual([]);

    const shown = (await page.locator('body').textContent()) ?? '';
    for (const personal of ['Ani', 'Slamet', 'Joko', '0812', 'korban', operator.name])
      expect(shown).not.toContain(personal);
    // Nor does it come over the wire.
    const sent = await page.evaluate(async () => {
      const answer = await fetch('/api/query', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-seat': 'wall' },
        body: JSON.stringify({ ask: 'board' }),
      });
      return answer.text();
    });
    for (const personal of ['Rahasia', 'Slamet', 'Joko', '0812-0000'])
      expect(sent.includes(personal), personal).toBe(false);
    await page.context().close();
  });

  test('point 22: has letters of 16 arc-minutes in 1080p and 4K, and nothing is cut', async () => {
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
    ] as const) {
      const page = await open_wall(width, height);
      await page.locator('.wall-rows li').first().waitFor();
      const sizes = await page.evaluate(() => ({
        word: parseFloat(getComputedStyle(document.querySelector('.wall-rows .what') as Element).fontSize),
        count: parseFloat(getComputedStyle(document.querySelector('.wall-rows b') as Element).fontSize),
      }));
      expect((sizes.word / height) * 100).toBeGreaterThanOrEqual(6.09);
      expect((sizes.count / height) * 100).toBeGreaterThanOrEqual(7.6);
      expect(await cut(page)).toEqual([]);
      await page.context().close();
    }
  });

  test('cannot be acted on', async () => {
    const page = await open_wall();
    for (const key of ['F2', 'F8', 'Enter', 'Control+k']) await page.keyboard.press(key);
    expect(page.url()).toMatch(/#\/wall$/);
    expect(await page.locator('dialog, button, a, input').count()).toBe(0);
    await page.context().close();
  });

  test('point 25: says within ten seconds that the room is gone, and comes back by itself', async () => {
    const page = await open_wall();
    await room.kill();
    const gone = Date.now();
    await page.locator('.wall.is-stale .fresh', { hasText: /DATA TERHENTI 00:1\d/ }).waitFor({ timeout: 15_000 });
    // Ten seconds, after data that was a pulse old when the room went, and a busy machine's time to draw.
    expect(Date.now() - gone).toBeLessThan(14_000);
    const before = await page.locator('.clock').textContent();
    await expect.poll(() => page.locator('.clock').textContent()).not.toBe(before);
    await room.restart();
    const back = Date.now();
    await page.locator('.wall:not(.is-stale)').waitFor();
    expect(Date.now() - back).toBeLessThan(5_000);
    await page.context().close();
  });
});
