// A night's worth of open tickets, put there through the door as a desk beside the page would.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ask } from './acts.mjs';

/** A UUIDv7 of now. */
function mint() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Does `commands` one after the other from the page. */
async function execute(app, commands) {
  const refused = await app.wait(
    `const done = arguments[arguments.length - 1];
     (async () => {
       for (const body of arguments[0]) await window.__TAURI_INTERNALS__.invoke('execute', { body });
     })().then(() => done(), (no) => done(no));`,
    commands,
  );
  assert.equal(refused, null, JSON.stringify(refused));
}

/** Opens `count` tickets of every kind in every district, tells two agencies of each, and has two of three acknowledged. */
export async function fill(app, count) {
  const { region } = await ask(app, { ask: 'setup' });
  const kinds = region.categories.filter((one) => one.active !== false);
  const agencies = region.agencies.filter((one) => one.active);
  const commands = Array.from({ length: count }, (_, n) => {
    const ticket = mint();
    const open = {
      do: 'open_ticket',
      id: mint(),
      call: mint(),
      ticket,
      called_at: Date.now() - n * 1000,
      category: kinds[n % kinds.length].code,
      severity: ['low', 'medium', 'high', 'critical'][n % 4],
      place: { district: region.districts[n % region.districts.length].code, landmark: `warung ke-${n}` },
      reporter: { number: `0812-0000-${String(1000 + n)}`, name: `Warga ${n}`, call_back: true },
    };
    const to = [0, 7].map((step, i) => ({
      agency: agencies[(n + step) % agencies.length].code,
      role: i === 0 ? 'lead' : 'support',
      channel: 'radio',
      recipient: 'Yoga',
    }));
    const assign = { do: 'assign', id: mint(), ticket, seen: 1, plan: '', to };
    const taken = { do: 'acknowledge', id: mint(), ticket, assignment: 1, seen: 1, by: 'Yoga' };
    return n % 3 === 0 ? [open, assign] : [open, assign, taken];
  });
  for (let from = 0; from < count; from += 25) await execute(app, commands.slice(from, from + 25).flat());
}
