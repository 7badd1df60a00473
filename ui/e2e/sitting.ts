import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { last_words } from './last_words';
import { open_page, operator, sign_in, start_browser, start_room } from './room';
import type { Person, RunningRoom, Seat } from './room';

/** What the tests of a file stand on, once it has said `sit`. */
export let room: RunningRoom;
export let browser: Browser;
/** Somebody signed in without a screen. */
export let seat: Seat;
/** Where a person is signed in; a new one for each test. */
export let page: Page;

/** A room with the browser and the seat beside it, for all tests of the file. */
export function sit_beside(who: Person = operator): void {
  beforeAll(async () => {
    room = await start_room();
    browser = await start_browser();
    await take_seat(who);
  });
  afterAll(async () => {
    await browser.close();
    await room.stop();
  });
}

/** The same, and at each test a page at the desk, which must have nothing to complain of in the end. */
export function sit(who: Person = operator): void {
  sit_beside(who);
  beforeEach(async (context) => {
    const opened = await open_page(browser, room);
    page = opened.page;
    const told = last_words(page);
    await sign_in(page, who);
    return async () => {
      await told(context);
      await page.context().close();
      expect(opened.complaints).toEqual([]);
    };
  });
}

/** The seat once more, signed in anew. */
export async function take_seat(who: Person = operator): Promise<void> {
  seat = await room.seat(who);
}
