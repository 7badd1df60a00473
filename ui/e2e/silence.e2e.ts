import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { open_page, operator, sign_in, supervisor } from './room';
import { put_ticket } from './scene';
import { browser, page, room, seat, sit } from './sitting';

sit();

/** Counts what a screen reader is told from now on: every change inside a region that speaks, as the region then reads. */
const listen = (on: Page): Promise<void> =>
  on.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const speaker = (node: Node | null): Element | undefined => {
      for (let at = node instanceof Element ? node : node?.parentElement; at; at = at.parentElement) {
        if (at.getAttribute('aria-hidden') === 'true') return undefined;
        const live = at.getAttribute('aria-live');
        if (live === 'off' || at.getAttribute('role') === 'timer') return undefined;
        if (live || ['status', 'alert', 'log'].includes(at.getAttribute('role') ?? '')) return at;
      }
      return undefined;
    };
    new MutationObserver((changes) => {
      const regions = changes.flatMap(({ target, addedNodes }) => {
        // An alert speaks as soon as it is there.
        const added = [...addedNodes].filter((one) => one instanceof Element);
        const alerts = added.flatMap((one) => [
          ...(one.matches('[role=alert]') ? [one] : []),
          ...one.querySelectorAll('[role=alert]'),
        ]);
        const over = speaker(target);
        return [...alerts, ...(over ? [over] : [])];
      });
      for (const one of new Set(regions)) told.push(one.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '');
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
const told = (on: Page): Promise<string[]> => on.evaluate(() => (window as unknown as { told: string[] }).told);
const ticks = (on: Page): Promise<string> => on.locator('.bar .clock').innerText();

/** The deadline to tell somebody is so many milliseconds away from a call that is saved now. */
async function dispatch(ms: number): Promise<void> {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: ms } });
}

describe('point 16: countdowns are silent, and a change of state is one polite message', () => {
  test('three seconds with a call open and clocks running say nothing', async () => {
    await put_ticket(seat, { landmark: 'diam', agencies: ['DAMKAR'] });
    await page.locator('.list .live').first().waitFor();
    await page.keyboard.press('F2');
    await page.locator('.call-form').waitFor();
    const [clock, left] = [await ticks(page), await page.locator('.list .left').first().innerText()];
    await listen(page);
    await page.waitForTimeout(3200);
    expect(await ticks(page)).not.toBe(clock);
    expect(await page.locator('.list .left').first().innerText()).not.toBe(left);
    expect(await told(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('a ticket that turns late is said once, by number, kind and word', async () => {
    await dispatch(2000);
    const { ticket } = await put_ticket(seat, { landmark: 'terlambat' });
    await page.locator(`[data-row="${ticket.id}"]`).waitFor();
    await listen(page);
    await page.locator(`[data-row="${ticket.id}"] .due.is-late`).waitFor({ timeout: 10_000 });
    await page.waitForTimeout(2500);
    const said = (await told(page)).filter((one) => one !== '');
    const number = ticket.number
      .split('-')
      .slice(2)
      .join('-')
      .replace(/^(\d+)-0?/, '$1-');
    const late = said.filter((one) => one.includes('LEWAT'));
    expect(late, JSON.stringify(said)).toHaveLength(1);
    expect(late[0]).toMatch(/^\S+ Kebakaran rumah.* LEWAT/);
    expect(late[0]).toContain(number.split('-')[1]);
    expect(said.length, JSON.stringify(said)).toBeLessThanOrEqual(2);
  });

  test('a cut and what counts down with it is said once', async () => {
    const { page: other, context } = await open_page(browser, room);
    await sign_in(other, operator);
    await listen(other);
    await room.kill();
    await other.locator('.banner').getByText('Terputus dari ruang.').waitFor({ timeout: 15_000 });
    await other.waitForTimeout(5000);
    const said = await told(other);
    expect(said.filter((one) => one.includes('Terputus')).length, JSON.stringify(said)).toBeLessThanOrEqual(1);
    expect(said.length, JSON.stringify(said)).toBeLessThanOrEqual(2);
    await context.close();
    await room.restart();
  });
});
