/**
 * How long, in milliseconds, news gather after others were drawn: twice as long each time they come in a row, so that a
 * burst is worked out at once and a single change is seen at once. One's own do not wait.
 */
export const shortest_breath_ms = 60;
const longest_breath_ms = 500;
/** News after so quiet a time are no burst. */
const calm_ms = 1000;

/** The breath after news that came `gap_ms` after the ones before, whose breath was `before`. */
export function breath(gap_ms: number, before: number): number {
  return gap_ms > calm_ms ? shortest_breath_ms : Math.min(before * 2, longest_breath_ms);
}
