// A loudspeaker of the story's own: ALSA's `file` writes down what would be heard, so that its pulses can be counted.
// Neither a sound card nor a package is needed.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Samples a second; one channel of 16 bits. */
const RATE = 48_000;
/** A rest of so many seconds ends a pulse, a group of pulses, and a sound. */
const PULSE = 0.02;
const GROUP = 0.25;
const SOUND = 0.6;

export class Loudspeaker {
  name = 'Pengeras Uji';

  /** `home` is where ALSA looks for its settings; at first there is nothing to play on. */
  constructor(home) {
    this.settings = join(home, '.asoundrc');
    this.file = join(home, 'heard.raw');
    writeFileSync(this.settings, 'pcm.!default { type hw card 31 }\n');
  }

  /** Plugs it in, beside a default that stays missing. */
  plug() {
    const file = `{ type file slave.pcm null format raw file "|cat >> ${this.file}" }`;
    const slave = `{ pcm ${file} format S16_LE channels 1 rate ${RATE} }`;
    const hint = `{ show on description "${this.name}" }`;
    const device = `pcm.uji { type plug slave ${slave} hint ${hint} }\n`;
    writeFileSync(this.settings, readFileSync(this.settings, 'utf8') + device);
  }

  forget() {
    rmSync(this.file, { force: true });
  }

  /** What was heard, oldest first: a late alarm is `3+2`. */
  heard() {
    if (!existsSync(this.file)) return [];
    const bytes = readFileSync(this.file);
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    const sounds = [];
    let last = -Infinity;
    for (let at = 0; at < samples.length; at += 1) {
      if (Math.abs(samples[at]) < 64) continue;
      const rest = (at - last) / RATE;
      if (rest > SOUND) sounds.push([1]);
      else if (rest > GROUP) sounds.at(-1).push(1);
      else if (rest > PULSE) sounds.at(-1)[sounds.at(-1).length - 1] += 1;
      last = at;
    }
    return sounds.map((groups) => groups.join('+'));
  }
}
