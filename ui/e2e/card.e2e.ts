import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start_browser } from './room';

/** The operator's card, on one page. With `KENTONGAN_PICTURES` it is printed into `docs/`, otherwise to a temporary folder. */
const docs = resolve(import.meta.dirname, '../../docs');
const folder = process.env['KENTONGAN_PICTURES'] ? docs : mkdtempSync(join(tmpdir(), 'kentongan-card-'));

let browser: Browser;
beforeAll(async () => {
  browser = await start_browser();
});
afterAll(() => browser.close());

test.each(['id', 'en'])('the card fits its page and nothing is cut, %s', async (language) => {
  const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
  await page.goto(pathToFileURL(join(docs, `card.${language}.html`)).href);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const over = await page.evaluate(() =>
    [...document.querySelectorAll('main > div, main p, main b, main span, main h2')]
      .filter((one) => {
        const box = one.getBoundingClientRect();
        const room = document.querySelector('main')?.getBoundingClientRect() ?? new DOMRect();
        const wide = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline';
        return wide || box.bottom > room.bottom + 1 || box.right > room.right + 1;
      })
      .map((one) => one.textContent?.slice(0, 40)),
  );
  expect(over).toEqual([]);
  // Sections do not run into each other.
  const gaps = await page.evaluate(() =>
    [...document.querySelectorAll('main > div')].map((column) => {
      const boxes = [...column.children].map((one) => one.getBoundingClientRect());
      return Math.min(...boxes.slice(1).map((box, i) => box.top - (boxes[i]?.bottom ?? 0)));
    }),
  );
  for (const gap of gaps) expect(gap).toBeGreaterThan(9);
  const foot = await page.evaluate(() => document.querySelector('footer')?.getBoundingClientRect().bottom ?? 0);
  expect(foot).toBeLessThan(1123);
  const path = join(folder, `card.${language}.pdf`);
  await page.pdf({ path, format: 'A4', printBackground: true, preferCSSPageSize: true });
  const pdf = readFileSync(path);
  expect(pdf.length).toBeLessThan(200_000);
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  await page.close();
});
