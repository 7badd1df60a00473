import AxeBuilder from '@axe-core/playwright';
import { expect, describe, test } from 'vitest';
import type { Alone, Board, OutboxRow, Session, TicketPage } from '../src/door';
import { cut } from './cut';
import { picture } from './picture';
import { mint, open_page, operator, sign_in } from './room';
import { put_ticket } from './scene';
import { browser, room, seat, sit_beside } from './sitting';

sit_beside();

/** A desk that joined a room answers its page so while the room is away; what it holds is told in tests/tests/alone. */
interface Told {
  alone?: Alone;
  rows: OutboxRow[];
  aside: string[];
}

const opening = (state: OutboxRow['state'], number: string): OutboxRow => ({
  command: {
    id: mint(),
    do: 'open_ticket',
    call: mint(),
    ticket: mint(),
    called_at: Date.now(),
    category: 'KBR-BGN',
    severity: 'critical',
    place: { district: '35.15.11', landmark: 'belakang SPBU' },
    reporter: { name: 'Bu Ani', number: '0812-0000-0890', call_back: true },
    narrative: 'api dari dapur, penghuni sudah keluar',
  },
  occurred_at: Date.now(),
  by: operator.name,
  number,
  state,
});

describe('a desk alone', () => {
  for (const theme of ['dark', 'light'] as const)
    test(`says since when, marks its rows, and shows what is to be looked at (${theme})`, async () => {
      const [held, seen] = [await put_ticket(seat, { narrative: 'api' }), await put_ticket(seat)] as [
        TicketPage,
        TicketPage,
      ];
      const since = Date.now();
      const told: Told = { alone: { since, held: 1, to_look_at: 1 }, rows: [], aside: [] };
      const refused = opening(
        { state: 'refused', why: { problem: 'refused', refusal: { code: 'already_exists' } } },
        'SDA-261127-2-04',
      );
      told.rows = [refused, opening({ state: 'held' }, 'SDA-261127-2-05')];
      const opened = await open_page(browser, room, { theme });
      const { page } = opened;
      await page.route('**/api/query', async (route) => {
        const { ask } = route.request().postDataJSON() as { ask: string };
        if (ask === 'outbox') return route.fulfill({ json: { ask, rows: told.rows } });
        const answer = await route.fetch();
        const json = (await answer.json()) as Session | Board;
        if (ask === 'session') return route.fulfill({ json: { ...json, alone: told.alone } });
        if (ask !== 'board') return route.fulfill({ response: answer });
        const tickets = (json as Board).tickets.map((row) =>
          row.id === held.ticket.id
            ? { ...row, held: true }
            : row.id === seen.ticket.id
              ? { ...row, seen_at: since }
              : row,
        );
        return route.fulfill({ json: { ...json, tickets } });
      });
      await page.route('**/api/execute', async (route) => {
        const command = route.request().postDataJSON() as { do: string; held: string };
        if (command.do !== 'put_aside') return route.continue();
        told.aside.push(command.held);
        told.rows = told.rows.filter((row) => row.command.id !== command.held);
        told.alone = { since, held: 1, to_look_at: 0 };
        return route.fulfill({ json: { seq: 0 } });
      });
      await sign_in(page, operator);
      const bar = page.locator('.bar .link');
      await bar.getByText(/^sendiri sejak \d\d\.\d\d: 1 belum terkirim$/).waitFor();
      await page.locator(`[data-row="${held.ticket.id}"]`).getByText('belum terkirim').waitFor();
      await page
        .locator(`[data-row="${seen.ticket.id}"]`)
        .getByText(/per \d\d\.\d\d/)
        .waitFor();
      expect(await cut(page)).toEqual([]);
      if (theme === 'dark') await picture(page, 'alone-desk');

      await page.keyboard.press('Control+b');
      const dialog = page.getByRole('dialog', { name: 'Catatan waktu meja ini sendiri' });
      await dialog.getByText('api dari dapur, penghuni sudah keluar').first().waitFor();
      await dialog.getByText('Sudah ada.').waitFor();
      expect(await cut(page)).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
      expect(violations.map((one) => one.id)).toEqual([]);
      if (theme === 'dark') await picture(page, 'alone-outbox');
      await dialog.getByRole('button', { name: 'Sudah dilihat' }).press('Enter');
      await dialog.getByRole('button', { name: 'Sudah dilihat' }).waitFor({ state: 'detached' });
      expect(told.aside).toEqual([refused.command.id]);
      await page.keyboard.press('Escape');

      told.alone = undefined;
      told.rows = [];
      await page.getByText('Ruang tersambung lagi. Semua sudah terkirim.').first().waitFor();
      await expect.poll(() => bar.textContent()).toContain('tersambung');
      expect(opened.complaints).toEqual([]);
      await page.context().close();
    });
});
