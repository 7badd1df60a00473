import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { picture } from './picture';
import { operator, supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

sit(supervisor);

const hour = 3_600_000;
const dialog = () => page.getByRole('dialog');
const shut = () => expect.poll(() => dialog().count()).toBe(0);
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
const answers = async (id: string) => (await seat.query({ ask: 'ticket', id })).ticket.answers;

async function is_accessible(): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map((one) => `${one.id} ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
  }
}

test('a text is copied for the caller, and is an answer only by what became of it', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { ticket } = await put_ticket(seat, {
    landmark: 'belakang SPBU',
    number: '0812-0000-0890',
    name: 'Bu Ani',
    agencies: ['DAMKAR', 'PSC119'],
  });
  await page.goto(`/#/ticket/${ticket.id}`);
  await page.locator('.strips .strip').first().waitFor();
  const code = await page.locator('dd.code').innerText();
  await picture(page, 'telling-ticket');
  await page.keyboard.press('d');
  const text = dialog().getByLabel('Pesan');
  await expect
    .poll(() => text.inputValue())
    .toContain(`${ticket.number} sudah kami teruskan ke Damkar BPBD dan PSC 119`);
  await expect.poll(() => text.inputValue()).toContain(code);
  await dialog().getByText('Ini jawaban sementara').waitFor();
  await picture(page, 'telling-dialog');
  // What is promised stands in the text, also in one that was typed over.
  await text.fill(`Bu Ani. ${await text.inputValue()}`);
  await dialog().getByLabel('Kabar berikutnya').fill('31/12 09.15');
  await expect.poll(() => text.inputValue()).toContain('31 Desember pukul 09.15');
  await expect.poll(() => text.inputValue()).toMatch(/^Bu Ani\. 112 Sidoarjo: /);
  // Another text, and back: what was typed is still there.
  await dialog().getByLabel('Keadaan laporan').selectOption('done');
  await dialog().getByText('Ini jawaban lengkap').waitFor();
  await expect.poll(() => text.inputValue()).toContain('sudah selesai ditangani');
  await dialog().getByLabel('Keadaan laporan').selectOption('');
  await expect.poll(() => text.inputValue()).toMatch(/^Bu Ani\. /);
  await dialog().getByLabel('Kabar berikutnya').fill('');
  await text.focus();
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('Belum diisi.').waitFor();
  await dialog().getByLabel('Kabar berikutnya').fill('23.58');
  await expect.poll(() => text.inputValue()).toContain('pukul 23.58');
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('Pesan tersalin.').first().waitFor();
  expect(await clipboard()).toBe(await text.inputValue());
  expect(await answers(ticket.id)).toEqual([]);
  await picture(page, 'telling-copied');
  await is_accessible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await page.keyboard.press('Control+Enter');
  await shut();
  const [answer] = await answers(ticket.id);
  expect(answer).toMatchObject({ kind: 'interim', channel: 'whatsapp', result: 'reached' });
  expect(answer?.text).toBe(await clipboard());

  // Esc after copying records nothing.
  await put_step(seat, ticket.id, 1, 'finish');
  await put_step(seat, ticket.id, 2, 'finish');
  await page.locator('.needs').getByText('Semua instansi selesai').waitFor();
  await page.keyboard.press('d');
  await expect.poll(() => text.inputValue()).toContain('sudah selesai ditangani');
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('Pesan tersalin.').first().waitFor();
  await page.keyboard.press('Escape');
  await shut();
  expect(await answers(ticket.id)).toHaveLength(1);

  // Typed with or without what stands between, the code finds it.
  await page.goto(`/#/find/${code.toLowerCase().replaceAll('-', '')}`);
  await page.locator('.hit').filter({ hasText: 'Kebakaran' }).waitFor();
  await expect.poll(() => page.locator('.hit').count()).toBe(1);
});

test('who asked not to be called back is sent nothing, and it is said why', async () => {
  const { ticket } = await put_ticket(seat, { landmark: 'gang buntu', number: '0812-0000-0891', name: 'Pak Budi' });
  const reporter = { number: '0812-0000-0891', name: 'Pak Budi', call_back: false };
  await seat.execute({
    do: 'correct',
    ticket: ticket.id,
    seen: ticket.version,
    correction: { field: 'reporter', to: reporter },
  });
  await page.goto(`/#/ticket/${ticket.id}`);
  await page.locator('.facts').getByText('jangan ditelepon balik').waitFor();
  await page.keyboard.press('d');
  await page.getByText('Pelapor minta tidak ditelepon balik, jadi tidak dikirimi pesan.').first().waitFor();
  expect(await dialog().count()).toBe(0);
});

test('whoever was promised news is listed by when it is due, and done by an answer', async () => {
  const other = await room.seat(operator);
  const promise = async (landmark: string, wait: number) => {
    const { ticket } = await put_ticket(other, {
      category: 'INF-JLN',
      severity: 'low',
      landmark,
      number: '0812-0000-0892',
    });
    const answer = { kind: 'interim', channel: 'telephone', result: 'reached', text: 'sedang dicek' } as const;
    await other.execute({ do: 'answer', ticket: ticket.id, answer: { ...answer, promised_at: Date.now() + wait } });
    return ticket.id;
  };
  const later = await promise('depan pasar', 5.5 * hour);
  const sooner = await promise('dekat balai desa', 1.5 * hour);
  await promise('tepi sungai', 1_200);
  await other.execute({
    do: 'answer',
    ticket: sooner,
    answer: { kind: 'substantive', channel: 'telephone', result: 'no_reply' },
  });
  await page.goto('/#/desk');
  await page.getByRole('button', { name: /Janji telepon balik.*1 lewat/ }).waitFor();
  await page.keyboard.press('Alt+j');
  const rows = page.locator('[data-promise]');
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(3);
  await expect.poll(() => rows.first().innerText()).toContain('belum dicoba');
  const order = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('data-promise')));
  expect(order.indexOf(sooner)).toBeLessThan(order.indexOf(later));
  await rows.nth(order.indexOf(sooner)).getByText('1 kali dicoba').waitFor();
  await rows.nth(order.indexOf(sooner)).getByText(`dijanjikan ${operator.name}`).waitFor();
  await picture(page, 'telling-promises');
  await is_accessible();
  await rows.nth(order.indexOf(sooner)).focus();
  await page.keyboard.press('k');
  await dialog().getByText('Kabari pelapor').first().waitFor();
  await dialog().getByLabel('Apa yang disampaikan').fill('jalan sudah ditambal');
  await page.keyboard.press('Control+Enter');
  await shut();
  await page.goto('/#/promises');
  await expect.poll(() => rows.count()).toBe(order.length - 1);
  await page.keyboard.press('Escape');
  await page.locator('.desk').waitFor();
});

test('the room words its texts, sees how they read, and takes its words back', async () => {
  await page.goto('/#/manage/templates');
  const row = page.getByRole('row', { name: /^diteruskan/ });
  await row.getByText('bawaan').waitFor();
  await picture(page, 'telling-templates');
  await is_accessible();
  await page.getByRole('button', { name: 'Ubah diteruskan, semua jenis' }).press('Enter');
  const text = dialog().getByLabel('Pesan, bahasa Indonesia');
  await text.fill('Yth. {nama}, laporan {nomer} sudah di');
  await dialog().getByText('Tanda {nomer} tidak dikenal.').waitFor();
  await text.fill('Yth. {nama}, laporan {nomor} sudah di');
  await text.press('End');
  await dialog().getByRole('button', { name: '{instansi}' }).press('Enter');
  await expect.poll(() => text.inputValue()).toBe('Yth. {nama}, laporan {nomor} sudah di {instansi}');
  await dialog()
    .getByText(/^Yth\. Bu Ani, laporan SDA-\d{6}-1-04 sudah di /)
    .waitFor();
  await picture(page, 'telling-template');
  await is_accessible();
  await dialog().getByLabel('Pesan, bahasa Inggris').fill('');
  await dialog().getByRole('button', { name: 'Simpan' }).press('Enter');
  await shut();
  await row.getByText('versi 1').waitFor();

  // For one kind of incident.
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Keadaan laporan').selectOption('done');
  await dialog().getByLabel('Jenis kejadian').selectOption('INF-JLN');
  await text.fill('Jalan sudah ditambal. Laporan {nomor}.');
  await dialog().getByRole('button', { name: 'Simpan' }).press('Enter');
  await shut();
  await page.getByRole('row', { name: /Jalan sudah ditambal/ }).waitFor();

  // What somebody else changed meanwhile is shown, and not overwritten unseen.
  await page.getByRole('button', { name: 'Ubah diteruskan, semua jenis' }).press('Enter');
  await text.fill('Laporan {nomor} diteruskan.');
  const before = { id: 'Yth. {nama}, laporan {nomor} sudah di {instansi}' };
  await seat.execute({ do: 'change_template', situation: 'forwarded', before, after: { id: 'Sudah diteruskan.' } });
  await dialog().getByRole('button', { name: 'Simpan' }).press('Enter');
  await dialog()
    .getByText(/^Baru saja diubah .*: Sudah diteruskan\.$/)
    .waitFor();
  await expect.poll(() => text.inputValue()).toBe('Laporan {nomor} diteruskan.');
  await dialog().getByRole('button', { name: 'Simpan isian saya' }).press('Enter');
  await shut();
  await row.getByText('versi 3').waitFor();
  await page.getByRole('button', { name: 'Ubah diteruskan, semua jenis' }).press('Enter');
  await dialog().getByRole('button', { name: 'Pakai kata bawaan' }).press('Enter');
  await shut();
  await row.getByText('bawaan').waitFor();
});
