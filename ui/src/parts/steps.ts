import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';

/**
 * Enter accepts and moves on, Shift+Enter goes back, over every `data-step` inside, in the order of the
 * page. After the last one `done` is asked. A part that still needs the Enter prevents its default.
 */
export function steps(done?: () => void): Attachment<HTMLElement> {
  return (form) => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const here = event.target;
      if (!(here instanceof HTMLElement) || !here.hasAttribute('data-step')) return;
      const all = [...form.querySelectorAll<HTMLElement>('[data-step]:not(:disabled)')];
      const next = all[all.indexOf(here) + (event.shiftKey ? -1 : 1)];
      // The last field of several lines keeps its Enter: there is nowhere to move on to.
      if (!next && !event.shiftKey && !done && here instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      if (next) next.focus();
      else if (!event.shiftKey) done?.();
    };
    // Svelte's own `on` lets the fields' handlers, which it delegates, come first.
    return on(form, 'keydown', hear);
  };
}
