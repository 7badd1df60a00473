import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { mint, open_page, operator, sign_in, supervisor, type Person } from './room';
import { picture } from './picture';
import { put_step, put_ticket } from './scene';
import { browser, room, seat, sit_beside } from './sitting';

/** An agency's own screen: what is sent to it, and what it says, seen at once on both sides. */
sit_beside();

const bayu: Person = { account: 'bayu', name: 'Bayu Santosa', secret: 'selang dan tangga' };
const intan: Person = { account: 'intan', name: 'Intan Larasati', secret: 'tandu dan perban' };
const galih: Person = { account: 'galih', name: 'Galih Wibowo', secret: 'perahu karet merah' };

beforeAll(async () => {
  const chief = await room.seat(supervisor);
  for (const [who, agency] of [
    [bayu, 'DAMKAR'],
    [intan, 'PSC119'],
    [galih, 'BPBD'],
  ] as const)
    await chief.execute({ do: 'add_person', person: mint(), ...who, role: 'liaison', agency });
});

/** Signed in by hand, as they would: the first screen is their own. */
async function sits(who: Person): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await open_page(browser, room);
  await sign_in(page, who);
  await page.locator('.duty').waitFor();
  return { page, complaints };
}

const list = (page: Page, name: string) => page.locator(`[data-list="${name}"] .live`);

test('sent, seen within a second; T, M, L and S are seen at the desk; a return says whose it is', async () => {
  const damkar = await sits(bayu);
  const psc = await sits(intan);
  const desk = await open_page(browser, room);
  await sign_in(desk.page, operator);
  expect(new URL(damkar.page.url()).hash).toBe('#/liaison');
  await damkar.page.getByText('Tidak ada penerusan untuk', { exact: false }).waitFor();
  expect(await damkar.page.title()).toBe('Kentongan');

  const { ticket } = await put_ticket(seat, {
    landmark: 'belakang SPBU',
    number: '0812-0000-0890',
    name: 'Bu Ani',
    narrative: 'api dari dapur, merembet ke atap',
  });
  await desk.page.goto(`/#/ticket/${ticket.id}`);
  await desk.page.locator('.ticket .top').waitFor();
  const sent_at = Date.now();
  await seat.execute({
    do: 'assign',
    ticket: ticket.id,
    seen: ticket.version,
    plan: '',
    to: [{ agency: 'DAMKAR', role: 'lead', channel: 'screen', recipient: bayu.name }],
  });
  await list(damkar.page, 'waiting').first().waitFor();
  // A second is promised; three times as much fails, for a busy machine is later.
  expect(Date.now() - sent_at).toBeLessThan(3000);
  // Seen on the tab, too.
  expect(await damkar.page.title()).toBe('(1) Kentongan');
  const row = list(damkar.page, 'waiting').first();
  await row.getByText('Kebakaran', { exact: false }).waitFor();
  await row.getByText(operator.name, { exact: false }).waitFor();
  await damkar.page.locator('.one .told').getByText('merembet ke atap', { exact: false }).waitFor();

  const stage = (state: string) => desk.page.locator(`[data-assignment="1"] .stage.is-now`).getByText(state);
  for (const [key, state, list_of] of [
    ['t', 'diterima', 'running'],
    ['m', 'menuju', 'running'],
    ['l', 'di lokasi', 'running'],
  ] as const) {
    await damkar.page.keyboard.press(key);
    await list(damkar.page, list_of).first().waitFor();
    await stage(state).first().waitFor();
  }
  // The hand went with the row into the other list.
  expect(await damkar.page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(ticket.id);
  await damkar.page.keyboard.press('s');
  await damkar.page.keyboard.type('api padam pukul dua, dua rumah rusak');
  await damkar.page.keyboard.press('Control+Enter');
  await list(damkar.page, 'done').first().waitFor();
  await expect.poll(() => seat.query({ ask: 'ticket', id: ticket.id }).then((p) => p.ticket.state)).toBe('done');
  await desk.page.getByText('dua rumah rusak', { exact: false }).first().waitFor();
  const { ticket: now } = await seat.query({ ask: 'ticket', id: ticket.id });
  expect(now.assignments[0]?.acknowledged_by).toBe(bayu.name);

  // Sent to two, and given back by one: gone from its lists, and the desk sees the proposal.
  const second = await put_ticket(seat, { landmark: 'depan pasar', agencies: ['DAMKAR'] });
  await list(damkar.page, 'waiting').first().waitFor();
  await damkar.page.keyboard.press('ArrowUp');
  await damkar.page.keyboard.press('j');
  const dialog = damkar.page.getByRole('dialog');
  await dialog.getByLabel('Alasan', { exact: false }).fill('itu pohon tumbang, bukan api');
  await damkar.page.keyboard.press('Control+Enter');
  await dialog.getByText('Wajib', { exact: false }).or(dialog.locator('.is-wrong')).first().waitFor();
  await dialog.getByLabel('Instansi yang diusulkan', { exact: false }).fill('BPBD');
  await damkar.page.getByRole('option').first().waitFor();
  await damkar.page.keyboard.press('Enter');
  await damkar.page.keyboard.press('Control+Enter');
  await expect.poll(() => list(damkar.page, 'waiting').count()).toBe(0);
  await expect.poll(() => damkar.page.locator('.live').count()).toBe(1);
  const { ticket: back } = await seat.query({ ask: 'ticket', id: second.ticket.id });
  expect(back.assignments[0]).toMatchObject({ state: 'returned', proposed: 'BPBD' });
  await desk.page.goto(`/#/ticket/${second.ticket.id}`);
  await desk.page.getByText('usul BPBD', { exact: false }).first().waitFor();

  // The other agency saw nothing of either.
  expect(await psc.page.locator('.live').count()).toBe(0);
  await psc.page.goto(`/#/ticket/${ticket.id}`);
  await psc.page.getByText('Tidak ada', { exact: false }).or(psc.page.locator('.ticket .empty')).first().waitFor();
  expect(await psc.page.content()).not.toContain('merembet');
  for (const { page, complaints } of [damkar, psc, desk]) {
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

test('everything is reached by its key, and nothing that is the room’s is offered', async () => {
  const { ticket } = await put_ticket(seat, { landmark: 'tepi sungai', agencies: ['BPBD', 'PSC119'] });
  const { page, complaints } = await sits(galih);
  await list(page, 'waiting').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.strips .strip').nth(1).waitFor();
  expect(new URL(page.url()).hash).toBe(`#/ticket/${ticket.id}`);
  // On the page only its own part is stepped, and its note is for all.
  await page.keyboard.press('Control+k');
  const commands = await page.getByRole('option').allTextContents();
  expect(commands.some((one) => one.includes('terima'))).toBe(true);
  for (const not of ['tutup', 'panggilan baru', 'kelola', 'ke alarm', 'internal', 'telepon', 'ralat'])
    expect(
      commands.filter((one) => one.toLowerCase().startsWith(not)),
      not,
    ).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('w');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('perahu disiapkan');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => seat.query({ ask: 'ticket', id: ticket.id }).then((p) => p.lines.at(-1)?.text))
    .toBe('perahu disiapkan');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.getByRole('dialog').waitFor();
  await expect.poll(() => page.getByRole('dialog').getByLabel('BPBD', { exact: false }).inputValue()).toBe(galih.name);
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => seat.query({ ask: 'ticket', id: ticket.id }).then((p) => p.ticket.assignments.map((a) => a.state)))
    .toEqual(['acknowledged', 'sent']);
  // The room knows before the dialog has heard its answer; Esc would end that one instead.
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.duty').waitFor();
  // A place of the room is not theirs, whatever the address says.
  for (const place of ['desk', 'manage/people', 'alarms', 'wall']) {
    await page.goto(`/#/${place}`);
    await page.locator('.duty').waitFor();
  }
  await page.keyboard.press('F1');
  await page.getByRole('dialog').getByText('kembalikan', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** Their screen, which writes down each tone that it plays, and that nobody has touched yet. */
async function listens(who: Person): Promise<{ page: Page; played: () => Promise<number[]>; complaints: string[] }> {
  const { page, context, complaints } = await open_page(browser, room);
  await context.addInitScript(() => {
    const played: number[] = [];
    Object.assign(window, { played });
    // What the driver asks of a page counts as a touch: a page that comes late would have been touched already.
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false, isActive: false } });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      played.push(this.frequency.value);
      start.apply(this, when);
    };
  });
  await sign_in(page, who);
  await page.locator('.duty').waitFor();
  const played = () => page.evaluate(() => (window as unknown as { played: number[] }).played);
  return { page, played, complaints };
}

test('what is sent is heard once somebody has touched the page', async () => {
  const { ticket } = await put_ticket(seat, { landmark: 'gudang kayu', agencies: ['DAMKAR'] });
  for (const [key, tones] of [
    ['ArrowDown', [660]],
    // Muted by the same key that lets it be heard.
    ['F9', []],
  ] as const) {
    const { page, played, complaints } = await listens(bayu);
    await page.locator(`[data-list="waiting"] [data-row="${ticket.id}"]`).waitFor();
    const deaf = page.locator('.banner').getByText('Suara belum menyala.');
    await deaf.waitFor();
    if (tones.length > 0) await picture(page, 'liaison-deaf');
    expect(await played()).toEqual([]);
    await page.keyboard.press(key);
    await expect.poll(() => deaf.count()).toBe(0);
    if (tones.length === 0) await page.waitForTimeout(2500);
    await expect.poll(played).toEqual(tones);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
  await put_step(seat, ticket.id, 1, 'acknowledge');
});

test('an account that is closed is at the door at once', async () => {
  const chief = await room.seat(supervisor);
  const person = mint();
  const tari: Person = { account: 'tari', name: 'Tari Anggraini', secret: 'sirene di kejauhan' };
  await chief.execute({ do: 'add_person', person, ...tari, role: 'liaison', agency: 'PLN' });
  const { page } = await sits(tari);
  await chief.execute({ do: 'close_person', person });
  await page.locator('input[type="password"]').waitFor();
  await page.context().close();
});

// Contrast is the theme's, names are the language's: each is seen once.
const looks = [
  { theme: 'dark', language: 'id' },
  { theme: 'light', language: 'en' },
] as const;

describe.each(looks)('axe finds nothing, in $theme and $language', (look) => {
  test('with nothing and with much', async () => {
    for (const who of [bayu, intan, galih]) {
      const { page } = await open_page(browser, room, look);
      await sign_in(page, who);
      await page.locator('.duty').waitFor();
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map((one) => `${one.id} ${one.nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
      await page.context().close();
    }
  });
});

const pictures = process.env['KENTONGAN_PICTURES'];
test.runIf(pictures)('pictures with 0, 3 and 20 rows', { timeout: 120_000 }, async () => {
  const folder = pictures ?? '';
  mkdirSync(folder, { recursive: true });
  const chief = await room.seat(supervisor);
  const dewi: Person = { account: 'dewi', name: 'Dewi Puspita', secret: 'gergaji dan tali' };
  await chief.execute({ do: 'add_person', person: mint(), ...dewi, role: 'liaison', agency: 'SATPOLPP' });
  const take = async (name: string, count: number): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      const { page } = await open_page(browser, room, { theme });
      await sign_in(page, dewi);
      await page.locator('.duty').waitFor();
      if (count > 0)
        await page
          .locator('.live')
          .nth(count - 1)
          .waitFor();
      await page.screenshot({ path: join(folder, `liaison-${name}-${theme}.png`) });
      if (count === 3) {
        await page.keyboard.press('j');
        await page.getByRole('dialog').waitFor();
        await page.screenshot({ path: join(folder, `liaison-return-${theme}.png`) });
        await page.keyboard.press('Escape');
        await page.locator('.live').first().press('Enter');
        await page.locator('.strips .strip').first().waitFor();
        await page.screenshot({ path: join(folder, `liaison-ticket-${theme}.png`) });
      }
      await page.context().close();
    }
  };
  await take('0', 0);
  const kinds = ['BNC-PHN', 'KAM-TRT', 'KBR-BGN', 'BNC-BJR', 'INF-PJU'];
  const landmarks = ['depan pasar', 'belakang masjid', 'tepi sungai', 'simpang tiga', 'samping sekolah'];
  const districts = ['35.15.11', '35.15.18', '35.15.08', '35.15.05', '35.15.14'];
  for (let i = 0; i < 20; i += 1) {
    const { ticket } = await put_ticket(seat, {
      category: kinds[i % 5],
      severity: (['critical', 'high', 'medium', 'low'] as const)[i % 4],
      district: districts[(i * 3) % 5],
      landmark: landmarks[(i * 2) % 5],
      number: `0812-0000-${String(1100 + i)}`,
      name: 'Pak Yanto',
      narrative: 'pohon besar menimpa pagar rumah dan kabel, jalan tertutup, dua orang menunggu di teras',
      agencies: ['SATPOLPP', 'DPUBMSDA'],
    });
    if (i === 1 || i % 4 === 3) await put_step(seat, ticket.id, 1, 'acknowledge');
    if (i % 8 === 7) await put_step(seat, ticket.id, 1, 'arrive');
    if (i === 2 || i % 6 === 5) await put_step(seat, ticket.id, 1, 'finish');
    if (i === 2) await take('3', 3);
  }
  await take('20', 20);
});
