import { beforeEach, describe, expect, test } from 'vitest';
import type { NoCase } from '../src/door';
import { mint, open_page, operator, sign_in, supervisor, type Seat } from './room';
import { put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

/** Pranks, silence, and what a number is known for. */
beforeEach(async () => {
  for (const { call } of await seat.drafts()) await seat.keep_draft({ call, form: '', kept_at: Date.now() });
});
sit();

const line = () => page.locator('.call-form .caller');
const toast = () => page.locator('.toast');
const known = async (number: string) => (await seat.query({ ask: 'caller', number })).known;

async function ended(by: Seat, number: string, outcome: NoCase): Promise<void> {
  await by.execute({ do: 'end_call', call: mint(), called_at: Date.now(), outcome, number });
}
async function calls_from(number: string, on = page): Promise<void> {
  await on.keyboard.press('F2');
  await on.locator('.call-form').waitFor();
  await on.keyboard.type(number);
}
async function no_case(digit: string): Promise<void> {
  await page.keyboard.press('Alt+x');
  await page.keyboard.press(digit);
}

async function picture(name: string, of = page): Promise<void> {
  const folder = process.env['KENTONGAN_PICTURES'];
  if (!folder) return;
  for (const theme of ['light', 'dark']) {
    await of.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), theme);
    await of.screenshot({ path: `${folder}/${name}-${theme}.png` });
  }
}
/** Nothing is cut at the edge of the smallest screen, nor lies outside its pane. */
async function fits(on = page): Promise<void> {
  const wide = await on.evaluate(
    () =>
      [...document.querySelectorAll('.pane, .manage .shown')].filter((one) => one.scrollWidth > one.clientWidth + 1)
        .length,
  );
  expect(wide).toBe(0);
}

test('a history stands in one line as soon as the number is whole', async () => {
  const number = '0812-0000-0601';
  const { ticket } = await put_ticket(seat, { number, landmark: 'depan balai desa' });
  for (const outcome of ['prank', 'prank', 'silent'] as const) await ended(seat, number, outcome);
  await calls_from('0812-00');
  await page.waitForTimeout(400);
  expect(await line().count()).toBe(0);
  await page.keyboard.type('00-0601');
  await line().getByText('4 panggilan 30 hari: 2 iseng, 1 senyap').waitFor();
  await expect.poll(() => line().textContent()).toMatch(/^1 laporan terbuka 2-\d+ Kebakaran/);
  await page.keyboard.press('Alt+l');
  await page.getByText('Panggilan ini menambah catatan').waitFor();
  await page.keyboard.press('Control+Enter');
  await toast().getByText('tindak lanjut tersimpan').waitFor();
  expect((await seat.query({ ask: 'ticket', id: ticket.id })).ticket.follow_ups).toBe(1);
});

test('the third prank of a day proposes a mark, one key makes it, and the ticket is lower but there', async () => {
  const number = '0812-0000-0602';
  const one = await put_ticket(seat, { number, category: 'INF-PJU', severity: 'low', landmark: 'tiang satu' });
  const other = await put_ticket(seat, { category: 'INF-PJU', severity: 'low', landmark: 'tiang dua' });
  for (const proposed of [false, false, true]) {
    await calls_from(number);
    await no_case('1');
    await page.locator('.pranked').getByRole('button').waitFor();
    expect(await page.locator('.pranked.block').count()).toBe(proposed ? 1 : 0);
    expect((await known(number)).nuisance).toBeUndefined();
  }
  await picture('nuisance-proposed');
  await page.keyboard.press('Alt+n');
  await toast().getByText('ditandai sering iseng').waitFor();
  expect((await known(number)).nuisance?.by).toBe(operator.name);
  await page.locator('.pranked').waitFor({ state: 'detached' });
  const row = page.locator(`[data-row="${one.ticket.id}"]`);
  await row.getByText('sering iseng').waitFor();
  const order = async () => page.locator('[data-row]').evaluateAll((all) => all.map((a) => a.getAttribute('data-row')));
  await expect
    .poll(async () => (await order()).indexOf(one.ticket.id) > (await order()).indexOf(other.ticket.id), {
      timeout: 10_000,
    })
    .toBe(true);
  // It keeps its clock.
  expect(await row.locator('.due').textContent()).not.toBe('');
  await picture('nuisance-list');
  // From the line of its next call the mark is taken off.
  await calls_from(number);
  await line().getByText('sering iseng').waitFor();
  await page.keyboard.press('Alt+n');
  await toast().getByText('tanda iseng dilepas').waitFor();
  await expect.poll(async () => (await known(number)).nuisance).toBeUndefined();
});

describe('a block', () => {
  test('is made and lifted by a supervisor, listed with what is left, and said to whoever takes the call', async () => {
    const number = '0812-0000-0603';
    const { page: hers, context } = await open_page(browser, room);
    await sign_in(hers, supervisor);
    await hers.goto('/#/manage/numbers');
    await hers.getByText('Tidak ada nomor yang ditandai atau diblokir.').waitFor();
    await picture('numbers-none', hers);
    await hers.goto('/#/desk');
    const answered = hers.waitForResponse((one) => one.request().postData()?.includes(`"${number}"`) === true);
    await calls_from(number, hers);
    // Nothing is known of it, so that nothing shows that it was answered, and the key works all the same.
    await (await answered).finished();
    await hers.waitForTimeout(300);
    await hers.keyboard.press('Alt+k');
    await hers.locator('.toast', { hasText: 'diblokir 24 jam' }).waitFor();
    await hers.locator('.call-form').getByText(`oleh ${supervisor.name}`).first().waitFor();
    await fits(hers);
    await picture('block-supervisor', hers);
    await hers.keyboard.press('Alt+n');
    await hers.locator('.toast', { hasText: 'ditandai sering iseng' }).waitFor();
    await hers.goto('/#/manage/numbers');
    const row = hers.getByRole('row', { name: new RegExp(number) });
    await row.getByText(/sampai .*, sisa 2[34] jam, oleh Sari/).waitFor();
    await fits(hers);
    await picture('numbers', hers);

    await calls_from(number);
    await page
      .locator('.call-form .is-wrong')
      .getByText(/diblokir sampai .* oleh Sari/)
      .waitFor();
    await picture('block-operator');
    // An operator has no key for it; the call is taken like any other.
    await page.keyboard.press('Alt+k');
    await page.waitForTimeout(300);
    expect((await known(number)).block).toBeDefined();
    await no_case('4');
    await page.locator('.start').waitFor();
    expect((await known(number)).outcomes).toEqual([{ outcome: 'info', count: 1 }]);

    await row.getByRole('button', { name: /Cabut blokir/ }).click();
    await expect.poll(async () => (await known(number)).block).toBeUndefined();
    await row.getByRole('button', { name: /Lepas tanda/ }).click();
    await hers.getByText('Tidak ada nomor yang ditandai atau diblokir.').waitFor();
    await context.close();
    await page.goto('/#/manage/people');
    await page.locator('.manage h1').waitFor();
    expect(await page.getByRole('link', { name: 'Nomor', exact: true }).count()).toBe(0);
  });
});

describe('silence', () => {
  const number = '0812-0000-0604';

  test('after violence is not just ended: it becomes a ticket of that kind and place', async () => {
    await put_ticket(seat, { category: 'KAM-KDR', number, village: '35.15.11.1013', landmark: 'gang mawar nomor 7' });
    await calls_from(number);
    await page.keyboard.press('Alt+x');
    await page.keyboard.press('2');
    const raised = page.getByRole('alertdialog');
    await raised.getByText(/Nomor ini pernah melapor KDRT/).waitFor();
    await fits();
    await picture('raised');
    await page.keyboard.press('Escape');
    await raised.waitFor({ state: 'detached' });
    await no_case('2');
    await raised.waitFor();
    await page.keyboard.press('1');
    await expect.poll(() => page.getByLabel('Apa', { exact: true }).inputValue()).toMatch(/^KDRT/);
    await expect.poll(() => page.getByLabel('Di mana', { exact: true }).inputValue()).toBe('Kemasan');
    await expect.poll(() => page.getByLabel('Patokan', { exact: true }).inputValue()).toBe('gang mawar nomor 7');
    await picture('raised-opened');
    await page.keyboard.press('Control+Enter');
    await page.locator('.saved .number').waitFor();
    await page.getByRole('button', { name: 'Nanti saja' }).click();
    await page.locator('.start').waitFor();
  });

  test('after violence is called back at once where that is chosen, and the result is one key', async () => {
    await calls_from(number);
    await no_case('2');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('2');
    const backs = page.locator('.backs');
    await backs.getByText(number).waitFor();
    await picture('call-back');
    await page.keyboard.press('Alt+y');
    await toast().getByText('telepon balik tidak tersambung').waitFor();
    await backs.waitFor({ state: 'detached' });
    await calls_from(number);
    await no_case('2');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('3');
    await toast().getByText('senyap').waitFor();
    expect(await backs.count()).toBe(0);
  });

  test('three times a day is called back: it is said, it outlives the room, and speaking settles it', async () => {
    const quiet = '0812-0000-0605';
    for (let n = 0; n < 2; n += 1) await ended(seat, quiet, 'silent');
    await calls_from(quiet);
    await no_case('2');
    await toast().getByText(`senyap 3 kali, telepon balik ${quiet}`).waitFor();
    await page.locator('.backs').getByText(quiet).waitFor();
    await fits();
    await picture('call-backs');
    await page.reload();
    await page.locator('.backs').getByText(quiet).waitFor();
    await put_ticket(seat, { number: quiet, landmark: 'ternyata kebakaran' });
    await page.locator('.backs').waitFor({ state: 'detached' });
  });
});
