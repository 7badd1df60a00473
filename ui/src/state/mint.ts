import { clock } from './clock.svelte';

/** A UUIDv7: minted where the key is pressed, so that a command sent twice is the same command. */
export function mint(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const at = clock.instant();
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
