import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { open_page, operator, sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { browser, room, seat, sit_beside } from './sitting';

/** What is taken out as a file: by one key, from anywhere, and known to the supervisor. */
sit_beside();

const folder = process.env['KENTONGAN_PICTURES'];
async function take(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await press();
  const download = await coming;
  const path = await download.path();
  if (folder) await download.saveAs(join(folder, download.suggestedFilename()));
  return { name: download.suggestedFilename(), bytes: readFileSync(path) };
}

test('one key takes the paper kit, the palette the open tickets', async () => {
  await put_ticket(seat, { landmark: 'belakang SPBU', narrative: 'api dari dapur', agencies: ['DAMKAR'] });
  const { page, complaints } = await open_page(browser, room, { theme: 'dark' });
  await sign_in(page, operator);
  const kit = await downloaded(page, () => page.keyboard.press('F4'));
  expect(kit.name).toMatch(/^kentongan-kit-kertas-\d{8}-\d{4}\.pdf$/);
  expect(kit.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByText('Tercatat atas nama Anda').first().waitFor();
  await take(page, 'exports-toast-dark');

  const csv = await downloaded(page, async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('CSV');
    await page.keyboard.press('Enter');
  });
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.bytes.toString('utf8')).toContain('belakang SPBU');
  expect(csv.bytes.toString('utf8')).not.toContain('api dari dapur');
  await page.context().close();
  expect(complaints).toEqual([]);
});

for (const theme of ['dark', 'light'] as const)
  test(`the supervisor sees who took what, and says where the kit goes (${theme})`, async () => {
    const { page, complaints } = await open_page(browser, room, { theme });
    await sign_in(page, supervisor);
    await page.evaluate(() => (location.hash = '#/manage/access'));
    const taken = page.getByRole('table', { name: 'Yang diambil sebagai berkas' });
    await taken.getByText('Kit kertas (PDF)').first().waitFor();
    await take(page, `exports-access-${theme}`);
    await page.keyboard.press('Alt+6');
    await page.getByLabel('Folder kit kertas').scrollIntoViewIfNeeded();
    await take(page, `exports-setting-${theme}`);
    await page.context().close();
    expect(complaints).toEqual([]);
  });
