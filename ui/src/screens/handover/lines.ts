import type { DueSoon, Item, ItemRow, Shift, SetupView, TicketItem } from '../../door';
import { shown } from '../../state/clock.svelte';
import { t } from '../../words/words.svelte';
import { agency_name, category_name, district_words, village_words } from '../ticket/names';

/** An item in words: what it is, where, and how it stands. */
export interface ItemLine {
  /** What is said of a ticket, `2-17`. */
  number?: string;
  what: string;
  where: string;
  stands: readonly string[];
}

const due_words = (setup: SetupView | undefined, one: DueSoon): string => {
  const clock = [t(`names.clock_${one.clock}`), one.agency && agency_name(setup, one.agency)].filter(Boolean).join(' ');
  return t(one.late ? 'handover.late' : 'handover.due', { clock, when: shown.moment(one.due_at) });
};

/** Deadlines of a ticket that are told in its line, the earliest first; its page has the others. */
const most_due = 3;

/** How a ticket stands: who is waited for, what falls due, what the caller was promised. */
export function stands_words(setup: SetupView | undefined, item: TicketItem): string[] {
  const more = item.due.length - most_due;
  const waiting = item.waiting.map((one) => `${agency_name(setup, one.agency)} ${t(`names.state_${one.state}`)}`);
  return [
    ...(item.no_call_back ? [t('handover.no_call_back')] : []),
    ...(item.promised_at !== undefined ? [t('handover.promised', { when: shown.moment(item.promised_at) })] : []),
    ...(item.paused_until !== undefined ? [t('handover.paused', { when: shown.moment(item.paused_until) })] : []),
    ...waiting,
    ...item.due.slice(0, most_due).map((one) => due_words(setup, one)),
    ...(more > 0 ? [t('handover.more_due', { count: more })] : []),
  ];
}

function ticket_line(setup: SetupView | undefined, item: TicketItem, place: string | undefined): ItemLine {
  const far = item.district && district_words(setup, item.district);
  const near = item.village && village_words(setup, item.village);
  return {
    number: shown.number(item.number),
    what: category_name(setup, item.category),
    where: [near, far, place].filter(Boolean).join(', '),
    stands: [...(item.restricted ? [t('handover.restricted')] : []), ...stands_words(setup, item)],
  };
}

function fault_words(item: Item & { of: 'fault' }): string {
  switch (item.fault) {
    case 'backup': {
      const when = item.good_at === undefined ? t('handover.never') : shown.moment(item.good_at);
      return item.folder
        ? t('handover.fault_backup', { folder: item.folder, when })
        : t('handover.fault_backup_first', { when });
    }
    case 'loss':
      return t('handover.fault_loss', { when: shown.moment(item.found_at) });
    default:
      return t(`handover.fault_${item.fault}`);
  }
}

/** `to` is the shift that takes over. */
export function line_of(
  setup: SetupView | undefined,
  row: Pick<ItemRow, 'item' | 'place' | 'telephone'>,
  to: Shift,
): ItemLine {
  const plain = (what: string, where: string): ItemLine => ({ what, where, stands: [] });
  const { item } = row;
  const number = row.telephone ?? '';
  switch (item.of) {
    case 'ticket':
      return ticket_line(setup, item, row.place);
    case 'rest':
      return plain(
        t('handover.rest_title'),
        t('handover.rest_says', { count: item.tickets.length, shift: t(`names.shift_${to}`) }),
      );
    case 'call_back':
      return plain(
        t('handover.call_back', { number }),
        t('handover.call_back_says', { count: item.silent, when: shown.moment(item.called_at) }),
      );
    case 'number':
      return item.blocked_until === undefined
        ? plain(t('handover.marked', { number }), t('handover.marked_says'))
        : plain(
            t('handover.blocked', { number }),
            t('handover.blocked_says', { when: shown.moment(item.blocked_until) }),
          );
    case 'storm':
      return plain(
        t('handover.storm_title', { name: item.name }),
        t('handover.storm_says', { when: shown.moment(item.since) }),
      );
    case 'fault':
      return plain(t('handover.fault'), fault_words(item));
  }
}

/** A line as one sentence, for who does not see it. */
export const line_words = (line: ItemLine): string => [line.number, line.what, line.where].filter(Boolean).join(', ');

/** What is other than it was signed, each once. */
export function news_of(setup: SetupView | undefined, signed: Item, now: Item): string[] {
  if (signed.of !== 'ticket' || now.of !== 'ticket') return [];
  const before = new Set(stands_words(setup, signed));
  return stands_words(setup, now).filter((words) => !before.has(words));
}
