import type { Rhythm } from './hearing';

/** Pitch in hertz, the length of a pulse, and the rest after each in milliseconds: as the desktop plays them. */
const scores: Record<Rhythm, { pitch: number; pulse: number; rests: readonly number[] }> = {
  new: { pitch: 660, pulse: 160, rests: [140, 420] },
  late: { pitch: 880, pulse: 160, rests: [140, 140, 420, 140, 420] },
};
/** Each pulse swells and fades for so long, in seconds, so that it does not click. */
const ramp = 0.008;
/** As loud as a desktop at its 70 %. */
const loudness = 0.49;

let context: AudioContext | undefined;
let ready = $state(false);

function look(): void {
  ready = context?.state === 'running';
}

/** What a browser plays on. It lets no page be heard before somebody has touched it. */
export const speaker = {
  get ready(): boolean {
    return ready;
  },

  /** Somebody has touched the page, or had: from now on it may be heard. */
  async wake(): Promise<void> {
    if (typeof AudioContext === 'undefined') return;
    if (!context) {
      context = new AudioContext();
      context.addEventListener('statechange', look);
    }
    if (context.state !== 'running') await context.resume().catch(() => undefined);
    look();
  },

  play(rhythm: Rhythm): void {
    if (!context || context.state !== 'running') return;
    const { pitch, pulse, rests } = scores[rhythm];
    const volume = context.createGain();
    volume.gain.value = 0;
    volume.connect(context.destination);
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    let at = context.currentTime + 0.02;
    tone.start(at);
    for (const rest of rests) {
      const end = at + pulse / 1000;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(loudness, at + ramp);
      volume.gain.setValueAtTime(loudness, end - ramp);
      volume.gain.linearRampToValueAtTime(0, end);
      at = end + rest / 1000;
    }
    tone.stop(at);
    tone.onended = () => volume.disconnect();
  },
};
