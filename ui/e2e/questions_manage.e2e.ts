import { expect, test } from 'vitest';
import { operator, supervisor } from './room';
import { page, room, seat, sit } from './sitting';

/** What is asked is the room's to word. */
sit(supervisor);

const dialog = () => page.getByRole('dialog');
const protocol = async (code: string) =>
  (await seat.query({ ask: 'setup' })).region.questions?.find(({ category }) => category === code);

async function picture(name: string): Promise<void> {
  const folder = process.env['KENTONGAN_PICTURES'];
  if (!folder) return;
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
  }
}

async function change(name: string): Promise<void> {
  await page.goto('/#/manage/categories');
  await page.locator('.manage h1').waitFor();
  await page.getByRole('button', { name: `Pertanyaan ${name}`, exact: true }).press('Enter');
  await dialog().waitFor();
}

test('a supervisor words a question otherwise, adds one, and the desk asks it', async () => {
  await change('Pohon tumbang');
  await picture('questions-manage');
  const first = dialog().locator('details').first();
  await first.locator('summary').press('Enter');
  await first.getByRole('textbox', { name: 'Pertanyaan 1' }).fill('Menyentuh kabel?');
  await first.getByLabel('Kirim juga').first().selectOption('TELKOM');
  await first.getByRole('button', { name: 'Hapus Telkom' }).waitFor();
  await picture('questions-manage-open');
  await dialog().locator('details').last().locator('summary').press('Enter');
  await dialog().getByRole('button', { name: 'Hapus Sudah tumbang?' }).press('Enter');
  await dialog().getByRole('button', { name: 'Tambah pertanyaan' }).press('Enter');
  const added = dialog().locator('details').last();
  const words = added.getByRole('textbox', { name: 'Pertanyaan 4' });
  await words.press('Enter');
  // A question without words is refused, and what was typed stays.
  await dialog().getByText('Pertanyaan belum diisi.').waitFor();
  await words.fill('Pohonnya besar?');
  await added.getByLabel('Kegawatan').first().selectOption('raise_critical');
  await words.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);

  const now = await protocol('BNC-PHN');
  expect(now?.questions.map((one) => one.text)).toEqual([
    'Menyentuh kabel?',
    'Ada yang tertimpa?',
    'Jalan tertutup?',
    'Pohonnya besar?',
  ]);
  expect(now?.questions[0]?.answers[0]?.effect).toEqual({ severity: { raise: 'high' }, agencies: ['PLN', 'TELKOM'] });
  expect(now?.questions[3]?.answers).toEqual([
    { text: 'Ya', effect: { severity: { raise: 'critical' } } },
    { text: 'Tidak' },
  ]);
  const desk = await room.seat(operator);
  const { next } = await desk.query({ ask: 'questions', category: 'BNC-PHN', severity: 'medium', asked: [] });
  expect(next?.text).toBe('Menyentuh kabel?');
});

test('what somebody else changed meanwhile is not overwritten unseen', async () => {
  await change('Banjir/luapan sungai');
  await dialog().getByLabel('Katakan kepada penelepon').fill('Naik ke lantai atas.');
  const before = await protocol('BNC-BJR');
  if (!before) throw new Error('nothing is asked about a flood');
  const after = { ...before, advice: 'Matikan listrik.', questions: before.questions.slice(0, 1) };
  await seat.execute({ do: 'change_questions', before, after });
  await page.keyboard.press('Enter');
  await dialog().getByText('Sementara itu diubah orang lain').waitFor();
  await dialog()
    .getByRole('row', { name: /^Katakan/ })
    .getByText('Matikan listrik.')
    .waitFor();
  await picture('questions-meanwhile');
  await dialog().getByLabel('Katakan kepada penelepon').press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  // What was typed here stands, and what was not touched is the newest.
  expect(await protocol('BNC-BJR')).toEqual({ ...after, advice: 'Naik ke lantai atas.' });
});

test('answers that would lead round are refused', async () => {
  await change('Kecelakaan lalu lintas tanpa korban');
  const first = dialog().locator('details').first();
  await first.locator('summary').press('Enter');
  await first.getByLabel('Menjadi kategori').first().selectOption('INF-MCT');
  await dialog().getByLabel('Katakan kepada penelepon').press('Enter');
  await dialog().getByText('Jawaban menuju INF-MCT, dan dari sana kembali lagi ke sini.').waitFor();
});
