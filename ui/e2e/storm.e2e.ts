import { beforeEach, expect, test } from 'vitest';
import { page, seat, sit } from './sitting';

/** Storm mode: a short form, an umbrella incident, people at risk first. */
beforeEach(async () => {
  for (const { call } of await seat.drafts()) await seat.keep_draft({ call, form: '', kept_at: Date.now() });
});
sit();

const rows = () => page.locator('[data-row]');

async function picture(name: string): Promise<void> {
  const folder = process.env['KENTONGAN_PICTURES'];
  if (!folder) return;
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((which) => (document.documentElement.dataset['theme'] = which), theme);
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
  }
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
}

/** A call by keyboard alone; counts the control keys. */
async function take(what: string, where: string, at_risk = false): Promise<number> {
  let control = 0;
  const press = async (key: string): Promise<void> => {
    control += 1;
    await page.keyboard.press(key);
  };
  await press('F2');
  await page.locator('.call-form').waitFor();
  await press('Enter');
  await page.keyboard.type(what);
  await page.getByRole('option').first().waitFor();
  await press('Enter');
  await page.keyboard.type(where);
  await page.getByRole('option').first().waitFor();
  await press('Enter');
  if (at_risk) await press('Alt+o');
  await press('Control+Enter');
  await page
    .getByRole('heading', { name: /Teruskan|Penerusan/ })
    .first()
    .waitFor({ timeout: 3000 })
    .catch(() => undefined);
  await press('Control+Enter');
  await page.locator('.call-form, .start').first().waitFor();
  return control;
}

test('storm mode shortens the form, counts what belongs to it, and puts people at risk first', async () => {
  await page.keyboard.press('Alt+m');
  await page.getByRole('dialog').waitFor();
  await picture('storm-start');
  await page.keyboard.press('Control+Enter');
  await page.locator('.bar').filter({ hasText: 'Mode badai' }).waitFor();
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  expect(await page.getByLabel('Siapa', { exact: true }).count()).toBe(0);
  await expect.poll(() => page.getByText('orang terancam').count()).toBe(1);
  await picture('storm-form');
  await page.keyboard.press('Escape');
  expect(await take('pohon tumbang', 'sekardangan')).toBeLessThanOrEqual(8);
  await rows().nth(0).waitFor();
  expect(await take('pohon tumbang', 'kemasan', true)).toBeLessThanOrEqual(8);
  await expect.poll(() => rows().count()).toBe(2);
  await page.locator('.bar').filter({ hasText: '1 dengan orang terancam' }).waitFor();
  await expect.poll(() => rows().first().innerText(), { timeout: 10_000 }).toContain('orang terancam');
  await page.keyboard.press('Alt+m');
  const page_of = page.getByRole('dialog');
  await page_of.getByRole('row').filter({ hasText: 'Pohon tumbang' }).first().waitFor();
  await picture('storm-page');
  await expect.poll(() => page_of.getByRole('row').filter({ hasText: 'Semua' }).innerText()).toMatch(/2/);
  await page_of.getByRole('button', { name: 'Akhiri mode badai' }).press('Enter');
  await expect.poll(() => page.locator('.bar').filter({ hasText: 'Mode badai' }).count()).toBe(0);
  await page.keyboard.press('F2');
  await page.getByLabel('Siapa', { exact: true }).waitFor();
});
