import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { answer_late } from './late';
import type { Answer, Command, Draft, Query, Receipt, Session, Settings, Shift } from '../src/door';

/** A command without its id. */
type Wish = Command extends infer C ? (C extends { id: string } ? Omit<C, 'id'> : never) : never;

/** The real room, a real browser, and a desk without a screen: what the tests of the screens stand on. */
const root = resolve(import.meta.dirname, '../..');
const built = (name: string): string => join(root, 'target/debug', process.platform === 'win32' ? `${name}.exe` : name);
const program = built('kentongan-room');
/** The same room, its three clocks read from a file. */
const driven = built('driven_room');
/** Another build of the screens may be given; the product's own unless it is. */
const screens = process.env['KENTONGAN_SCREENS'] ?? join(root, 'ui/dist');

export interface RunningRoom {
  /** `http://127.0.0.1:40112`: one free port, kept over a restart. */
  readonly address: string;
  /** `https://127.0.0.1:40113` where its door is open to other computers; a port kept over a restart. */
  readonly door?: string;
  /** Its data folder, gone after `stop`. */
  readonly data: string;
  /** Ends the program as a crash would, and keeps the data. */
  kill(): Promise<void>;
  /** Opens the same data at the same address. */
  restart(): Promise<void>;
  /** Puts its newest backup in its place, as an administrator does, and opens that. */
  put_back(code?: string): Promise<void>;
  stop(): Promise<void>;
  /** Somebody signed in beside the page, without a screen. */
  seat(who: Person): Promise<Seat>;
}

interface Running {
  address: string;
  door?: string;
  kill(): Promise<void>;
}

async function run(data: string, port: string, desk: string, clocks?: string, door_port?: string): Promise<Running> {
  const opened = door_port === undefined ? [] : ['--open', '127.0.0.1', '--open-port', door_port];
  const plain = ['serve', '--port', port, '--desk', desk, '--data', data, '--ui', screens, ...opened];
  const room = spawn(clocks ? driven : program, clocks ? [data, clocks, screens] : plain, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((end) => room.once('exit', () => end()));
  let complaint = '';
  room.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [address = '', door] = await new Promise<string[]>((found, failed) => {
    let heard = '';
    room.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      const said = heard.match(/https?:\/\/127\.0\.0\.1:\d+/g) ?? [];
      if (said.length > opened.length / 4) found(said);
    });
    room.once('exit', (code) => failed(new Error(`the room ended with ${code}: ${complaint}`)));
    setTimeout(() => failed(new Error(`the room said no address: ${heard}${complaint}`)), 20_000).unref();
  });
  const kill = async (): Promise<void> => {
    if (room.exitCode === null && room.signalCode === null) room.kill('SIGKILL');
    await ended;
  };
  return { address, door, kill };
}

/**
 * Starts the room as desk 2 on a folder of its own and waits until it says where it is; founded unless asked not to be.
 * `clocks` is a file of its wall, steady and boot clock, in milliseconds; it then takes another port at a restart.
 * With `door` it is desk 1, and its door is open over TLS. With `named` its folder is called so, as pictures show it, and
 * it is desk 1, whose door a supervisor opens.
 */
export async function start_room({
  founded = true,
  clocks,
  door: opens = false,
  named,
}: { founded?: boolean; clocks?: string; door?: boolean; named?: string } = {}): Promise<RunningRoom> {
  for (const needed of [clocks ? driven : program, join(screens, 'index.html')])
    if (!existsSync(needed)) throw new Error(`${needed} is not built`);
  const data = named ? join(tmpdir(), named) : mkdtempSync(join(tmpdir(), 'kentongan-e2e-'));
  if (named) rmSync(data, { recursive: true, force: true });
  const desk = opens || named ? '1' : '2';
  let running = await run(data, '0', desk, clocks, opens ? '0' : undefined);
  const { address, door } = running;
  if (founded) await found_room(address);
  return {
    address,
    door,
    data,
    kill: () => running.kill(),
    async restart() {
      await running.kill();
      running = await run(data, new URL(address).port, desk, clocks, door && new URL(door).port);
    },
    async put_back(code = recovery) {
      await running.kill();
      const folder = join(data, 'backup');
      execFileSync(program, ['restore', join(folder, newest_backup(folder) ?? ''), '--data', data, '--recovery', code]);
      running = await run(data, new URL(address).port, desk, clocks, door && new URL(door).port);
    },
    async stop() {
      await running.kill();
      rmSync(data, { recursive: true, force: true });
    },
    async seat(who) {
      const seat = new Seat(address);
      await seat.sign_in(who);
      return seat;
    },
  };
}

/** By its name: the day, the minute, and the position in the journal, which tells two of one minute apart. */
export function newest_backup(folder: string): string | undefined {
  const names = readdirSync(folder).filter((name) => name.endsWith('.age'));
  return names.sort(new Intl.Collator('en', { numeric: true }).compare).at(-1);
}

/** The system's Chromium, without a screen. */
export function start_browser(): Promise<Browser> {
  const given = process.env['KENTONGAN_CHROMIUM'];
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return chromium.launch({
    executablePath: given ?? known.find((path) => existsSync(path)),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Look {
  theme?: 'dark' | 'light';
  language?: 'id' | 'en';
  width?: number;
  height?: number;
}

/** A page at the room's door with the look given; `complaints` are the errors that the page itself throws. */
export async function open_page(
  browser: Browser,
  room: { address: string },
  look: Look = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1366, height: look.height ?? 768 },
    baseURL: room.address,
    // A room vouches for itself; that a person compares its fingerprint no test can show.
    ignoreHTTPSErrors: room.address.startsWith('https:'),
  });
  await context.addInitScript(
    ([theme, language]) => {
      // Only where nothing was chosen before: a page that changes its look is not overruled.
      if (localStorage.getItem('kentongan.theme') === null) localStorage.setItem('kentongan.theme', theme ?? 'dark');
      if (localStorage.getItem('kentongan.language') === null)
        localStorage.setItem('kentongan.language', language ?? 'id');
    },
    [look.theme ?? 'dark', look.language ?? 'id'],
  );
  await answer_late(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  await page.goto('/');
  return { page, context, complaints };
}

/** Signs the page's person in at the door, and opens the desk. */
export async function sign_in(page: Page, who: Person, shift?: Shift): Promise<void> {
  const answer = await page.context().request.post('/api/sign_in', {
    data: { account: who.account, secret: who.secret, shift },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  await page.goto('/');
  await page.locator('.bar .side b').getByText(who.name).waitFor();
}

/** A UUIDv7 of now. */
export function mint(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = ((random[0] ?? 0) & 0x0f) | 0x70;
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80;
  const hex = time + [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A desk without a screen: the door over HTTP, for what a test needs to be there, or wants to know. */
export class Seat {
  readonly address: string;
  #cookie = '';

  constructor(address: string) {
    this.address = address;
  }

  async #post<T>(verb: string, body: unknown): Promise<T> {
    const answer = await fetch(`${this.address}/api/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.#cookie ? { cookie: this.#cookie } : {}) },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${verb}: ${text}`);
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    return JSON.parse(text) as T;
  }

  execute(wish: Wish): Promise<Receipt> {
    return this.#post('execute', { ...wish, id: mint() });
  }
  query<Q extends Query>(query: Q): Promise<Answer<Q['ask']>> {
    return this.#post('query', query);
  }
  sign_in(who: Person): Promise<Session> {
    return this.#post('sign_in', { account: who.account, secret: who.secret });
  }
  /** The forms that this desk's disk keeps. */
  drafts(): Promise<Draft[]> {
    return this.#post('drafts', {});
  }
  keep_draft(draft: Draft): Promise<null> {
    return this.#post('keep_draft', draft);
  }
  training(on: boolean): Promise<Session> {
    return this.#post('training', { on });
  }
}

export interface Person {
  account: string;
  name: string;
  secret: string;
}
export const supervisor: Person = { account: 'sari', name: 'Sari Wulandari', secret: 'kentong tengah malam' };
export const operator: Person = { account: 'rina', name: 'Rina Kartika', secret: 'lampu jalan menyala' };
const recovery = 'KWPD-PBN7-FYSS-8RV9-TXY2-3QCE';
const settings: Settings = {
  language: 'id',
  notifications: true,
  sound: true,
  backup_folder: '',
  wall_inches: 55,
  wall_metres: 6,
  pranks_to_propose: 3,
  unmask_minutes: 30,
  lock_minutes: 15,
};

/** Founds the room with the region it ships with, one supervisor and one operator. */
async function found_room(address: string): Promise<void> {
  const desk = new Seat(address);
  const { region } = await desk.query({ ask: 'seed_region' });
  await desk.execute({
    do: 'found',
    region,
    settings,
    supervisor: mint(),
    account: supervisor.account,
    name: supervisor.name,
    secret: supervisor.secret,
    recovery,
    training: false,
  });
  await desk.sign_in(supervisor);
  await desk.execute({
    do: 'add_person',
    person: mint(),
    account: operator.account,
    name: operator.name,
    role: 'operator',
    secret: operator.secret,
  });
}

/** The text of a file of the seed, as it ships. */
export function seed_file(name: string): string {
  return readFileSync(join(root, 'crates/rules/seed', `${name}.csv`), 'utf8');
}
