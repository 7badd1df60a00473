import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { mint, open_page, operator, sign_in, supervisor, type Person } from './room';
import { put_ticket } from './scene';
import { browser, room, seat, sit_beside } from './sitting';

/** Photos as evidence of what was done: added beside the words, and looked at where they are told. */
sit_beside();

const bayu: Person = { account: 'bayu', name: 'Bayu Santosa', secret: 'selang dan tangga' };

beforeAll(async () => {
  const chief = await room.seat(supervisor);
  await chief.execute({ do: 'add_person', person: mint(), ...bayu, role: 'liaison', agency: 'DAMKAR' });
});

const folder = process.env['KENTONGAN_PICTURES'];
async function take(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A picture as a telephone would take it, drawn by the browser: a house, and smoke of this hue over it. */
async function photo(page: Page, hue: number): Promise<Buffer> {
  const url = await page.evaluate((hue) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2000, 1500];
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    const sky = pen.createLinearGradient(0, 0, 0, 1500);
    sky.addColorStop(0, `hsl(${hue} 30% 25%)`);
    sky.addColorStop(1, `hsl(${hue} 40% 70%)`);
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 2000, 1500);
    pen.fillStyle = '#3b2f2f';
    pen.fillRect(500, 700, 1000, 600);
    pen.beginPath();
    pen.moveTo(400, 700);
    pen.lineTo(1000, 350);
    pen.lineTo(1600, 700);
    pen.fill();
    pen.fillStyle = '#d9c28f';
    pen.fillRect(700, 850, 200, 200);
    pen.fillRect(1100, 850, 200, 450);
    return canvas.toDataURL('image/jpeg', 0.9);
  }, hue);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((one) => `${one.id} ${one.nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
}

for (const theme of ['dark', 'light'] as const)
  test(`a liaison shows what was done, and the room sees it (${theme})`, async () => {
    const { ticket } = await put_ticket(seat, {
      landmark: 'belakang SPBU',
      narrative: 'api dari dapur, merembet ke atap',
      agencies: ['DAMKAR'],
    });
    const liaison = await open_page(browser, room, { theme });
    const { page } = liaison;
    // From now on the browser gives its file dialogs away: asked for only at the key, one may open before that is heard.
    page.on('filechooser', () => undefined);
    await sign_in(page, bayu);
    await page.locator('[data-list="waiting"] .live').first().waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('api padam pukul dua, dua rumah rusak');

    // By its key, from the field in which somebody writes.
    const files = [
      { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await photo(page, 20) },
      { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: await photo(page, 210) },
    ];
    await dialog.getByRole('button', { name: 'Alt F Pilih foto' }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Alt+f');
    await (await chooser).setFiles(files);
    await dialog.getByText('siap', { exact: true }).nth(1).waitFor();
    expect(
      await dialog.locator('li img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
    ).toEqual([2000, 2000]);

    // What is no photo is said, and is in the way; the words stay.
    await dialog
      .locator('input[type="file"]')
      .setInputFiles({ name: 'surat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') });
    await dialog.getByText('bukan foto', { exact: false }).waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Ada foto yang gagal', { exact: false }).waitFor();
    await take(page, `photos-adding-${theme}`);
    await axe(page);
    await dialog.getByRole('button', { name: 'Hapus foto 3' }).click();
    await expect.poll(() => dialog.locator('textarea').inputValue()).toContain('dua rumah rusak');
    await page.keyboard.press('Control+Enter');
    await page.locator(`[data-list="done"] [data-row="${ticket.id}"]`).waitFor();
    const { ticket: now } = await seat.query({ ask: 'ticket', id: ticket.id });
    expect(now.assignments[0]?.photos?.length).toBe(2);

    // At the desk they stand beside the words.
    const desk = await open_page(browser, room, { theme });
    await sign_in(desk.page, operator);
    await desk.page.goto(`/#/ticket/${ticket.id}`);
    const thumbs = desk.page.locator('.thumb');
    await desk.page.locator('.thumb img').nth(1).waitFor();
    await expect
      .poll(() =>
        desk.page.locator('.thumb img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
      )
      .toEqual([1600, 1600]);
    await take(desk.page, `photos-ticket-${theme}`);
    await axe(desk.page);
    // Enter opens it large, the arrows turn, Esc closes and gives the focus back.
    await thumbs.first().focus();
    await desk.page.keyboard.press('Enter');
    const large = desk.page.getByRole('dialog');
    await large.getByRole('img', { name: 'Foto 1 dari 2', exact: false }).waitFor();
    await desk.page.keyboard.press('ArrowRight');
    await large.getByRole('img', { name: 'Foto 2 dari 2', exact: false }).waitFor();
    await take(desk.page, `photos-large-${theme}`);
    await axe(desk.page);
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => large.count()).toBe(0);
    expect(await thumbs.first().evaluate((one) => one === document.activeElement)).toBe(true);
    const { looked } = await seat.query({ ask: 'ticket', id: ticket.id });
    expect([...new Set(looked?.map((one) => one.by))]).toEqual([operator.name]);
    for (const { page, complaints } of [liaison, desk]) {
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

test('pasted and dropped are taken too, and where the room is away the words stay', async () => {
  const { ticket } = await put_ticket(seat, { landmark: 'tepi rel', agencies: ['DAMKAR'] });
  const { page, complaints } = await open_page(browser, room);
  await sign_in(page, bayu);
  await page.locator('[data-list="waiting"] .live').first().waitFor();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.type('pohon sudah dipotong');
  const bytes = [...(await photo(page, 120))];
  const given = async (kind: 'paste' | 'drop'): Promise<void> =>
    page.evaluate(
      ([kind, bytes]) => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(bytes)], `${kind}.jpg`, { type: 'image/jpeg' }));
        const made = { bubbles: true, cancelable: true };
        document.activeElement?.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...made, clipboardData: carried })
            : new DragEvent('drop', { ...made, dataTransfer: carried }),
        );
      },
      [kind, bytes] as const,
    );
  await given('paste');
  await dialog.getByText('siap', { exact: true }).first().waitFor();
  // The room that is joined is away: the desk says what it cannot do alone.
  await page.route('**/api/photo?*', (route) => route.fulfill({ status: 503, json: { problem: 'alone' } }));
  await given('drop');
  await dialog.getByText('Foto perlu ruang', { exact: false }).waitFor();
  await take(page, 'photos-alone-dark');
  await expect.poll(() => dialog.locator('textarea').inputValue()).toBe('pohon sudah dipotong');
  await page.unroute('**/api/photo?*');
  await dialog.getByRole('button', { name: 'Coba lagi' }).click();
  // The same picture twice is one photo.
  await dialog.getByText('siap', { exact: true }).nth(1).waitFor();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => dialog.count()).toBe(0);
  const { ticket: now } = await seat.query({ ask: 'ticket', id: ticket.id });
  expect(now.assignments[0]?.photos?.length).toBe(1);
  expect(complaints).toEqual([]);
  await page.context().close();
});
