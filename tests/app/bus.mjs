// A name on the session bus, held for as long as a story needs it: https://dbus.freedesktop.org/doc/dbus-specification.html.

import { createConnection } from 'node:net';

/** What the tray is looked for by; who owns it is asked to draw the drum. */
export const TRAY = 'org.kde.StatusNotifierWatcher';

const CALL = 1;
const ANSWER = 2;
/** Header fields: their codes and types. */
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  reply: [5, 'u'],
  to: [6, 's'],
  body: [8, 'g'],
};

/** Owns `name` until the connection it gives is ended. Whatever is asked of it is answered with nothing. */
export async function own(name) {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const at = /unix:(path|abstract)=([^,;]+)/.exec(address);
  if (!at) throw new Error(`no session bus at "${address}"`);
  const socket = createConnection(at[1] === 'path' ? at[2] : `\0${at[2]}`);
  const user = Buffer.from(String(process.getuid())).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  const bus = {
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    to: 'org.freedesktop.DBus',
  };
  let kept = Buffer.alloc(0);
  let greeted = false;
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      kept = Buffer.concat([kept, bytes]);
      if (!greeted) {
        const end = kept.indexOf('\r\n');
        if (end < 0) return;
        if (!kept.subarray(0, end).toString().startsWith('OK ')) reject(new Error(kept.toString()));
        kept = kept.subarray(end + 2);
        greeted = true;
        socket.write('BEGIN\r\n');
        socket.write(message(CALL, 1, { ...bus, member: 'Hello' }));
        socket.write(message(CALL, 2, { ...bus, member: 'RequestName', body: 'su' }, [text(name), number(4)]));
      }
      for (let one = taken(); one; one = taken()) {
        if (one.kind === CALL)
          socket.write(
            message(ANSWER, 100 + one.serial, {
              reply: one.serial,
              to: one.from,
            }),
          );
        // 1: it is ours.
        if (one.reply === 2) one.said === 1 ? resolve() : reject(new Error(`${name} is somebody else's`));
      }
    });
  });
  return socket;

  /** The next whole message, if there is one. */
  function taken() {
    if (kept.length < 16) return undefined;
    const fields = kept.readUInt32LE(12);
    const body = 16 + fields + padding(fields, 8);
    const end = body + kept.readUInt32LE(4);
    if (kept.length < end) return undefined;
    const one = {
      kind: kept[1],
      serial: kept.readUInt32LE(8),
      said: end > body ? kept.readUInt32LE(body) : undefined,
    };
    for (let at = 16; at < 16 + fields;) {
      at += padding(at, 8);
      const [code, type] = [kept[at], String.fromCharCode(kept[at + 2])];
      at += 4;
      if (type === 'g') at += kept[at] + 2;
      else {
        const value = kept.readUInt32LE(at);
        if (code === 5) one.reply = value;
        if (code === 7) one.from = kept.toString('utf8', at + 4, at + 4 + value);
        at += type === 'u' ? 4 : 4 + value + 1;
      }
    }
    kept = kept.subarray(end);
    return one;
  }
}

const padding = (length, to) => (to - (length % to)) % to;

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);

/** Puts values of four bytes' alignment, or of one, one after the other. */
function row(parts, to) {
  return parts.reduce(
    (all, part) => Buffer.concat([all, Buffer.alloc(padding(all.length, to)), part]),
    Buffer.alloc(0),
  );
}

function message(kind, serial, said, values = []) {
  const body = row(values, 4);
  const fields = Object.entries(said).map(([name, value]) => {
    const [code, type] = FIELDS[name];
    const what =
      type === 'u' ? number(value) : type === 'g' ? Buffer.from([value.length, ...Buffer.from(value), 0]) : text(value);
    return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), what]);
  });
  const header = row(fields, 8);
  // Little endian, this kind, no flags, version 1.
  const start = [Buffer.from([0x6c, kind, 0, 1]), number(body.length), number(serial), number(header.length), header];
  return Buffer.concat([row([Buffer.concat(start)], 1), Buffer.alloc(padding(header.length, 8)), body]);
}
