import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserJoin, DoorView, Draft } from '../src/door';
import { picture } from './picture';
import { open_page, operator, sign_in, start_browser, start_room, supervisor, type RunningRoom } from './room';

/** A form that somebody left at their desk, taken over at another. */
let room: RunningRoom;
let browser: Browser;
let chief: Page;
let left: Page;

beforeAll(async () => {
  room = await start_room({ door: true });
  browser = await start_browser();
  ({ page: chief } = await open_page(browser, room));
  await sign_in(chief, supervisor);
  await chief.context().request.post('/api/door', { data: { on: true } });
  const opened = await chief.context().request.post('/api/let_in', { data: { on: true } });
  const { words } = (await opened.json()) as DoorView;
  ({ page: left } = await open_page(browser, { address: room.door ?? '' }));
  const join: BrowserJoin = { name: 'Loket depan', kind: 'browser', words: words?.words ?? '' };
  const joined = await left.context().request.post('/api/pair_browser', { data: join });
  if (!joined.ok()) throw new Error(await joined.text());
  await sign_in(left, operator);
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});

const asked = async <T>(page: Page, verb: string, data: unknown = {}): Promise<T> => {
  const answer = await page.context().request.post(`/api/${verb}`, { data });
  if (!answer.ok()) throw new Error(await answer.text());
  return (await answer.json()) as T;
};

test('F takes a form over after twenty seconds, and the desk where it was left lets go of it', async () => {
  await left.keyboard.press('F2');
  await left.getByLabel('Patokan').fill('depan SPBU');
  await expect.poll(async () => (await asked<Draft[]>(left, 'drafts'))[0]?.form ?? '').toContain('SPBU');
  // Somebody went home, and the page still shows the desk; nothing was typed for a minute.
  const [draft] = await asked<Draft[]>(left, 'drafts');
  await asked(left, 'keep_draft', { ...draft, kept_at: Date.now() - 60_000 });
  await asked(left, 'sign_out');
  await left.getByLabel('Sandi', { exact: true }).waitFor();

  const waiting = chief.locator('.claims', { hasText: 'Formulir Meja 2' });
  await waiting.waitFor({ timeout: 10_000 });
  await picture(chief, 'waiting', [{ width: 1366, height: 768 }]);
  await chief.keyboard.press('f');
  await waiting.getByText('Anda mengambil alih').waitFor();
  await chief.locator('.call-form').waitFor({ timeout: 30_000 });
  await expect.poll(() => chief.locator('.call-form').getByLabel('Patokan').inputValue()).toBe('depan SPBU');
  await chief.locator('.toasts', { hasText: 'Formulir dari meja lain sekarang di sini.' }).waitFor();
  await waiting.waitFor({ state: 'detached' });

  // Whoever signs in at the page that had it is told, and does not have it any more.
  await left.getByRole('combobox', { name: 'Petugas' }).fill(operator.account);
  await left.keyboard.press('Enter');
  await left.getByLabel('Sandi', { exact: true }).fill(operator.secret);
  await left.keyboard.press('Enter');
  await left.locator('.bar .side b').getByText(operator.name).waitFor();
  await left.locator('.toasts', { hasText: 'Formulir Anda diambil alih meja lain.' }).waitFor();
  expect(await left.locator('.call-form').count()).toBe(0);
});
