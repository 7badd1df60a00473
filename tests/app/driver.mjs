// A WebDriver client of the few verbs this test needs, over fetch: https://www.w3.org/TR/webdriver2/.

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Keys that have no letter of their own. */
const KEYS = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Home: '\uE011',
  End: '\uE010',
  Delete: '\uE017',
  Space: ' ',
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`F${n + 1}`, String.fromCharCode(0xe031 + n)])),
};

/** Asks `ask` every 50 ms until it gives something; what it gave. @throws after `seconds`, saying what was waited for. */
export async function until(what, ask, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      last = undefined;
      const found = await ask();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}${last ? ` (${last.message})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One connection to the application: both of its windows are handles of it. */
export class Driver {
  /** Control keys pressed: every key but letters, digits and spaces of a text. */
  control_keys = 0;

  constructor(base) {
    this.base = base;
  }

  /** Starts `binary` with `args` through the driver that listens at `address`. */
  static async open(address, binary, args) {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } };
    const { sessionId } = await call('POST', `${address}/session`, { capabilities }, 60);
    const driver = new Driver(`${address}/session/${sessionId}`);
    await driver.ask('POST', '/timeouts', { script: 20_000, pageLoad: 30_000, implicit: 0 });
    return driver;
  }

  ask(method, path, body) {
    return call(method, this.base + path, body, 30);
  }

  close() {
    return this.ask('DELETE', '').catch(() => undefined);
  }

  windows() {
    return this.ask('GET', '/window/handles');
  }

  to(handle) {
    return this.ask('POST', '/window', { handle });
  }

  url() {
    return this.ask('GET', '/url');
  }

  /** Runs `body` as a function in the page, with `args`; what it returns. */
  run(body, ...args) {
    return this.ask('POST', '/execute/sync', { script: body, args });
  }

  /** The same for a body that calls its last argument when it is done. */
  wait(body, ...args) {
    return this.ask('POST', '/execute/async', { script: body, args });
  }

  /** All that is to be read on the page. */
  text() {
    return this.run('return document.body.innerText');
  }

  /** Waits until the page reads `words` (text or pattern), however it is spaced. */
  reads(words, seconds) {
    const fits = (text) => (words instanceof RegExp ? words.test(text) : text.includes(words));
    return until(`the page reads ${words}`, async () => fits((await this.text()).replaceAll(/\s+/g, ' ')), seconds);
  }

  find(css, seconds = 20) {
    return until(`an element ${css}`, async () => (await this.all(css))[0], seconds);
  }

  async all(css) {
    const found = await this.ask('POST', '/elements', { using: 'css selector', value: css });
    return found.map((element) => element[ELEMENT]);
  }

  /** The first button or link that reads `words`, once it is there and can be pressed. */
  button(words, seconds = 20) {
    const script = `return [...document.querySelectorAll('button, a, [role=tab], [role=option], summary, label')]
      .find((it) => !it.disabled && it.offsetParent !== null && it.innerText.replaceAll(/\\s+/g, ' ').includes(arguments[0]))`;
    return until(`a button "${words}"`, async () => (await this.run(script, words))?.[ELEMENT], seconds);
  }

  async click(element) {
    await this.ask('POST', `/element/${element}/click`, {});
  }

  async press_button(words, seconds) {
    await this.click(await this.button(words, seconds));
  }

  /** Types into a field by its label's words, as a person would: the field is clicked, emptied and filled. */
  async fill(label, text, seconds) {
    const field = await this.field(label, seconds);
    await this.click(field);
    await this.ask('POST', `/element/${field}/clear`, {});
    await this.ask('POST', `/element/${field}/value`, { text });
  }

  /** Chooses by its words in a list that drops down. */
  async pick(label, words, seconds) {
    const field = await this.field(label, seconds);
    const script = `const [list, words] = arguments;
      list.value = [...list.options].find((it) => it.text === words).value;
      list.dispatchEvent(new Event('change', { bubbles: true }));`;
    await this.run(script, { [ELEMENT]: field }, words);
  }

  /** The field whose label, or accessible name, starts with `label`. */
  field(label, seconds = 20) {
    const script = `const fits = (text) => text?.replaceAll(/\\s+/g, ' ').trim().startsWith(arguments[0]);
      return [...document.querySelectorAll('input, select, textarea')].find((it) => it.offsetParent !== null
        && (fits(it.getAttribute('aria-label')) || [...(it.labels ?? [])].some((one) => fits(one.innerText))))`;
    return until(`a field "${label}"`, async () => (await this.run(script, label))?.[ELEMENT], seconds);
  }

  /** Presses one key, such as `Control+Enter`, and counts it. */
  async press(key) {
    this.control_keys += 1;
    const names = key.split('+');
    const codes = names.map((name) => KEYS[name] ?? name);
    const down = codes.map((value) => ({ type: 'keyDown', value }));
    const up = codes.toReversed().map((value) => ({ type: 'keyUp', value }));
    await this.keys([...down, ...up]);
  }

  /** Types a text letter by letter into whatever has the focus. */
  async type(text) {
    await this.keys(
      [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  }

  async keys(actions) {
    await this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

async function call(method, url, body, seconds) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
    signal: AbortSignal.timeout(seconds * 1000),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}
