// P7: from starting the program to its first screen, with a large room, beside a window that shows nothing; each
// through the same driver, several times in turn. `TICKETS=100000 node tests/app/start.mjs`; Linux only.

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Driver } from './driver.mjs';
import { Stage, application, on_stage, processes } from './stage.mjs';

const RUNS = 5;
const tickets = process.env['TICKETS'] ?? '1000000';
on_stage(process.argv[1], 15);

const stage = new Stage();

async function timed(program, args, ready) {
  const began = performance.now();
  const driver = await Driver.open(stage.address, program, args);
  while (!(await driver.run(ready).catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 5));
  const took = performance.now() - began;
  await driver.close();
  // The application goes on in its tray; the next start needs its data folder.
  const left = processes().find(({ line }) => line[0] === program);
  if (left) await stage.kill(left.pid);
  return took;
}

function middle(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

try {
  const built = application();
  const folder = dirname(built);
  const filled = spawnSync(join(folder, 'bench'), ['--fill', stage.data, '--tickets', tickets], { stdio: 'inherit' });
  if (filled.status !== 0) throw new Error('the room could not be filled');
  await stage.web_driver();
  const ours = [];
  const empty = [];
  for (let run = 0; run < RUNS; run += 1) {
    empty.push(await timed(join(folder, 'examples', 'empty'), [], 'return document.readyState === "complete"'));
    ours.push(
      await timed(built, ['--data', stage.data], 'return document.querySelector("input[type=password]") !== null'),
    );
  }
  const size = statSync(built).size / 1024 / 1024;
  const [a, b] = [middle(ours), middle(empty)];
  console.log(
    `P7 start with ${tickets} tickets: ${a.toFixed(0)} ms, empty window ${b.toFixed(0)} ms, ratio ${(a / b).toFixed(2)} (goal 1.25); program ${size.toFixed(1)} MiB`,
  );
} finally {
  stage.end();
}
