// The page as WebKit's own inspector sees it, over a WebSocket: an application that no driver has started is looked at with
// it, and one whose page died under it. A debug build listens where `WEBKIT_INSPECTOR_HTTP_SERVER` says.
// https://datatracker.ietf.org/doc/html/rfc6455; https://github.com/WebKit/WebKit/tree/main/Source/JavaScriptCore/inspector/protocol.

import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { until } from './driver.mjs';

const TEXT = 1;
/** An answer that has not come by then comes from nobody. */
const ANSWER = 2000;

export class Inspector {
  answers = new Map();
  said = 0;

  constructor(port) {
    this.port = port;
  }

  /** The page that is there now; its process may be another than the last time. */
  async attach(seconds = 10) {
    await until('a page can be looked at', () => this.connect(), seconds);
  }

  async connect() {
    this.socket?.destroy();
    const list = await (await fetch(`http://127.0.0.1:${this.port}/`)).text();
    const path = /\/socket\/\d+\/\d+\/WebPage/.exec(list)?.[0];
    if (!path) return false;
    this.socket = createConnection(this.port, '127.0.0.1');
    this.target = undefined;
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on(
      'data',
      frames((text) => this.hear(JSON.parse(text))),
    );
    const key = randomBytes(16).toString('base64');
    this.socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await until('the page names itself', () => this.target, 1);
    return true;
  }

  hear({ method, params }) {
    if (method === 'Target.targetCreated' && params.targetInfo.type === 'page')
      this.target = params.targetInfo.targetId;
    if (method !== 'Target.dispatchMessageFromTarget') return;
    const { id, result, error } = JSON.parse(params.message);
    this.answers.get(id)?.({ result, error });
    this.answers.delete(id);
  }

  /** Runs `body` as a function in the page, with `args`; what it returns. */
  async run(body, ...args) {
    const id = (this.said += 1);
    const expression = `(function () { ${body} }).apply(null, ${JSON.stringify(args)})`;
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
    const params = { targetId: this.target, message };
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    this.socket.write(frame(JSON.stringify({ id, method: 'Target.sendMessageToTarget', params })));
    const none = new Promise((_, reject) =>
      setTimeout(() => reject(new Error('the page does not answer')), ANSWER).unref(),
    );
    const { result, error } = await Promise.race([answer, none]);
    if (error || result.wasThrown) throw new Error(error?.message ?? result.result.description);
    return result.result.value;
  }

  close() {
    this.socket?.destroy();
  }
}

/** One text, masked as a client must. */
function frame(text) {
  const body = Buffer.from(text);
  const mask = randomBytes(4);
  const length =
    body.length < 126 ? Buffer.from([0x80 | body.length]) : Buffer.from([0xfe, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([0x80 | TEXT]), length, mask, body.map((byte, i) => byte ^ mask[i % 4])]);
}

/** Takes bytes as they come, after the greeting, and gives each whole text to `hear`. */
function frames(hear) {
  let kept = Buffer.alloc(0);
  let greeted = false;
  let parts = [];
  return (bytes) => {
    kept = Buffer.concat([kept, bytes]);
    if (!greeted) {
      const end = kept.indexOf('\r\n\r\n');
      if (end < 0) return;
      kept = kept.subarray(end + 4);
      greeted = true;
    }
    while (kept.length >= 2) {
      const short = kept[1] & 0x7f;
      const head = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (kept.length < head) return;
      const length = short === 127 ? Number(kept.readBigUInt64BE(2)) : short === 126 ? kept.readUInt16BE(2) : short;
      if (kept.length < head + length) return;
      const [last, kind] = [kept[0] & 0x80, kept[0] & 15];
      const body = kept.subarray(head, head + length);
      kept = kept.subarray(head + length);
      // What only keeps the connection is no text.
      if (kind > TEXT) continue;
      parts.push(body);
      if (!last) continue;
      hear(Buffer.concat(parts).toString());
      parts = [];
    }
  };
}
