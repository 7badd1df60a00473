import type { Page } from 'playwright-core';

/** One place that Tab reaches: where it lies, whether the hand is seen there, and what lies over it. */
export interface Stop {
  what: string;
  /** Of its pane, or of the whole page. */
  pane: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** A region that only scrolls; what is in it follows it. */
  scrolls: boolean;
  seen: boolean;
  covered: string;
}

/** Remembers the place where the focus is. Whether it leads on: not nowhere, and not where the walk has been. */
const step = (page: Page): Promise<'new' | 'nowhere' | 'known'> =>
  page.evaluate(() => {
    const walk = window as unknown as { stops: { one: HTMLElement; seen: boolean; covered: string }[] };
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return 'nowhere';
    if (walk.stops.some((stop) => stop.one === one)) return 'known';
    const outlined = (it: Element): boolean => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(it);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
    };
    // A field shows it round the whole line.
    const face = one.closest('.field') ?? one;
    const box = face.getBoundingClientRect();
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const is_free = over !== null && (face.contains(over) || over.contains(face) || over.closest('label') !== null);
    const covered = is_free ? '' : (over?.className.toString() ?? 'nothing is there');
    walk.stops.push({ one, seen: outlined(one) || outlined(face), covered });
    return 'new';
  });

/** Where each of them lies, all at the same time, for lists scroll under a walk. */
const stops = (page: Page): Promise<Stop[]> =>
  page.evaluate(() => {
    const walk = window as unknown as { stops: { one: HTMLElement; seen: boolean; covered: string }[] };
    const panes = [...document.querySelectorAll('[data-pane], dialog[open], .bar, .foot, .banners')];
    return walk.stops.map(({ one, seen, covered }) => {
      const { left, top, right, bottom } = (one.closest('.field') ?? one).getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 30);
      const label = (one as HTMLInputElement).labels?.[0]?.textContent.trim() ?? name;
      const pane = panes.findLastIndex((it) => it.contains(one));
      const scrolls = !one.matches(
        'input, textarea, select, button, a, summary, [role]:not([role=tabpanel]):not([role=region])',
      );
      return { what: `${one.tagName.toLowerCase()} ${label}`, pane, left, top, right, bottom, scrolls, seen, covered };
    });
  });

/** Walks by Tab from the start of the page, or of the dialog over it, until it comes round; `most` stops at most. */
export async function tab_round(page: Page, most = 90): Promise<Stop[]> {
  await page.evaluate(() => {
    Object.assign(window, { stops: [] });
    if (document.querySelector('dialog[open]')) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.setBaseAndExtent(document.body, 0, document.body, 0);
  });
  if (await page.locator('dialog[open]').count()) await step(page);
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    const came = await step(page);
    // Outside the page stands the browser's own frame; the walk begins behind it.
    if (came === 'known' || (came === 'nowhere' && n > 0)) break;
  }
  return stops(page);
}

/** Steps within one pane that go back against the reading: up in the same column, or left in the same row. */
export function against_reading(stops: readonly Stop[]): string[] {
  return stops.flatMap((stop, i) => {
    const before = stops[i - 1];
    if (!before || before.pane !== stop.pane || before.scrolls) return [];
    const is_above = stop.bottom <= before.top + 1 && stop.left < before.right;
    const same_row = stop.top < before.bottom - 4 && before.top < stop.bottom - 4;
    const is_left = same_row && stop.right <= before.left + 1;
    return is_above || is_left ? [`${before.what} -> ${stop.what}`] : [];
  });
}
