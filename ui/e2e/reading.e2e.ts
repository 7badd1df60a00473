import { beforeEach, expect, test } from 'vitest';
import { picture } from './picture';
import { page, seat, sit } from './sitting';

/** What a caller says, typed where the hand is: the room reads it, and the operator takes what is right. */
beforeEach(async () => {
  for (const { call } of await seat.drafts()) await seat.keep_draft({ call, form: '', kept_at: Date.now() });
});
sit();

const what = () => page.getByLabel('Apa', { exact: true });
const where = () => page.getByRole('combobox', { name: 'Di mana', exact: true });
const landmark = () => page.getByLabel('Patokan', { exact: true });
const note = () => page.getByLabel('Catatan', { exact: true });
const options = () => page.getByRole('option');
const drafted = async () => JSON.parse((await seat.drafts())[0]?.form ?? '{}') as Record<string, unknown>;

async function open_call(): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('.call-form').waitFor();
  await page.keyboard.press('Enter');
}

test('a narrative typed for the category gives it, its place and its spot by Enter alone, and stays in the note', async () => {
  await open_call();
  await page.keyboard.type('omah kobongan geni gedhe ds kemasan krian dpn spbu', { delay: 5 });
  await options().filter({ hasText: 'Kebakaran rumah' }).first().waitFor();
  await picture(page, 'reading-what');
  await page.keyboard.press('Enter');
  await options().filter({ hasText: 'Kemasan' }).first().waitFor();
  await picture(page, 'reading-where');
  await page.keyboard.press('Enter');
  await expect.poll(() => landmark().inputValue()).toMatch(/dpn spbu/);
  await page.keyboard.press('Enter');
  await expect.poll(() => what().inputValue()).toMatch(/^Kebakaran rumah/);
  await expect.poll(() => where().inputValue()).toBe('Kemasan');
  await expect.poll(() => note().inputValue()).toBe('omah kobongan geni gedhe ds kemasan krian dpn spbu');
  await expect.poll(drafted).toMatchObject({ category: 'KBR-BGN', village: '35.15.11.1013' });
});

test('a narrative typed as the note is offered where it belongs, and nothing is chosen by itself', async () => {
  await open_call();
  await note().fill('pohon besar tumbang nutup jalan di tropodo, gak ono korban');
  await page.getByText(/Terbaca: Pohon tumbang/).waitFor();
  await page.getByText(/Tanyakan yang mana: Tropodo/).waitFor();
  await picture(page, 'reading-note');
  await expect.poll(drafted).toMatchObject({ note: expect.stringMatching(/^pohon/) });
  expect(await drafted()).not.toHaveProperty('category');
  expect(await drafted()).not.toHaveProperty('village');
  await where().focus();
  await options().nth(1).waitFor();
  // A name of several places is not taken by Enter alone.
  await page.keyboard.press('Enter');
  await expect.poll(() => where().inputValue()).toBe('');
  expect(await drafted()).not.toHaveProperty('village');
});

test('what was chosen is not overwritten by what is typed afterwards', async () => {
  await open_call();
  await page.keyboard.type('banjir', { delay: 5 });
  await options().first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => what().inputValue()).toMatch(/^Banjir/);
  const chosen = await what().inputValue();
  await note().fill('ada kebakaran rumah di desa kemasan krian');
  await page.waitForTimeout(600);
  await expect.poll(() => what().inputValue()).toBe(chosen);
  await expect.poll(drafted).toMatchObject({ category: expect.stringMatching(/^(BNC|INF)-/) });
});

test('what is no case is said to be none', async () => {
  await open_call();
  await note().fill('anak kecil ketawa ketawa iseng bilang ada bom lalu ditutup');
  await page.getByText(/Terbaca bukan kasus: iseng/).waitFor();
});

test('of a name that several villages bear, Enter asks which; a spot named before is found with where it lies', async () => {
  await open_call();
  await where().focus();
  await page.keyboard.type('janti', { delay: 5 });
  await options().filter({ hasText: 'Janti' }).nth(2).waitFor();
  await picture(page, 'place-asks');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[role="option"][aria-selected="true"]').count()).toBe(1);
  expect(await where().evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowDown');
  const chosen = await page.locator('[role="option"][aria-selected="true"] .end').innerText();
  await page.keyboard.press('Enter');
  await expect.poll(() => landmark().evaluate((field) => field === document.activeElement)).toBe(true);
  await expect.poll(() => where().inputValue()).toBe('Janti');
  await page.keyboard.type('dpn Pasar Wisata Baru');
  await expect.poll(async () => typeof (await drafted())['village']).toBe('string');
  await what().focus();
  await page.keyboard.type('keba');
  await options().first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page
    .getByText(/^SDA-|^\d+-\d+/)
    .first()
    .waitFor();
  await open_call();
  await where().focus();
  await page.keyboard.type('psar wisata', { delay: 5 });
  await options().filter({ hasText: 'Pasar Wisata Baru' }).waitFor();
  await picture(page, 'place-spot');
  await page.keyboard.press('Enter');
  await expect.poll(() => landmark().inputValue()).toBe('Pasar Wisata Baru');
  await expect.poll(() => where().inputValue()).toBe('Pasar Wisata Baru');
  await expect.poll(() => page.locator('.call-form').innerText()).toContain(chosen);
});

test('a house number, RT and RW typed with a place do not hide it, and go into the landmark', async () => {
  await open_call();
  await where().focus();
  await page.keyboard.type('kedungbocok tarik RT 12 RW 3', { delay: 5 });
  await options().filter({ hasText: 'Kedungbocok' }).first().waitFor();
  await picture(page, 'place-address');
  await page.keyboard.press('Enter');
  await expect.poll(() => landmark().inputValue()).toBe('RT 12 RW 3');
  await expect.poll(() => where().inputValue()).toBe('Kedungbocok');
  await expect.poll(drafted).toMatchObject({ village: '35.15.01.2002', landmark: 'RT 12 RW 3' });
});
