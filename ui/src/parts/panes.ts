/** F6: the next pane, back at the first field or row that had the focus there. */
const last = new WeakMap<Element, HTMLElement>();

const reachable = 'input, textarea, select, button, a[href], [tabindex="0"]';

/** Panes are `[data-pane]`, in the order of the page. */
export function next_pane(backwards = false): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((one) => one.offsetParent !== null);
  if (panes.length === 0) return;
  const active = document.activeElement;
  const at = panes.findIndex((one) => one.contains(active));
  const here = panes[at];
  if (here && active instanceof HTMLElement) last.set(here, active);
  const step = backwards ? -1 : 1;
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(at + step * tried + panes.length * 2) % panes.length];
    if (!pane) continue;
    const kept = last.get(pane);
    const goal = kept && pane.contains(kept) ? kept : pane.querySelector<HTMLElement>(reachable);
    if (goal) {
      goal.focus();
      return;
    }
  }
}
