/** At most three signs blink at once: more would be noise, and cost the processor. */
const most = 3;
const longest_ms = 5000;
let blinking = 0;

/** Blinks through `set` for five seconds if there is room. Returns the ending. */
export function blink(set: (on: boolean) => void): () => void {
  if (blinking >= most) return () => undefined;
  blinking += 1;
  set(true);
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    blinking -= 1;
    clearTimeout(timer);
    set(false);
  };
  const timer = setTimeout(end, longest_ms);
  return end;
}
