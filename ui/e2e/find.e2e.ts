import { beforeAll, beforeEach, expect, test } from 'vitest';
import { put_ticket } from './scene';
import { page, seat, sit } from './sitting';

sit();
beforeAll(async () => {
  await put_ticket(seat, {
    landmark: 'belakang pasar ikan',
    number: '0812-0000-0890',
    narrative: 'asap dari gudang kayu',
  });
  for (let i = 0; i < 60; i += 1)
    await put_ticket(seat, { category: 'INF-PJU', severity: 'low', landmark: `tiang ke-${i}` });
  const { ticket } = await put_ticket(seat, { landmark: 'pos lama', narrative: 'ternyata latihan sirene' });
  await seat.execute({ do: 'close', ticket: ticket.id, seen: ticket.version, outcome: 'cancelled', reason: 'latihan' });
});
beforeEach(async () => {
  await page.evaluate(() => (location.hash = '#/find'));
  await page.locator('#find-text').waitFor();
});

const rows = () => page.locator('.hit');
async function find(words: string): Promise<void> {
  await page.locator('#find-text').fill(words);
}

test('by number, by telephone in any shape, by place and by word', async () => {
  for (const words of ['2-1', '+62 812 0000 0890', 'pasar ikan', 'gudang kayu']) {
    await find(words);
    await rows().filter({ hasText: 'Kebakaran' }).first().waitFor();
  }
  await find('gudang kayu');
  await page.locator('.hit mark', { hasText: 'gudang' }).first().waitFor();
});

test('open and closed, and nothing where there is nothing', async () => {
  await find('sirene');
  await rows().first().locator('.word', { hasText: 'ditutup' }).waitFor();
  await find('tidak pernah ada');
  await page.getByText('Tidak ada yang cocok').waitFor();
});

test('pages to the oldest', async () => {
  await find('tiang');
  await rows().first().waitFor();
  const first = await rows().count();
  expect(first).toBeLessThan(60);
  for (
    let tries = 0;
    tries < 6 && (await page.getByRole('button', { name: 'Yang lebih lama' }).count()) > 0;
    tries += 1
  ) {
    const before = await rows().count();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => rows().count()).toBeGreaterThan(before);
  }
  await expect.poll(() => rows().count()).toBe(60);
  expect(new Set(await rows().locator('.no').allTextContents()).size).toBe(60);
});

test('Enter opens the chosen one', async () => {
  await find('tiang');
  await rows().nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  const number = await rows().nth(1).locator('.no').textContent();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.ticket h1 .no').textContent()).toBe(number);
});

test('a found ticket takes a follow-up call, and no new ticket is made', async () => {
  await find('pasar ikan');
  await rows().first().waitFor();
  const before = (await seat.query({ ask: 'board' })).tickets.length;
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog').getByLabel('Apa yang disampaikan').fill('apinya sudah sampai atap');
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('.toast', { hasText: 'panggilan lanjutan tercatat' }).waitFor();
  const board = await seat.query({ ask: 'board' });
  expect(board.tickets.length).toBe(before);
  expect(board.tickets.find((one) => one.landmark === 'belakang pasar ikan')?.follow_ups).toBe(1);
  expect(board.today.outcomes.find((one) => one.outcome === 'follow_up')?.count).toBe(1);
});

test('Ctrl+K finds from anywhere, and once more from the list', async () => {
  await page.evaluate(() => (location.hash = '#/desk'));
  await page.locator('.list').first().waitFor();
  for (const [words, seen] of [
    ['gudang kayu', 'Kebakaran'],
    ['sirene', 'ditutup'],
  ] as const) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').first().waitFor();
    await page.keyboard.type(words);
    await page.getByRole('option', { name: `Cari laporan: ${words}` }).waitFor();
    await page.keyboard.press('Enter');
    await rows().filter({ hasText: seen }).first().waitFor();
  }
  // A command that is typed goes before a search.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kelola');
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
  await page.keyboard.press('Enter');
  await page.locator('.manage h1').waitFor();
});
