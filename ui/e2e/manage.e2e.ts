import { expect, test } from 'vitest';
import { picture } from './picture';
import { mint, open_page, operator, sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

sit(supervisor);

async function show(tab: string): Promise<void> {
  await page.goto(`/#/manage/${tab}`);
  await page.locator('.manage h1').waitFor();
}
const setup = () => seat.query({ ask: 'setup' });
const dialog = () => page.getByRole('dialog');

test('what cannot be fetched says so, and comes once it can', async () => {
  await page.route('**/assets/Manage-*', (route) => route.abort());
  await page.goto('/#/manage/people');
  await page.getByText('Ruang belum terjangkau.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Coba sekarang' }).click();
  await page.getByText('Ruang belum terjangkau.', { exact: false }).waitFor();
  await page.unroute('**/assets/Manage-*');
  await page.getByRole('button', { name: 'Coba sekarang' }).click();
  await page.locator('.manage h1').waitFor();
});

test('people are added, given another password and closed; the last supervisor stays', async () => {
  await show('people');
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Nama', { exact: false }).first().fill('Bagus Prakoso');
  await dialog().getByLabel('Nama akun').fill('bagus');
  await dialog().getByLabel('Sandi awal').fill('pendek');
  await page.keyboard.press('Enter');
  await dialog().getByText('Sandi paling sedikit 8 huruf.').waitFor();
  await expect.poll(() => dialog().getByLabel('Nama akun').inputValue()).toBe('bagus');
  await dialog().getByLabel('Sandi awal').fill('sepeda di garasi');
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: 'Bagus Prakoso', exact: true }).waitFor();

  const bagus = { account: 'bagus', name: 'Bagus Prakoso', secret: 'perahu di sungai' };
  await page.getByRole('button', { name: 'Ganti sandi Bagus Prakoso' }).click();
  await dialog().getByLabel('Sandi baru').fill(bagus.secret);
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  expect(await room.seat(bagus)).toBeDefined();

  await page.getByRole('button', { name: 'Tutup akun Bagus Prakoso' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /Bagus Prakoso.*ditutup/ }).waitFor();
  await expect(room.seat(bagus)).rejects.toThrow('wrong_sign_in');

  await page.getByRole('button', { name: `Tutup akun ${supervisor.name}` }).click();
  await page.keyboard.press('Enter');
  await dialog().getByText('Harus ada paling sedikit satu supervisor.').waitFor();
});

test('a room that was killed and started again has signed nobody out', async () => {
  await show('people');
  await page.evaluate(() => Object.assign(window, { same: true }));
  await room.restart();
  await page.getByRole('row', { name: new RegExp(supervisor.name) }).waitFor();
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Nama akun').waitFor();
  await page.keyboard.press('Escape');
  // Not even after the page was loaded anew.
  await page.reload();
  await page.locator('.manage h1').waitFor();
  await page.locator('.bar .side b').getByText(supervisor.name).waitFor();
  expect((await seat.query({ ask: 'setup' })).people.length).toBeGreaterThan(1);
});

test('a liaison is added with an agency, and signs in for it', async () => {
  await show('people');
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Nama', { exact: false }).first().fill('Wahyu Nugroho');
  await dialog().getByLabel('Nama akun').fill('wahyu');
  await dialog().getByLabel('Sandi awal').fill('pompa di halaman');
  await dialog().getByLabel('Peran', { exact: true }).selectOption('liaison');
  // Without an agency that is there, there is nobody to speak for.
  const agency = dialog().getByLabel('Instansi', { exact: false });
  await agency.fill('entah siapa');
  await page.keyboard.press('Tab');
  await dialog().getByRole('button', { name: 'Tambah' }).click();
  await dialog().getByText('Tidak ada instansi', { exact: false }).waitFor();
  await agency.fill('bpbd');
  await dialog().locator('.options [role="option"]').first().waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Tambah' }).click();
  await page.getByRole('row', { name: /Wahyu Nugroho.*petugas instansi, BPBD/ }).waitFor();
  const added = (await setup()).people.find((one) => one.account === 'wahyu');
  expect(added).toMatchObject({ role: 'liaison', agency: 'BPBD' });
  const wahyu = await room.seat({ account: 'wahyu', name: 'Wahyu Nugroho', secret: 'pompa di halaman' });
  expect((await wahyu.query({ ask: 'setup' })).people).toEqual([]);
});

test('an agency gets its contact, and what somebody else changed meanwhile is shown beside what was typed', async () => {
  await show('agencies');
  await page.getByRole('button', { name: 'Ubah BPBD', exact: true }).click();
  await dialog().getByLabel('Telepon').fill('0812-0000-0101');
  await dialog().getByLabel('Jam piket').fill('kapan saja');
  await page.keyboard.press('Enter');
  await dialog().getByText('Jam piket tidak terbaca.').waitFor();
  await dialog().getByLabel('Jam piket').fill('Sen-Jum 07.30-16.00');

  const before = (await setup()).region.agencies.find((one) => one.code === 'BPBD');
  if (!before) throw new Error('BPBD is not in the region');
  const contact = { telephone: '0812-0000-0199', radio: 'kanal 5', whatsapp: '' };
  await seat.execute({ do: 'change_agency', before, after: { ...before, contact } });

  await page.keyboard.press('Enter');
  await dialog().getByText('Sementara itu diubah orang lain').waitFor();
  const telephone = dialog().getByRole('row', { name: /^Telepon/ });
  await telephone.getByText('0812-0000-0199').waitFor();
  await telephone.getByText('0812-0000-0101').waitFor();
  // What was typed stays; what was not touched is the newest.
  await expect.poll(() => dialog().getByLabel('Telepon').inputValue()).toBe('0812-0000-0101');
  await expect.poll(() => dialog().getByLabel('HT').inputValue()).toBe('kanal 5');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  const after = (await setup()).region.agencies.find((one) => one.code === 'BPBD');
  expect(after?.contact).toEqual({ telephone: '0812-0000-0101', radio: 'kanal 5', whatsapp: '' });
  expect(after?.duty).toEqual({ kind: 'weekly', days: [1, 2, 3, 4, 5], from_minute: 450, to_minute: 960 });
  await page.getByRole('cell', { name: '0812-0000-0101' }).waitFor();
});

test('a new agency needs a code of its own and a short wall name', async () => {
  await show('agencies');
  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Kode').fill('BPBD');
  await dialog().getByLabel('Nama pendek').fill('Tagana');
  await dialog().getByLabel('Nama di layar dinding').fill('TAGANA');
  await dialog().getByLabel('Nama lengkap').fill('Taruna Siaga Bencana');
  await page.keyboard.press('Enter');
  await dialog().getByText('Kode itu sudah dipakai.').waitFor();
  await dialog().getByText('Paling banyak 4 huruf.').waitFor();
  await dialog().getByLabel('Kode').fill('TAGANA');
  await dialog().getByLabel('Nama di layar dinding').fill('TGN');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await setup()).region.agencies.some((one) => one.code === 'TAGANA')).toBe(true);
});

test('the room’s targets are written as people say them, and running clocks follow', async () => {
  await show('categories');
  const answer = page.getByLabel('Dijawab dalam');
  await answer.fill('sebentar');
  await page.keyboard.press('Enter');
  await page.getByText('Tulis misalnya 24 jam, 90 mnt, atau 45 dtk.').waitFor();
  await answer.fill('90 mnt');
  await page.getByText('Lebih singkat dari sekarang').waitFor();
  await page.keyboard.press('Enter');
  await dialog().getByText('Tidak ada tenggat terbuka.').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await setup()).policy.answer).toBe(5_400_000);
  expect((await setup()).policy.version).toBe(2);
  await expect.poll(() => answer.inputValue()).toBe('90 mnt');
});

test('before a target is saved the room says which running clocks it moves', async () => {
  const desk = await room.seat(operator);
  const { ticket } = await put_ticket(desk, { category: 'INF-PJU', severity: 'low', landmark: 'jalan raya' });
  const due = async (): Promise<number | undefined> =>
    (await desk.query({ ask: 'ticket', id: ticket.id })).ticket.clocks.find((one) => one.kind === 'answer')?.due_at;
  const before = await due();
  await show('categories');
  await page.getByLabel('Dijawab dalam').fill('80 mnt');
  await page.keyboard.press('Enter');
  await dialog()
    .getByText(/1 dari \d+ tenggat terbuka berubah\./)
    .waitFor();
  await dialog().getByText('1 di antaranya jadi lebih cepat.').waitFor();
  await dialog()
    .getByRole('row', { name: /jawaban/ })
    .waitFor();
  // Looked at and left: nothing was saved, and the form is kept.
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);
  expect(await due()).toBe(before);
  await expect.poll(() => page.getByLabel('Dijawab dalam').inputValue()).toBe('80 mnt');
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(due).toBe((before ?? 0) - 10 * 60_000);
});

test('a policy that somebody else changed meanwhile is said beside the field', async () => {
  await show('categories');
  await page.getByLabel('Dijawab dalam').fill('23 jam');
  const { policy } = await setup();
  await seat.execute({ do: 'change_policy', before: policy, after: { ...policy, answer: 20 * 3_600_000 } });
  await page.getByLabel('Dijawab dalam').focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Sementara itu jadi 20 jam.').waitFor();
  await page.getByRole('button', { name: 'Simpan isian saya' }).click();
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await setup()).policy.answer).toBe(23 * 3_600_000);
});

test('exceptions are added and taken away, and the ladder says who is told when', async () => {
  await show('categories');
  await page.getByRole('button', { name: 'Tambah pengecualian' }).click();
  const row = page.locator('li.exception');
  await row.getByLabel('Tenggat').selectOption('answer');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await row.getByText('Tenggat ini selalu ada.').waitFor();
  await row.getByLabel('Tenggat').selectOption('work');
  await row.getByText('Pilih kategori atau tingkat.').waitFor();
  await row.getByLabel('Kategori').selectOption('INF-PJU');
  await row.getByText('Kosong: tidak ada tenggat.').waitFor();
  await row.getByLabel('Waktu').fill('2 hari kerja');

  await page.getByText('Tangga alarm').click();
  const long = page.getByRole('table', { name: 'Tenggat 1 jam ke atas' });
  const soon = long.getByLabel('Kapan: Segera');
  await expect.poll(() => soon.inputValue()).toBe('4 jam atau 1/4');
  await soon.fill('120 %');
  await long.getByText('Tulis 1 sampai 99 %').waitFor();
  await soon.fill('6 jam atau 1/3');
  await long.getByLabel('Genting: Supervisor').check();
  await long.getByLabel('Daftar Sekda', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await setup()).policy.exceptions)
    .toEqual([{ clock: 'work', category: 'INF-PJU', target: { working_days: 2 } }]);
  const { policy } = await setup();
  expect(policy.long.find((one) => one.level === 'soon')?.when).toEqual({ left: { span: 6 * 3_600_000, part: 3 } });
  expect(policy.long.find((one) => one.level === 'urgent')?.told).toEqual(['operator', 'supervisor']);
  expect(policy.long.map((one) => one.level)).not.toContain('secretary');

  await row.getByRole('button', { name: /^Hapus/ }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await setup()).policy.exceptions).toEqual([]);
});

test('a holiday moves the work of an open complaint, and says so before', async () => {
  const desk = await room.seat(operator);
  const { ticket } = await put_ticket(desk, {
    category: 'INF-PJU',
    severity: 'low',
    landmark: 'perempatan',
    agencies: ['DISHUB'],
  });
  const work = async () =>
    (await desk.query({ ask: 'ticket', id: ticket.id })).ticket.clocks.find((one) => one.kind === 'work');
  const before = (await work())?.due_at ?? 0;
  expect(before).toBeGreaterThan(0);
  // The day on which it would be due.
  const { utc_offset_minutes } = await desk.query({ ask: 'session' });
  const [year, month, date] = new Date(before + utc_offset_minutes * 60_000).toISOString().slice(0, 10).split('-');

  await show('categories');
  await page.keyboard.press('Alt+4');
  const special = page.getByRole('region', { name: 'Hari khusus' });
  await special.getByLabel('Tanggal').fill(`${date}/${month}/${year}`);
  await page.keyboard.press('Enter');
  await special.getByText('Belum diisi.').waitFor();
  await special.getByLabel('Nama').fill('Cuti bersama');
  await page.keyboard.press('Enter');
  await page.locator('.ahead li', { hasText: 'Cuti bersama' }).getByText('tutup').waitFor();
  await page.getByRole('button', { name: 'Simpan' }).first().click();
  const line = dialog().getByRole('row', { name: /DISHUB|Dishub/ });
  await line.waitFor();
  await dialog()
    .getByText(/1 dari \d+ tenggat terbuka berubah\./)
    .waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await work())?.due_at ?? 0).toBeGreaterThan(before);
  expect((await setup()).policy.calendar.exceptions).toEqual([
    { day: `${year}-${month}-${date}`, open: [], name: 'Cuti bersama' },
  ]);
  await special.getByRole('button', { name: /^Hapus Cuti bersama/ }).click();
  await page.getByRole('button', { name: 'Simpan' }).first().click();
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await work())?.due_at).toBe(before);
});

test('office hours may be many and pass midnight; a calendar that never opens is refused in plain words', async () => {
  await show('calendar');
  const day = (name: string) => page.getByLabel(name, { exact: true });
  await day('Senin').fill('pagi');
  await page.getByText('Tulis misalnya 07.30-16.00').waitFor();
  expect(await page.getByRole('button', { name: 'Simpan' }).first().isDisabled()).toBe(true);
  await day('Senin').fill('07.30-12.00, 13.00-16.00');
  await day('Sabtu').fill('20.00-02.00');
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await setup()).policy.calendar.week[0])
    .toEqual([
      { from: 450, to: 720 },
      { from: 780, to: 960 },
    ]);
  expect((await setup()).policy.calendar.week[5]).toEqual([{ from: 1200, to: 1560 }]);
  await expect.poll(() => dialog().count()).toBe(0);
  for (const name of ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu']) await day(name).fill('');
  await page.keyboard.press('Enter');
  await page.getByText('Tidak ada jam buka dalam 400 hari ke depan.').waitFor();
  expect(await dialog().count()).toBe(0);
});

test('a category gets its minutes and its guard', async () => {
  await show('categories');
  await page.getByRole('button', { name: 'Ubah Pohon tumbang' }).click();
  await dialog().getByLabel('Terima dalam').fill('3');
  await dialog().getByLabel('Tiba dalam').fill('1 jam');
  await dialog().getByLabel('Terbatas: uraian').check();
  await page.getByRole('button', { name: 'Simpan' }).last().click();
  await expect.poll(() => dialog().count()).toBe(0);
  const tree = (await setup()).region.categories.find((one) => one.code === 'BNC-PHN');
  expect(tree).toMatchObject({ ack_minutes: 3, onscene_minutes: 60, restricted: true });
});

test('a plan is added, tried, and taken out of use', async () => {
  await show('plans');
  await page.getByLabel('Kategori', { exact: true }).fill('pohon tumbang');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  const answer = page.locator('.trial .answer');
  await answer.getByText('R-04').waitFor();

  await page.keyboard.press('Alt+n');
  await dialog().getByLabel('Kategori').selectOption('BNC-PHN');
  await dialog().getByLabel('Kecamatan').selectOption({ label: 'Krian' });
  await dialog().getByLabel('Utama').selectOption('DAMKAR');
  await dialog().getByRole('button', { name: 'Tambah pendukung' }).click();
  await dialog().getByLabel('Pendukung 1').selectOption('PLN');
  await dialog().getByLabel('Alasan').fill('kabel');
  await dialog().getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => dialog().count()).toBe(0);
  const added = (await setup()).region.plans.at(-1);
  expect(added).toMatchObject({ category: 'BNC-PHN', lead: 'DAMKAR', supports: [{ agency: 'PLN', why: 'kabel' }] });

  await page.locator('.trial').getByLabel('Kecamatan').selectOption({ label: 'Krian' });
  await answer.getByText(added?.id ?? '', { exact: true }).waitFor();
  await answer.getByText('kabel').waitFor();

  await page.getByRole('button', { name: `Ubah ${added?.id}` }).click();
  await dialog().getByLabel('Dipakai').uncheck();
  await dialog().getByRole('button', { name: 'Simpan' }).click();
  await answer.getByText('R-04').waitFor();
});

test('settings are kept, and health and backup say what is', async () => {
  await show('room');
  await page.getByLabel('Kursi terjauh').fill('99');
  await page.getByText('jarak 1 sampai 30 meter').waitFor();
  await page.getByLabel('Kursi terjauh').fill('5');
  await page.getByLabel('Tampilkan pemberitahuan').uncheck();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(async () => (await setup()).settings).toMatchObject({ wall_metres: 5, notifications: false });
  await page.keyboard.press('Alt+8');
  await page.getByRole('row', { name: /Jam tenggat\s+baik/ }).waitFor();
  await page.getByRole('row', { name: /Riwayat\s+baik/ }).waitFor();
  await page.keyboard.press('Alt+7');
  await page.getByText('kentongan-room restore').waitFor();
});

test('an operator sees it all and may change nothing', async () => {
  await sign_in(page, operator);
  await show('agencies');
  await page.getByText('Hanya supervisor yang dapat mengubah.').waitFor();
  expect(await page.getByRole('button', { name: /^(Ubah|Tambah)/ }).count()).toBe(0);
  await page.keyboard.press('Alt+3');
  await page.getByLabel('Dijawab dalam').waitFor();
  expect(await page.getByLabel('Dijawab dalam').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Simpan' }).count()).toBe(0);
});

test('no table is wider than its place', async () => {
  for (const tab of ['people', 'agencies', 'categories', 'calendar', 'plans', 'words']) {
    await show(tab);
    const over = page.locator('.manage .rows').first();
    await over.waitFor();
    expect(await over.evaluate((it) => it.scrollWidth - it.clientWidth), tab).toBeLessThanOrEqual(0);
  }
});

// Last, for it leaves an open ticket behind.
test('a role is changed by keyboard, and is theirs on the screen that is open', async () => {
  const tono = { account: 'tono', name: 'Tono Hartono', secret: 'payung di serambi' };
  await seat.sign_in(supervisor);
  await seat.execute({ do: 'add_person', person: mint(), ...tono, role: 'liaison', agency: 'DAMKAR' });
  const other = await open_page(browser, room);
  await sign_in(other.page, tono);
  await other.page.locator('.duty').waitFor();

  await show('people');
  await page.getByRole('button', { name: `Ubah ${tono.name}` }).focus();
  await page.keyboard.press('Alt+u');
  await dialog().getByLabel('Peran', { exact: true }).selectOption('operator');
  await picture(page, 'people-change');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog().count()).toBe(0);
  await page.getByRole('row', { name: /Tono Hartono.*operator/ }).waitFor();
  // The focus is where it was, for the next one.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Ubah ${tono.name}`);
  // Nobody asked for a password, and what is an agency's alone is gone.
  await other.page.locator('.desk').waitFor();
  expect(new URL(other.page.url()).hash).toBe('#/desk');
  await put_ticket(seat, { landmark: 'depan pasar' });
  await other.page.locator('.live').first().waitFor();

  // Back, for another agency: what is the room's is gone at once, and it is told who did it.
  await page.keyboard.press('Alt+u');
  await dialog().locator('.before li').first().waitFor();
  await expect.poll(() => dialog().locator('.before li').count()).toBe(1);
  await dialog().getByLabel('Peran', { exact: true }).selectOption('liaison');
  await dialog().getByLabel('Instansi').fill('Entah');
  await page.keyboard.press('Tab');
  await dialog().getByRole('button', { name: 'Simpan' }).click();
  await dialog().locator('.is-wrong').first().waitFor();
  await dialog().getByLabel('Instansi').fill('BPBD');
  await dialog().locator('.options li').first().waitFor();
  await page.keyboard.press('Enter');
  await picture(page, 'people-agency');
  await dialog().getByRole('button', { name: 'Simpan' }).click();
  await expect.poll(() => dialog().count()).toBe(0);
  await other.page.locator('.duty.is-empty').waitFor();
  expect(other.complaints).toEqual([]);
  await other.page.context().close();

  await page.getByRole('button', { name: `Ubah ${supervisor.name}` }).click();
  await dialog().getByLabel('Peran', { exact: true }).selectOption('auditor');
  await page.keyboard.press('Enter');
  await dialog().getByText('Harus ada paling sedikit satu supervisor.').waitFor();
  await page.keyboard.press('Escape');
  await picture(page, 'people');
});

test('a browser shows which version the room is, and installs nothing', async () => {
  await show('room');
  await page.getByRole('heading', { name: 'Pembaruan' }).waitFor();
  await expect.poll(() => page.locator('[data-version]').textContent()).toMatch(/^Versi \d+\.\d+\.\d+$/);
  expect(await page.getByRole('button', { name: 'Pasang dari berkas' }).count()).toBe(0);
});
