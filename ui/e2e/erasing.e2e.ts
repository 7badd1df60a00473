import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operator, sign_in, supervisor } from './room';
import { page, room, seat, sit } from './sitting';

sit(supervisor);

const settings = async () => (await seat.query({ ask: 'setup' })).settings;
const show = async (tab: string): Promise<void> => {
  await page.goto(`/#/manage/${tab}`);
  await page.locator('.manage h1').waitFor();
};
/** For whoever wants to see them: `KENTONGAN_SHOTS=folder`. */
async function take(name: string): Promise<void> {
  const folder = process.env['KENTONGAN_SHOTS'];
  if (!folder) return;
  for (const theme of ['dark', 'light']) {
    await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  }
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
}

test('what would be erased is said before it is switched on, and an operator only reads', async () => {
  await show('people');
  await page.keyboard.press('Alt+h');
  await page.getByText('Data pribadi disimpan seterusnya.').waitFor();
  await page.getByLabel('Hapus data pribadi menurut jadwal').check();
  const calls = page.getByLabel('Telepon bukan laporan');
  await expect.poll(() => calls.inputValue()).toBe('6');
  await calls.fill('0');
  await page.getByText('Isi bulan antara 1 dan 240.').waitFor();
  await calls.fill('3');
  await page.getByLabel('Laporan terbatas punya waktu sendiri').check();
  await page.getByLabel('Laporan terbatas, setelah ditutup').fill('36');
  await take('erasing');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Belum ada data yang waktunya habis.').waitFor();
  await take('erasing-asks');
  expect((await settings()).erasing).toBeUndefined();
  // Enter alone takes it back: what is erased does not come again.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const rule = { tickets: 24, restricted: 36, calls: 3, access: 24 };
  await expect.poll(async () => (await settings()).erasing).toEqual(rule);

  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // What is typed while the room counts was not counted, and is not what is confirmed.
  let counted = (): void => undefined;
  const held = new Promise<void>((go_on) => (counted = go_on));
  await page.route('**/api/query', async (route) => {
    if ((route.request().postDataJSON() as { ask: string }).ask === 'preview_erasing') await held;
    await route.fallback();
  });
  await calls.fill('4');
  await page.keyboard.press('Enter');
  await calls.fill('1');
  counted();
  await page.getByRole('dialog').getByText('Belum ada data yang waktunya habis.').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await settings()).erasing).toEqual({ ...rule, calls: 4 });
  await expect.poll(() => calls.inputValue()).toBe('1');

  await sign_in(page, operator);
  await show('erasing');
  expect(await page.getByLabel('Telepon bukan laporan').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Periksa lalu simpan' }).count()).toBe(0);
});

test('a backup is asked for by a key, and a place that is not there is shown as such', async () => {
  const stick = join(room.data, 'stik');
  await show('backup');
  await page.getByLabel('Folder baru').fill(stick);
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: new RegExp(`stik.*Tidak terpasang`) }).waitFor();
  await page.keyboard.press('Alt+b');
  await page.getByRole('row', { name: /backup.*Baik/ }).waitFor();
  await page.getByRole('row', { name: /stik.*Tidak terpasang, dicoba lagi/ }).waitFor();
  await take('backup');
  mkdirSync(stick);
  await page.keyboard.press('Alt+b');
  await page.getByRole('row', { name: /stik.*Baik/ }).waitFor();
  // Just after a change of shift there are two.
  expect(readdirSync(stick).filter((name) => name.endsWith('.age')).length).toBeGreaterThan(0);
  await page.getByRole('button', { name: `Hapus ${stick}` }).click();
  await expect.poll(async () => (await settings()).backup_places).toBeUndefined();
  await page.keyboard.press('Alt+8');
  await page.getByRole('row', { name: /Cadangan\s+baik.*1 dari 1 tempat baik/ }).waitFor();
});
