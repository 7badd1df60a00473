import type { Export } from './contract.gen';
import { is_problem, Trouble, type Door } from './door';

/** A browser wall is `/?wall#/wall`: it reads what a wall may, without anybody signed in. */
const seat: Record<string, string> = new URLSearchParams(location.search).has('wall') ? { 'x-seat': 'wall' } : {};

/** Verbs are `POST /api/<verb>` with their value as JSON; a few that only look are `GET`. */
async function ask<T>(verb: string, body?: unknown, signal?: AbortSignal, method = 'POST'): Promise<T> {
  let answer: Response;
  let value: unknown;
  try {
    const asks =
      method === 'GET'
        ? { method, headers: seat }
        : { method, headers: { 'content-type': 'application/json', ...seat }, body: JSON.stringify(body ?? {}) };
    answer = await fetch(`/api/${verb}`, { ...asks, credentials: 'same-origin', cache: 'no-store', signal });
    const text = await answer.text();
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Trouble({ problem: 'unreachable' });
  }
  if (answer.ok) return value as T;
  throw new Trouble(is_problem(value) ? value : { problem: 'unreachable' });
}

/** A file on its way there, or one on its way back: the bodies that are no JSON. */
async function carry(verb: string, file?: Blob, type = 'application/octet-stream'): Promise<Response> {
  const headers = { 'content-type': type, ...seat };
  const asks = file ? { method: 'POST', headers, body: file } : { headers: seat };
  let answer: Response;
  try {
    answer = await fetch(`/api/${verb}`, { ...asks, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new Trouble({ problem: 'unreachable' });
  }
  if (answer.ok) return answer;
  const value: unknown = await answer.json().catch(() => undefined);
  throw new Trouble(is_problem(value) ? value : { problem: 'unreachable' });
}

/** Among the browser's downloads, under the name that the room gave it. */
async function take_out(what: Export): Promise<string> {
  const answer = await carry('export', new Blob([JSON.stringify(what)]), 'application/json');
  const name = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'kentongan';
  const address = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // It is read after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}

export const web_door: Door = {
  execute: (command) => ask('execute', command),
  query: (query) => ask('query', query),
  changes: (after, here, signal) => ask(`changes?after=${after}&here=${here}`, undefined, signal, 'GET'),
  give_photo: (ticket, file) =>
    carry(`photo?ticket=${ticket}`, file).then((answer) => answer.json() as Promise<string>),
  photo: (ticket, photo) => carry(`photo/${photo}?ticket=${ticket}`).then((answer) => answer.blob()),
  take_out,
  present: (said) => ask('present', said),
  claim: (what) => ask('claim', what),
  lock: () => ask('lock'),
  unlock: (secret) => ask('unlock', { secret }),
  sign_in: (who) => ask('sign_in', who),
  sign_out: () => ask('sign_out'),
  recover: (by) => ask('recover', by),
  drafts: () => ask('drafts'),
  keep_draft: (draft) => ask('keep_draft', draft),
  shell: () => Promise.resolve({ desktop: false, autostart: false, notifications: false }),
  training: (on) => ask('training', { on }),
  confirm_clock: () => ask('confirm_clock'),
  door: () => ask('door', undefined, undefined, 'GET'),
  set_door: (on) => ask('door', { on }),
  let_in: (on) => ask('let_in', { on }),
  pair: (join) => ask('pair_browser', join),
};
