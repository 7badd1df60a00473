import { beforeEach, expect, test } from 'vitest';
import { page, seat, sit } from './sitting';

/** What the caller is asked, by the keyboard alone, while the form is filled. */
beforeEach(async () => {
  for (const { call } of await seat.drafts()) await seat.keep_draft({ call, form: '', kept_at: Date.now() });
});
sit();

const asks = () => page.getByRole('region', { name: 'Pertanyaan' });
const question = () => asks().locator('h3');
const agency = (name: string) => page.locator('.plan-list li').filter({ hasText: name });
const drafted = async () => JSON.parse((await seat.drafts())[0]?.form ?? '{}') as Record<string, unknown>;
const pressed = (name: string) => page.getByRole('button', { name, exact: true, pressed: true });

async function picture(name: string): Promise<void> {
  const folder = process.env['KENTONGAN_PICTURES'];
  if (!folder) return;
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
  }
}

async function report(what: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(what, { delay: 5 });
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await question().waitFor();
}

test('a tree on a cable: PLN is sent for that reason, the severity says so, and the caller is told to keep away', async () => {
  await report('pohon tumbang');
  await expect.poll(() => question().textContent()).toBe('Kena kabel listrik?');
  // What an answer changes stands on it before it is pressed.
  await expect.poll(() => asks().getByRole('button', { name: /Ya/ }).textContent()).toMatch(/Tinggi, PLN/i);
  await expect.poll(() => agency('PLN').getByRole('checkbox').isChecked()).toBe(false);
  await picture('questions-first');
  await page.keyboard.press('Control+1');
  await expect.poll(() => agency('PLN').getByRole('checkbox').isChecked()).toBe(true);
  await expect.poll(() => agency('PLN').locator('small').textContent()).toMatch(/^Kena kabel listrik\? Ya/);
  await pressed('tinggi').waitFor();
  await asks().getByText('Jauhi kabel.').waitFor();
  await expect.poll(() => question().textContent()).toBe('Ada yang tertimpa?');
  // The hand never left the field it was in, and typing goes on.
  expect(await page.evaluate(() => document.activeElement?.matches('.call-form input'))).toBe(true);
  await page.keyboard.press('Alt+s');
  await expect.poll(() => question().textContent()).toBe('Jalan tertutup?');
  await page.keyboard.press('Control+1');
  await expect.poll(() => question().textContent()).toBe('Sudah tumbang?');
  await picture('questions-some');

  // Taken back, last first: what was skipped and what was answered is asked again.
  await page.keyboard.press('Alt+a');
  await expect.poll(() => question().textContent()).toBe('Jalan tertutup?');
  await page.keyboard.press('Alt+a');
  await expect.poll(() => question().textContent()).toBe('Ada yang tertimpa?');
  await page.keyboard.press('Alt+a');
  await expect.poll(() => question().textContent()).toBe('Kena kabel listrik?');
  await expect.poll(() => agency('PLN').getByRole('checkbox').isChecked()).toBe(false);
  await pressed('sedang').waitFor();
});

test('an answer makes another category of it, visibly, and saved it stands in the ticket', async () => {
  await report('listrik padam');
  await page.keyboard.press('Control+1');
  await expect.poll(() => page.getByLabel('Apa', { exact: true }).inputValue()).toMatch(/^Kabel listrik putus/);
  await expect.poll(() => question().textContent()).toBe('Ada yang kesetrum?');
  await page.keyboard.press('Control+2');
  await picture('questions-category');
  await page.getByLabel('Di mana', { exact: true }).focus();
  await page.keyboard.type('kemasan', { delay: 5 });
  await page.getByRole('option', { name: /Krian/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-recipient]').first().waitFor();
  const [ticket] = (await seat.query({ ask: 'board' })).tickets.filter((one) => one.category === 'INF-PLK');
  expect(ticket?.severity).toBe('high');
  expect(ticket?.asked).toEqual([
    { category: 'INF-PLN', question: 'Ada kabel putus, percikan?', answer: 'Ya' },
    { category: 'INF-PLK', question: 'Ada yang kesetrum?', answer: 'Tidak' },
  ]);
  await page.goto(`${new URL(page.url()).origin}/#/ticket/${ticket?.id}`);
  await page.getByText('Ada yang kesetrum?').waitFor();
  await picture('questions-ticket');
});

test('who is not for this room is sent on, with the number', async () => {
  await report('listrik padam');
  await page.keyboard.press('Control+2');
  await expect.poll(() => question().textContent()).toBe('Padamnya di mana?');
  await page.keyboard.press('Control+1');
  await asks().getByText('Arahkan ke PLN, 123.').waitFor();
  await picture('questions-divert');
});

test('a call that ignores them takes no key more, and one that comes back has its answers', async () => {
  await report('kebakaran rumah');
  await page.keyboard.press('Control+1');
  await expect.poll(drafted).toMatchObject({ asked: [{ question: 'Masih ada orang di dalam?', answer: 'Ya' }] });
  await page.keyboard.type('kemasan', { delay: 5 });
  await page.getByRole('option', { name: /Krian/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await picture('questions-fire');
  await expect.poll(drafted).toMatchObject({ village: '35.15.11.1013' });
  await page.reload();
  await asks().getByText('Masih ada orang di dalam?').waitFor();
  await asks().getByText('Suruh yang di dalam merunduk').waitFor();
  await expect.poll(() => question().textContent()).toBe('Apa yang terbakar?');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-recipient]').first().waitFor();
});
