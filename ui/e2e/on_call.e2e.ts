import { expect, test } from 'vitest';
import { picture } from './picture';
import { supervisor } from './room';
import { put_ticket } from './scene';
import { page, seat, sit } from './sitting';

/** Who is called at an agency: entered in Kelola, and read at the ticket with whoever is on call first. */
sit(supervisor);

const dialog = () => page.getByRole('dialog');
/** A weekday that is neither today, yesterday nor tomorrow in the room. */
const other_day = (): string => {
  const names = ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'];
  return names[(new Date(Date.now() + 7 * 3_600_000).getUTCDay() + 3) % 7] ?? '';
};
const bpbd = async () => (await seat.query({ ask: 'setup' })).region.agencies.find((one) => one.code === 'BPBD');

test('the officer on call is entered beside the office, and is called first', async () => {
  await page.goto('/#/manage/agencies');
  await page.getByRole('button', { name: 'Ubah BPBD', exact: true }).click();
  await dialog().getByLabel('Telepon').fill('0812-0000-0101');
  await dialog().getByLabel('Jam dihubungi').fill(`${other_day()} 07.00-16.00`);
  await dialog().getByRole('button', { name: 'Tambah kontak jaga' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-who'))).toBe(true);
  await page.keyboard.type('Petugas malam');
  await dialog().getByLabel('Jam', { exact: true }).fill('malam saja');
  await page.keyboard.press('Enter');
  await dialog().getByText('Jam tidak terbaca', { exact: false }).waitFor();
  await dialog()
    .getByText('Belum diisi.')
    .or(dialog().getByText('Perlu diisi', { exact: false }))
    .first()
    .waitFor();
  await dialog().getByLabel('Nomor', { exact: true }).fill('0812-0000-0102');
  await dialog().getByLabel('Jam', { exact: true }).fill('Sen-Min 00.00-24.00');
  await picture(page, 'on-call');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  expect((await bpbd())?.on_call).toEqual([
    {
      who: 'Petugas malam',
      telephone: '0812-0000-0102',
      hours: { days: [1, 2, 3, 4, 5, 6, 7], from_minute: 0, to_minute: 1440 },
    },
  ]);
  const change = page.getByRole('button', { name: 'Ubah BPBD', exact: true });
  await page.getByRole('row').filter({ has: change }).getByText('+1 kontak jaga').waitFor();

  // Opened again and saved as it is, nothing of it is lost.
  await change.click();
  await expect.poll(() => dialog().getByLabel('Jam', { exact: true }).inputValue()).toBe('Sen-Min 00.00-24.00');
  await page.keyboard.press('Escape');

  const { ticket } = await put_ticket(seat, { category: 'BNC-PHN', severity: 'medium', agencies: ['BPBD'] });
  await page.goto(`/#/ticket/${ticket.id}`);
  await page.locator('.strips .strip').first().waitFor();
  await page.locator('.strips .is-chosen').getByRole('button', { name: 'Telepon' }).click();
  const ways = dialog().locator('.ways p');
  await ways.nth(1).waitFor();
  await expect.poll(() => ways.nth(0).textContent()).toMatch(/Petugas malam.*0812-0000-0102.*jaga sekarang/s);
  await picture(page, 'who-to-call');
  await expect.poll(() => ways.nth(1).textContent()).toMatch(/0812-0000-0101.*di luar jamnya/s);
});
