import { door } from '../../door';
import { clock } from '../../state/clock.svelte';
import type { Beat } from './pulse.svelte';
import { is_served, wants_renewal, type Loaded } from './renewal';

/** After a try that failed, in milliseconds. */
const again_ms = 60_000;

async function renew(): Promise<void> {
  // The desktop has its screens in itself.
  if (!door.desktop && !(await is_served(fetch, location.pathname + location.search))) return;
  location.reload();
}

/** Loads the page anew when it is time, at a moment when `may`. Call it while a component is made. */
export function renew_in_quiet(beat: Beat, may: () => boolean): void {
  let loaded: Loaded | undefined;
  let not_before = 0;
  $effect(() => {
    const { version } = beat;
    if (version === undefined || beat.at === 0) return;
    loaded ??= { at: clock.now, version };
    if (clock.now < not_before || !may() || !wants_renewal(loaded, clock.now, clock.zone, version)) return;
    not_before = clock.now + again_ms;
    void renew();
  });
}
