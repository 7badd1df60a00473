import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { operator, supervisor, type RunningRoom } from './room';
import { put_step, put_ticket } from './scene';

/** Every screen that a person meets, and what they open over it: what is promised of all of them is tried on each. */
export interface Screen {
  name: string;
  /** Nobody is signed in at it. */
  outside?: true;
  open(page: Page): Promise<unknown>;
}

const at = async (page: Page, address: string, ready: string): Promise<void> => {
  // What lies over every screen outlives a change of the address.
  for (let left = 3; left > 0 && (await page.locator('dialog[open]').count()) > 0; left -= 1)
    await page.keyboard.press('Escape');
  await page.goto(`/#/desk`);
  await page.goto(address);
  await page.locator(ready).first().waitFor();
};
const called = async (page: Page, key: string, ready: string): Promise<void> => {
  await page.keyboard.press(key);
  await page.locator(ready).first().waitFor();
};

/** A call with its kind and place, as far as the plan. */
async function plan(page: Page): Promise<void> {
  await at(page, '/#/desk', '.desk');
  await called(page, 'F2', '.call-form');
  for (const words of ['0812-0000-0890', 'kebakaran rumah', 'krian']) {
    await page.keyboard.type(words);
    if (!words.startsWith('0')) await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }
  await page.locator('.plan-list li').nth(1).waitFor();
}

/** The call that was being taken is none, so that the next screen begins at an idle desk. */
export async function drop_calls(page: Page): Promise<void> {
  await page.goto('/#/desk');
  await page.locator('.start, .call-form, .end .btn.is-quiet').first().waitFor();
  for (let left = 5; left > 0 && (await page.locator('.start').count()) === 0; left -= 1) {
    if ((await page.locator('.call-form').count()) > 0) {
      await page.keyboard.press('Alt+x');
      await page.keyboard.press('5');
    } else await page.locator('.end .btn.is-quiet').click();
    await page.waitForTimeout(150);
  }
  await page.locator('.start').waitFor();
}

const tabs = [
  'people',
  'roster',
  'agencies',
  'categories',
  'calendar',
  'plans',
  'room',
  'backup',
  'health',
  'erasing',
] as const;

/** `ticket` is one that agencies work on. */
export const screens_of = (ticket: string): readonly Screen[] => [
  { name: 'idle desk', open: (page) => at(page, '/#/desk', '.list .live') },
  { name: 'call', open: plan },
  {
    name: 'sending',
    async open(page) {
      await plan(page);
      await called(page, 'Control+Enter', '[data-recipient]');
    },
  },
  { name: 'ticket', open: (page) => at(page, `/#/ticket/${ticket}`, '.strips .strip') },
  {
    name: 'answer',
    async open(page) {
      await at(page, `/#/ticket/${ticket}`, '.strips .strip');
      await called(page, 'k', 'dialog[open]');
    },
  },
  {
    name: 'find',
    async open(page) {
      await at(page, '/#/find/pasar', 'main input');
      await expect.poll(() => page.locator('main').textContent()).toContain('depan pasar');
    },
  },
  { name: 'alarms', open: (page) => at(page, '/#/alarms', '.alarm') },
  { name: 'handover', open: (page) => at(page, '/#/handover', '.item') },
  {
    name: 'history',
    async open(page) {
      await at(page, '/#/alarms', 'main');
      await called(page, '2', '.past');
    },
  },
  { name: 'report', open: (page) => at(page, '/#/report', '.figure-pane') },
  ...tabs.map((tab): Screen => ({ name: `manage ${tab}`, open: (page) => at(page, `/#/manage/${tab}`, '.manage h1') })),
  {
    name: 'help',
    async open(page) {
      await at(page, '/#/desk', '.list .live');
      await called(page, 'F1', 'dialog[open]');
    },
  },
  {
    name: 'commands',
    async open(page) {
      await at(page, '/#/desk', '.list .live');
      await called(page, 'Control+k', 'dialog[open]');
    },
  },
  { name: 'sign-in', outside: true, open: (page) => at(page, '/#/sign_in', 'input[type="password"]') },
  {
    name: 'emergency',
    outside: true,
    async open(page) {
      await at(page, '/#/sign_in', 'input[type="password"]');
      await called(page, 'F2', '.call-form');
    },
  },
];

/** The steps of the first run that come after the room was founded, come back to by the supervisor. */
export async function later_steps(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await at(page, '/#/first_run', '.steps li button');
  const steps = page.locator('.steps li button');
  for (let step = 3; step < (await steps.count()); step += 1) {
    await steps.nth(step).click();
    await page.locator('.steps li.now').first().waitFor();
    await look(`first run, step ${step + 1}`);
  }
}

/** What stands on the screens: a fire that agencies work on, a tree, a lamp, and one of whom nobody is told in time. */
export async function furnish(room: RunningRoom): Promise<string> {
  const seat = await room.seat(operator);
  const fire = await put_ticket(seat, {
    landmark: 'belakang SPBU',
    number: '0812-0000-0890',
    name: 'Bu Ani',
    narrative: 'api dari dapur',
    agencies: ['DAMKAR', 'PSC119'],
  });
  await put_step(seat, fire.ticket.id, 1, 'acknowledge');
  await put_ticket(seat, { category: 'BNC-PHN', severity: 'medium', landmark: 'depan pasar', agencies: ['BPBD'] });
  const chief = await room.seat(supervisor);
  const { policy } = await chief.query({ ask: 'setup' });
  await chief.execute({ do: 'change_policy', before: policy, after: { ...policy, dispatch: 1000 } });
  await put_ticket(seat, { landmark: 'tepi sungai' });
  await put_ticket(seat, { category: 'INF-PJU', severity: 'low', landmark: 'jalan raya' });
  return fire.ticket.id;
}
