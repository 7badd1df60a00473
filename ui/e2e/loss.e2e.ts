import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Answer, SetupView } from '../src/door';
import { cut } from './cut';
import { picture } from './picture';
import { open_page, operator, sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { browser, room, seat, sit_beside, take_seat } from './sitting';

sit_beside(supervisor);

const count_of = (number: string): number => Number(number.split('-').at(-1));

test('a restored room says what is missing until a person takes note, and gives no number again', async () => {
  const kept = await put_ticket(seat);
  await seat.execute({ do: 'ask_backup' });
  const is_made = (): boolean =>
    readdirSync(room.data).includes('backup') &&
    readdirSync(join(room.data, 'backup')).some((name) => name.endsWith('.age'));
  await expect.poll(is_made, { timeout: 10_000 }).toBe(true);
  const lost = await put_ticket(seat);
  await room.put_back();
  await take_seat(supervisor);

  const { page, context, complaints } = await open_page(browser, room);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await sign_in(page, supervisor);
  await page.getByText('Ada yang hilang sejak ruang dipulihkan.').first().waitFor();
  await picture(page, 'loss-banner');
  await page.getByRole('link', { name: 'Lihat yang hilang' }).click();
  const section = page.getByRole('region', { name: /^Hilang dari .*, paling lambat sampai / });
  await section.getByText(/^Dipulihkan .* dari cadangan/).waitFor();
  expect(await cut(page)).toEqual([]);

  await page.keyboard.press('Alt+c');
  await page.getByText('Daftar yang hilang disalin.').first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Hilang dari [^]*Nomor hilang: /);
  await page.keyboard.press('Alt+l');
  await section.getByText(/^Sudah dilihat Sari Wulandari, /).waitFor();
  await page.getByText('Ada yang hilang sejak ruang dipulihkan.').waitFor({ state: 'detached' });
  const { losses } = await seat.query({ ask: 'setup' });
  expect(losses?.map((loss) => loss.noted?.by)).toEqual([supervisor.name]);

  const next = await put_ticket(seat);
  expect(count_of(kept.ticket.number)).toBe(1);
  expect(count_of(lost.ticket.number)).toBe(2);
  expect(count_of(next.ticket.number)).toBeGreaterThan(1_000);
  expect(complaints).toEqual([]);
  await context.close();
});

test('what each desk had seen, what came back and what is missing is listed by name', async () => {
  const setup = await seat.query({ ask: 'setup' });
  const now = Date.now();
  const loss = {
    after: 412,
    from: now - 3_600_000,
    found_at: now,
    restored: true,
    desks: [
      { desk: 2, seq: 436, at: now - 600_000, told_again: 6 },
      { desk: 3, seq: 412, at: now - 3_700_000, told_again: 0 },
    ],
  };
  const joined = (no: number, name: string) => ({
    no,
    name,
    kind: 'workstation' as const,
    joined_at: now - 86_400_000,
    by: supervisor.name,
  });
  const desks = [joined(2, 'Meja pintu'), joined(3, 'Meja jendela'), joined(4, 'Meja sudut')];
  const shown: SetupView = { ...setup, desks, losses: [loss] };
  const run = (desk: number, from: number, to: number) => ({ day: '261126', desk, from, to });
  const losses: Answer<'losses'> = {
    ask: 'losses',
    rows: [{ loss, back: [run(2, 18, 20)], missing: [run(1, 5, 5), run(2, 21, 22)] }],
  };
  const { page, context } = await open_page(browser, room, { theme: 'light' });
  await page.route('**/api/query', async (route) => {
    const { ask } = route.request().postDataJSON() as { ask: string };
    if (ask === 'losses') return route.fulfill({ json: losses });
    if (ask === 'setup') return route.fulfill({ json: { ask, ...shown } });
    return route.continue();
  });
  await sign_in(page, supervisor);
  await page.goto('/#/manage/backup');
  const section = page.getByRole('region', { name: /^Hilang dari / });
  await section.getByText('26/1-05, 26/2-21 sampai 26/2-22').waitFor();
  await section.getByText('26/2-18 sampai 26/2-20').waitFor();
  await section.getByText(/^Terakhir melihat catatan 436, /).waitFor();
  await section.getByText('Tidak melihat lebih dari cadangan.').waitFor();
  await section.getByText('Meja 4, Meja sudut').waitFor();
  expect(await cut(page)).toEqual([]);
  await picture(page, 'loss');
  await context.close();
});

test('an operator is told nothing of it', async () => {
  const rina = await room.seat(operator);
  expect((await rina.query({ ask: 'setup' })).losses).toBeUndefined();
  await expect(rina.query({ ask: 'losses' })).rejects.toThrow('not_allowed');
});
