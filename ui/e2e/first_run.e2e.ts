import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { last_words } from './last_words';
import { start_browser, open_page, seed_file, start_room, type RunningRoom } from './room';

let browser: Browser;
let room: RunningRoom;
let page: Page;
let complaints: string[];
let told: ReturnType<typeof last_words>;

beforeAll(async () => {
  browser = await start_browser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  room = await start_room({ founded: false });
  ({ page, complaints } = await open_page(browser, room));
  told = last_words(page);
  await page.getByRole('heading', { level: 1, name: 'Bahasa' }).waitFor();
});
afterEach(async (context) => {
  await told(context);
  await page.context().close();
  await room.stop();
  expect(complaints).toEqual([]);
});

const title = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const keys = async (...pressed: string[]): Promise<void> => {
  for (const key of pressed) await page.keyboard.press(key);
};
const type = (text: string) => page.keyboard.type(text);

/** From the language to the founded room, by keyboard alone; returns the recovery code. */
async function found(): Promise<string> {
  await keys('Control+Enter');
  await title('Wilayah');
  await page.getByText('rencana penerusan', { exact: true }).waitFor();
  await keys('Control+Enter');
  await title('Supervisor pertama');
  const code = (await page.locator('[data-recovery]').innerText()).trim().split(/\s+/);
  expect(code).toHaveLength(6);
  // The focus is in the first field; Enter goes from one to the next, and after the last it opens the room.
  await type('Sari Wulandari');
  await keys('Enter');
  await type('sari');
  await keys('Enter');
  await type('kentong tengah malam');
  await keys('Enter');
  await type('kentong tengah malam');
  await keys('Enter');
  await type((code.at(-1) ?? '').toLowerCase());
  await keys('Enter');
  await title('Petugas');
  return code.join('-');
}

test('a room is opened, staffed and sized by keyboard alone', async () => {
  await found();
  await type('Rina Kartika');
  await keys('Enter');
  await type('rina');
  await keys('Enter', 'Enter');
  await type('lampu jalan menyala');
  await keys('Enter');
  await page.getByRole('cell', { name: 'Rina Kartika' }).waitFor();

  await keys('Control+Enter');
  await title('Instansi');
  await page.getByText('62 dari 68 instansi belum punya kontak.').waitFor();
  await type('Badan Penanggulangan');
  await keys('Enter');
  await type('0812-0000-0101');
  await keys('Enter', 'Enter', 'Enter');
  await type('24 jam');
  await page.getByText('60 dari 68').or(page.getByText('61 dari 68')).waitFor();
  await keys('Control+Enter');

  await title('Layar dinding');
  await keys('Control+A');
  await type('65');
  await keys('Enter', 'Control+A');
  await type('9');
  await page.getByText('Pada 65 inci, batas terjauh adalah').waitFor();
  await keys('Control+A');
  await type('7');
  await keys('Enter');

  await title('Pemberitahuan');
  await page.getByText('Meja ini dibuka di peramban.').waitFor();
  await keys('Enter');
  await title('Latihan');
  await keys('Alt+ArrowRight');
  await title('Selesai');
  await page.getByText('Latihan tiga panggilan belum selesai.').waitFor();
  await keys('Control+Enter');
  await page.waitForURL(/#\/desk$/);

  // What was typed is what the room has.
  const setup = await page.evaluate(async () => {
    const answer = await fetch('/api/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ask: 'setup' }),
    });
    return (await answer.json()) as {
      settings: { wall_inches: number; wall_metres: number };
      people: { account: string; role: string }[];
      region: { agencies: { contact: { telephone: string }; duty: { kind: string } }[] };
    };
  });
  expect(setup.settings).toMatchObject({ wall_inches: 65, wall_metres: 7 });
  expect(setup.people.map((one) => [one.account, one.role])).toEqual([
    ['sari', 'supervisor'],
    ['rina', 'operator'],
  ]);
  const changed = setup.region.agencies.filter((one) => one.contact.telephone === '0812-0000-0101');
  expect(changed.map((one) => one.duty.kind)).toEqual(['always']);
});

test('nothing typed is lost on the way back and forth, or when the page is loaded again', async () => {
  await keys('Control+Enter');
  await title('Wilayah');
  await page.getByText('rencana penerusan', { exact: true }).waitFor();
  await page.getByLabel('Nama ruang').fill('Call Center 112 Contoh');
  await page.getByLabel('Awalan nomor').fill('ctx');
  await page.getByLabel('Zona waktu').selectOption('480');
  await keys('Control+Enter');
  await title('Supervisor pertama');
  await page.getByLabel('Nama', { exact: true }).fill('Sari');
  await keys('Alt+ArrowLeft');
  await title('Wilayah');
  await page.reload();
  await title('Wilayah');
  await expect.poll(() => page.getByLabel('Nama ruang').inputValue()).toBe('Call Center 112 Contoh');
  await expect.poll(() => page.getByLabel('Zona waktu').inputValue()).toBe('480');
  await page.getByText('Nomor laporan menjadi CTX-').waitFor();
  await page.getByText('rencana penerusan', { exact: true }).waitFor();
  await keys('Control+Enter');
  await title('Supervisor pertama');
  await expect.poll(() => page.getByLabel('Nama', { exact: true }).inputValue()).toBe('Sari');
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  const code = (await page.locator('[data-recovery]').innerText()).trim().split(/\s+/)[0] ?? '';
  expect(stored).not.toContain(code);
});

test('a supervisor who has not kept the code, or types two passwords, is told where', async () => {
  await keys('Control+Enter');
  await title('Wilayah');
  await page.getByText('rencana penerusan', { exact: true }).waitFor();
  await keys('Control+Enter');
  await title('Supervisor pertama');
  await page.getByLabel('Nama', { exact: true }).fill('Sari');
  await page.getByLabel('Nama akun').fill('sari');
  await page.getByLabel('Sandi', { exact: true }).fill('kentong tengah malam');
  await page.getByLabel('Sandi sekali lagi').fill('kentong tengah hari');
  await page.getByLabel('Ketik kelompok').fill('0000');
  await keys('Enter');
  await page.getByText('Kedua sandi tidak sama.').waitFor();
  await page.getByText('Belum sama dengan empat huruf terakhir kode.').waitFor();
  const session = await page.evaluate(async () => {
    const answer = await fetch('/api/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ask: 'session' }),
    });
    return (await answer.json()) as { founded: boolean };
  });
  expect(session.founded).toBe(false);
});

test('own files are shown row by row until they fit, and then are the region', async () => {
  await keys('Control+Enter');
  await title('Wilayah');
  await page.getByLabel('Lima berkas CSV sendiri').check();
  await page.getByLabel('Nama ruang').fill('Call Center 112 Contoh');
  await page.getByLabel('Awalan nomor').fill('CTX');
  const files = ['agencies', 'categories', 'districts', 'villages', 'plans'];
  const pick = async (name: string, text: string): Promise<void> => {
    await page
      .locator('input[type=file]')
      .nth(files.indexOf(name))
      .setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  for (const name of files) {
    const text = seed_file(name);
    await pick(name, name === 'plans' ? text.replace('PSC119,SATLANTAS', 'PSC911,SATLANTAS') : text);
  }
  const row = page.getByRole('row').filter({ hasText: 'PSC911' });
  await row.waitFor();
  expect((await row.innerText()).split(/\t|\n/).map((cell) => cell.trim())).toEqual([
    'Rencana penerusan',
    '2',
    'lead',
    'kode tidak ada di berkas lain',
    'PSC911',
  ]);
  const answered = page.waitForResponse((one) => one.request().postData()?.includes('check_region') === true);
  await keys('Control+Enter');
  await answered;
  await title('Wilayah');
  await pick('plans', seed_file('plans'));
  await page.getByText('Kelima berkas cocok satu sama lain.').waitFor();
  await keys('Control+Enter');
  await title('Supervisor pertama');
});

test('the practice counts a call once it is written down and passed on', async () => {
  await found();
  for (const next of ['Instansi', 'Layar dinding', 'Pemberitahuan', 'Latihan']) {
    await keys('Alt+ArrowRight');
    await title(next);
  }
  await page.getByRole('button', { name: 'Mulai latihan' }).click();
  await page.getByText('0 dari 3 panggilan sudah diteruskan.').waitFor();
  // Taken through the door, as the desk does.
  await page.evaluate(async () => {
    const post = async (verb: string, body: unknown) => {
      const answer = await fetch(`/api/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { ticket?: { version: number } };
    };
    const mint = () =>
      `${Date.now().toString(16).padStart(12, '0')}7${crypto.randomUUID().replaceAll('-', '').slice(13)}`.replace(
        /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
        '$1-$2-$3-$4-$5',
      );
    const ticket = mint();
    await post('execute', {
      id: mint(),
      do: 'open_ticket',
      call: mint(),
      ticket,
      called_at: Date.now(),
      category: 'KBR-BGN',
      severity: 'critical',
      place: { words: 'Krian' },
      reporter: { call_back: true },
    });
    const { ticket: row } = await post('query', { ask: 'ticket', id: ticket });
    await post('execute', {
      id: mint(),
      do: 'assign',
      ticket,
      seen: row?.version,
      plan: 'R-03',
      to: [{ agency: 'DAMKAR', role: 'lead', channel: 'telephone', recipient: 'piket' }],
    });
  });
  await page.getByText('1 dari 3 panggilan sudah diteruskan.').waitFor();
  await page.getByText('tercatat dan diteruskan').waitFor();
  // The banner leads from the desk back to here, and out of the practice.
  await page.getByRole('button', { name: 'Ke meja latihan' }).click();
  await page.getByText('Tidak ada yang dikirim, tidak ada yang dihitung.').waitFor();
  await page.getByRole('button', { name: 'Lihat tiga panggilan' }).click();
  await title('Latihan');
  await page.getByRole('button', { name: 'Akhiri latihan' }).click();
  await page.getByRole('button', { name: 'Mulai latihan' }).waitFor();
  const board = await page.evaluate(async () => {
    const answer = await fetch('/api/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ask: 'board' }),
    });
    return (await answer.json()) as { tickets: unknown[] };
  });
  expect(board.tickets).toEqual([]);
});
