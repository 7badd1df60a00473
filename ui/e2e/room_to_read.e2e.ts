import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { cut } from './cut';
import { lengthen, lengthen_words } from './lengthened';
import { open_page, sign_in, supervisor, type Look } from './room';
import { drop_calls, furnish, later_steps, screens_of } from './screens';
import { browser, room, sit_beside } from './sitting';

sit_beside(supervisor);
let ticket = '';
beforeAll(async () => {
  ticket = await furnish(room);
});

/** What cannot be read on each screen, with the screen's name; `longer` lengthens the words of the look's language. */
async function cut_anywhere(look: Look, longer = false): Promise<string[]> {
  const inside = await open_page(browser, room, look);
  const outside = await open_page(browser, room, look);
  for (const one of [inside, outside]) {
    if (!longer) continue;
    const words = await lengthen_words(one.context, look.language ?? 'id');
    await one.page.reload();
    await one.page.locator('body :text-matches("\\\\w")').first().waitFor();
    // What only the first run or Kelola says comes with them; the desk's own words are the most.
    expect(words.share()).toBeGreaterThan(0.4);
  }
  // The shift that takes most room to say, whatever the time is.
  await sign_in(inside.page, supervisor, 'afternoon');
  const found: string[] = [];
  const note = async (name: string, page: Page): Promise<void> => {
    found.push(...(await cut(page)).map((one) => `${name}: ${one}`));
    const folder = process.env['KENTONGAN_PICTURES'];
    const of = [longer ? 'longer' : 'plain', look.language ?? 'id', look.width, name].join('-').replaceAll(/\W+/g, '-');
    if (folder) await page.screenshot({ path: `${folder}/${of}.png` });
  };
  for (const screen of screens_of(ticket)) {
    const page = screen.outside ? outside.page : inside.page;
    await screen.open(page);
    await note(screen.name, page);
    if (screen.name === 'call' || screen.name === 'sending') await drop_calls(page);
  }
  await later_steps(inside.page, (name) => note(name, inside.page));
  expect([...inside.complaints, ...outside.complaints]).toEqual([]);
  await inside.context.close();
  await outside.context.close();
  return found;
}

test('what cuts is seen: a narrow box, a low one, and a page that does not reach', async () => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  await page.setContent(`
    <p style="width: 40px; overflow: hidden; white-space: nowrap">a long sentence</p>
    <p style="height: 10px; width: 60px; overflow: hidden">three lines of words</p>
    <p style="height: 10px; width: 60px; overflow: auto">three lines that scroll</p>
    <p style="position: absolute; left: 350px; white-space: nowrap">beyond the edge of it</p>
    <p>whole</p>`);
  expect(await cut(page)).toEqual([
    '"a long sentence" is wider than P',
    '"three lines of words" is higher than P',
    '"beyond the edge of it" is outside of the page',
    'the page scrolls sideways',
  ]);
  await page.close();
  expect(lengthen('Simpan {number}').length).toBeGreaterThanOrEqual('Simpan {number}'.length + 2);
  expect(lengthen('Simpan dan teruskan')).toBe('Siiimpaaan daaan teeruskan');
});

describe('point 26: nothing is cut when every sentence is a third longer', { timeout: 180_000 }, () => {
  test.each(['id', 'en'] as const)('%s', async (language) => {
    expect(await cut_anywhere({ language, width: 1366, height: 768 }, true)).toEqual([]);
  });
});

describe('point 27: everything can be read', { timeout: 180_000 }, () => {
  test('at 1366 by 768', async () => {
    expect(await cut_anywhere({ width: 1366, height: 768 })).toEqual([]);
  });
  test('and at twice the size', async () => {
    // A page at 200 % has half the pixels to lie in.
    expect(await cut_anywhere({ width: 683, height: 384 })).toEqual([]);
  });
});
