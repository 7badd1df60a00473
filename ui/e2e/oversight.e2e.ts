import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open_page, operator, sign_in, supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

sit(supervisor);

test('whoever answers for the room sees with whom every open ticket rests, by keyboard', async () => {
  const hour = 3_600_000;
  const fire = await put_ticket(seat, { landmark: 'belakang SPBU', agencies: ['DAMKAR'] });
  const road = { category: 'INF-JLN', severity: 'low' as const, agencies: ['DPUBMSDA'] };
  const old = await put_ticket(seat, { ...road, landmark: 'depan pasar', called_at: Date.now() - 5.5 * hour });
  await put_ticket(seat, { ...road, landmark: 'dekat balai desa', called_at: Date.now() - 2 * hour });
  const mine = await put_ticket(seat, { landmark: 'gang buntu' });

  await page.getByRole('link', { name: 'Awasi' }).click();
  const who = page.locator('.who tbody tr');
  await expect.poll(() => who.count()).toBe(3);
  const counted = async (name: string): Promise<string[]> =>
    (await who.filter({ hasText: name }).locator('td.num').allTextContents()).slice(0, 2);
  await expect.poll(() => counted('Ruang 112')).toEqual(['1', '0']);
  await expect.poll(() => counted('DPUBMSDA')).toEqual(['2', '0']);
  expect(await page.locator('.who tfoot .num').allTextContents()).toEqual(['4', '0']);

  // To the agency with two, whose oldest call stands first.
  for (let n = 0; n < 3; n += 1) {
    if ((await who.filter({ hasText: 'DPUBMSDA' }).locator('[aria-pressed=true]').count()) > 0) break;
    await page.keyboard.press('ArrowRight');
  }
  const owed = page.locator('.owed .one');
  await expect.poll(() => owed.count()).toBe(2);
  expect(await owed.first().getAttribute('data-owed')).toBe(old.ticket.id);
  await expect.poll(() => owed.first().innerText()).toContain('5 jam sejak panggilan');

  // A step taken elsewhere moves it while it is looked at.
  await put_step(seat, fire.ticket.id, 1, 'acknowledge');
  await put_step(seat, fire.ticket.id, 1, 'finish');
  await expect.poll(() => counted('Ruang 112')).toEqual(['2', '0']);

  await page.getByRole('button', { name: 'Tabel' }).click();
  const table = page.locator('.side table');
  expect(await table.locator('tfoot .num').allTextContents()).toEqual(['4', '0']);
  await expect.poll(() => table.locator('tbody tr').nth(2).innerText()).toContain('1');
  await page.locator('.side dd', { hasText: supervisor.name }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.ticket').waitFor();
  expect(page.url()).toContain('#/ticket/');
  expect(mine.ticket.state).toBe('open');
});

test('an operator has no such place, whatever the address says', async () => {
  const { page: other } = await open_page(browser, room);
  await sign_in(other, operator);
  expect(await other.getByRole('link', { name: 'Awasi' }).count()).toBe(0);
  await other.goto('/#/oversight');
  await expect.poll(() => new URL(other.url()).hash).toBe('#/desk');
  await other.context().close();
});

const pictures = process.env['KENTONGAN_PICTURES'];
test.runIf(pictures)('pictures', async () => {
  mkdirSync(pictures ?? '', { recursive: true });
  await page.goto('/#/oversight');
  await page.locator('.who tbody tr').first().waitFor();
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const)
    for (const theme of ['dark', 'light']) {
      await page.setViewportSize({ width, height });
      await page.evaluate((one) => document.documentElement.setAttribute('data-theme', one), theme);
      await page.screenshot({ path: `${pictures}/oversight-${theme}-${width}.png` });
    }
});
