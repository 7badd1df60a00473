import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures go that a test takes on its way; none are taken where it is not set. */
const folder = process.env['KENTONGAN_PICTURES'];
export const are_wanted = folder !== undefined;

const themes = ['light', 'dark'] as const;
const desk_sizes = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
];

/** The page in both themes and sizes, as it stands; then it is as it was. */
export async function picture(page: Page, name: string, sizes = desk_sizes): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  const theme_before = await page.evaluate(() => document.documentElement.dataset['theme']);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.evaluate((look) => (document.documentElement.dataset['theme'] = look), theme);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}.png`) });
    }
  }
  await page.evaluate((look) => (document.documentElement.dataset['theme'] = look), theme_before);
  if (before) await page.setViewportSize(before);
}
