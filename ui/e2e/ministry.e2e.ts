import { beforeAll, expect, test } from 'vitest';
import { picture } from './picture';
import { mint, supervisor } from './room';
import { put_ticket } from './scene';
import { page, seat, sit } from './sitting';

sit(supervisor);

const fires = 3;
const pranks = 4;

beforeAll(async () => {
  const now = Date.now();
  for (let n = 0; n < pranks; n += 1)
    await seat.execute({ do: 'end_call', call: mint(), called_at: now - n, outcome: 'prank' });
  for (let n = 0; n < fires; n += 1) await put_ticket(seat, { called_at: now - n, category: 'KBR-BGN' });
  // What is being written in this moment is in no report.
  await new Promise((done) => setTimeout(done, 2_500));
}, 120_000);

const sheet = () => page.locator('[data-figure="ministry"]');
const whole = (name: string) => sheet().locator('tr', { hasText: name }).first().locator('td').nth(1);

test('the month is told by the rows of the ministry’s form, which the room sets', async () => {
  await page.getByRole('link', { name: 'Laporan', exact: true }).click();
  await page.locator('[data-figure="funnel"]').waitFor();
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Alt+7');
  await sheet().waitFor();
  await page.getByText('usulan produk').waitFor();
  await expect.poll(() => whole('Kebakaran').innerText()).toBe(String(fires));
  await expect.poll(() => whole('Panggilan prank').innerText()).toBe(String(pranks));
  await expect.poll(() => whole('Lainnya').innerText()).toBe('0');
  await expect.poll(() => whole('Jumlah').innerText()).toBe(String(fires + pranks));
  // Each day that has begun has its column, and the days are the month.
  const of_days = async () => (await sheet().locator('tfoot td').allInnerTexts()).slice(2).map(Number);
  await expect.poll(async () => (await of_days()).reduce((sum, one) => sum + one, 0)).toBe(fires + pranks);
  await picture(page, 'report-ministry');

  await page.getByRole('button', { name: 'Atur baris' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Panggilan prank/ }).click();
  await picture(page, 'report-ministry-rows');
  // What another row counts cannot be taken into this one.
  expect(await dialog.getByRole('checkbox', { name: /^Kebakaran rumah/ }).isDisabled()).toBe(true);
  await dialog.getByLabel('Nama baris').fill('Prank');
  await dialog.getByRole('checkbox', { name: 'Iseng' }).uncheck();
  await dialog.getByText('Masuk Lainnya: Iseng.').waitFor();
  await dialog.getByRole('checkbox', { name: 'Iseng' }).check();
  await dialog.getByRole('button', { name: /^Kebakaran/ }).click();
  await dialog.getByRole('button', { name: 'Hapus baris' }).click();
  await dialog.getByRole('button', { name: /^Simpan/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => whole('Lainnya').innerText(), { timeout: 10_000 }).toBe(String(fires));
  await expect.poll(() => sheet().getByRole('cell', { name: 'Prank', exact: true }).count()).toBe(1);
  await expect.poll(() => whole('Prank').innerText()).toBe(String(pranks));
  await expect.poll(() => whole('Jumlah').innerText()).toBe(String(fires + pranks));
  expect(await page.getByText('usulan produk').count()).toBe(0);

  // And the proposal can be taken back.
  await page.getByRole('button', { name: 'Atur baris' }).click();
  await dialog.getByRole('button', { name: 'Pakai usulan produk' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => whole('Kebakaran').innerText(), { timeout: 10_000 }).toBe(String(fires));
}, 120_000);
