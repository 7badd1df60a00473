// A shift is handed over at the built application: who goes signs, who comes reads item by item and accepts.
// `node tests/app/handover.mjs`; Linux only (WebKitWebDriver).

import assert from "node:assert/strict";
import {
  ask,
  board,
  change_seat,
  choose,
  fire,
  first_run,
  operator,
  supervisor,
  t,
  take_call,
} from "./acts.mjs";
import { until } from "./driver.mjs";
import { on_stage, play } from "./stage.mjs";

on_stage(process.argv[1], 3);

const last = async (app) => (await ask(app, { ask: "handover" })).last;
const to_handover = async (app) => {
  await choose(app, t("keys.go_handover"));
  await app.find(".item");
};
/** The dialog that a key opened is answered, and gone before the next key. */
async function answer(app, words) {
  await app.reads(words);
  await app.press("Enter");
  await until(
    "the dialog is gone",
    async () => (await app.all("dialog[open]")).length === 0,
  );
}

async function story(stage, done) {
  await stage.daemon();
  await stage.web_driver();
  const { driver: app } = await stage.open();
  await first_run(app);
  await change_seat(app, operator);
  await take_call(app, fire);
  done("a ticket that stays open");

  await to_handover(app);
  await until("the first note can be typed", () =>
    app.run("return document.activeElement?.tagName === 'INPUT'"),
  );
  await app.type("Damkar minta kabar tiap jam");
  await app.press("Control+Enter");
  await answer(app, t("handover.sign_title"));
  const signed = await until("it is signed", () => last(app));
  assert.equal(signed.by, operator.name);
  assert.match(signed.head.hash, /^[0-9a-f]{64}$/);
  assert.equal(signed.items[0].note, "Damkar minta kabar tiap jam");
  done(
    `the operator signed ${signed.items.length} items at position ${signed.head.seq}`,
  );

  await app.press("Escape");
  await app.reads(t("desk.waiting"));
  await change_seat(app, supervisor);
  await app.reads(t("frame.handover_waits", { who: operator.name }));
  await to_handover(app);
  await stage.picture("1-handover", app);
  for (let left = signed.items.length; left > 0; left -= 1) {
    await until(
      `${left} are not read`,
      async () => (await last(app)).unread === left,
    );
    await app.press("Enter");
  }
  await app.reads(t("handover.all_read"));
  await app.press("Control+Enter");
  await app.reads(t("handover.taken_by", { who: supervisor.name }));
  const accepted = await last(app);
  assert.equal(accepted.accepted.by, supervisor.name);
  assert.equal(accepted.accepted.alone, false);
  assert.ok(accepted.items.every((item) => item.read?.by === supervisor.name));
  assert.deepEqual(
    [...new Set((await board(app)).map((one) => one.owner))],
    [supervisor.name],
  );
  await stage.picture("2-accepted", app);
  await app.close();
  done("the supervisor read each item and accepted; the ticket is theirs");
}

await play("the application: a shift is handed over", story);
