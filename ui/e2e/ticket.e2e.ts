import { describe, expect, test } from 'vitest';
import type { TicketPage } from '../src/door';
import { picture } from './picture';
import { operator, sign_in, supervisor } from './room';
import { put_step, put_ticket, type Wanted } from './scene';
import { page, room, seat, sit } from './sitting';

sit();

async function open(wanted: Wanted = {}): Promise<TicketPage> {
  const made = await put_ticket(seat, { agencies: ['DAMKAR', 'PSC119'], ...wanted });
  await show(made.ticket.id);
  return made;
}
async function show(id: string): Promise<void> {
  await page.goto(`/#/ticket/${id}`);
  await page.locator('.ticket h1').waitFor();
  await page.locator('.log li').first().waitFor();
}
const now = (id: string) => seat.query({ ask: 'ticket', id });
const dialog = () => page.locator('dialog.dialog');
const closed = () => dialog().waitFor({ state: 'detached' });
const said = (text: string) => page.locator('.log .said', { hasText: text }).first();
const strip = (name: string) => page.locator('.strip', { has: page.locator('b', { hasText: name }) });

describe('the agencies of a ticket', () => {
  test('go from sent to done by one key each, with who said so', async () => {
    const { ticket } = await open();
    for (const [key, word] of [
      ['t', 'Diterima'],
      ['m', 'Menuju lokasi'],
      ['l', 'Tiba di lokasi'],
    ] as const) {
      await page.keyboard.press(key);
      await dialog().waitFor();
      await expect.poll(() => dialog().locator('input').last().inputValue()).toBe('Yoga');
      await page.keyboard.press('Enter');
      await closed();
      await said(word).waitFor();
    }
    await page.keyboard.press('s');
    await dialog().waitFor();
    // Done is not believed without evidence.
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').waitFor();
    await page.keyboard.type('api padam, penghuni selamat');
    await page.keyboard.press('Control+Enter');
    await closed();
    await said('api padam, penghuni selamat').waitFor();
    const row = (await now(ticket.id)).ticket.assignments[0];
    expect(row).toMatchObject({ agency: 'DAMKAR', state: 'done', acknowledged_by: 'Yoga' });
    expect(row?.acknowledged_at && row.en_route_at && row.on_scene_at).toBeTruthy();
  });

  test('are chosen with the arrows; the keys act on the one chosen', async () => {
    const { ticket } = await open();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await dialog().getByText('PSC 119 menerima').waitFor();
    await page.keyboard.press('Enter');
    await closed();
    await expect
      .poll(async () => (await now(ticket.id)).ticket.assignments.map((one) => one.state))
      .toEqual(['sent', 'acknowledged']);
  });

  test('a key pressed while a dialog goes opens the next, and it stays', async () => {
    await open();
    // A busy browser tells late that a dialog has closed.
    await page.evaluate(() => {
      HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
        this.removeAttribute('open');
        setTimeout(() => this.dispatchEvent(new Event('close')), 500);
      };
    });
    await page.keyboard.press('t');
    await dialog().waitFor();
    await page.keyboard.press('Enter');
    await closed();
    await page.keyboard.press('m');
    await dialog().waitFor({ timeout: 3000 });
    await page.waitForTimeout(700);
    await expect.poll(() => dialog().count()).toBe(1);
  });

  test('may be given back with a proposal, and one dialog sends there', async () => {
    const { ticket } = await open({ agencies: ['DISHUB'], category: 'INF-PJU', severity: 'low' });
    await page.keyboard.press('j');
    await dialog().waitFor();
    await page.keyboard.type('bukan rambu kami');
    await dialog().getByRole('combobox').fill('dpub');
    await dialog().getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('Tambah instansi').waitFor();
    await page.keyboard.press('Control+Enter');
    await closed();
    await strip('DPUBMSDA').waitFor();
    await page.locator('.strip.is-back', { hasText: 'Diganti DPUBMSDA' }).waitFor();
    const rows = (await now(ticket.id)).ticket.assignments;
    expect(rows.map((one) => [one.agency, one.role, one.state])).toEqual([
      ['DISHUB', 'lead', 'returned'],
      ['DPUBMSDA', 'lead', 'sent'],
    ]);
  });

  test('a step that another desk was quicker with is refused, and the name typed stays', async () => {
    const { ticket } = await open();
    await page.keyboard.press('t');
    await dialog().locator('input').last().fill('Pak Tono');
    await put_step(seat, ticket.id, 1, 'en_route');
    await expect.poll(() => strip('Damkar').locator('.is-now').count()).toBe(1);
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').waitFor();
    await expect.poll(() => dialog().locator('input').last().inputValue()).toBe('Pak Tono');
  });
});

describe('the timeline', () => {
  test('takes notes, tells internal ones apart, and is filtered by keys', async () => {
    const { ticket } = await open();
    await page.keyboard.press('w');
    await page.keyboard.type('warga menutup jalan');
    await page.keyboard.press('Alt+p');
    await page.keyboard.press('Control+Enter');
    await said('warga menutup jalan').waitFor();
    await expect.poll(() => page.locator('.log .is-inside').count()).toBe(1);
    await expect.poll(() => page.locator('.write textarea').inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('3');
    await expect.poll(() => page.locator('.log li').count()).toBe(1);
    await page.keyboard.press('2');
    await expect.poll(() => said('Diteruskan ke').count()).toBe(1);
    await page.keyboard.press('4');
    await said('Laporan dibuat').waitFor();
    await page.keyboard.press('1');
    await expect.poll(() => page.locator('.log li').count()).toBe(3);
    const line = (await now(ticket.id)).lines.at(-1);
    expect(line).toMatchObject({ kind: 'noted', text: 'warga menutup jalan', about: { of: 'note', internal: true } });
  });

  test('shows what other desks do, without being asked again', async () => {
    const { ticket } = await open();
    await put_step(seat, ticket.id, 2, 'acknowledge');
    await said('Diterima').waitFor();
    await expect.poll(() => strip('PSC 119').locator('.is-now').textContent()).toMatch(/\d\d\.\d\d\.\d\d/);
  });

  test('misses nothing of what others do while the page is being opened', async () => {
    const { ticket } = await put_ticket(seat, { agencies: ['DAMKAR', 'PSC119'] });
    let told = (): void => undefined;
    const held = new Promise<void>((go_on) => (told = go_on));
    await page.route('**/api/query', async (route) => {
      if (route.request().postDataJSON().ask === 'board') await held;
      await route.fallback();
    });
    await page.goto(`/#/ticket/${ticket.id}`);
    await page.reload();
    await page.locator('.log li').first().waitFor();
    await put_step(seat, ticket.id, 1, 'acknowledge');
    told();
    await said('Diterima').waitFor();
  });

  test('a note that was not sent is there again after a look elsewhere', async () => {
    const { ticket } = await open();
    await page.keyboard.press('w');
    await page.keyboard.type('belum dikirim');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.ticket').waitFor({ state: 'detached' });
    await page.evaluate((id) => (location.hash = `#/ticket/${id}`), ticket.id);
    await page.locator('.write textarea').waitFor();
    await expect.poll(() => page.locator('.write textarea').inputValue()).toBe('belum dikirim');
  });
});

describe('the caller', () => {
  test('is answered, and an interim answer owes the next', async () => {
    const { ticket } = await open({ number: '0812-0000-0817', name: 'Bu Ani' });
    await page.keyboard.press('k');
    await dialog().waitFor();
    await page.keyboard.type('bantuan di jalan');
    await dialog().getByLabel('Jenis').selectOption('interim');
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').waitFor();
    await dialog().getByLabel('Kabar berikutnya dijanjikan').fill('23.59');
    await page.keyboard.press('Control+Enter');
    await closed();
    await said('kabar berikut').waitFor();
    const row = (await now(ticket.id)).ticket;
    expect(row.cycle).toBe(2);
    expect(row.clocks.filter((one) => one.kind === 'answer').map((one) => one.outcome)).toEqual(['interim', undefined]);
  });

  test('told everything during the call needs a reason, not a text', async () => {
    const { ticket } = await open();
    await page.keyboard.press('k');
    await dialog().getByLabel('Lewat').selectOption('during_call');
    await dialog().getByLabel('Mengapa itu sudah jawaban lengkap').selectOption('referred_to_lapor');
    await page.keyboard.press('Control+Enter');
    await closed();
    await page.locator('.meta', { hasText: 'pelapor sudah dikabari' }).waitFor();
    expect((await now(ticket.id)).ticket.answers[0]).toMatchObject({ channel: 'during_call', result: 'reached' });
  });
});

describe('a correction', () => {
  test('shows the old value, keeps it in the timeline', async () => {
    const { ticket } = await open({ narrative: 'api dari dapur' });
    await page.keyboard.press('c');
    await dialog().getByLabel('Yang dikoreksi').selectOption('severity');
    await dialog().getByText('kritis', { exact: true }).first().waitFor();
    await dialog().getByLabel('Menjadi').selectOption('high');
    await page.keyboard.press('Control+Enter');
    await closed();
    await said('Kegawatan: kritis menjadi tinggi').waitFor();
    expect((await now(ticket.id)).ticket.severity).toBe('high');
  });

  test('of what changed meanwhile is refused with the present value, and the typing stays', async () => {
    const { ticket } = await open({ narrative: 'api dari dapur' });
    await page.keyboard.press('c');
    await dialog().getByLabel('Yang dikoreksi').selectOption('narrative');
    await dialog().getByLabel('Menjadi').fill('api dari gudang');
    await seat.execute({
      do: 'correct',
      ticket: ticket.id,
      seen: ticket.version,
      correction: { field: 'narrative', to: 'api dari garasi' },
    });
    await dialog().locator('.old', { hasText: 'garasi' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').getByText('api dari garasi').waitFor();
    await expect.poll(() => dialog().getByLabel('Menjadi').inputValue()).toBe('api dari gudang');
    await page.keyboard.press('Control+Enter');
    await closed();
    await expect.poll(async () => (await now(ticket.id)).ticket.narrative).toBe('api dari gudang');
  });

  test('of the place takes a village, and the landmark stays', async () => {
    const { ticket } = await open({ landmark: 'depan SPBU' });
    await page.keyboard.press('c');
    await dialog().getByLabel('Yang dikoreksi').selectOption('place');
    await dialog().getByRole('combobox', { name: 'Menjadi' }).fill('kemasan');
    await dialog().getByRole('option', { name: /Krian/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await closed();
    const row = (await now(ticket.id)).ticket;
    expect(row.landmark).toBe('depan SPBU');
    expect(row.village).toBeTruthy();
  });

  test('of the place takes the number typed with it into the landmark', async () => {
    const { ticket } = await open({ landmark: 'depan SPBU' });
    await page.keyboard.press('c');
    await dialog().getByLabel('Yang dikoreksi').selectOption('place');
    await dialog().getByRole('combobox', { name: 'Menjadi' }).fill('kedungbocok RT 12');
    await dialog().getByRole('option', { name: /Tarik/ }).waitFor();
    await picture(page, 'correct-place');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog().getByLabel('Patokan').inputValue()).toBe('RT 12, depan SPBU');
    await picture(page, 'correct-landmark');
    await page.keyboard.press('Control+Enter');
    await closed();
    const row = (await now(ticket.id)).ticket;
    expect(row).toMatchObject({ village: '35.15.01.2002', landmark: 'RT 12, depan SPBU' });
  });
});

describe('closing', () => {
  test('is refused with the names of who is not done; a supervisor may, with a reason; and it opens again', async () => {
    const { ticket } = await open();
    await page.keyboard.press('x');
    await dialog().getByText('Belum selesai: Damkar BPBD, PSC 119.').waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').getByText('Damkar BPBD, PSC 119').waitFor();
    await page.keyboard.press('Escape');
    expect((await now(ticket.id)).ticket.closed).toBeUndefined();

    await sign_in(page, supervisor);
    await show(ticket.id);
    await page.keyboard.press('x');
    await dialog().getByText('Tutup sebagai supervisor').waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog().getByRole('alert').waitFor();
    await dialog().getByLabel('Alasan').fill('sudah ditangani posko');
    await page.keyboard.press('Control+Enter');
    await closed();
    await said('Ditutup supervisor walau belum tuntas').waitFor();

    await page.keyboard.press('b');
    await dialog().waitFor();
    await page.keyboard.type('api menyala lagi');
    await page.keyboard.press('Control+Enter');
    await closed();
    await said('api menyala lagi').waitFor();
    expect((await now(ticket.id)).ticket).toMatchObject({ state: 'open', cycle: 2 });
  });
});

test('a ticket is joined to another by its number, and let go again', async () => {
  const parent = await put_ticket(seat, { agencies: ['DAMKAR'] });
  const { ticket } = await open({ agencies: [] });
  const number = parent.ticket.number.split('-').slice(-2).join('-');
  await page.keyboard.press('g');
  await dialog().getByRole('combobox').first().fill(number);
  await dialog()
    .getByRole('option', { name: new RegExp(`^${number} `) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await closed();
  await page.locator('.facts a', { hasText: number }).waitFor();
  expect((await now(ticket.id)).ticket.parent).toBe(parent.ticket.id);
  await page.keyboard.press('Shift+G');
  await page.keyboard.press('Control+Enter');
  await closed();
  await expect.poll(async () => (await now(ticket.id)).ticket.parent).toBeUndefined();
});

test('what the caller was told is told to the others of the incident, each by a call of their own', async () => {
  const other = await put_ticket(seat, { name: 'Pak Darto', number: '0812-0000-0818', agencies: [] });
  const { ticket } = await open({ number: '0812-0000-0817', name: 'Bu Ani' });
  const { id, version } = other.ticket;
  await seat.execute({ do: 'attach', ticket: id, seen: version, parent: ticket.id });
  await page.keyboard.press('k');
  await dialog().waitFor();
  await page.keyboard.type('api padam, penghuni selamat');
  await page.keyboard.press('Control+Enter');
  await closed();
  const number = other.ticket.number.split('-').slice(-2).join('-');
  await page.getByText('Pelapor lain kejadian ini yang belum dikabari: 1.').waitFor();
  await page.getByRole('button', { name: `Kabari pelapor ${number}` }).click();
  // The other's own answer runs on until it is recorded that they heard it.
  await dialog().getByText('Pak Darto').waitFor();
  await expect.poll(() => dialog().locator('textarea').inputValue()).toBe('api padam, penghuni selamat');
  expect((await now(id)).ticket.answers).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await closed();
  await expect
    .poll(async () => (await now(id)).ticket.answers[0])
    .toMatchObject({ text: 'api padam, penghuni selamat', result: 'reached' });
  await show(ticket.id);
  await expect.poll(() => page.getByText('Pelapor lain kejadian ini').count()).toBe(0);
});

test('an alarm of the ticket is taken in hand with F8', async () => {
  const { policy } = await (await room.seat(supervisor)).query({ ask: 'setup' });
  const chief = await room.seat(supervisor);
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 1000 } });
  const { ticket } = await open({ agencies: [] });
  await page.locator('.due.is-face.is-late').waitFor({ timeout: 15_000 });
  await page.locator('.foot .due.is-late').waitFor();
  const clock = async () => (await now(ticket.id)).ticket.clocks.find((one) => one.kind === 'dispatch');
  // The last level has come: what is taken in hand now stays in hand.
  await expect.poll(async () => (await clock())?.level, { timeout: 15_000 }).toBe('supervisor');
  await page.keyboard.press('F8');
  await page.locator('.due.is-face.is-held').waitFor();
  expect(await clock()).toMatchObject({ asks: false, acknowledged_by: operator.name });
});

test('an unknown ticket says so', async () => {
  await page.goto('/#/ticket/01a218e9-0000-7000-8000-000000000000');
  await page.getByText('Laporan ini tidak ditemukan.').waitFor();
});
