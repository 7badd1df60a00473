import { getContext, setContext } from 'svelte';
import type { Actor, Line, LineKind } from '../../door';

/** What changes nothing that a form was filled in by. */
const beside_the_point: readonly LineKind[] = [
  'noted',
  'followed_up',
  'fired',
  'alarm_acknowledged',
  'told',
  'alarms_withdrawn',
  'reaimed',
  'reviewed',
];

/** What others did after the place `after` in the journal; newest first, as given. */
export function news_of(lines: readonly Line[], after: number, me: Pick<Actor, 'name' | 'desk'>): readonly Line[] {
  return lines.filter(
    (line) =>
      line.seq > after && !beside_the_point.includes(line.kind) && !(line.by === me.name && line.desk === me.desk),
  );
}

const lines_key = Symbol('lines');
type Lines = () => readonly Line[];

/** The timeline for the dialogs over it; call it while the page of the ticket is made. */
export function give_lines(lines: Lines): void {
  setContext(lines_key, lines);
}

export function lines_given(): Lines {
  return getContext<Lines | undefined>(lines_key) ?? (() => []);
}
