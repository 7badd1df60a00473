import AxeBuilder from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import type { PauseReason, TicketPage } from '../src/door';
import { sign_in, supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

/** Work that stands still, a ticket with nobody on it, and the word that it is done. */
sit();

/** A street light that is out: work in working days, and no emergency. */
const lamp = { category: 'INF-PJU', severity: 'low', agencies: ['DISHUB'], landmark: 'depan pasar' } as const;
const put = (): Promise<TicketPage> => put_ticket(seat, lamp);
/** The same, taken by the agency; `resume_at`, in milliseconds from now, pauses its work for `reason`. */
async function put_taken(reason?: PauseReason, resume_at = 0): Promise<string> {
  const { id } = (await put()).ticket;
  await put_step(seat, id, 1, 'acknowledge');
  const seen = (await now(id)).assignments[0]?.version ?? 0;
  if (reason)
    await seat.execute({
      do: 'pause',
      ticket: id,
      assignment: 1,
      seen,
      by: 'Yoga',
      reason,
      resume_at: Date.now() + resume_at,
    });
  return id;
}
async function show(id: string): Promise<void> {
  await page.goto(`/#/ticket/${id}`);
  await page.locator('.ticket h1').waitFor();
  await page.locator('.log li').first().waitFor();
}
const now = async (id: string) => (await seat.query({ ask: 'ticket', id })).ticket;
const work = async (id: string) => (await now(id)).clocks.find((one) => one.kind === 'work');
const dialog = () => page.locator('dialog.dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const said = (text: string) => page.locator('.log .said', { hasText: text }).first();
const needs = (text: string) => page.locator('.needs li', { hasText: text });
const send = () => page.keyboard.press('Control+Enter');

/** What axe finds on the page, or in the dialog that is open, in both themes. */
async function look_over(name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await page.evaluate((it) => (document.documentElement.dataset['theme'] = it), theme);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const faults = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
    expect(faults, `${name}, ${theme}`).toEqual([]);
  }
}

describe('the work of an agency', () => {
  test('is paused with a reason and until when, and shows no countdown', async () => {
    const id = await put_taken();
    await show(id);
    await page.keyboard.press('p');
    await dialog().getByText('Tunda kerja Dishub').waitFor();
    await look_over('pause');
    await dialog().getByLabel('Sebab').selectOption('weather');
    await dialog().getByLabel('Dilanjutkan').selectOption('days_3');
    await dialog().getByLabel('Keterangan').fill('hujan, tangga licin');
    await send();
    await closed();
    await said('Kerja Dishub ditunda, cuaca, dilanjutkan').waitFor();
    await said('hujan, tangga licin').waitFor();
    const tile = page.locator('.strip .due.is-paused');
    await tile.getByText('DITUNDA').waitFor();
    expect(await tile.locator('[role="timer"]').count()).toBe(0);
    await page.locator('.strip .pause', { hasText: /Ditunda: cuaca, dilanjutkan \d+ \S+ 08\.00/ }).waitFor();
    await look_over('paused');
    const paused = (await work(id))?.paused;
    expect(paused).toMatchObject({ reason: 'weather' });
    const days = ((paused?.resume_at ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(1.9);
    expect(days).toBeLessThan(3.4);
    // The answer to the caller does not stand still.
    await page.locator('.meta', { hasText: 'jawaban' }).waitFor();
  });

  test('goes on by its key, before its time', async () => {
    const id = await put_taken('third_party', 2 * 86_400_000);
    await show(id);
    await page.locator('.strip .due.is-paused').waitFor();
    await page.keyboard.press('Shift+P');
    await dialog().getByText('Ditunda sejak').waitFor();
    await look_over('resume');
    await send();
    await closed();
    await said('Kerja Dishub dilanjutkan, tenggat').waitFor();
    await expect.poll(() => page.locator('.strip .due.is-paused').count()).toBe(0);
    expect((await work(id))?.paused).toBeUndefined();
  });

  test('goes on by itself when its time has come', async () => {
    const id = await put_taken('budget', 4000);
    await show(id);
    await said('Kerja Dishub ditunda, anggaran').waitFor();
    await said('Kerja Dishub dilanjutkan').waitFor({ timeout: 15_000 });
    await expect.poll(() => page.locator('.strip .due.is-paused').count()).toBe(0);
  });

  test('is not paused into the past, and not where no work is counted', async () => {
    const id = await put_taken();
    await show(id);
    await page.keyboard.press('p');
    await dialog().getByLabel('Dilanjutkan').selectOption('own');
    await dialog().getByLabel('Tanggal dan jam').fill('1/1/2020 08.00');
    await send();
    await dialog().getByRole('alert').getByText('sudah lewat').waitFor();
    await dialog().getByLabel('Tanggal dan jam').fill('1/1/2099 08.00');
    await dialog().getByRole('alert').getByText('90 hari').waitFor();
    await page.keyboard.press('Escape');
    await closed();
    const fire = await put_ticket(seat, { agencies: ['DAMKAR'] });
    await show(fire.ticket.id);
    await page.keyboard.press('p');
    await page.keyboard.press('Control+k');
    await dialog().waitFor();
    await page.keyboard.type('tunda');
    await dialog().getByText('Tidak ada perintah seperti itu').or(dialog().getByText('Cari laporan')).first().waitFor();
    expect(await dialog().getByText('tunda kerja').count()).toBe(0);
  });

  test('stands still on the desk too, with the reason and when it goes on', async () => {
    const id = await put_taken('needs_caller', 3 * 86_400_000);
    await page.goto('/#/desk');
    const row = page.locator(`[data-row="${id}"]`);
    await row.getByText(/Dishub ditunda: menunggu pelapor, dilanjutkan \d+ \S+ \d\d\.\d\d/).waitFor();
  });
});

describe('a ticket with nobody on it', () => {
  const give_back = async (ticket: TicketPage['ticket'], proposed?: string): Promise<void> => {
    await seat.execute({
      do: 'return',
      ticket: ticket.id,
      assignment: 1,
      seen: ticket.assignments[0]?.version ?? 0,
      by: 'Tono',
      reason: 'bukan kewenangan',
      proposed,
    });
  };

  test('says so at once, on the desk and on the ticket, and is one key from the next agency', async () => {
    const { ticket } = await put();
    await give_back(ticket, 'DPUBMSDA');
    await page.goto('/#/desk');
    const row = page.locator(`[data-row="${ticket.id}"]`);
    await row.getByText('tidak ada instansi').waitFor();
    await row.locator('.due.is-urgent').waitFor();
    await row.getByText('usul DPUBMSDA').waitFor();
    await page.locator('.foot .due.is-urgent').waitFor();
    await row.focus();
    await page.keyboard.press('i');
    await dialog().getByText('Tambah instansi').waitFor();
    await look_over('send again');
    await expect.poll(() => dialog().getByRole('combobox').first().inputValue()).toBe('DPUBMSDA');
    await send();
    await closed();
    await needs('Tidak ada instansi').waitFor({ state: 'detached' });
    expect((await now(ticket.id)).assignments.map((one) => [one.agency, one.state])).toEqual([
      ['DISHUB', 'returned'],
      ['DPUBMSDA', 'sent'],
    ]);
    // What was asked by the address is asked once.
    expect(new URL(page.url()).hash).toBe(`#/ticket/${ticket.id}`);
  });

  test('says what to do where nobody was proposed', async () => {
    const { ticket } = await put();
    await give_back(ticket);
    await show(ticket.id);
    await needs('Tidak ada instansi yang menangani.').waitFor();
    await look_over('nobody on it');
    await needs('Tidak ada instansi yang menangani.').getByRole('button', { name: 'Teruskan lagi' }).click();
    await dialog().getByText('Tambah instansi').waitFor();
    await page.keyboard.type('dpub');
    await dialog()
      .getByRole('option', { name: /DPUBMSDA/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await send();
    await closed();
    expect((await now(ticket.id)).assignments.at(-1)).toMatchObject({ agency: 'DPUBMSDA', role: 'lead' });
    await said('harus diteruskan lagi').waitFor();
  });
});

describe('a ticket that is done', () => {
  test.each([
    ['caller', true, 'Dipastikan selesai oleh pelapor'],
    ['room', false, 'Dipastikan selesai oleh ruang ini'],
  ] as const)('is confirmed by the %s', async (who, by_caller, words) => {
    const { ticket } = await put();
    await put_step(seat, ticket.id, 1, 'finish');
    await show(ticket.id);
    await needs('Semua instansi selesai').waitFor();
    await look_over('done');
    await page.keyboard.press('v');
    await dialog().waitFor();
    await look_over('confirm');
    await dialog().getByLabel('Dipastikan oleh').selectOption(who);
    await dialog().getByLabel('Apa yang dikatakan').fill('lampu menyala');
    await send();
    await closed();
    await said(words).waitFor();
    await said('lampu menyala').waitFor();
    await needs('Semua instansi selesai').waitFor({ state: 'detached' });
    const { clocks } = await now(ticket.id);
    expect(clocks.find((one) => one.kind === 'verify')?.outcome).toBe('met');
    const line = (await seat.query({ ask: 'ticket', id: ticket.id })).lines.at(-1);
    expect(line).toMatchObject({ kind: 'confirmed', about: { of: 'confirmation', by_caller } });
  });
});

test('a missed answer is told to the secretary by a supervisor, and cancelled only by somebody else', async () => {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  const late = policy.short.map((rung) =>
    rung.level === 'supervisor' ? { ...rung, when: { used: 110 }, told: [...rung.told, 'secretary' as const] } : rung,
  );
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, answer: 3000, short: late } });
  const { ticket } = await put();
  await expect.poll(async () => (await now(ticket.id)).clocks[0]?.tasks, { timeout: 15_000 }).toEqual(['secretary']);
  await show(ticket.id);
  // Whoever is no supervisor sees whose task it is.
  await needs('Beri tahu Sekda').getByText('tugas supervisor').waitFor();
  await page.keyboard.press('x');
  await dialog().getByLabel('Hasil').selectOption('cancelled');
  await dialog().getByText('hanya boleh dibatalkan petugas lain').waitFor();
  await dialog().getByLabel('Alasan').fill('iseng');
  await send();
  await dialog().getByRole('alert').waitFor();
  expect((await now(ticket.id)).closed).toBeUndefined();
  await page.keyboard.press('Escape');
  await closed();

  await sign_in(page, supervisor);
  await show(ticket.id);
  await page.keyboard.press('e');
  await dialog().getByText('Yth. Sekretaris Daerah').waitFor();
  await dialog().getByText(`nomor ${ticket.number}`).waitFor();
  await look_over('tell');
  await send();
  await dialog().getByRole('alert').waitFor();
  await dialog().getByLabel('Siapa yang menerima').fill('Ajudan Sekda');
  await send();
  await closed();
  await said('Sudah memberi tahu Sekda: Ajudan Sekda').waitFor();
  expect((await now(ticket.id)).clocks[0]?.tasks).toEqual([]);
});
