import type { Page } from 'playwright-core';

/**
 * Texts of which a part cannot be read: cut by what they stand in, or outside of a page that does not scroll there. What
 * scrolls can be read; what ends in three dots by design is what people and places are called, and its whole is elsewhere.
 * Words that were lengthened for a test are told from names by their vowels.
 */
export const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const one of document.querySelectorAll<HTMLElement>('body *')) {
      const texts = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (texts.length === 0 || one.closest('.unseen, script, style, option, dialog:not([open])')) continue;
      if (!one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const range = document.createRange();
      const boxes = texts.flatMap((node) => {
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      });
      if (boxes.length === 0) continue;
      let [left, right] = [Math.min(...boxes.map((it) => it.left)), Math.max(...boxes.map((it) => it.right))];
      let [top, bottom] = [Math.min(...boxes.map((it) => it.top)), Math.max(...boxes.map((it) => it.bottom))];
      // Long words have been made of short ones. What is mostly names is as long as they are, and so is a row of the list.
      const words = one.textContent.match(/[\p{L}-]+/gu) ?? [];
      const long = words.filter((word) => /([aiueo])\1/i.test(word));
      const is_name = one.closest('.live') !== null || long.length * 3 < words.length;
      let over = '';
      for (let at: HTMLElement | null = one; at && !over; at = at.parentElement) {
        const { overflowX, overflowY, textOverflow, display, position } = getComputedStyle(at);
        if (display === 'inline') continue;
        const box = at.getBoundingClientRect();
        const scrolls = (way: string): boolean => ['auto', 'scroll'].includes(way);
        if (['hidden', 'clip'].includes(overflowX) && (left < box.left - 1 || right > box.right + 1)) {
          over = textOverflow === 'ellipsis' && is_name ? 'a name' : `wider than ${at.className || at.tagName}`;
        }
        // Letters reach a little over their line.
        if (['hidden', 'clip'].includes(overflowY) && (top < box.top - 4 || bottom > box.bottom + 4))
          over = `higher than ${at.className || at.tagName}`;
        if (scrolls(overflowX)) [left, right] = [box.left, box.right];
        if (scrolls(overflowY)) [top, bottom] = [box.top, box.bottom];
        if (position === 'fixed') break;
      }
      if (!over && (left < -1 || right > innerWidth + 1)) over = 'outside of the page';
      if (over && over !== 'a name')
        found.push(
          `"${texts
            .map((node) => node.textContent?.trim())
            .join(' ')
            .slice(0, 60)}" is ${over}`,
        );
    }
    const root = document.scrollingElement;
    if (root && root.scrollWidth > root.clientWidth) found.push('the page scrolls sideways');
    return [...new Set(found)];
  });
