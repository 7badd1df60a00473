import { expect, test } from 'vitest';
import { supervisor } from './room';
import { put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

sit();

interface Moving {
  running: number;
  /** The longest that one of them goes on, in milliseconds. */
  longest: number;
  smooth: boolean;
}

const moving = (): Promise<Moving> =>
  page.evaluate(() => {
    const all = document.getAnimations().filter((one) => one.playState === 'running');
    const timings = all.map((one) => one.effect?.getComputedTiming());
    return {
      running: all.length,
      longest: Math.max(0, ...timings.map((one) => Number(one?.endTime ?? Infinity))),
      smooth: all.some(
        (one) => !(one.effect as KeyframeEffect).getKeyframes().every((key) => key.easing.startsWith('steps')),
      ),
    };
  });

test('point 17: what turns late blinks in steps for five seconds, three at most, and then nothing moves', async () => {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 2000 } });
  for (const landmark of ['satu', 'dua', 'tiga', 'empat', 'lima']) await put_ticket(seat, { landmark });
  await page.locator('.list .due.is-late').nth(4).waitFor({ timeout: 10_000 });
  const seen: (Moving & { at: number })[] = [];
  const from = Date.now();
  while (Date.now() - from < 7500) {
    seen.push({ ...(await moving()), at: Date.now() - from });
    await page.waitForTimeout(100);
  }
  expect(Math.max(...seen.map((one) => one.running))).toBeGreaterThan(0);
  expect(Math.max(...seen.map((one) => one.running))).toBeLessThanOrEqual(3);
  expect(Math.max(...seen.map((one) => one.longest))).toBeLessThanOrEqual(5000);
  expect(seen.some((one) => one.smooth)).toBe(false);
  // Alarms ask again every thirty seconds, and none of these has yet.
  expect(seen.filter((one) => one.at > 6500).every((one) => one.running === 0)).toBe(true);
});
