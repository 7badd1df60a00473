// What a person does at the screens, by their words and keys, and what the room answers: parts of every story.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** The words of the screens, so that the story follows them. */
export function t(key, values = {}) {
  const [room, name] = key.split('.');
  const words = JSON.parse(readFileSync(new URL(`../../ui/src/words/id/${room}.json`, import.meta.url), 'utf8'));
  assert.ok(words[name], `no words for ${key}`);
  return Object.entries(values).reduce((said, [place, value]) => said.replace(`{${place}}`, value), words[name]);
}

export const supervisor = {
  account: 'sari',
  name: 'Sari Uji',
  secret: 'sandi uji supervisor',
};
export const operator = {
  account: 'rina',
  name: 'Rina Uji',
  secret: 'sandi uji operator',
};

export async function first_run(app) {
  await app.reads(t('first_run.step_language'), 60);
  await app.press_button(t('first_run.next'));
  await app.reads(t('first_run.says_region'));
  await app.reads(t('first_run.seed_says'));
  await app.fill(t('first_run.room_name'), 'Call Center 112 Uji');
  await app.fill(t('first_run.prefix'), 'SDA');
  await app.press_button(t('first_run.next'));
  await app.fill(t('first_run.name'), supervisor.name);
  await app.fill(t('first_run.account'), supervisor.account);
  await app.fill(t('first_run.password'), supervisor.secret);
  await app.fill(t('first_run.password_again'), supervisor.secret);
  const code = await app.run("return document.querySelector('[data-recovery]').innerText");
  await app.fill(t('first_run.typed_back'), code.trim().split(/\s+/).join('-'));
  await app.press_button(t('first_run.open_room'));
  await app.reads(t('first_run.says_people'), 60);
  await app.fill(t('first_run.name'), operator.name);
  await app.fill(t('first_run.account'), operator.account);
  await app.fill(t('first_run.password_first'), operator.secret);
  await app.press_button(t('manage.add_person'));
  await app.reads(operator.name, 30);
  for (const step of ['agencies', 'wall', 'notices', 'practice', 'done']) {
    await app.press_button(t('first_run.skip'));
    await app.reads(t(`first_run.says_${step}`));
  }
  await app.press_button(t('first_run.finish'));
  await app.reads(t('desk.waiting'));
}

/** An action of the palette, by its words. */
export async function choose(app, words) {
  await app.press('Control+k');
  await app.find('dialog[open] input');
  await app.type(words);
  await app.press('Enter');
}

export async function sign_in(app, who) {
  await app.reads(t('sign_in.account'));
  await app.fill(t('sign_in.account'), who.account);
  await app.press('Enter');
  await app.fill(t('sign_in.secret'), who.secret);
  await app.press('Enter');
  await app.reads(t('desk.waiting'), 30);
  await app.reads(who.name);
}

export async function change_seat(app, who) {
  await choose(app, t('desk.key_sign_out'));
  await sign_in(app, who);
}

/** A call typed at a desk, and saved. */
export async function type_call(app, { number, what, where, landmark, name }) {
  await app.press('F2');
  await app.reads(t('desk.new_call'));
  for (const words of [number, what, where, landmark, name]) {
    await app.type(words);
    await app.press('Enter');
  }
  await app.press('Control+Enter');
}

/** Two fields and what else the caller says, by keyboard alone: saved with its number, and nobody told of it yet. */
export async function register_call(app, call) {
  app.control_keys = 0;
  await type_call(app, call);
  await app.reads(t('sending.saved_as'));
  await app.reads(/\bSDA-\d{6}-1-\d\d\b/);
}

/** The same, and then told to the agencies of its plan. Answers with the control keys of the whole. */
export async function take_call(app, call) {
  await register_call(app, call);
  await app.press('Control+Enter');
  await app.reads(t('desk.waiting'));
  return app.control_keys;
}

/** The door, as the page has it. */
export const ask = (app, body) => shell(app, 'query', { body });

/** A command of the shell from this window; what it answers. */
export async function shell(app, command, values = {}) {
  const answer = await app.wait(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((it) => done({ it }), (no) => done({ no }));`,
    command,
    values,
  );
  assert.ok(answer.it, `the room refused ${command} ${JSON.stringify(values)}: ${JSON.stringify(answer.no)}`);
  return answer.it;
}

/** What the room says to a command of the shell from this window; `undefined` where it was done. */
export function refused(app, command, body) {
  return app.wait(
    `const done = arguments[arguments.length - 1];
     window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(() => done(), (no) => done(no));`,
    command,
    body,
  );
}

/** A call as it is typed, and what there is to know of it. */
export const fire = {
  number: '081200000890',
  what: 'keba',
  where: 'krian',
  landmark: 'depan SPBU',
  name: 'bu ani',
};
export const crash = {
  number: '081200000891',
  what: 'laka',
  where: 'candi',
  landmark: 'dekat pasar',
  name: 'pak budi',
};

export const board = async (app) => (await ask(app, { ask: 'board' })).tickets;

/** Every alarm of the journal, newest first. */
export async function alarms(app) {
  const all = [];
  for (let page; page?.more !== false;) {
    const before = all.at(-1)?.key;
    page = await ask(app, { ask: 'alarms', ...(before && { before }) });
    all.push(...page.alarms);
  }
  return all;
}

/** A ticket's number as people say it on its day: `1-01`. */
export const short = (number) => number.split('-').slice(2).join('-');

/** Plugs the stage's loudspeaker in and chooses it, as Kelola does. */
export async function hear(app, speaker) {
  speaker.plug();
  const { devices } = await shell(app, 'speaker');
  const device = devices.find((one) => one.name === speaker.name);
  const chosen = await shell(app, 'choose_speaker', {
    body: { device, volume: 70 },
  });
  assert.equal(chosen.speaker.name, speaker.name);
}
