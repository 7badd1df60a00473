import { beforeAll, expect, test } from 'vitest';
import { supervisor } from './room';
import { put_step, put_ticket } from './scene';
import { page, room, seat, sit } from './sitting';

sit();

/** One ticket in each state that comes by itself within a few seconds. */
beforeAll(async () => {
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 2000 } });
  await put_ticket(seat, { landmark: 'terlambat' });
  await put_ticket(seat, { category: 'INF-PJU', severity: 'low', landmark: 'tenang', agencies: ['DISHUB'] });
  const taken = await put_ticket(seat, {
    category: 'INF-JLN',
    severity: 'low',
    landmark: 'diterima',
    agencies: ['DPUBMSDA'],
  });
  await put_step(seat, taken.ticket.id, 1, 'acknowledge');
});

test('point 04: without its colours each state of the list still has its own sign, word and light', async () => {
  await page.locator('.list .due.is-late').first().waitFor({ timeout: 15_000 });
  await page.locator('.list .due.is-active').first().waitFor();
  const seen = await page.evaluate(() => {
    const light = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((one) => {
        const part = Number(one) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    /** What is painted under it; a sign that is unfilled stands on the pane's own ground. */
    const ground = (one: Element | null): string => {
      for (let at = one; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return 'rgb(0, 0, 0)';
    };
    return [...document.querySelectorAll('.list .due')].map((due) => {
      const parts = [...due.querySelectorAll('.sign, .left, .word')].map((one) => {
        const pair = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => b - a);
        return ((pair[0] ?? 0) + 0.05) / ((pair[1] ?? 0) + 0.05);
      });
      return {
        state: /is-(late|urgent|soon|active|calm|held)/.exec(due.className)?.[1] ?? '',
        face: `${due.querySelector('.sign path')?.getAttribute('d') ?? ''} ${due.querySelector('.word')?.textContent ?? ''}`,
        least: Math.min(...parts),
      };
    });
  });
  const states = new Map(seen.map((one) => [one.state, one.face]));
  expect([...states.keys()]).toEqual(expect.arrayContaining(['late', 'active', 'calm']));
  expect(new Set(states.values()).size).toBe(states.size);
  // Light against dark is all that is left of it in grey.
  for (const one of seen) expect(one.least, one.state).toBeGreaterThanOrEqual(3);
});
