import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cut } from './cut';
import { lengthen_words } from './lengthened';
import { picture } from './picture';
import {
  mint,
  open_page,
  operator,
  sign_in,
  start_browser,
  start_room,
  supervisor,
  type RunningRoom,
  type Seat,
} from './room';
import { put_step, put_ticket } from './scene';

/** How finished work went: what is proposed the day after, reviewed by keyboard, and told to whose it was. */
const folder = mkdtempSync(join(tmpdir(), 'kentongan-review-'));
const clocks = join(folder, 'clocks');
const day = 24 * 3_600_000;
const yesterday = Date.now() - day;
const set = (gone: number): void =>
  writeFileSync(clocks, `${yesterday + gone} ${1_000_000 + gone} ${1_000_000 + gone}`);
let room: RunningRoom;
let browser: Browser;

async function finish(seat: Seat, landmark: string): Promise<string> {
  const wanted = { called_at: yesterday, landmark, number: '0812-0000-0893', name: 'Bu Sri', agencies: ['DAMKAR'] };
  const { ticket } = await put_ticket(seat, wanted);
  await put_step(seat, ticket.id, 1, 'finish');
  const answer = { kind: 'substantive', channel: 'telephone', result: 'reached', text: 'sudah padam' } as const;
  await seat.execute({ do: 'answer', ticket: ticket.id, answer });
  await seat.execute({ do: 'close', ticket: ticket.id, seen: ticket.version, outcome: 'handled' });
  return ticket.id;
}

beforeAll(async () => {
  set(0);
  room = await start_room({ clocks });
  browser = await start_browser();
  const seat = await room.seat(operator);
  for (const landmark of ['depan pasar', 'tepi sungai', 'gang buntu']) await finish(seat, landmark);
  await finish(await room.seat(supervisor), 'dekat balai desa');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await room.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function faults_of(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((look) => (document.documentElement.dataset['theme'] = look), theme);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    found.push(...violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.target.join(' ')}`));
  }
  return found;
}
const dialog = (page: Page) => page.locator('dialog[open]');
const rows = (page: Page) => page.locator('[data-review]');

test('nothing is proposed on the day itself, and the pane says when something will be', async () => {
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, supervisor);
  await page.goto('/#/oversight');
  await page.locator('.owed').waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByText('Tidak ada yang perlu ditelaah').waitFor();
  expect(await faults_of(page)).toEqual([]);
  await picture(page, 'reviews-none', [{ width: 1366, height: 768 }]);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a supervisor reviews what is proposed by keyboard, and never their own work', async () => {
  set(day);
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, supervisor);
  await page.goto('/#/oversight');
  await page.getByRole('tab', { name: 'Telaah 2' }).waitFor();
  await page.keyboard.press('Alt+2');
  await expect.poll(() => rows(page).count()).toBe(3);
  await expect.poll(() => page.getByText('kerja sendiri').count()).toBe(1);
  await rows(page).first().getByText('diundi').waitFor();
  expect(await faults_of(page)).toEqual([]);
  expect(await cut(page)).toEqual([]);
  await picture(page, 'reviews');

  // To one that is not their own.
  const own = page.locator('.one', { hasText: 'kerja sendiri' });
  if ((await own.first().getAttribute('class'))?.includes('is-here')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('t');
  await dialog(page).waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog(page).getByText('Jawab keempat pertanyaan.').waitFor();
  for (const [question, mark] of [
    ['Tempatnya benar?', 'yes'],
    ['Jenisnya benar?', 'yes'],
    ['Instansi yang tepat diberi tahu pada waktunya?', 'no'],
    ['Pelapor dijawab dengan jelas?', 'cannot_tell'],
  ] as const)
    await dialog(page).getByLabel(question).selectOption(mark);
  await dialog(page).getByRole('textbox', { name: 'Catatan' }).fill('patokan ditanya dua kali');
  expect(await faults_of(page)).toEqual([]);
  expect(await cut(page)).toEqual([]);
  await picture(page, 'reviews-dialog', [{ width: 1366, height: 768 }]);
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => dialog(page).count()).toBe(0);
  await expect.poll(() => rows(page).count()).toBe(2);
  await page.getByText('1 ditelaah bulan ini').waitFor();
  await page.getByText('Angka per petugas muncul').waitFor();

  // And back to what is to be done.
  await page.keyboard.press('Alt+1');
  await expect.poll(() => rows(page).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test('whose work it was reads it on the ticket', async () => {
  const seat = await room.seat(supervisor);
  const { rows: left } = await seat.query({ ask: 'reviews' });
  const one = left.find((row) => !row.own)?.ticket;
  if (!one) throw new Error('nothing is left to review');
  const marks = { place: 'yes', kind: 'no', sent: 'yes', answered: 'yes' } as const;
  await seat.execute({ do: 'review', ticket: one.id, seen: one.version, marks, note: 'nada ramah' });
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, operator);
  await page.goto(`/#/ticket/${one.id}`);
  await page.getByText('Ditelaah: tempat: ya, jenis: tidak').waitFor();
  await page.getByText('nada ramah').waitFor();
  await picture(page, 'reviews-ticket', [{ width: 1366, height: 768 }]);
  expect(complaints).toEqual([]);
  await context.close();
});

test('an auditor sees what is proposed, and reviews nothing; words a third longer fit', async () => {
  const chief = await room.seat(supervisor);
  const dewi = { account: 'dewi', name: 'Dewi', secret: 'angin pagi di beranda' };
  await chief.execute({ do: 'add_person', person: mint(), role: 'auditor', ...dewi });
  const { page, context, complaints } = await open_page(browser, room);
  await lengthen_words(context, 'id');
  await page.reload();
  await sign_in(page, dewi);
  await page.goto('/#/oversight');
  await page.locator('.owed').waitFor();
  await page.keyboard.press('Alt+2');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press('t');
  expect(await dialog(page).count()).toBe(0);
  expect(await cut(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
