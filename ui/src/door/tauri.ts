import { invoke } from '@tauri-apps/api/core';
import { problem_of, Trouble, type Door } from './door';

/** Verbs are commands of the shell; each takes its value as `body`, changes takes `after`. */
async function ask<T>(verb: string, values: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(verb, values);
  } catch (thrown) {
    throw new Trouble(problem_of(thrown));
  }
}

export const tauri_door: Door = {
  execute: (body) => ask('execute', { body }),
  query: (body) => ask('query', { body }),
  changes: (after, here) => ask('changes', { after, here }),
  give_photo: async (ticket, file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      return await invoke<string>('give_photo', bytes, { headers: { ticket } });
    } catch (thrown) {
      throw new Trouble(problem_of(thrown));
    }
  },
  photo: async (ticket, photo) =>
    new Blob([await ask<ArrayBuffer>('photo', { body: { ticket, photo } })], { type: 'image/jpeg' }),
  take_out: (body) => ask('export', { body }),
  present: (body) => ask('present', { body }),
  claim: (body) => ask('claim', { body }),
  lock: () => ask('lock_screen'),
  unlock: (secret) => ask('unlock_screen', { secret }),
  sign_in: (body) => ask('sign_in', { body }),
  sign_out: () => ask('sign_out'),
  recover: (body) => ask('recover', { body }),
  drafts: () => ask('drafts'),
  keep_draft: (body) => ask('keep_draft', { body }),
  shell: () => ask('shell'),
  training: (on) => ask('training', { on }),
  confirm_clock: () => ask('confirm_clock'),
  door: () => ask('door'),
  set_door: (on) => ask('set_door', { on }),
  let_in: (on) => ask('let_in', { on }),
  desktop: {
    open_wall: () => ask('open_wall'),
    toggle_fullscreen: () => ask('toggle_fullscreen'),
    test_notification: () => ask('test_notification'),
    test_sound: () => ask('test_sound'),
    speaker: () => ask('speaker'),
    choose_speaker: (body) => ask('choose_speaker', { body }),
    calling: (on) => ask('calling', { on }),
    silence: () => ask('silence'),
    mute: () => ask('mute'),
    set_autostart: (on) => ask('set_autostart', { on }),
    place: () => ask('place'),
    nearby: () => ask('nearby'),
    join: (join) => ask('join', { ...join }),
    leave_room: (anyway) => ask('leave_room', { anyway }),
    quit: () => ask('quit'),
    update: () => ask('update'),
    choose_update: () => ask('choose_update'),
    install_update: () => ask('install_update'),
    start_again: () => ask('start_again'),
    painted: () => ask('painted'),
  },
};
