import AxeBuilder from '@axe-core/playwright';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { picture } from './picture';
import { mint, open_page, operator, sign_in, supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

/** What narrows a search, how it is kept, handed on and come back to. */
sit(supervisor);

const krian = '35.15.11';
let village = '';
let fire = '';
const many = 230;

beforeAll(async () => {
  const setup = await seat.query({ ask: 'setup' });
  village = setup.region.villages.find((one) => one.district === krian)?.code ?? '';
  for (let n = 0; n < many; n += 1)
    await put_ticket(seat, { category: 'INF-PJU', severity: 'low', district: '35.15.18', landmark: `tiang ke-${n}` });
  const { ticket } = await put_ticket(seat, {
    village,
    landmark: 'belakang pasar ikan',
    number: '0812-0000-0890',
    name: 'Bu Ani',
    narrative: 'asap dari gudang kayu',
    agencies: ['DAMKAR', 'PLN'],
  });
  fire = ticket.id;
  await put_step(seat, fire, 1, 'acknowledge');
  await put_ticket(seat, { village, number: '0812-0000-0890', narrative: 'gudang yang sama, berasap lagi' });
  const gone = await put_ticket(seat, { category: 'BNC-PHN', severity: 'medium', narrative: 'pohon di jalan gudang' });
  const { id, version } = gone.ticket;
  await seat.execute({ do: 'close', ticket: id, seen: version, outcome: 'cancelled', reason: 'sudah diangkat' });
}, 120_000);

const rows = () => page.locator('.hit');
const chip = (text: string) => page.locator('.chips .chip', { hasText: text });
const field = () => page.locator('#find-text');
const shown = () => page.evaluate(() => location.hash);

beforeEach(async () => {
  await page.evaluate(() => (location.hash = '#/find'));
  await field().waitFor();
});

async function faults(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('by keyboard alone: what is chosen narrows, is seen, and is taken away', async () => {
  await field().fill('gudang');
  await expect.poll(() => rows().count()).toBe(3);
  await page.keyboard.press('Alt+s');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await page.getByLabel('Keadaan').selectOption('open');
  await expect.poll(() => rows().count()).toBe(2);
  await page.getByLabel('OPD / instansi').selectOption('DAMKAR');
  await expect.poll(() => rows().count()).toBe(1);
  expect(await shown()).toBe('#/find/gudang?state=open&agency=DAMKAR');
  for (const theme of ['dark', 'light']) {
    await page.evaluate((look) => (document.documentElement.dataset['theme'] = look), theme);
    expect(await faults(), theme).toEqual([]);
  }
  await picture(page, 'find-filters');
  await chip('Damkar').click();
  await expect.poll(() => rows().count()).toBe(2);
  await page.keyboard.press('Alt+h');
  await expect.poll(() => rows().count()).toBe(3);
  expect(await shown()).toBe('#/find/gudang');
});

test('without a word: by its state, its day, and days that cannot be', async () => {
  await page.keyboard.press('Alt+s');
  await page.getByLabel('Keadaan').selectOption('closed');
  await expect.poll(() => rows().count()).toBe(1);
  await page.getByLabel('Waktu panggilan').selectOption('1');
  await chip('hari ini').waitFor();
  await expect.poll(() => rows().count()).toBe(1);
  await page.getByLabel('Waktu panggilan').selectOption('dates');
  await page.getByLabel('Dari').fill('2/1/2020');
  await page.keyboard.press('Tab');
  await chip('02/01/2020').waitFor();
  await page.locator('#find-filters').getByLabel('Sampai').fill('1/1/2020');
  await page.getByText('Tanggal akhir lebih dulu').waitFor();
  await page.locator('#find-filters').getByLabel('Sampai').fill('3/1/2020');
  await page.keyboard.press('Tab');
  await page.getByText('Tidak ada laporan seperti itu').waitFor();
  await chip('02/01/2020 sampai 03/01/2020').waitFor();
  await picture(page, 'find-none');
});

test('a ticket leads to what else there was at its place, and by its number', async () => {
  await page.evaluate((id) => (location.hash = `#/ticket/${id}`), fire);
  await page.locator('.strips .strip').first().waitFor();
  await picture(page, 'find-from-ticket');
  await page.keyboard.press('r');
  await expect.poll(() => rows().count()).toBe(2);
  expect(await shown()).toBe(`#/find/?district=${krian}&village=${village}`);
  await page.evaluate((id) => (location.hash = `#/ticket/${id}`), fire);
  await page.locator('.strips .strip').first().waitFor();
  await page.keyboard.press('Shift+R');
  await expect.poll(() => rows().count()).toBe(2);
  await expect.poll(() => field().inputValue()).toBe('0812-0000-0890');
});

test('going on lets go of the newest, and coming back finds them again', async () => {
  await field().fill('tiang');
  await rows().first().waitFor();
  const newest = await rows().first().locator('.no').textContent();
  for (let at = 20; at < many; at += 20) {
    const last = await rows().last().locator('.no').textContent();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => rows().last().locator('.no').textContent()).not.toBe(last);
  }
  await expect.poll(() => rows().count()).toBe(200);
  expect(await page.getByRole('button', { name: 'Yang lebih lama' }).count()).toBe(0);
  for (let back = 0; back < 2; back += 1) {
    const first = await rows().first().locator('.no').textContent();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => rows().first().locator('.no').textContent()).not.toBe(first);
  }
  await expect.poll(() => rows().first().locator('.no').textContent()).toBe(newest);
  expect(new Set(await rows().locator('.no').allTextContents()).size).toBe(200);
});

test('a link opens the same search at another desk', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => (location.hash = '#/find/gudang?state=open'));
  await expect.poll(() => rows().count()).toBe(2);
  await page.keyboard.press('Alt+t');
  await page.locator('.toast', { hasText: 'Tautan disalin' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http.*#\/find\/gudang\?state=open$/);
  const other = await open_page(browser, room);
  await sign_in(other.page, operator);
  await other.page.evaluate(() => (location.hash = '#/find'));
  await other.page.locator('#find-text').fill(link);
  await expect.poll(() => other.page.locator('.hit').count()).toBe(2);
  await expect.poll(() => other.page.locator('#find-text').inputValue()).toBe('gudang');
  await other.page.context().close();
});

test('a list is kept for the room, chosen by another, and let go with a way back', async () => {
  await page.evaluate(() => (location.hash = '#/find/?category=INF-PJU'));
  await chip('Lampu').or(page.locator('.chips .chip')).first().waitFor();
  await page.keyboard.press('Alt+d');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByLabel('Nama daftar').fill('Lampu jalan');
  await dialog.getByLabel('Untuk seluruh ruang').check();
  expect(await faults()).toEqual([]);
  await picture(page, 'find-keep');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog.count()).toBe(0);
  const kept = page.locator('.kept button', { hasText: 'Lampu jalan' });
  await kept.waitFor();
  await picture(page, 'find-kept');

  const other = await open_page(browser, room);
  await sign_in(other.page, operator);
  await other.page.evaluate(() => (location.hash = '#/find'));
  await other.page.locator('#find-text').waitFor();
  await other.page.keyboard.press('Alt+s');
  await other.page.locator('.kept button', { hasText: 'Lampu jalan' }).click();
  await expect.poll(() => other.page.locator('.hit').count()).toBe(20);
  expect(await other.page.getByRole('button', { name: 'Hapus daftar' }).count()).toBe(0);
  await other.page.context().close();

  await page.getByRole('button', { name: 'Hapus daftar Lampu jalan' }).click();
  await expect.poll(() => kept.count()).toBe(0);
  await page.keyboard.press('Alt+z');
  await kept.waitFor();
  const { searches } = await seat.query({ ask: 'setup' });
  await seat.execute({ do: 'forget_search', search: searches[0]?.id ?? mint() });
});
