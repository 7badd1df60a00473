import { expect, test } from 'vitest';
import { picture } from './picture';
import { open_page, operator, sign_in, supervisor } from './room';
import { browser, page, room, seat, sit } from './sitting';

/** Who is on duty: a week is written by keyboard, and whoever hands over sees who comes next. */
sit(supervisor);

const day_ms = 86_400_000;
/** As the room counts its days: seven hours ahead. */
const day_in = (days: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + days * day_ms).toISOString().slice(0, 10);
const week = (days = 0) => seat.query({ ask: 'roster', day: day_in(days) });
const cells = () => page.locator('.cell');
/** Another week is wholly there. */
const turned = () => page.locator('.rows[aria-busy="false"]').waitFor();
const show = async (): Promise<void> => {
  await page.goto('/#/manage/people');
  await page.locator('.manage h1').waitFor();
  await page.keyboard.press('Alt+j');
  await cells().nth(20).waitFor();
};

test('a week is written by keyboard, undone, saved, and copied into the next', async () => {
  await show();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await cells().first().getAttribute('class'))?.includes('is-over')).toBe(false);
  const staff = (await week()).staff.map((one) => one.name);
  expect(staff).toContain(operator.name);
  const place = staff.indexOf(operator.name) + 1;

  await cells().first().focus();
  await page.keyboard.press(String(place));
  await cells().nth(0).getByText(operator.name).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  for (const digit of ['1', '2']) await page.keyboard.press(digit);
  await page.getByText('2 sif diubah, belum disimpan').waitFor();
  await picture(page, 'roster');
  // The last step is taken back, nothing of it has reached the room.
  await page.keyboard.press('Control+z');
  expect((await week(7)).rows.every((row) => row.people.length === 0)).toBe(true);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Jadwal piket disimpan.').first().waitFor();
  const saved = (await week(7)).rows.map((row) => row.people.map((one) => one.name));
  expect(saved[0]).toEqual([operator.name]);
  expect(saved[4]).toEqual([staff[0]]);

  await page.keyboard.press('Alt+ArrowRight');
  await page.getByText('21 sif belum terisi lengkap').waitFor();
  await page.keyboard.press('Alt+s');
  await page.getByText('2 sif diubah, belum disimpan').waitFor();
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await week(14)).rows[0]?.people[0]?.name).toBe(operator.name);
});

test('what another desk saved meanwhile is seen before one’s own is', async () => {
  await show();
  await page.keyboard.press('Alt+ArrowRight');
  await turned();
  await cells().nth(20).focus();
  await page.keyboard.press('1');
  await page.getByText('1 sif diubah, belum disimpan').waitFor();
  const row = (await week(7)).rows[20];
  const last = (await week(7)).staff.at(-1);
  if (!row || !last) throw new Error('no such shift');
  await seat.execute({
    do: 'change_roster',
    changes: [{ day: row.day, shift: row.shift, before: [], after: [last.person] }],
  });
  await page.keyboard.press('Control+Enter');
  // Either the news came first and it was saved over it, or it was refused and is saved once it was seen.
  await expect
    .poll(async () => {
      const here = (await week(7)).rows[20]?.people.map((one) => one.person);
      if (here?.length === 1 && here[0] === last.person) await page.keyboard.press('Control+Enter');
      return (await week(7)).rows[20]?.people[0]?.name;
    })
    .toBe((await week()).staff[0]?.name);
});

test('whoever hands over sees who comes next, and that nobody does', async () => {
  const { page: desk, complaints } = await open_page(browser, room);
  await sign_in(desk, operator);
  await desk.goto('/#/handover');
  const next = desk.getByRole('region', { name: /^Jaga / });
  await next.getByText('Belum ada yang dijadwalkan').waitFor();

  const { turn } = await seat.query({ ask: 'handover' });
  const day = new Date(turn.change_at + 7 * 3_600_000).toISOString().slice(0, 10);
  const { staff } = await seat.query({ ask: 'roster', day });
  const who = staff.find((one) => one.name === operator.name);
  if (!who) throw new Error('the operator is not there');
  await seat.execute({
    do: 'change_roster',
    changes: [{ day, shift: turn.to, before: [], after: [who.person] }],
  });
  await next.getByText(operator.name).waitFor();
  await picture(desk, 'handover-next');
  expect(complaints).toEqual([]);
  await desk.context().close();
});

test('an operator reads the roster and changes nothing', async () => {
  const { page: desk, complaints } = await open_page(browser, room);
  await sign_in(desk, operator);
  await desk.goto('/#/manage/roster');
  await desk.locator('.cell').nth(20).waitFor();
  expect(await desk.getByRole('button', { name: 'Simpan' }).count()).toBe(0);
  expect(await desk.getByRole('checkbox').first().isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
  await desk.context().close();
});
