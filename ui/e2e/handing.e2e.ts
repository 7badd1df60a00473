import AxeBuilder from '@axe-core/playwright';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

/** A case that is another's: handed over with its receipt; and one that nobody moves: told to who can order it. */
sit();

const folder = process.env['KENTONGAN_PICTURES'];
async function look_over(name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const faults = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    expect(faults, `${name}, ${theme}`).toEqual([]);
    if (!folder) continue;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  }
}

async function show(id: string): Promise<void> {
  await page.goto(`/#/ticket/${id}`);
  await page.locator('.ticket h1').waitFor();
  await page.locator('.log li').first().waitFor();
}
const now = async (id: string) => (await seat.query({ ask: 'ticket', id })).ticket;
const dialog = () => page.locator('dialog.dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const said = (text: string) => page.locator('.log .said', { hasText: text }).first();
const send = () => page.keyboard.press('Control+Enter');
/** What a list or a browser may do a moment later is waited for: the next key is meant for this field. */
async function type(label: string, text: string): Promise<void> {
  const field = dialog().getByLabel(label);
  await field.fill(text);
  await expect.poll(() => field.inputValue()).toBe(text);
}

test('a case is handed over by reading it out and writing down who took it', async () => {
  const { ticket } = await put_ticket(seat, {
    landmark: 'seberang gapura batas',
    number: '0812-0000-0455',
    name: 'Bu Lilis',
    narrative: 'gudang kayu terbakar di seberang batas kabupaten',
  });
  await show(ticket.id);
  // Nobody has taken it: it cannot be called handed over.
  await page.keyboard.press('x');
  await dialog().getByLabel('Hasil').selectOption('handed_over');
  await dialog().getByText('Belum ada tanda terima').waitFor();
  await send();
  await dialog().getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await closed();

  await page.keyboard.press('o');
  const body = dialog().getByRole('combobox', { name: 'Kepada' });
  await body.fill('gresik');
  await dialog()
    .getByRole('option', { name: /CC112 Gresik/ })
    .waitFor();
  await page.keyboard.press('Enter');
  const text = dialog().locator('.text');
  await text.getByText('Lokasi: Kec. Krian').waitFor();
  const words = (await text.textContent()) ?? '';
  expect(words.split('\n')[0]).toMatch(/^Lokasi/);
  for (const part of ['seberang gapura batas', 'gudang kayu', 'Bu Lilis', ticket.number]) expect(words).toContain(part);
  await type('Nama penerima', 'Bu Ratih');
  await type('Nomor laporan di sana', 'GRS-0912');
  await look_over('hand-over');
  await send();
  await closed();
  await said('mengambil alih, nomor GRS-0912').waitFor();
  await page.locator('.strip .receipt', { hasText: 'GRS-0912' }).waitFor();
  await look_over('handed-over');
  const one = (await now(ticket.id)).assignments[0];
  expect(one).toMatchObject({ agency: 'CC112-GRS', state: 'handed_over', role: 'lead' });
  expect(one?.acceptance).toMatchObject({ by: 'Bu Ratih', reference: 'GRS-0912' });

  const coming = page.waitForEvent('download');
  await page.keyboard.press('o');
  await dialog().getByText('Tanda terima dari CC112 Gresik').waitFor();
  await dialog().getByRole('button', { name: 'Simpan lembar PDF' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toContain(`pelimpahan-${ticket.number}`);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  if (folder) await file.saveAs(join(folder, 'hand-over.pdf'));
  await page.keyboard.press('Escape');
  await closed();

  const answer = { kind: 'substantive', channel: 'telephone', result: 'reached', text: 'dilimpahkan' } as const;
  await seat.execute({ do: 'answer', ticket: ticket.id, answer });
  await page.locator('.log').getByText('dilimpahkan').first().waitFor();
  await page.keyboard.press('x');
  await dialog().getByLabel('Hasil').selectOption('handed_over');
  await send();
  await closed();
  expect((await now(ticket.id)).closed?.outcome).toBe('handed_over');
});

test('what LAPOR! has no id of was not received', async () => {
  const { ticket } = await put_ticket(seat, { category: 'INF-SMP', severity: 'low', agencies: ['LAPOR'] });
  await show(ticket.id);
  await page.locator('.strip').getByText('LAPOR!').waitFor();
  await page.keyboard.press('o');
  await dialog().getByText('Tanda terima dari LAPOR!').waitFor();
  await dialog().getByLabel('Nomor tracking').waitFor();
  await send();
  await dialog().getByText('paling sedikit 4 angka').waitFor();
  await look_over('no-tracking');
  await type('Nomor tracking', '#8123456');
  await send();
  await closed();
  await page.locator('.strip .receipt', { hasText: '#8123456' }).waitFor();
});

test('a missed deadline goes up the ladder: message, letter, and who was told', async () => {
  const chief = await room.seat(supervisor);
  const { policy, region } = await chief.query({ ask: 'setup' });
  const short = policy.short.map((rung) =>
    rung.level === 'supervisor'
      ? { ...rung, when: { used: 110 }, told: [...rung.told, 'head' as const, 'district' as const] }
      : rung,
  );
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, answer: 3000, short } });
  const before = region.agencies.find((one) => one.code === 'KEC-KRIAN');
  if (!before) throw new Error('no such district office');
  const after = { ...before, head: { title: 'Camat Krian', name: 'Dra. Contoh' } };
  await chief.execute({ do: 'change_agency', before, after });
  const { ticket } = await put_ticket(seat, {
    category: 'INF-PJU',
    severity: 'low',
    agencies: ['DISHUB'],
    landmark: 'depan rumah Bu Lilis',
    narrative: 'lampu mati',
  });
  await expect
    .poll(async () => (await now(ticket.id)).clocks[0]?.tasks, { timeout: 15_000 })
    .toEqual(['head', 'district']);
  await sign_in(page, supervisor);
  await show(ticket.id);
  await page.keyboard.press('e');
  await dialog().getByText('Yth. Kepala Dinas Perhubungan').waitFor();
  await look_over('escalate');
  await dialog().getByLabel('Langkah').selectOption({ label: 'camat Krian: jawaban' });
  const text = dialog().locator('.text');
  await text.getByText('Yth. Camat Krian, Dra. Contoh').waitFor();
  expect(await text.textContent()).not.toContain('Bu Lilis');
  const coming = page.waitForEvent('download');
  await dialog().getByRole('button', { name: 'Simpan surat PDF' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toContain(`surat-eskalasi-${ticket.number}`);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  if (folder) await file.saveAs(join(folder, 'letter.pdf'));
  await send();
  await dialog().getByRole('alert').waitFor();
  await type('Siapa yang menerima', 'staf kecamatan');
  await send();
  await closed();
  await said('camat: staf kecamatan').waitFor();
  expect((await now(ticket.id)).clocks[0]?.tasks).toEqual(['head']);
});
