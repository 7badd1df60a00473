import { expect, test } from 'vitest';
import { operator, supervisor, type Seat } from './room';
import { put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

sit(supervisor);

const dialog = () => page.getByRole('dialog');
const heard = 'griyo grobyak';

async function show(): Promise<void> {
  await page.goto('/#/manage/words');
  await page.getByRole('row').nth(1).waitFor();
}
async function proposed(): Promise<string | undefined> {
  const desk = await room.seat(operator);
  const { reading } = await desk.query({ ask: 'reading', text: heard });
  return reading.categories[0]?.code;
}
/** Presses Tab until what is wanted has the focus. */
async function tab_to(name: string, most = 40): Promise<void> {
  await page
    .getByRole('button', { name, exact: true })
    .or(page.getByLabel(name, { exact: true }))
    .first()
    .waitFor();
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const here = document.activeElement;
      return here?.getAttribute('aria-label') ?? here?.textContent?.trim() ?? '';
    });
    if (label === name) return;
  }
  throw new Error(`${name} was not reached`);
}
async function correct(desk: Seat, narrative: string): Promise<void> {
  const { ticket } = await put_ticket(desk, {
    category: 'KAM-TRT',
    severity: 'low',
    narrative,
    landmark: 'balai desa',
  });
  const correction = { field: 'category', to: 'BNC-RBH' } as const;
  await desk.execute({ do: 'correct', ticket: ticket.id, seen: ticket.version, correction });
}

test('a word is found, added, changed and switched off by keyboard, and each is one key from being undone', async () => {
  await show();
  await page.getByText(/^\d{4} dari \d{4} kata, 0 diubah/).waitFor();
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Kata', { exact: true }).fill('Grobyak  Banter');
  await dialog().getByLabel('Untuk').selectOption({ label: 'Bangunan roboh/rawan roboh' });
  await dialog().getByLabel('Bobot').fill('banyak');
  await page.keyboard.press('Enter');
  await dialog().getByText('Tulis angka yang boleh untuk jenis ini.').waitFor();
  await dialog().getByLabel('Bobot').fill('9');
  await dialog().getByLabel('Uraian').fill('wau dalu grobyak banter');
  const then = dialog().getByRole('region', { name: 'Setelah diubah' });
  await then.getByText('Bangunan roboh/rawan roboh').first().waitFor();
  await then.getByText('grobyak banter').waitFor();
  await dialog().getByLabel('Bobot').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  const own = page.getByRole('row', { name: /grobyak banter.*Bangunan roboh.*9.*ruang ini/ });
  await own.waitFor();

  // The same word is not added twice.
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Kata', { exact: true }).fill('grobyak banter');
  await dialog().getByLabel('Untuk').selectOption({ label: 'Bangunan roboh/rawan roboh' });
  await page.keyboard.press('Enter');
  await dialog().getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);

  await page.keyboard.press('Alt+z');
  await expect.poll(() => own.count()).toBe(0);

  // A row of the list: found, switched off, and as it was again.
  await page.getByLabel('Jenis').selectOption({ label: 'kategori' });
  await page.getByLabel('Cari').fill('oglangan');
  await page.getByText(/^1 dari/).waitFor();
  await page.getByLabel('Cari').focus();
  await tab_to('Matikan oglangan');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /oglangan.*dimatikan/ }).waitFor();
  await page.getByLabel('Cari').focus();
  await tab_to('Kembalikan oglangan');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /oglangan.*bawaan/ }).waitFor();
});

test('the list is long and stays quick', async () => {
  await show();
  await expect.poll(() => page.getByRole('row').count()).toBe(61);
  const begun = Date.now();
  await page.getByRole('button', { name: 'Tampilkan 60 lagi' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('row').count()).toBe(121);
  await page.getByLabel('Jenis').selectOption({ label: 'luar wilayah' });
  await page.getByText(/^5 dari/).waitFor();
  expect(Date.now() - begun).toBeLessThan(5_000);
  await page.getByLabel('Jenis').selectOption({ label: 'semua' });
  await page.getByLabel('Untuk').selectOption({ label: 'Panggilan iseng' });
  await expect.poll(() => page.getByRole('cell', { name: 'Panggilan iseng' }).count()).toBeGreaterThan(3);
});

test('what people corrected is offered as a lesson, accepted, and taken back by keyboard', async () => {
  const desk = await room.seat(operator);
  for (const narrative of [
    'wonten suoro grobyak teng wingking griyo pak Darmono, kaget sedoyo',
    'wau dalu grobyak griyane, mboten enten sing tatu',
    'sonten grobyak banter, nyuwun dipriksani pak Darmono',
  ])
    await correct(desk, narrative);
  const before = await proposed();
  expect(before).not.toBe('BNC-RBH');

  await show();
  await page.getByRole('tab', { name: 'Daftar' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('Terbaca benar 0 jadi 3 dari 3 tiket').waitFor();
  expect(await page.getByText('Darmono').count()).toBe(0);
  await tab_to('Terima grobyak');
  await page.keyboard.press('Enter');
  await expect.poll(proposed).toBe('BNC-RBH');
  await page.getByText('Tidak ada pelajaran saat ini.').waitFor();

  await page.getByRole('tab', { name: 'Pelajaran' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('row', { name: /grobyak.*dipelajari.*dari 3 tiket, 0 jadi 3 benar dari 3/ }).waitFor();
  await page.getByRole('tab', { name: 'Daftar' }).focus();
  await tab_to('Tarik kembali grobyak');
  await page.keyboard.press('Enter');
  await expect.poll(proposed).toBe(before);

  // Turned down it stays away, and stands among what was turned down.
  await page.getByRole('tab', { name: 'Daftar' }).focus();
  await page.keyboard.press('ArrowRight');
  await tab_to('Tolak grobyak');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('button', { name: 'Tolak grobyak' }).count()).toBe(0);
  expect(await proposed()).toBe(before);
  await page.getByRole('tab', { name: 'Pelajaran' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByLabel('Asal').selectOption({ label: 'ditolak' });
  await page.getByRole('button', { name: 'Tawarkan lagi grobyak' }).click();
  await page.getByText('Tidak ada kata yang cocok.').waitFor();
  const { lessons } = await seat.query({ ask: 'lessons' });
  expect(lessons.map((one) => one.cue.phrase)).toContain('grobyak');
});
