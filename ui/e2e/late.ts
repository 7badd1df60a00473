import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';

/** `KENTONGAN_LATE`: how long a question and its answer may each be on their way, in milliseconds. */
const most = Number(process.env['KENTONGAN_LATE'] ?? 0);

/**
 * Answers of the room come late and in any order, as on a slow machine or a bad line: a test that takes what is not there
 * yet fails then.
 */
export async function answer_late(context: BrowserContext): Promise<void> {
  if (most === 0) return;
  await context.route('**/api/**', async (route) => {
    await wait(Math.random() * most);
    // A body that is a file cannot be taken over.
    if (/\/api\/(photo|export)/.test(route.request().url())) return route.continue().catch(() => undefined);
    try {
      const response = await route.fetch({ timeout: 0 });
      await wait(Math.random() * most);
      await route.fulfill({ response });
    } catch {
      await route.abort().catch(() => undefined);
    }
  });
}
