import { beforeEach, expect, test } from 'vitest';
import { sign_in, supervisor } from './room';
import { page, seat, sit } from './sitting';

/** Where pictures go when they are wanted. */
const pictures = process.env['KENTONGAN_PICTURES'];
const picture = async (name: string): Promise<void> => {
  if (!pictures) return;
  for (const theme of ['dark', 'light']) {
    await page.evaluate((one) => (document.documentElement.dataset['theme'] = one), theme);
    await page.screenshot({ path: `${pictures}/${name}-${theme}.png` });
  }
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
};

beforeEach(async () => {
  for (const { call } of await seat.drafts()) await seat.keep_draft({ call, form: '', kept_at: Date.now() });
});
sit();

const line_of = (name: string) =>
  page.locator('.plan-list li, .told li').filter({ has: page.getByRole('checkbox', { name, exact: true }) });
const why = (agency: string) => page.locator(`[data-why="${agency}"]`);

/** A fire in Krian with its plan: Damkar, BPBD and the police by themselves, PSC 119 and PLN on a condition. */
async function fire(landmark: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('kebakaran rumah');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('krian');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(landmark);
  await page.locator('.plan-list li').nth(4).waitFor();
}
const saved = async (landmark: string) => {
  const ticket = (await seat.query({ ask: 'board' })).tickets.find((one) => one.landmark === landmark);
  return seat.query({ ask: 'ticket', id: ticket?.id ?? '' });
};
const departed = async (landmark: string) =>
  (await saved(landmark)).lines.flatMap((one) => (one.about?.of === 'departure' ? [one.about.departed] : []));

test('a changed tick is explained by one digit, and nothing typed meanwhile is lost', async () => {
  await fire('depan masjid');
  // Unticked: asked; Esc takes it back.
  await page.keyboard.press('Alt+2');
  await why('BPBD').waitFor();
  await picture('desk-why');
  await page.keyboard.press('Escape');
  await expect.poll(() => why('BPBD').count()).toBe(0);
  await expect.poll(() => line_of('BPBD').getByRole('checkbox').isChecked()).toBe(true);
  // Asked again, and ignored: letters go on where they were going.
  await page.keyboard.press('Alt+2');
  await why('BPBD').waitFor();
  await page.keyboard.type(' besar');
  await expect.poll(() => page.getByLabel('Patokan').inputValue()).toBe('depan masjid besar');
  await why('BPBD').waitFor();
  // Turned twice it is asked again, and one digit answers; the hand is back in the form.
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Alt+2');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-why'))).toBe('BPBD');
  await page.keyboard.press('1');
  await line_of('BPBD').getByText('sudah di lokasi').waitFor();
  await page.keyboard.type(' kedua');
  await expect.poll(() => page.getByLabel('Patokan').inputValue()).toBe('depan masjid besar kedua');
  // A conditional one is ticked: asked in its own words.
  await page.keyboard.press('Alt+3');
  await why('PSC119').getByText('Kenapa PSC 119 dikirim').waitFor();
  await page.keyboard.press('5');
  await why('PSC119').getByRole('textbox').waitFor();
  await page.keyboard.type('penghuni sesak');
  await picture('desk-why-words');
  await page.keyboard.press('Enter');
  await line_of('PSC 119').getByText('penghuni sesak').waitFor();
  await picture('desk-answered');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-recipient]').first().waitFor();
  await picture('sending');
  await page.keyboard.press('Control+Enter');
  await page.locator('.start').waitFor();
  expect(await departed('depan masjid besar kedua')).toEqual([
    { departure: 'left_out', agency: 'BPBD', why: { reason: 'already_there' } },
    { departure: 'added', agency: 'PSC119', why: { reason: 'other', words: 'penghuni sesak' } },
  ]);
  const { ticket } = await saved('depan masjid besar kedua');
  await page.goto(`/#/ticket/${ticket.id}`);
  await page.getByText('BPBD tidak dikirim: sudah di lokasi').waitFor();
  await page.getByText('PSC 119 ditambahkan: penghuni sesak').waitFor();
  await page.getByText(/Diteruskan ke .*\(R-03 versi 1\)/).waitFor();
  await picture('timeline');
});

test('who is still asked about keeps nobody else from being sent', async () => {
  await fire('pabrik kayu');
  await page.keyboard.press('Alt+2');
  await why('BPBD').waitFor();
  await page.keyboard.press('Alt+4');
  await why('PLN').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-recipient]').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Satu angka lagi: pilih sebabnya.').waitFor();
  const told = async () => (await saved('pabrik kayu')).ticket.assignments.map((one) => one.agency);
  expect(await told()).toEqual(['DAMKAR', 'POLRESTA']);
  expect(await departed('pabrik kayu')).toEqual([]);
  await picture('sending-asked');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-why'))).toBe('BPBD');
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-why'))).toBe('PLN');
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await page.locator('.start').waitFor();
  expect(await told()).toEqual(['DAMKAR', 'POLRESTA', 'PLN']);
  expect((await departed('pabrik kayu')).map((one) => [one.departure, one.agency])).toEqual([
    ['left_out', 'BPBD'],
    ['added', 'PLN'],
  ]);
});

test('an agency beside the plan says what speaks against it, and why it goes', async () => {
  await fire('gudang kertas');
  await page.getByLabel('Tambah', { exact: true }).fill('dlhk');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await why('DLHK').waitFor();
  await page.keyboard.press('3');
  await line_of('DLHK').getByText('lebih dekat, belum ada kontak').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-recipient]').first().waitFor();
  await line_of('DLHK').getByText('belum ada kontak').waitFor();
  await picture('sending-beside');
  await page.getByRole('button', { name: 'Nanti saja' }).click();
  await page.locator('.start').waitFor();
});

test('a plan holds for its hours, is tried at any time, and counts its changes', async () => {
  await sign_in(page, supervisor);
  await page.goto('/#/manage/plans');
  await page.locator('.manage h1').waitFor();
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('Alt+n');
  await dialog.getByLabel('Kategori').selectOption('KBR-BGN');
  await dialog.getByLabel('Jam', { exact: true }).selectOption('weekly');
  await dialog.getByLabel('Hari dan jam').fill('malam');
  await dialog.getByLabel('Utama').selectOption('BPBD');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await dialog.getByText('Jam tidak terbaca.', { exact: false }).waitFor();
  await picture('plan-dialog');
  await dialog.getByLabel('Hari dan jam').fill('Sen-Min 22.00-05.00');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  const added = (await seat.query({ ask: 'setup' })).region.plans.at(-1);
  const night = { kind: 'weekly', days: [1, 2, 3, 4, 5, 6, 7], from_minute: 1320, to_minute: 300 };
  expect(added).toMatchObject({ category: 'KBR-BGN', lead: 'BPBD', hours: night });

  const trial = page.locator('.trial');
  await trial.getByLabel('Kategori', { exact: true }).fill('kebakaran rumah');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await trial.getByLabel('Jam', { exact: true }).fill('siang');
  await trial.getByText('Tulis misalnya 22.30').waitFor();
  await trial.getByLabel('Jam', { exact: true }).fill('4.59');
  await trial
    .locator('.chip')
    .getByText(added?.id ?? '')
    .waitFor();
  await trial.getByText(`R-03 juga cocok, tetapi ${added?.id} lebih khusus jamnya.`).waitFor();
  await trial.getByText('sebab: kategori, jam', { exact: false }).waitFor();
  await picture('plan-trial');
  await trial.getByLabel('Tanggal').fill('24/12/2026');
  await trial.getByLabel('Jam', { exact: true }).fill('5');
  await trial.locator('.chip').getByText('R-03').waitFor();

  await page.getByRole('button', { name: 'Ubah R-03', exact: true }).click();
  await dialog.getByLabel('Jam', { exact: true }).selectOption('working');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await page.getByRole('row', { name: /R-03.*jam kerja.*2.*Sari Wulandari/ }).waitFor();
  // Nobody is planned for at five in the morning of a working day.
  await trial.getByText('Tidak ada rencana yang cocok pada waktu itu.').waitFor();
  await picture('plans');
});
