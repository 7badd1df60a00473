import { beforeAll, expect, test } from 'vitest';
import { operator, sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

sit();
beforeAll(async () => {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 1000 } });
});

/** The last level has come: from then on an alarm taken in hand stays in hand. */
const raised = async (): Promise<number> =>
  (await seat.query({ ask: 'board' })).tickets
    .flatMap((row) => row.clocks)
    .filter((one) => one.kind === 'dispatch' && one.level === 'supervisor').length;
const asking = async (): Promise<number> =>
  (await seat.query({ ask: 'board' })).tickets.flatMap((row) => row.clocks).filter((one) => one.asks).length;

test('F8 leads to the newest alarm from anywhere, and there F8 and Enter take them in hand', async () => {
  for (const landmark of ['pertama', 'kedua', 'ketiga']) await put_ticket(seat, { landmark });
  await expect.poll(raised, { timeout: 10_000 }).toBe(3);
  expect(await asking()).toBe(3);
  await page.keyboard.press('F8');
  await expect.poll(() => page.locator('.alarm .due.is-late').count()).toBe(3);
  await page.locator('.alarm.is-here', { hasText: 'ketiga' }).waitFor();
  await page.keyboard.press('F8');
  await expect.poll(asking).toBe(2);
  await page.keyboard.press('Enter');
  await expect.poll(asking).toBe(1);
  await expect.poll(() => page.locator('.old .alarm .due.is-held').count()).toBe(2);
  await page
    .locator('.old .alarm', { hasText: `diterima ${operator.name}` })
    .first()
    .waitFor();
  // The last one is chosen by itself; its ticket is one key away.
  await page.keyboard.press('b');
  await page.locator('.ticket .due.is-face.is-late').waitFor();
});

test('the foot counts what is left', async () => {
  await page.locator('.foot .due.is-late').waitFor();
  await page.keyboard.press('F8');
  await page.locator('.alarm.is-here').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Tidak ada alarm yang menunggu.').waitFor();
  await page.locator('.foot', { hasText: 'tidak ada alarm' }).waitFor();
});

test('the history shows what fired, who took it, and that no way out is owed without a desktop', async () => {
  await page.keyboard.press('F8');
  await page.keyboard.press('2');
  const rows = page.locator('.past');
  await rows.first().waitFor();
  const told = await seat.query({ ask: 'alarms' });
  expect(await rows.count()).toBe(told.alarms.length);
  // Newest first, and every one that was taken names who took it.
  const at = told.alarms.findIndex((one) => one.firing.level === 'supervisor' && one.firing.acknowledged_by);
  const [one, row] = [told.alarms[at], rows.nth(at)];
  if (!one) throw new Error('no alarm was taken');
  await row.getByText('naik ke supervisor').waitFor();
  await row.getByText(operator.name).waitFor();
  await row.getByText('belum diteruskan').waitFor();
  // A room that no desktop opened owes nothing on one: there the alarm was a sign on the screens.
  expect(one.firing.deliveries).toEqual([]);
  await row.locator('.outs', { hasText: 'tanda saja' }).waitFor();
  // Arrows walk, Enter opens the ticket.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('.past.is-here:focus').waitFor();
  expect(await page.locator('.past.is-here').getAttribute('data-past')).toContain(told.alarms[1]?.key.ticket);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/#/ticket/${told.alarms[1]?.key.ticket}`);
});

test('a new alarm comes into the history by itself, and F8 goes back to what waits', async () => {
  await page.goto('/#/alarms');
  await page.keyboard.press('2');
  await page.locator('.past').first().waitFor();
  const before = await page.locator('.past').count();
  const { ticket } = await put_ticket(seat, { landmark: 'keempat' });
  await page.locator(`.past[data-past*="${ticket.id}"]`, { hasText: 'masih menunggu' }).first().waitFor();
  await expect.poll(() => page.locator('.past').count()).toBeGreaterThan(before);
  // What only warns asks nobody.
  await page.locator(`.past[data-past*="${ticket.id}"][data-past$="/soon"]`, { hasText: 'tidak perlu' }).waitFor();
  await page.keyboard.press('F8');
  await page.locator('.alarm.is-here', { hasText: 'keempat' }).waitFor();
  // An operator has no load to answer for.
  expect(await page.locator('.chart-box').count()).toBe(0);
});

test('the history pages on, and keeps what was shown when news come', async () => {
  for (let n = 0; n < 10; n += 1) await put_ticket(seat, { landmark: `ke-${n}` });
  await expect.poll(async () => (await seat.query({ ask: 'alarms' })).more, { timeout: 15_000 }).toBe(true);
  await page.goto('/#/alarms');
  await page.keyboard.press('2');
  await expect.poll(() => page.locator('.past').count()).toBe(50);
  await page.getByRole('button', { name: 'Lebih lama' }).click();
  await page.getByText('Tidak ada yang lebih lama.').waitFor();
  const keys = () => page.locator('.past').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-past')));
  const before = await keys();
  expect(before.length).toBeGreaterThan(50);
  expect(new Set(before).size).toBe(before.length);
  const { ticket } = await put_ticket(seat, { landmark: 'terakhir' });
  await page.locator(`.past[data-past*="${ticket.id}"]`).first().waitFor();
  const after = await keys();
  expect(before.every((key) => after.includes(key))).toBe(true);
  expect(after).toEqual([...after].sort((a, b) => Number(b?.split('/')[0]) - Number(a?.split('/')[0])));
});

test('point 29: the supervisor sees the load, as a chart and as a table, and whom nobody has told yet', async () => {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({
    do: 'change_policy',
    before: policy,
    after: {
      ...policy,
      exceptions: [{ clock: 'acknowledge', category: 'KBR-BGN', target: { elapsed: 1000 } }],
      short: [...policy.short, { level: 'head', when: { used: 200 }, told: ['supervisor', 'head'] }],
    },
  });
  await sign_in(page, supervisor);
  await page.goto('/#/alarms');
  const { ticket } = await put_ticket(seat, { landmark: 'kelima', agencies: ['DAMKAR'] });
  // Of this ticket: what the tests before have left may be late by now as well.
  const task = page.locator(`a[href*="${ticket.id}"]`, { hasText: 'Kepala instansi belum diberi tahu' });
  await task.waitFor({ timeout: 15_000 });

  // Another may fire between what is asked here and what the page was told.
  await page.waitForTimeout(1000);
  const asked = async () => {
    const { load } = await chief.query({ ask: 'alarms' });
    return { load, total: load.reduce((sum, one) => sum + one.count, 0) };
  };
  const facts = page.locator('.facts');
  await expect
    .poll(async () => facts.getByText(`${(await asked()).total} alarm, rata-rata`).count(), { timeout: 15_000 })
    .toBe(1);
  const { load, total } = await asked();
  await expect.poll(() => page.locator('.bars i').count()).toBe(144);
  await page.getByRole('button', { name: 'Tabel' }).click();
  const table = page.getByRole('table', { name: 'Beban alarm' });
  expect(await table.locator('tbody tr').count()).toBe(load.length);
  await table.getByRole('row', { name: new RegExp(`Jumlah\\s+${total}`) }).waitFor();

  await task.click();
  await page.waitForURL(`**/#/ticket/${ticket.id}`);
  // Once told by name, it is no task any more and the history says to whom.
  const clock = (await seat.query({ ask: 'ticket', id: ticket.id })).ticket.clocks.find((one) => one.tasks.length > 0);
  await chief.execute({ do: 'tell', ticket: ticket.id, clock: clock?.no ?? 0, recipient: 'head', to: 'Pak Bima' });
  await page.goto('/#/alarms');
  await page.keyboard.press('2');
  await page.locator('.past', { hasText: 'Kepala instansi: diberi tahu, Pak Bima' }).waitFor();
  await expect.poll(() => task.count()).toBe(0);
});
