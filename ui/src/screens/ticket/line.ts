import type { About, AnswerRow, Correction, Departure, Level, Line, LineKind, PhotoId, SetupView } from '../../door';
import { duration } from '../../format';
import { shown } from '../../state/clock.svelte';
import type { DueState } from '../../parts/signs';
import { t } from '../../words/words.svelte';
import { agency_name, category_name, place_words, review_words } from './names';
import { when } from './time';

export type Filter = 'all' | 'states' | 'notes' | 'calls';

/** One row of the timeline in words. */
export interface Told {
  seq: number;
  at: number;
  /** Agency or person. */
  who: string;
  /** The person at the agency. */
  person?: string;
  said: string;
  /** What was typed, as it was typed. */
  text?: string;
  /** There was text, and its time was up. */
  erased: boolean;
  /** There was text, and this viewer may not read it. */
  hidden: boolean;
  via: string;
  look: 'note' | 'state' | 'system';
  sign?: DueState;
  inside: boolean;
  /** Shown beside the words. */
  photos: readonly PhotoId[];
}

const filters: Record<LineKind, Exclude<Filter, 'all'> | 'system'> = {
  opened: 'calls',
  followed_up: 'calls',
  answered: 'calls',
  noted: 'notes',
  corrected: 'notes',
  claimed: 'states',
  assigned: 'states',
  departed: 'states',
  acknowledged: 'states',
  accepted: 'states',
  went_en_route: 'states',
  arrived: 'states',
  finished: 'states',
  returned: 'states',
  released: 'states',
  paused: 'states',
  resumed: 'states',
  confirmed: 'states',
  attached: 'states',
  detached: 'states',
  joined: 'states',
  related: 'states',
  unrelated: 'states',
  left: 'states',
  closed: 'states',
  reopened: 'states',
  reviewed: 'notes',
  fired: 'system',
  alarm_acknowledged: 'states',
  told: 'states',
  alarms_withdrawn: 'system',
  reaimed: 'system',
  erased: 'states',
};

/** What comes near is seen on the clocks; in the timeline stands what was missed. */
const is_passing = (line: Line): boolean =>
  line.kind === 'fired' &&
  line.about?.of === 'clock' &&
  (line.about.level === 'half' || line.about.level === 'soon' || line.about.level === 'urgent');

/** Deadlines that were missed are part of how the states went. */
export function is_shown(line: Line, filter: Filter): boolean {
  if (is_passing(line)) return false;
  const of = filters[line.kind];
  return filter === 'all' || of === filter || (of === 'system' && filter === 'states');
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

function clock_words(setup: SetupView | undefined, about: About & { of: 'clock' }): string {
  const kind = t(`names.clock_${about.clock_kind}`);
  return about.agency
    ? t('ticket.what_agency_clock', { agency: agency_name(setup, about.agency), clock: kind })
    : capital(kind);
}

/** Four questions, and why this ticket of all: whoever it is about sees that too. */
function reviewed_words({ marks, reasons }: About & { of: 'review' }): string {
  const said = (['place', 'kind', 'sent', 'answered'] as const)
    .map((one) => `${t(`names.review_${one}`)}: ${t(`names.mark_${marks[one]}`)}`)
    .join(', ');
  return t('ticket.line_reviewed', { said, reasons: review_words(reasons) });
}

/** The value of a correction, for the timeline and for the dialog. */
export function correction_words(setup: SetupView | undefined, value: Correction<string>): string {
  const words = (): string => {
    switch (value.field) {
      case 'category':
        return category_name(setup, value.to);
      case 'severity':
        return t(`names.severity_${value.to}`);
      case 'kind':
        return t(`names.kind_${value.to}`);
      case 'place':
        return place_words(setup, value.to);
      case 'reporter':
        return [value.to.name, value.to.number, value.to.call_back ? '' : t('ticket.no_call_back')]
          .filter(Boolean)
          .join(' ');
      case 'narrative':
        return value.to;
      case 'at_risk':
        return t(value.to ? 'ticket.at_risk_yes' : 'ticket.at_risk_no');
      case 'storm':
        return setup?.storms.find((one) => one.no === value.to)?.name ?? t('ticket.storm_none');
    }
  };
  return words() || t('ticket.empty_value');
}

const with_text: readonly LineKind[] = ['noted', 'finished', 'returned', 'released', 'followed_up'];
const signs: Partial<Record<Level, DueState>> = {
  orphan: 'urgent',
  soon: 'soon',
  urgent: 'urgent',
  late: 'late',
  supervisor: 'late',
  head: 'late',
  secretary: 'late',
};

/** To whom, and by which plan in which version where that was written down. */
function assigned_words({ plan, plan_version }: About & { of: 'assignment' }, agencies: string): string {
  return plan !== undefined && plan_version !== undefined
    ? t('ticket.line_assigned_plan', { agencies, plan, version: plan_version })
    : t('ticket.line_assigned', { agencies });
}

function departed_words(setup: SetupView | undefined, departed: Departure<string>): string {
  const agency = agency_name(setup, departed.agency);
  switch (departed.departure) {
    case 'left_out': {
      const { why } = departed;
      const said = why.reason === 'other' ? why.words : '';
      return t('ticket.line_left_out', { agency, why: said || t(`names.left_out_${why.reason}`) });
    }
    case 'added': {
      const { why } = departed;
      const said = why.reason === 'other' ? why.words : '';
      return t('ticket.line_added', { agency, why: said || t(`names.added_${why.reason}`) });
    }
    case 'undecided':
      return '';
  }
}

function said_of(line: Line, setup: SetupView | undefined): string {
  const about = line.about;
  switch (line.kind) {
    case 'opened':
    case 'followed_up':
    case 'claimed':
    case 'acknowledged':
    case 'went_en_route':
    case 'arrived':
    case 'finished':
    case 'released':
    case 'detached':
    case 'reopened':
    case 'erased':
      return t(`ticket.line_${line.kind}`);
    case 'accepted':
      return about?.of === 'assignment' && about.reference
        ? t('ticket.line_accepted_as', { reference: about.reference })
        : t('ticket.line_accepted');
    case 'noted':
      return '';
    case 'assigned':
      return about?.of === 'assignment' ? assigned_words(about, agency_name(setup, about.agency)) : '';
    case 'departed':
      return about?.of === 'departure' ? departed_words(setup, about.departed) : '';
    case 'returned':
      return about?.of === 'assignment' && about.proposed
        ? t('ticket.line_returned_to', { agency: agency_name(setup, about.proposed) })
        : t('ticket.line_returned');
    case 'paused':
    case 'resumed':
      if (about?.of !== 'pause') return '';
      return t(`ticket.line_${line.kind}`, {
        agency: agency_name(setup, about.agency),
        reason: about.reason ? t(`names.pause_${about.reason}`) : '',
        time: shown.moment(about.at),
      });
    case 'confirmed':
      return t(
        about?.of === 'confirmation' && about.by_caller ? 'ticket.line_confirmed_caller' : 'ticket.line_confirmed',
      );
    case 'told':
      return about?.of === 'task'
        ? t('ticket.line_told', { recipient: t(`names.recipient_${about.recipient}`), to: about.to })
        : '';
    case 'answered': {
      if (about?.of !== 'answer') return '';
      const told = t('ticket.line_answered', {
        kind: capital(t(`names.answer_${about.answer}`)),
        result: t(`names.result_${about.result}`),
      });
      return about.promised_at === undefined
        ? told
        : `${told}, ${t('ticket.line_promised', { time: when(about.promised_at) })}`;
    }
    case 'corrected':
      if (about?.of !== 'correction') return '';
      return t('ticket.line_corrected', {
        field: t(`ticket.${about.to.field}`),
        from: correction_words(setup, about.from),
        to: correction_words(setup, about.to),
      });
    case 'attached':
      return about?.of === 'family' && about.number
        ? t('ticket.line_attached', { number: shown.number(about.number) })
        : t('ticket.line_attached_other');
    case 'joined':
    case 'left':
    case 'related':
    case 'unrelated':
      return t(`ticket.line_${line.kind}`, {
        number: about?.of === 'family' && about.number ? shown.number(about.number) : '',
      });
    case 'closed':
      if (about?.of !== 'close') return '';
      return t(about.overrode ? 'ticket.line_closed_over' : 'ticket.line_closed', {
        outcome: t(`names.close_${about.outcome}`),
      });
    case 'reviewed':
      return about?.of === 'review' ? reviewed_words(about) : '';
    case 'fired': {
      if (about?.of !== 'clock' || !about.level) return '';
      const told = t(`ticket.line_fired_${about.level}`, { what: clock_words(setup, about) });
      return about.late_ms > 5000 ? `${told}, ${t('ticket.noticed_late', { left: duration(about.late_ms) })}` : told;
    }
    case 'alarm_acknowledged':
    case 'alarms_withdrawn':
      return t(`ticket.line_${line.kind}`, { what: about?.of === 'clock' ? clock_words(setup, about) : '' });
    case 'reaimed':
      return about?.of === 'clock'
        ? t('ticket.line_reaimed', { what: clock_words(setup, about), time: when(about.due_at) })
        : '';
  }
}

function via_of(line: Line): string {
  const about = line.about;
  const recorded =
    line.recorded_at - line.at > 60_000 ? t('ticket.recorded_later', { time: when(line.recorded_at) }) : '';
  const desk = line.desk > 0 ? t('ticket.via_desk', { desk: line.desk }) : '';
  const way = (): string => {
    switch (about?.of) {
      case 'assignment':
        return line.kind === 'assigned' || line.by === ''
          ? t(`names.channel_${about.channel}`)
          : t('ticket.via_recorded', { channel: t(`names.channel_${about.channel}`), by: line.by });
      case 'answer':
        return t(`names.channel_${about.channel}`);
      case 'note':
        return about.internal ? t('ticket.via_internal') : desk;
      case 'clock':
        return line.kind === 'alarm_acknowledged' ? desk : '';
      default:
        return desk;
    }
  };
  return [way(), recorded].filter(Boolean).join(', ');
}

function sign_of(line: Line): DueState | undefined {
  if (line.kind === 'fired' && line.about?.of === 'clock' && line.about.level) return signs[line.about.level];
  if (line.kind === 'went_en_route' || line.kind === 'arrived') return 'active';
  if (line.kind === 'finished' || line.kind === 'confirmed' || line.kind === 'accepted') return 'done';
  if (line.kind === 'paused') return 'paused';
  return undefined;
}

/** A line of the timeline in the chosen language. `masked`: this viewer reads no text of the ticket. */
export function tell(line: Line, setup: SetupView | undefined, masked: boolean): Told {
  const about = line.about;
  const of_agency = about?.of === 'assignment' && line.kind !== 'assigned';
  const is_system = line.role === 'clock';
  return {
    seq: line.seq,
    at: line.at,
    who: of_agency
      ? agency_name(setup, about.agency)
      : is_system
        ? t('ticket.system')
        : line.by || t('ticket.via_desk', { desk: line.desk }),
    person: of_agency ? about.person : undefined,
    said: said_of(line, setup),
    // The narrative of the call stands beside the timeline, whole.
    text: line.kind === 'opened' ? undefined : line.text,
    erased: line.erased ?? false,
    hidden: masked && line.text === undefined && with_text.includes(line.kind),
    via: via_of(line),
    look: is_system ? 'system' : filters[line.kind] === 'states' ? 'state' : 'note',
    sign: sign_of(line),
    inside: about?.of === 'note' && about.internal,
    photos: line.photos ?? [],
  };
}

/** Whether two lines are one row: agencies told in one command, deadlines of one level that passed at one time. */
function is_one(a: Line, b: Line): boolean {
  if (a.kind !== b.kind || a.by !== b.by || a.at !== b.at) return false;
  if (a.kind === 'assigned') return true;
  return a.kind === 'fired' && a.about?.of === 'clock' && b.about?.of === 'clock' && a.about.level === b.about.level;
}

/** A timeline in words, newest first, as it is given. */
export function tell_all(lines: readonly Line[], setup: SetupView | undefined, masked: boolean): Told[] {
  const groups: [Line, ...Line[]][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && is_one(last[0], line)) last.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => {
    const row = tell(group[0], setup, masked);
    if (group.length === 1) return row;
    const oldest_first = [...group].reverse();
    const abouts = oldest_first.map((one) => one.about);
    const first = group[0].about;
    if (first?.of === 'clock' && first.level) {
      const what = abouts.flatMap((one) => (one?.of === 'clock' ? [clock_words(setup, one)] : [])).join(', ');
      return { ...row, said: t(`ticket.line_fired_${first.level}`, { what }) };
    }
    const agencies = abouts.flatMap((one) => (one?.of === 'assignment' ? [agency_name(setup, one.agency)] : []));
    return {
      ...row,
      said:
        first?.of === 'assignment'
          ? assigned_words(first, agencies.join(', '))
          : t('ticket.line_assigned', { agencies: agencies.join(', ') }),
      via: [...new Set(oldest_first.map(via_of))].join(', '),
    };
  });
}

/** The last answer that counts in words, for the facts. */
export function answer_words(answer: AnswerRow): string {
  const told = `${t(`names.answer_${answer.kind}`)}, ${t(`names.result_${answer.result}`)}`;
  const promised =
    answer.promised_at === undefined ? '' : `, ${t('ticket.line_promised', { time: when(answer.promised_at) })}`;
  const although = answer.although ? `, ${t('ticket.answer_although_line', { why: answer.although })}` : '';
  return `${when(answer.at)} ${told}${promised}${although}`;
}
