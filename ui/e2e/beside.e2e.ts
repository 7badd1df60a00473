import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import AxeBuilder from '@axe-core/playwright';
import { mint, open_page, operator, Seat, sign_in, supervisor } from './room';
import { browser, page, room, seat, sit } from './sitting';
import { picture } from './picture';
import { put_ticket } from './scene';

sit();

/** The supervisor at another screen; what it complains of is a fault too. */
async function beside(go: (theirs: Page) => Promise<void>): Promise<void> {
  const opened = await open_page(browser, room);
  try {
    await sign_in(opened.page, supervisor);
    await go(opened.page);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.context.close();
  }
}
const go_to = (of: Page, id: string): Promise<void> => of.evaluate((to) => void (location.hash = to), `#/ticket/${id}`);
async function no_fault(of: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: of })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((one) => one.id)).toEqual([]);
}

describe('two people, one ticket', () => {
  test('who has it open and who writes is seen within a second', async () => {
    const { ticket } = await put_ticket(seat, { narrative: 'dapur terbakar' });
    await beside(async (theirs) => {
      await go_to(page, ticket.id);
      await page.locator('#ticket-title').waitFor();
      await go_to(theirs, ticket.id);
      await page.locator('.beside', { hasText: 'Sari Wulandari (Meja 2) membuka' }).waitFor({ timeout: 2000 });
      await theirs.locator('.write textarea').fill('mobil kedua');
      await page.locator('.beside', { hasText: 'Sari Wulandari (Meja 2) sedang menulis' }).waitFor({ timeout: 2000 });
      await picture(page, 'beside');
      await no_fault(page);
      await page.evaluate(() => void (location.hash = '#/desk'));
      await page.locator(`[data-row="${ticket.id}"] .beside`).waitFor();
      await no_fault(page);
      await theirs.evaluate(() => void (location.hash = '#/desk'));
      await page.locator(`[data-row="${ticket.id}"] .beside`).waitFor({ state: 'detached', timeout: 2000 });
    });
  });

  test('what changed under an open form is shown before it is sent, and what was typed stays', async () => {
    const { ticket } = await put_ticket(seat, { narrative: 'dapur terbakar', severity: 'high' });
    const other = new Seat(room.address);
    await other.sign_in(supervisor);
    await go_to(page, ticket.id);
    await page.locator('#ticket-title').waitFor();
    await page.keyboard.press('c');
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel('Yang dikoreksi').selectOption('narrative');
    await dialog.getByLabel('Menjadi').fill('dapur dan ruang depan terbakar');
    await other.execute({
      do: 'correct',
      ticket: ticket.id,
      seen: ticket.version,
      correction: { field: 'severity', to: 'critical' },
    });
    await expect.poll(async () => page.locator('.sev').textContent()).toBe('kritis');
    await page.keyboard.press('Control+Enter');
    await dialog.locator('.news', { hasText: 'Sari Wulandari' }).waitFor();
    await expect.poll(() => dialog.getByLabel('Menjadi').inputValue()).toBe('dapur dan ruang depan terbakar');
    const asked = () => seat.query({ ask: 'ticket', id: ticket.id });
    expect((await asked()).ticket.narrative).toBe('dapur terbakar');
    await no_fault(page);
    await picture(page, 'stale-dialog');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const now = (await asked()).ticket;
    expect([now.narrative, now.severity]).toEqual(['dapur dan ruang depan terbakar', 'critical']);
  });

  test('an unowned emergency is held for twenty seconds, and the later one gets it', async () => {
    const desk = new Seat(room.address);
    const { ticket } = await put_unowned(desk);
    await beside(async (theirs) => {
      await page.locator(`[data-row="${ticket}"]`).focus();
      await page.keyboard.press('c');
      await page.locator('.claims', { hasText: 'Anda mengambil alih' }).waitFor();
      await theirs.locator('.claims', { hasText: /Rina Kartika \(Meja 2\) mengambil alih\s*00:[012]\d/ }).waitFor();
      await no_fault(theirs);
      await picture(theirs, 'claims', [{ width: 1366, height: 768 }]);
      await theirs.keyboard.press('c');
      await theirs.locator('.claims', { hasText: 'Anda mengambil alih' }).waitFor();
      await page.locator('.toasts', { hasText: 'Sari Wulandari (Meja 2) yang mengambil alih' }).waitFor();
      await expect
        .poll(async () => (await seat.query({ ask: 'ticket', id: ticket })).ticket.owner, { timeout: 25_000 })
        .toBe('Sari Wulandari');
      await page.locator('.claims').waitFor({ state: 'detached' });
    });
  });
});

async function put_unowned(desk: Seat): Promise<{ ticket: string }> {
  const ticket = mint();
  await desk.execute({
    do: 'open_ticket',
    call: mint(),
    ticket,
    called_at: Date.now(),
    category: 'KBR-BGN',
    severity: 'critical',
    place: { district: '35.15.11' },
    reporter: { call_back: true },
  });
  return { ticket };
}

describe('the lock of the screen', () => {
  test('shows nothing of callers, takes an emergency, and opens by the password with everything as it was', async () => {
    const { ticket } = await put_ticket(seat, { name: 'Bu Ani', number: '0812-0000-0890', narrative: 'asap tebal' });
    await page.keyboard.press('F2');
    await page.getByLabel('Patokan').fill('depan SPBU');
    await page.keyboard.press('Control+l');
    await page.locator('main.locked').waitFor();
    const told = await page.locator('body').innerText();
    for (const word of ['Bu Ani', '0812', 'asap', 'SPBU']) expect(told).not.toContain(word);
    await no_fault(page);
    await picture(page, 'locked');
    // The room itself answers this page as a desk where nobody is.
    const asked = await page.context().request.post('/api/query', { data: { ask: 'ticket', id: ticket.id } });
    expect(asked.status()).toBe(401);
    await page.keyboard.press('F2');
    await page.getByLabel('Patokan').waitFor();
    await expect.poll(() => page.getByLabel('Patokan').inputValue()).toBe('');
    await page.evaluate(() => void (location.hash = '#/sign_in'));
    await page.getByLabel('Sandi').fill('bukan ini');
    await page.keyboard.press('Enter');
    await page.getByText('Sandi tidak cocok.').waitFor();
    await page.getByLabel('Sandi').fill(operator.secret);
    await page.keyboard.press('Enter');
    await page.locator('.bar .side b').getByText(operator.name).waitFor();
    await expect.poll(async () => page.getByLabel('Patokan').inputValue()).toBe('depan SPBU');
  });

  async function unlock(): Promise<void> {
    await page.getByLabel('Sandi').fill(operator.secret);
    await page.keyboard.press('Enter');
    await page.locator('.bar .side b').getByText(operator.name).waitFor();
  }

  test('what was typed into a dialog of a ticket comes back with it, as often as it is locked', async () => {
    const { ticket } = await put_ticket(seat, { narrative: 'asap tebal' });
    await go_to(page, ticket.id);
    await page.locator('#ticket-title').waitFor();
    await page.locator('.write textarea').fill('mobil kedua lewat utara');
    await page.locator('.write textarea').blur();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Yang dikoreksi').selectOption('reporter');
    await dialog.getByLabel('Nama').fill('Bu Ani');
    await dialog.getByRole('checkbox').setChecked(!ticket.call_back);
    for (let times = 0; times < 2; times += 1) {
      await page.keyboard.press('Control+l');
      await page.locator('main.locked').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Ani');
      expect(await dialog.count()).toBe(0);
      await unlock();
      await expect.poll(() => dialog.getByLabel('Nama').inputValue()).toBe('Bu Ani');
      await expect.poll(() => dialog.getByLabel('Yang dikoreksi').inputValue()).toBe('reporter');
      await expect.poll(() => dialog.getByRole('checkbox').isChecked()).toBe(!ticket.call_back);
    }
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const now = (await seat.query({ ask: 'ticket', id: ticket.id })).ticket;
    expect([now.reporter_name, now.call_back]).toEqual(['Bu Ani', !ticket.call_back]);
    await expect.poll(() => page.locator('.write textarea').inputValue()).toBe('mobil kedua lewat utara');
    // Sent, it does not come back; nor does what was thrown away.
    await page.keyboard.press('c');
    await dialog.getByLabel('Yang dikoreksi').selectOption('narrative');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+l');
    await page.locator('main.locked').waitFor();
    await unlock();
    await page.locator('#ticket-title').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  test('comes by itself where nobody has touched a key for as long as the room says', async () => {
    await page.clock.install();
    await page.goto('/');
    await page.locator('.bar .side b').getByText(operator.name).waitFor();
    await page.clock.fastForward('14:30');
    await page.waitForTimeout(1500);
    expect(await page.locator('main.locked').count()).toBe(0);
    // The room has said meanwhile what time it is; from there it is a quarter of an hour.
    await page.clock.fastForward('15:30');
    await page.locator('main.locked').waitFor();
  });
});
