import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open_page, operator, sign_in, start_browser, start_room, supervisor, type RunningRoom } from './room';
import { put_step, put_ticket } from './scene';

/** Every screen, in both themes and languages, against WCAG 2.2 AA. */
let browser: Browser;
let room: RunningRoom;
let unfounded: RunningRoom;
let ticket = '';

beforeAll(async () => {
  browser = await start_browser();
  room = await start_room();
  unfounded = await start_room({ founded: false });
  const seat = await room.seat(operator);
  const page = await put_ticket(seat, {
    landmark: 'belakang SPBU',
    number: '0812-0000-0890',
    name: 'Bu Ani',
    narrative: 'api dari dapur',
    agencies: ['DAMKAR', 'PSC119'],
  });
  ticket = page.ticket.id;
  await put_step(seat, ticket, 1, 'acknowledge');
  await put_ticket(seat, { category: 'BNC-PHN', severity: 'medium', landmark: 'depan pasar', agencies: ['BPBD'] });
  // Nobody is told of this one: its alarms are the history's.
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 1000 } });
  await put_ticket(seat, { landmark: 'tepi sungai' });
  await put_ticket(seat, { category: 'INF-PJU', severity: 'low', landmark: 'jalan raya' });
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  await unfounded.stop();
});

/** A table's rows are alike, and so are a list's: it takes minutes to look at the hundredth of them. */
const alike = ['tbody tr:nth-child(n + 9)', 'li:nth-child(n + 13)'];

async function faults_of(page: Page): Promise<string[]> {
  // There are no frames; without them axe needs no page of its own to gather its findings in.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude(alike)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

test('axe is looking: a picture without words is found', async () => {
  const { page, context } = await open_page(browser, unfounded);
  await page.locator('.step h1').waitFor();
  await page.evaluate(() => document.querySelector('.step')?.append(document.createElement('img')));
  expect((await faults_of(page)).map((fault) => fault.split(':')[0])).toEqual(['image-alt']);
  await context.close();
});

// Contrast is the theme's, names are the language's: each is seen once.
const looks = [
  { theme: 'dark', language: 'id' },
  { theme: 'light', language: 'en' },
] as const;

describe.each(looks)('point 01: axe finds nothing in $theme and $language', (look) => {
  const words = (id: string, en: string): string => (look.language === 'id' ? id : en);

  async function look_at(address: string, ready: (page: Page) => Promise<unknown>): Promise<Page> {
    await page.goto(address);
    await ready(page);
    const faults = await faults_of(page);
    expect(faults, address).toEqual([]);
    return page;
  }
  let page: Page;

  test('on what a person works with', async () => {
    let complaints: string[];
    ({ page, complaints } = await open_page(browser, room, look));
    await sign_in(page, supervisor);
    await look_at('/#/desk', (at) => at.locator('.list .live').nth(2).waitFor());
    await page.keyboard.press('F2');
    await page.locator('.call-form').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('kebakaran');
    await page.getByRole('option').first().waitFor();
    expect(await faults_of(page), 'call form').toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('krian');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.plan-list li').first().waitFor();
    expect(await faults_of(page), 'plan').toEqual([]);
    await look_at(`/#/ticket/${ticket}`, (at) => at.locator('.strips .strip').first().waitFor());
    await look_at('/#/find', (at) => at.locator('main input').first().waitFor());
    await look_at('/#/alarms', (at) => at.locator('main').waitFor());
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    expect(await faults_of(page), 'help').toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await faults_of(page), 'palette').toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('on Kelola', { timeout: 120_000 }, async () => {
    ({ page } = await open_page(browser, room, look));
    await sign_in(page, supervisor);
    for (const tab of [
      'people',
      'roster',
      'agencies',
      'categories',
      'calendar',
      'plans',
      'room',
      'backup',
      'health',
      'words',
      'erasing',
    ])
      await look_at(`/#/manage/${tab}`, (at) => at.locator('.manage h1').waitFor());
    await page.goto('/#/manage/agencies');
    await page.getByRole('button', { name: words('Ubah BPBD', 'Change BPBD'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faults_of(page), 'agency').toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto('/#/manage/words');
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('Alt+n');
    await page.getByRole('dialog').getByLabel(words('Uraian', 'Narrative')).fill('pohon tumbang');
    await page.getByRole('dialog').getByText(words('Kata yang berbicara', 'Words that spoke')).waitFor();
    expect(await faults_of(page), 'word').toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('tab', { name: words('Pelajaran', 'Lessons') }).click();
    await page.locator('.says').waitFor();
    expect(await faults_of(page), 'lessons').toEqual([]);
    await page.goto('/#/manage/categories');
    await page.locator('.targets summary').click();
    await page.getByRole('button', { name: words('Tambah pengecualian', 'Add an exception') }).click();
    expect(await faults_of(page), 'targets').toEqual([]);
    await page.locator('li.exception .btn').click();
    await page.getByLabel(words('Dijawab dalam', 'Answered within')).fill('20 h');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await faults_of(page), 'preview').toEqual([]);
    await page.keyboard.press('Escape');
    await look_at('/#/alarms', (at) => at.locator('.chart-box').waitFor());
    await page.keyboard.press('2');
    await page.locator('.past').first().waitFor();
    expect(await faults_of(page), 'history').toEqual([]);
    await page.getByRole('button', { name: words('Tabel', 'Table') }).click();
    expect(await faults_of(page), 'load as a table').toEqual([]);
    await page.goto('/#/manage/plans');
    await page.getByRole('button', { name: words('Ubah R-03', 'Change R-03') }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faults_of(page), 'plan').toEqual([]);
    await page.context().close();
  });

  test('on the report', async () => {
    ({ page } = await open_page(browser, room, look));
    await sign_in(page, supervisor);
    await look_at('/#/report', (at) => at.locator('.figure-pane').first().waitFor());
    for (const part of ['2', '4']) {
      await page.keyboard.press(`Alt+${part}`);
      await page.locator('nav [aria-pressed="true"]', { hasText: part }).waitFor();
      expect(await faults_of(page), part).toEqual([]);
    }
    await page.context().close();
  });

  test('on the wall, the sign-in and the emergency form', async () => {
    ({ page } = await open_page(browser, room, { ...look, width: 1920, height: 1080 }));
    await look_at('/#/sign_in', (at) => at.locator('input[type="password"]').waitFor());
    await page.keyboard.press('F2');
    await page.locator('.call-form').waitFor();
    expect(await faults_of(page), 'emergency').toEqual([]);
    await look_at('/?wall#/wall', (at) => at.locator('.wall').first().waitFor());
    await page.context().close();
  });

  test('on the first run', async () => {
    // Before the room is there.
    ({ page } = await open_page(browser, unfounded, look));
    for (const _ of ['language', 'region']) {
      await page.locator('.step h1').waitFor();
      if (_ === 'region') await page.locator('.figure').first().waitFor();
      expect(await faults_of(page), _).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(300);
    }
    await page.locator('[data-recovery]').waitFor();
    expect(await faults_of(page), 'supervisor').toEqual([]);
    await page.context().close();
    // And after: its later steps, come back to by the supervisor.
    ({ page } = await open_page(browser, room, look));
    await sign_in(page, supervisor);
    await page.goto('/#/first_run');
    const steps = page.locator('.steps li button');
    await steps.first().waitFor();
    for (let at = 3; at < (await steps.count()); at += 1) {
      await steps.nth(at).click();
      await page.locator('.steps li.now').nth(0).waitFor();
      expect(await faults_of(page), `step ${at + 1}`).toEqual([]);
    }
    await page.context().close();
  });
});
