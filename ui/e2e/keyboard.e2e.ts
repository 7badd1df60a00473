import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { against_reading, tab_round } from './focus';
import { open_page, sign_in, supervisor } from './room';
import { drop_calls, furnish, later_steps, screens_of } from './screens';
import { browser, room, sit_beside } from './sitting';

sit_beside(supervisor);
let ticket = '';
beforeAll(async () => {
  ticket = await furnish(room);
});

/** What can be pressed or typed into and is smaller than a finger or a trembling hand needs: 24 by 24. */
const small = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, summary, [role=option], [role=tab]',
    );
    return [...all].flatMap((one) => {
      // A field is its whole line, a tick its label; both count from their edges.
      const face = one.closest<HTMLElement>('label.ticked, .field') ?? one;
      const { width, height } = face.getBoundingClientRect();
      const is_hidden = width === 0 || height === 0 || one.closest('.unseen') !== null;
      const is_small = !is_hidden && (width < 23.9 || height < 23.9);
      return is_small ? [`${one.tagName} ${one.className} "${one.textContent.trim()}" ${width} x ${height}`] : [];
    });
  });

/** Everything that is promised of a screen under a hand that only has a keyboard. */
async function faults_of(page: Page): Promise<string[]> {
  const tiny = await small(page);
  const stops = await tab_round(page);
  if (stops.length === 0) return ['point 12: Tab reaches nothing'];
  return [
    ...tiny.map((one) => `point 13, smaller than 24 x 24: ${one}`),
    ...stops.filter((one) => !one.seen).map((one) => `point 12, no focus is seen: ${one.what}`),
    ...stops.filter((one) => one.covered).map((one) => `point 12, under ${one.covered}: ${one.what}`),
    ...against_reading(stops).map((one) => `point 14, against the reading: ${one}`),
  ];
}

describe('points 12, 13 and 14: focus is seen and free, targets are large enough, Tab goes as one reads', () => {
  test('the eye of these tests sees: a hidden focus, a covered one, a small target and a step back', async () => {
    // A page of nobody's, whose styles no policy forbids.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent(`
      <style>
        * { margin: 0 } button:focus { outline: 2px solid blue } .none:focus { outline: none }
        button { position: absolute; width: 60px; height: 30px }
      </style>
      <div data-pane>
        <button class="none" style="top: 100px">unseen</button>
        <button style="top: 10px">back</button>
        <button style="top: 200px; height: 12px">tiny</button>
        <button style="top: 300px">covered</button>
        <p class="lid" style="position: fixed; top: 290px; width: 99px; height: 60px; background: red"></p>
      </div>`);
    const found = (await faults_of(page)).map((fault) => fault.replace(/".*/, '"').replace(/button /, ''));
    expect(found).toEqual([
      'point 13, smaller than 24 x 24: BUTTON  "',
      'point 12, no focus is seen: unseen',
      'point 12, under lid: covered',
      'point 14, against the reading: unseen -> button back',
    ]);
    await context.close();
  });

  test('on every screen', { timeout: 180_000 }, async () => {
    const inside = await open_page(browser, room);
    await sign_in(inside.page, supervisor);
    const outside = await open_page(browser, room);
    const faults: string[] = [];
    for (const screen of screens_of(ticket)) {
      const page = screen.outside ? outside.page : inside.page;
      await screen.open(page);
      faults.push(...(await faults_of(page)).map((fault) => `${screen.name}: ${fault}`));
      if (screen.name === 'call' || screen.name === 'sending') await drop_calls(page);
    }
    await later_steps(inside.page, async (name) => {
      faults.push(...(await faults_of(inside.page)).map((fault) => `${name}: ${fault}`));
    });
    expect(faults).toEqual([]);
    expect([...inside.complaints, ...outside.complaints]).toEqual([]);
    await inside.context.close();
    await outside.context.close();
  });
});

test('point 14: F6 goes through every pane in the order of the page and round again', async () => {
  const { page, context } = await open_page(browser, room);
  await sign_in(page, supervisor);
  for (const screen of screens_of(ticket).filter((one) => ['call', 'ticket', 'alarms', 'find'].includes(one.name))) {
    await screen.open(page);
    // It comes by itself a moment later, with something to act on.
    if (screen.name === 'alarms') await page.locator('aside.side').getByText('per 10 menit, 24 jam').waitFor();
    // Panes with something to act on; the others have nothing to give the hand to.
    const count = await page.evaluate(() => {
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((one) => one.offsetParent);
      return panes.filter((one) => one.querySelector('input, textarea, select, button, a[href], [tabindex="0"]'))
        .length;
    });
    expect(count, screen.name).toBeGreaterThan(0);
    const here = () =>
      page.evaluate(() => {
        const panes = [...document.querySelectorAll('[data-pane]')];
        return panes.findIndex((one) => one.contains(document.activeElement));
      });
    const visited: number[] = [];
    for (let n = 0; n <= count; n += 1) {
      await page.keyboard.press('F6');
      visited.push(await here());
    }
    expect(visited[count], screen.name).toBe(visited[0]);
    const round = visited.slice(0, count);
    expect(new Set(round).size, screen.name).toBe(count);
    const first = round.indexOf(Math.min(...round));
    expect([...round.slice(first), ...round.slice(0, first)], screen.name).toEqual([...round].sort((a, b) => a - b));
    if (screen.name === 'call') await drop_calls(page);
  }
  await context.close();
});
