import { expect, test } from 'vitest';
import { picture } from './picture';
import { page, seat, sit } from './sitting';

sit();

/** `2.05` in WIB, so many minutes ago. */
const ago = (minutes: number): string => {
  const at = new Date(Date.now() + 420 * 60_000 - minutes * 60_000);
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1} ${at.getUTCHours()}.${String(at.getUTCMinutes()).padStart(2, '0')}`;
};
const minute_of = (at: number): number => Math.round((Date.now() - at) / 60_000);

test('a form filled in while the room was down is typed in with its own times', async () => {
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.keyboard.press('Alt+p');
  const no = page.getByLabel('Formulir', { exact: true });
  await no.waitFor();
  await expect.poll(() => no.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await page.locator('.call-form .timer').count()).toBe(0);
  await page.getByLabel('Nomor', { exact: true }).fill('0812-0000-0777');
  await page.getByLabel('Apa', { exact: true }).fill('kebakaran');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('krian');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  // What is missing is said, and nothing is saved.
  await page.keyboard.press('Control+Enter');
  await page.getByText('Nomor di kepala formulir').waitFor();
  await page.getByText('Kapan telepon masuk: jam').waitFor();
  await no.fill('261128 k3');
  await page.getByLabel('Masuk', { exact: true }).fill(ago(90));
  await picture(page, 'form-paper');
  await page.keyboard.press('Control+Enter');
  await page.locator('.saved .number').waitFor();
  const told = page.getByLabel('Diteruskan', { exact: true });
  await told.fill(ago(95));
  await page.keyboard.press('Control+Enter');
  await page.getByText('sebelum telepon masuk').waitFor();
  await told.fill(ago(89));
  await picture(page, 'sending-paper');
  await page.keyboard.press('Control+Enter');
  await page.locator('.start').waitFor();
  const row = (await seat.query({ ask: 'board' })).tickets.find((one) => one.paper === '261128-K03');
  if (!row) throw new Error('the form was not kept');
  expect(minute_of(row.called_at)).toBeGreaterThanOrEqual(89);
  expect(minute_of(row.opened_at)).toBeLessThan(3);
  expect(row.assignments.map((one) => minute_of(one.sent_at)).every((minutes) => minutes >= 88)).toBe(true);

  // What its agency did is dated as well.
  await page.goto(`/#/ticket/${row.id}`);
  await page.getByText('formulir kertas 261128-K03').waitFor();
  await page.locator('.strips .strip').first().waitFor();
  await page.keyboard.press('t');
  const when = page.getByLabel('Kapan terjadi');
  await when.fill('besok');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Waktunya tidak terbaca').waitFor();
  await when.fill(ago(87));
  await picture(page, 'step-paper');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  const { ticket } = await seat.query({ ask: 'ticket', id: row.id });
  const taken = ticket.assignments.map((one) => one.acknowledged_at).find((at) => at !== undefined);
  expect(minute_of(taken ?? Date.now())).toBeGreaterThanOrEqual(86);
});

test('pressed by mistake it is a call like any other again, and nothing typed is lost', async () => {
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.getByLabel('Catatan').fill('anak kucing di talang');
  await page.keyboard.press('Alt+p');
  await page.getByLabel('Formulir', { exact: true }).waitFor();
  await page.keyboard.press('Alt+p');
  await page.locator('.call-form .timer').waitFor();
  await expect.poll(() => page.getByLabel('Catatan').inputValue()).toBe('anak kucing di talang');
});
