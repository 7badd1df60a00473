// How long the program lets a person wait, measured in the page itself: from the key's own instant until what it brings has
// been drawn. What the driver needs for its own errands does not count.

import { readFileSync } from 'node:fs';

/** The value below which `share` of the figures lie. */
export function share_of(figures, share) {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Presses by `press`, and answers with the milliseconds from the last key that went down until `condition`, the body of a
 * function of the page, held and a frame had been drawn with it. `extra` goes to the condition as `extra`.
 */
export async function waited(app, condition, press, extra = null) {
  await app.run(
    `const extra = arguments[0];
     let drawn;
     window.paceTook = new Promise((resolve) => (drawn = resolve));
     const holds = () => { ${condition} };
     // A frame is drawn right after its callbacks; a message sent in one of them comes when that is done.
     const painted = (then) => {
       const { port1, port2 } = new MessageChannel();
       port1.onmessage = then;
       port2.postMessage(0);
     };
     let round = 0;
     window.removeEventListener('keydown', window.paceKey, true);
     window.paceKey = (event) => {
       if (['Control', 'Alt', 'Shift'].includes(event.key)) return;
       const from = event.timeStamp;
       const mine = (round += 1);
       const look = () => {
         if (mine !== round) return;
         if (!holds()) requestAnimationFrame(look);
         else painted(() => mine === round && drawn(performance.now() - from));
       };
       requestAnimationFrame(look);
     };
     window.addEventListener('keydown', window.paceKey, true);`,
    extra,
  );
  await press();
  return app.wait('window.paceTook.then(arguments[arguments.length - 1])');
}

/** A process's work so far, in seconds of one core. */
export function worked(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // Fields 14 and 15, in ticks of a hundredth.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Shares of one core that each of `pids` takes over `seconds`. */
export async function busy(pids, seconds) {
  const before = pids.map(worked);
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const passed = (Date.now() - from) / 1000;
  return pids.map((pid, i) => (worked(pid) - before[i]) / passed);
}
