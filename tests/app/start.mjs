// How long the application takes from its start to a page that can be used, with a large room, as a ratio to an empty Tauri window started
// in the same way in the same run, and how large it is. Figures, not verdicts: nothing fails by time.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Driver } from "./driver.mjs";
import { Stage, application, on_stage } from "./stage.mjs";

const MINUTES = 10;
const RUNS = 7;
const GOAL = { ratio: 1.25, mebibytes: 12 };
const tickets = Number(process.env["TICKETS"] ?? 1_000_000);
on_stage(process.argv[1], MINUTES);

/** Milliseconds from the start of `binary` until its page reads `words`. */
async function started(stage, binary, args, words) {
  const from = performance.now();
  const driver = await Driver.open(stage.address, binary, args);
  await driver.reads(words, 60);
  const took = performance.now() - from;
  await driver.close();
  await stage.end_started();
  // A program that was asked to end first makes its backup, which takes a while with a large room.
  spawnSync("flock", ["--timeout", "120", join(stage.data, "room.lock"), "true"]);
  return took;
}

const median = (figures) =>
  figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)];

const app = application();
const empty = join(dirname(app), "examples", "empty");
if (!existsSync(empty))
  throw new Error(
    `${empty} is not there: cargo build --package kentongan --examples`,
  );
const bench = join(dirname(app), "bench");
if (!existsSync(bench))
  throw new Error(
    `${bench} is not there: cargo build --package kentongan-tests --bin bench`,
  );
const words = JSON.parse(
  readFileSync(
    new URL("../../ui/src/words/id/sign_in.json", import.meta.url),
    "utf8",
  ),
);

const stage = new Stage();
const ours = [];
const floor = [];
try {
  const filled = spawnSync(
    bench,
    ["--fill", stage.data, "--tickets", String(tickets)],
    { stdio: "inherit" },
  );
  if (filled.status !== 0) throw new Error("the room could not be filled");
  await stage.web_driver();
  for (let run = 0; run <= RUNS; run += 1) {
    const bare = await started(stage, empty, [], "empty");
    const whole = await started(
      stage,
      app,
      ["--data", stage.data],
      words.title.replace("{desk}", "1"),
    );
    // The first of each warms the disk's cache.
    if (run === 0) continue;
    floor.push(bare);
    ours.push(whole);
  }
} finally {
  stage.end();
}

const size = statSync(app).size / 2 ** 20;
const packed = gzipSync(readFileSync(app)).length / 2 ** 20;
console.log(
  JSON.stringify({
    measure: "P7",
    runs: RUNS,
    start_ms: Math.round(median(ours)),
    empty_window_ms: Math.round(median(floor)),
    ratio: Number((median(ours) / median(floor)).toFixed(2)),
    goal_ratio: GOAL.ratio,
    tickets,
    program_mib: Number(size.toFixed(1)),
    packed_mib: Number(packed.toFixed(1)),
    goal_mib: GOAL.mebibytes,
  }),
);
process.exit(0);
