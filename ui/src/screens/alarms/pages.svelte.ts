import { untrack } from 'svelte';
import { door, problem_of, type AlarmRow, type Load, type Problem } from '../../door';
import { room } from '../../state/room.svelte';
import { key_text } from './history';

/** What fired, newest first, as far back as was asked for; asked again whenever something changes. */
export interface Pages {
  readonly alarms: readonly AlarmRow[] | undefined;
  readonly load: readonly Load[];
  readonly more: boolean;
  readonly problem: Problem | undefined;
  /** The next page further back. */
  further(): Promise<void>;
}

/** Many changes in one second are one question. */
const rest_ms = 700;

/** Call it while a component is made. */
export function follow_alarms(): Pages {
  let alarms = $state.raw<readonly AlarmRow[]>();
  let load = $state.raw<readonly Load[]>([]);
  let more = $state(false);
  let problem = $state.raw<Problem>();
  /** A page further back was wanted while the first ones were asked for. */
  let wanted_further = false;
  let asking: 'first' | 'further' | undefined;
  let again = false;
  let over = false;

  /** What was wanted while something was asked for. */
  function go_on(): void {
    asking = undefined;
    if (over) return;
    if (again) {
      again = false;
      void refresh();
    } else if (wanted_further) {
      wanted_further = false;
      void further();
    }
  }

  async function refresh(): Promise<void> {
    if (asking) {
      again = true;
      return;
    }
    asking = 'first';
    try {
      const wanted = alarms?.length ?? 0;
      const first = await door.query({ ask: 'alarms' });
      let found: readonly AlarmRow[] = first.alarms;
      let rest = first.more;
      // As far back as was already shown: an older alarm may have been taken in hand meanwhile.
      for (let last = found.at(-1); rest && last && found.length < wanted; last = found.at(-1)) {
        const page = await door.query({ ask: 'alarms', before: last.key });
        found = [...found, ...page.alarms];
        rest = page.more;
      }
      if (over) return;
      alarms = found;
      load = first.load;
      more = rest;
      problem = undefined;
    } catch (thrown) {
      if (!over) problem = problem_of(thrown);
    } finally {
      go_on();
    }
  }

  async function further(): Promise<void> {
    wanted_further = asking === 'first';
    if (asking) return;
    const last = alarms?.at(-1);
    if (!more || !last) return;
    asking = 'further';
    try {
      const page = await door.query({ ask: 'alarms', before: last.key });
      if (over) return;
      const known = new Set((alarms ?? []).map((one) => key_text(one.key)));
      alarms = [...(alarms ?? []), ...page.alarms.filter((one) => !known.has(key_text(one.key)))];
      more = page.more;
    } catch (thrown) {
      if (!over) problem = problem_of(thrown);
    } finally {
      go_on();
    }
  }

  /** Whatever happens to a ticket, a delivery too, moves its row on. */
  const newest = $derived([...room.rows.values()].reduce((most, row) => Math.max(most, row.changed), 0));
  let timer: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    void newest;
    if (!room.connected) return;
    if (untrack(() => alarms) === undefined) void refresh();
    else timer ??= setTimeout(() => ((timer = undefined), void refresh()), rest_ms);
  });
  $effect(() => () => {
    over = true;
    clearTimeout(timer);
  });

  return {
    get alarms() {
      return alarms;
    },
    get load() {
      return load;
    },
    get more() {
      return more;
    },
    get problem() {
      return problem;
    },
    further,
  };
}
