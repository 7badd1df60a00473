import { beforeAll, expect, test } from 'vitest';
import { put_ticket } from './scene';
import { page, seat, sit } from './sitting';

sit();
const rows = 40;
beforeAll(async () => {
  for (let n = 0; n < rows; n += 1) await put_ticket(seat, { landmark: `gang ${n}`, agencies: ['DAMKAR'] });
});

/** What a row's countdown reads. */
const left = (row: number): Promise<string> =>
  page.evaluate((n) => document.querySelectorAll('.list .live .left')[n]?.textContent ?? '', row);

test('a row counts down while it is in sight, and is right as soon as it comes back', async () => {
  await page
    .locator('.list .live')
    .nth(rows - 1)
    .waitFor({ state: 'attached' });
  // Out of sight is told a frame later.
  await page.waitForTimeout(500);
  const [first, last] = [await left(0), await left(rows - 1)];
  await expect.poll(() => left(0)).not.toBe(first);
  await page.waitForTimeout(1500);
  expect(await left(rows - 1)).toBe(last);
  await page
    .locator('.list .live')
    .nth(rows - 1)
    .scrollIntoViewIfNeeded();
  await expect.poll(() => left(rows - 1)).not.toBe(last);
  const seconds = (text: string): number =>
    text.split(':').reduce((sum, part) => sum * 60 + Number(part.replace('+', '')), 0);
  // All were told within moments of one another.
  const [one, other] = [seconds(await left(rows - 12)), seconds(await left(rows - 1))];
  expect(Math.abs(one - other)).toBeLessThan(30);
});
