import {
  door,
  problem_of,
  type AccessRow,
  type FindHit,
  type Line,
  type PhotoLook,
  type Problem,
  type TicketId,
  type TicketRow,
} from '../../door';
import { clock } from '../../state/clock.svelte';
import { room } from '../../state/room.svelte';

/** The page's second may run a little before the room's. */
const beat_ms = 1000;

export interface TicketView {
  readonly row: TicketRow | undefined;
  /** Newest first. */
  readonly lines: readonly Line[];
  /** Parent and children, as they may be seen. */
  readonly family: readonly FindHit[];
  /** Who asked to open it though they do not handle it, newest first. */
  readonly opened: readonly AccessRow[];
  /** Who looked at its photos, newest first. */
  readonly looked: readonly PhotoLook[];
  /** What the caller can ask about it by. */
  readonly code: string | undefined;
  readonly problem: Problem | undefined;
  /** Asked again: what this person may read has changed, which moves nothing that others would be told of. */
  again(): void;
}

/** Lines by their place in the journal, newest first, each once. */
export function merge_lines(known: readonly Line[], news: readonly Line[]): readonly Line[] {
  const by_seq = new Map([...known, ...news].map((line) => [line.seq, line]));
  return [...by_seq.values()].sort((a, b) => b.seq - a.seq);
}

/**
 * A ticket with its whole timeline: asked for once, then followed through what the room tells everybody. Asked
 * again when the room is heard after a cut or its board anew, when its family changes, and when what was opened is masked
 * again. Call it while a component is made.
 */
export function follow_ticket(id: () => TicketId): TicketView {
  let asked = $state.raw<TicketRow>();
  let lines = $state.raw<readonly Line[]>([]);
  let family = $state.raw<readonly FindHit[]>([]);
  let opened = $state.raw<readonly AccessRow[]>([]);
  let looked = $state.raw<readonly PhotoLook[]>([]);
  let code = $state.raw<string>();
  let problem = $state.raw<Problem>();
  let asks = $state(0);

  const row = $derived.by(() => {
    const heard = room.rows.get(id());
    const kept = asked?.id === id() ? asked : undefined;
    return heard && (!kept || heard.changed >= kept.changed) ? heard : kept;
  });
  const is_over = $derived(row?.open_until !== undefined && row.open_until + beat_ms <= clock.now);
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
    opened = [];
    looked = [];
    code = undefined;
    problem = undefined;
    asked = undefined;
    return () => void wanted;
  });

  $effect(() => {
    const wanted = id();
    void relatives;
    void asks;
    void is_over;
    void room.boards;
    if (!room.connected) return;
    let over = false;
    door
      .query({ ask: 'ticket', id: wanted })
      .then((page) => {
        if (over) return;
        asked = page.ticket;
        room.hear_row(page.ticket);
        opened = page.opened ?? [];
        looked = page.looked ?? [];
        family = page.family;
        code = page.code;
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
    get opened() {
      return opened;
    },
    get looked() {
      return looked;
    },
    get code() {
      return code;
    },
    again: () => void asks++,
    get problem() {
      return problem;
    },
  };
}
