import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { NoCase } from '../src/door';
import { picture } from './picture';
import { mint, open_page, operator, sign_in, supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

sit(supervisor);

const folder = process.env['KENTONGAN_PICTURES'];
const hour = 3_600_000;
const fires = 22;
const pranks = 9;

beforeAll(async () => {
  // Earlier today, and not so long ago that no call is taken any more.
  const since_midnight = Math.min((Date.now() + 7 * hour) % (24 * hour), 10 * hour);
  const at = (part: number): number => Math.floor(Date.now() - since_midnight * (1 - part));
  const ends: NoCase[] = ['prank', 'prank', 'prank', 'silent', 'info', 'wrong_number'];
  for (let n = 0; n < pranks * 2; n += 1)
    await seat.execute({
      do: 'end_call',
      call: mint(),
      called_at: at((n + 1) / (pranks * 2 + 2)),
      outcome: ends[n % ends.length] ?? 'prank',
    });
  for (let n = 0; n < fires; n += 1) {
    const { ticket } = await put_ticket(seat, {
      called_at: at((n + 1) / (fires + 2)),
      category: n % 3 === 0 ? 'LKA-LLN' : 'KBR-BGN',
      agencies: n % 2 === 0 ? ['DAMKAR', 'POLRESTA'] : ['DAMKAR'],
    });
    await put_step(seat, ticket.id, 1, 'acknowledge');
    if (n % 4 !== 0) await put_step(seat, ticket.id, 1, 'arrive');
    if (n % 4 === 1) await put_step(seat, ticket.id, 1, 'finish');
  }
  await put_ticket(seat, { category: 'KAM-TRT', called_at: at(0.5) });
  // What is being written in this moment is in no report.
  await new Promise((done) => setTimeout(done, 2_500));
}, 120_000);

const figure = (name: string) => page.locator(`[data-figure="${name}"]`);
const row = (name: string, first: string) => figure(name).locator('tbody tr', { hasText: first });

async function to_report(): Promise<void> {
  await page.getByRole('link', { name: 'Laporan', exact: true }).click();
  await figure('funnel').waitFor();
}

test('the day is told as it happened, each figure with its table, and the buckets add up', async () => {
  await to_report();
  const cells = (name: string, first: string) => row(name, first).first().locator('td').allInnerTexts();
  expect((await cells('funnel', 'Jadi laporan'))[1]).toBe(String(fires + 1));
  expect((await cells('funnel', 'Iseng'))[1]).toBe(String(pranks));
  const column = await figure('funnel').locator('tbody td:nth-child(2)').allInnerTexts();
  const total = await figure('funnel').locator('tfoot td:nth-child(2)').innerText();
  expect(column.reduce((sum, one) => sum + Number(one), 0)).toBe(Number(total));
  await expect.poll(() => figure('funnel').locator('svg.bar-line').count()).toBe(9);
  await picture(page, 'report-calls');
  // The share of too few is not shown; what it would be of is.
  await page.keyboard.press('Alt+4');
  await figure('acknowledge_agency').waitFor();
  const accidents = await cells('acknowledge_category', 'Kecelakaan');
  expect(accidents).toContain('terlalu sedikit');
  expect(accidents[1]).toBe('8');
  expect((await cells('acknowledge_outside', 'Polresta'))[1]).toBe('11');
  expect((await cells('acknowledge_agency', 'Damkar')).join(' ')).toContain(`% dari ${fires}`);
  await picture(page, 'report-agencies');
  await page.keyboard.press('Alt+3');
  await figure('fire').waitFor();
  await picture(page, 'report-fire');
  await page.keyboard.press('Alt+2');
  await row('clocks', 'Diteruskan').waitFor();
  await picture(page, 'report-answer');
  await page.keyboard.press('Alt+5');
  await figure('backlog').waitFor();
  await picture(page, 'report-backlog');
  await page.keyboard.press('Alt+6');
  await figure('alarm_load').waitFor();
  await picture(page, 'report-alarms');
  // On paper everything stands, and nothing of the frame.
  await page.emulateMedia({ media: 'print' });
  await figure('funnel').waitFor();
  expect(await page.locator('.bar').isVisible()).toBe(false);
  expect(await figure('coverage').isVisible()).toBe(true);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  expect(await page.locator('.report').getAttribute('data-theme')).toBe('light');
  await picture(page, 'report-print', [{ width: 1123, height: 794 }]);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await page.locator('.report').getAttribute('data-theme')).toBe(null);
  await page.emulateMedia({ media: 'screen' });
});

test('what stands on the screen is taken as a sheet and as pages', async () => {
  await to_report();
  const shown = await figure('funnel').locator('tfoot td:nth-child(2)').innerText();
  const taken = async (press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
    const coming = page.waitForEvent('download');
    await press();
    const file = await coming;
    if (folder) await file.saveAs(join(folder, file.suggestedFilename()));
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const sheet = await taken(() => page.keyboard.press('Alt+x'));
  expect(sheet.name).toMatch(/^kentongan-laporan-.*\.xlsx$/);
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  const pages = await taken(() => page.keyboard.press('Alt+p'));
  expect(pages.name).toMatch(/\.pdf$/);
  const text = await taken(async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('sebagai CSV');
    await page.keyboard.press('Enter');
  });
  const lines = text.bytes.toString('utf8').split('\r\n');
  const funnel = lines.slice(lines.findIndex((line) => line.includes('Panggilan menurut hasilnya')));
  expect(funnel.find((line) => line.startsWith('"Jumlah"'))?.split(';')[1]).toBe(shown);
});

test('by keyboard alone: yesterday has nothing, the month has today, and a day that is none is said', async () => {
  await to_report();
  await page.keyboard.press('Alt+j');
  await figure('funnel').getByText('Tidak ada dalam jangka waktu ini.').waitFor();
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Alt+k');
  await page.keyboard.press('Alt+j');
  await page.getByLabel('Bulan', { exact: true }).waitFor();
  await expect
    .poll(async () => Number(await figure('funnel').locator('tfoot td:nth-child(2)').innerText()))
    .toBeGreaterThan(20);
  await picture(page, 'report-month');
  await page.keyboard.press('Alt+h');
  await page.getByLabel('Tanggal', { exact: true }).fill('31/02/2026');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Tanggal tidak benar, atau akhir sebelum awal').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL('**/#/desk');
});

test('as known before it happened, it had not happened', async () => {
  await to_report();
  await page.getByLabel('Seperti diketahui pada').fill('01/01/2026 06.00');
  await page.keyboard.press('Control+Enter');
  await figure('funnel').getByText('Tidak ada dalam jangka waktu ini.').waitFor();
  await page.getByText('Seperti tercatat sampai 01/01/2026 06.00').waitFor();
});

test('what the exchange counted is typed in, marked, and corrected', async () => {
  await to_report();
  // After midnight the shift is yesterday's still.
  await page.keyboard.press('Alt+w');
  const yesterday = new Date(Date.now() + 7 * hour - 24 * hour).toISOString().slice(0, 10).split('-').reverse();
  await page.getByLabel('Dari tanggal').fill(yesterday.join('/'));
  await page.keyboard.press('Control+Enter');
  for (const [offered, abandoned] of [
    ['90', '40'],
    ['90', '4'],
  ] as const) {
    await page.getByRole('button', { name: 'Ketik panggilan masuk' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('textbox', { name: 'Masuk' }).fill(offered);
    await page.getByRole('textbox', { name: 'Putus' }).fill(abandoned);
    if (abandoned === '4') await picture(page, 'report-typing', [{ width: 1366, height: 768 }]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  const cells = () => row('offered', 'diketik tangan').locator('td').allInnerTexts();
  await expect.poll(async () => (await cells()).slice(2, 4), { timeout: 10_000 }).toEqual(['90', '4']);
});

test('an operator is not shown it, and may type in what the exchange counted', async () => {
  const opened = await open_page(browser, room);
  await sign_in(opened.page, operator);
  expect(await opened.page.getByRole('link', { name: 'Laporan', exact: true }).count()).toBe(0);
  await opened.page.goto('/#/report');
  await opened.page.getByText('Laporan hanya untuk supervisor').waitFor();
  const desk = await room.seat(operator);
  await expect(desk.query({ ask: 'report', from: 0, to: 24 * hour })).rejects.toThrow();
  await opened.page.keyboard.press('Control+k');
  await opened.page.keyboard.type('ketik panggilan');
  await opened.page.keyboard.press('Enter');
  await opened.page.getByRole('dialog').getByLabel('Putus').waitFor();
  await opened.page.context().close();
});
