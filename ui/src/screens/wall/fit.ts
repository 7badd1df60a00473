import type { Attachment } from 'svelte/attachments';

/** Closer than this and letters run into each other from far away. */
const closest = -0.06;

/**
 * Sets the letters of a text that is too wide for its place a little closer, never smaller: their height is what is read
 * across the room. `text` is what it holds, so that it is measured again when that changes.
 */
export function fit(text: string): Attachment<HTMLElement> {
  return (element) => {
    element.style.letterSpacing = '';
    const over = element.scrollWidth - element.clientWidth;
    if (over <= 0 || text.length < 2) return;
    const size = parseFloat(getComputedStyle(element).fontSize);
    element.style.letterSpacing = `${Math.max(closest, -(over + 1) / text.length / size)}em`;
  };
}
