import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture } from './picture';
import { open_page, operator, sign_in, start_browser, start_room, type RunningRoom } from './room';
import { put_step, put_ticket } from './scene';

const folder = mkdtempSync(join(tmpdir(), 'kentongan-ask-'));
const clocks = join(folder, 'clocks');
const day = 24 * 3_600_000;
const yesterday = Date.now() - day;
const set = (gone: number): void =>
  writeFileSync(clocks, `${yesterday + gone} ${1_000_000 + gone} ${1_000_000 + gone}`);
let room: RunningRoom;
let browser: Browser;

beforeAll(async () => {
  set(0);
  room = await start_room({ clocks });
  browser = await start_browser();
});
afterAll(async () => {
  await browser.close();
  await room.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a few callers of yesterday are asked whether it is settled, and what is not is opened again', async () => {
  const seat = await room.seat(operator);
  for (const landmark of ['depan pasar', 'tepi sungai', 'gang buntu', 'dekat balai desa']) {
    const { ticket } = await put_ticket(seat, {
      called_at: yesterday,
      landmark,
      number: '0812-0000-0893',
      name: 'Bu Sri',
      agencies: ['DAMKAR'],
    });
    await put_step(seat, ticket.id, 1, 'finish');
    const answer = { kind: 'substantive', channel: 'telephone', result: 'reached', text: 'sudah padam' } as const;
    await seat.execute({ do: 'answer', ticket: ticket.id, answer });
    await seat.execute({ do: 'close', ticket: ticket.id, seen: ticket.version, outcome: 'handled' });
  }
  set(day);
  const { page, context, complaints } = await open_page(browser, room);
  await sign_in(page, operator);
  await page.goto('/#/promises');
  const asked = page.getByRole('region', { name: 'Tanya: sudah beres?' }).getByRole('listitem');
  await expect.poll(() => asked.count()).toBe(3);
  await picture(page, 'ask-after');
  await page.keyboard.press('v');
  await expect.poll(() => asked.count()).toBe(2);
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alasan').fill('kata pelapor masih berasap');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => dialog.count()).toBe(0);
  await page.goto('/#/promises');
  await expect.poll(() => asked.count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});
