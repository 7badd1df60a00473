// What the story needs around it: a bus, a screen and a notification daemon of its own, so that nothing of the
// developer's session is touched. Everything started here is ended here, and the whole in bounded time.

import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Driver, until } from './driver.mjs';
import { Loudspeaker } from './speaker.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const ON_STAGE = 'KENTONGAN_STAGE';
/** A bus that starts nothing by itself: what owns a name on it was started by the story. */
const BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`;

/** Runs `script` again under a bus and a screen of its own, unless it already does; ends with its code. */
export function on_stage(script, minutes) {
  if (process.env[ON_STAGE]) return;
  // Two stories that begin at once must not take the same screen.
  const from = String(100 + (process.pid % 900));
  const line = ['--', 'xvfb-run', '-a', '-n', from, '-s', '-screen 0 1920x1080x24', process.execPath, script];
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-stage-'));
  const [aside, bus] = [join(folder, 'aside.txt'), join(folder, 'bus.conf')];
  writeFileSync(bus, BUS);
  // A bus without a desktop complains at length; that is of use only where the story failed.
  const complaints = openSync(aside, 'w');
  const { status, error } = spawnSync('dbus-run-session', ['--config-file', bus, ...line, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', complaints],
    env: { ...process.env, [ON_STAGE]: '1' },
    timeout: minutes * 60_000,
  });
  if (status !== 0) console.error(readFileSync(aside, 'utf8'));
  if (error) console.error(`the story did not run to its end: ${error.message}`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(status ?? 1);
}

/** The application that was built, debug or release, whichever is newer is not guessed: `KENTONGAN_APP` or debug. */
export function application() {
  const built =
    process.env['KENTONGAN_APP'] ?? join(process.env['CARGO_TARGET_DIR'] ?? join(root, 'target'), 'debug', 'kentongan');
  if (!existsSync(built)) throw new Error(`${built} is not there: cargo build --package kentongan`);
  return built;
}

/** The wall clock's milliseconds at those of the boot clock. */
export function wall_time(booted) {
  const up = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
  return Date.now() - (up - booted);
}

export class Stage {
  children = [];

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'kentongan-app-'));
    this.data = join(this.folder, 'data');
    const home = join(this.folder, 'home');
    mkdirSync(home);
    this.speaker = new Loudspeaker(home);
    this.env = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local', 'share'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_RUNTIME_DIR: this.folder,
      LANG: 'C.UTF-8',
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      TAURI_AUTOMATION: 'true',
      TAURI_WEBVIEW_AUTOMATION: 'true',
    };
  }

  start(program, args) {
    const child = spawn(program, args, {
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', (error) => console.error(`${program}: ${error.message}`));
    this.children.push(child);
    return child;
  }

  /** A real notification daemon, which keeps what it got. */
  async daemon() {
    const settings = join(this.folder, 'dunstrc');
    writeFileSync(settings, '[global]\nhistory_length = 1000\nnotification_limit = 0\n[urgency_normal]\ntimeout = 0\n');
    const daemon = this.start('dunst', ['-conf', settings]);
    await until('dunst owns the bus name', () => this.dunstctl('count').status === 0, 10);
    return daemon;
  }

  /** Ends one of those that were started here. */
  async stop(child) {
    this.children = this.children.filter((one) => one !== child);
    await this.kill(child.pid);
  }

  /** A window manager: it minimises windows, and asks them to close. */
  async window_manager() {
    this.start('openbox', []);
    await until('openbox answers', () => this.xdotool('get_desktop').status === 0, 10);
  }

  xdotool(...args) {
    return spawnSync('xdotool', args, {
      env: this.env,
      encoding: 'utf8',
      timeout: 10_000,
    });
  }

  /** The window of this title that is to be seen, if there is one. */
  seen_window(title) {
    return this.xdotool('search', '--onlyvisible', '--name', title).stdout.split('\n')[0] || undefined;
  }

  dunstctl(...args) {
    return spawnSync('dunstctl', args, {
      env: this.env,
      encoding: 'utf8',
      timeout: 10_000,
    });
  }

  /** Everything the daemon has received, oldest first: `{ id, title, body, booted }`, the last when, as a boot clock. */
  received() {
    this.dunstctl('close-all');
    const said = JSON.parse(this.dunstctl('history').stdout);
    const notes = said.data.flat().map((note) => ({
      id: note.id.data,
      title: note.summary.data,
      body: note.body.data,
      booted: note.timestamp.data / 1000,
    }));
    return notes.sort((one, other) => one.id - other.id);
  }

  async web_driver() {
    const port = await free_port();
    this.start('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`]);
    this.address = `http://127.0.0.1:${port}`;
    await until('WebKitWebDriver answers', async () => (await fetch(`${this.address}/status`)).ok, 10);
    return this.address;
  }

  /**
   * Starts the application on the story's data folder, or another; its driver, and its own process id. A web driver has
   * one application at a time.
   */
  async open({ data = this.data, address = this.address } = {}) {
    const driver = await Driver.open(address, application(), ['--data', data]);
    return {
      driver,
      pid: await until('the process of the application', () => this.process(data), 10),
    };
  }

  /** Starts it as a person does, without a driver; its page is looked at on `port`, and its process id. */
  async open_plain() {
    const port = await free_port();
    const env = { ...this.env, WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` };
    delete env.TAURI_AUTOMATION;
    delete env.TAURI_WEBVIEW_AUTOMATION;
    const child = spawn(application(), ['--data', this.data], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    this.children.push(child);
    return { port, pid: child.pid };
  }

  /** The application's process: the one whose command line names our data folder. */
  process(data = this.data) {
    return processes().find(({ line }) => line.includes(data) && /(^|\/)kentongan$/.test(line[0] ?? ''))?.pid;
  }

  /** A second copy on the same data folder: what it says, and its exit code once its sentence has been read. */
  async second_copy(title) {
    const env = {
      ...this.env,
      TAURI_AUTOMATION: '',
      TAURI_WEBVIEW_AUTOMATION: '',
    };
    const child = spawn(application(), ['--data', this.data], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.children.push(child);
    let said = '';
    child.stderr.on('data', (bytes) => (said += bytes));
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const read = ['search', '--sync', '--name', title, 'windowfocus', '--sync', 'key', 'Return'];
    await until(
      'its sentence is on the screen',
      () => spawnSync('xdotool', read, { env, timeout: 5000 }).status === 0,
      20,
    );
    const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000, 'running'))]);
    return { said, code };
  }

  /** The process that draws the pages of `pid`. */
  web_process(pid) {
    return processes().find((one) => one.line[0].endsWith('WebKitWebProcess') && ancestors(one.pid).includes(pid))?.pid;
  }

  /** Ends whatever the driver has started: closing its window leaves our application in the tray. */
  async end_started() {
    const driver = this.children.find((child) => child.spawnfile === 'WebKitWebDriver')?.pid;
    for (const one of processes())
      if (one.pid !== driver && ancestors(one.pid).includes(driver)) await this.kill(one.pid);
  }

  /** Like a power cut for the program: no chance to say anything. */
  async kill(pid) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return;
    }
    await until('the killed process is gone', () => !processes().some((one) => one.pid === pid), 10);
  }

  /** A picture of the whole screen, once `app` has drawn; the driver's own verb hangs on this web view. */
  async picture(name, app) {
    const folder = process.env['KENTONGAN_PICTURES'];
    if (!folder) return;
    await app?.wait('requestAnimationFrame(() => setTimeout(arguments[arguments.length - 1], 500))');
    mkdirSync(folder, { recursive: true });
    spawnSync('import', ['-window', 'root', join(folder, `${name}.png`)], {
      env: this.env,
      timeout: 20_000,
    });
  }

  backups() {
    const folder = join(this.data, 'backup');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  /** What the application wrote down, for a story that failed. */
  logs() {
    const folder = join(this.data, 'log');
    if (!existsSync(folder)) return '';
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
  }

  end() {
    for (const { pid, line } of processes())
      if (/(^|\/)kentongan$/.test(line[0] ?? '') && line.some((word) => word.startsWith(this.folder)))
        process.kill(pid, 'SIGKILL');
    for (const child of this.children) child.kill('SIGKILL');
    // The pages' own processes end a little later and may still write.
    try {
      rmSync(this.folder, {
        recursive: true,
        force: true,
        maxRetries: 10,
        retryDelay: 300,
      });
    } catch (error) {
      console.error(`left behind: ${error.message}`);
    }
  }
}

/** Plays `story(stage, done)`, saying what is done as it goes and `name` at its end; ends the process with its code. */
export async function play(name, story) {
  const stage = new Stage();
  const began = Date.now();
  const done = (what) => console.log(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  let failed;
  try {
    await story(stage, done);
  } catch (error) {
    failed = error;
    await stage.picture('failed');
    console.error(stage.logs());
  }
  stage.end();
  if (failed) {
    console.error(failed);
    process.exit(1);
  }
  console.log(name);
  process.exit(0);
}

/** Living processes: `{ pid, line }`, the line as words. */
export function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        const dead = / Z /.test(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/, ''));
        return dead ? [] : [{ pid: Number(name), line }];
      } catch {
        return [];
      }
    });
}

function ancestors(pid) {
  const line = [];
  try {
    for (let at = pid; at > 1; line.push(at)) {
      const [, parent] = readFileSync(`/proc/${at}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      at = Number(parent);
    }
  } catch {
    // It has just ended.
  }
  return line;
}

function free_port() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
