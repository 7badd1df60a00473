import { door, problem_of, type FindHit, type Line, type Problem, type TicketId, type TicketRow } from '../../door';
import { room } from '../../state/room.svelte';

export interface TicketView {
  readonly row: TicketRow | undefined;
  /** Newest first. */
  readonly lines: readonly Line[];
  /** Parent and children, as they may be seen. */
  readonly family: readonly FindHit[];
  readonly problem: Problem | undefined;
}

/** Lines by their place in the journal, newest first, each once. */
export function merge_lines(known: readonly Line[], news: readonly Line[]): readonly Line[] {
  const by_seq = new Map([...known, ...news].map((line) => [line.seq, line]));
  return [...by_seq.values()].sort((a, b) => b.seq - a.seq);
}

/**
 * A ticket with its whole timeline: asked for once, then followed through what the room tells everybody. Asked
 * again when the room is heard after a cut, and when its family changes. Call it while a component is made.
 */
export function follow_ticket(id: () => TicketId): TicketView {
  let asked = $state.raw<TicketRow>();
  let lines = $state.raw<readonly Line[]>([]);
  let family = $state.raw<readonly FindHit[]>([]);
  let problem = $state.raw<Problem>();

  const row = $derived.by(() => {
    const heard = room.rows.get(id());
    const kept = asked?.id === id() ? asked : undefined;
    return heard && (!kept || heard.changed >= kept.changed) ? heard : kept;
  });
  const relatives = $derived(`${row?.parent ?? ''} ${row?.children.join(' ') ?? ''}`);

  $effect(() =>
    room.on_lines((news) => {
      const mine = news.filter((line) => line.ticket === id());
      if (mine.length > 0) lines = merge_lines(lines, mine);
    }),
  );

  $effect(() => {
    const wanted = id();
    lines = [];
    family = [];
    problem = undefined;
    asked = undefined;
    return () => void wanted;
  });

  $effect(() => {
    const wanted = id();
    void relatives;
    if (!room.connected) return;
    let over = false;
    door
      .query({ ask: 'ticket', id: wanted })
      .then((page) => {
        if (over) return;
        asked = page.ticket;
        family = page.family;
        problem = undefined;
        lines = merge_lines(lines, page.lines);
      })
      .catch((thrown: unknown) => {
        if (!over) problem = problem_of(thrown);
      });
    return () => {
      over = true;
    };
  });

  return {
    get row() {
      return row;
    },
    get lines() {
      return lines;
    },
    get family() {
      return family;
    },
    get problem() {
      return problem;
    },
  };
}
