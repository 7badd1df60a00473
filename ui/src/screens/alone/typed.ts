import type { Command, OutboxRow, SetupView } from '../../door';
import { t, type WordKey } from '../../words/words.svelte';
import { agency_name, category_name, place_words } from '../ticket/names';

const names: Partial<Record<Command['do'], WordKey>> = {
  open_ticket: 'alone.does_open_ticket',
  end_call: 'alone.does_end_call',
  undo_call: 'alone.does_undo_call',
  follow_up: 'alone.does_follow_up',
  claim: 'alone.does_claim',
  assign: 'alone.does_assign',
  acknowledge: 'alone.does_acknowledge',
  en_route: 'alone.does_en_route',
  arrive: 'alone.does_arrive',
  note: 'alone.does_note',
  answer: 'alone.does_answer',
  acknowledge_alarm: 'alone.does_acknowledge_alarm',
};

/** What was done, in words. */
export function deed_words(command: Command): string {
  const key = names[command.do];
  return key === undefined ? command.do : t(key);
}

/** The ticket that it is about. */
function ticket_of(command: Command): string | undefined {
  return 'ticket' in command ? command.ticket : undefined;
}

/** The number of its ticket, where that was opened here as well. */
export function number_of(row: OutboxRow, all: readonly OutboxRow[]): string | undefined {
  const ticket = ticket_of(row.command);
  const opening = all.find((one) => one.command.do === 'open_ticket' && ticket_of(one.command) === ticket);
  return ticket === undefined ? undefined : (row.number ?? opening?.number);
}

/** Everything that was typed or chosen, nothing left out: somebody may have to do it again from this. */
export function typed_of(setup: SetupView | undefined, command: Command): string[] {
  const parts = ((): (string | undefined)[] => {
    switch (command.do) {
      case 'open_ticket': {
        const { place, reporter } = command;
        return [
          category_name(setup, command.category),
          place_words(setup, { ...place }),
          reporter.name,
          reporter.number,
          command.narrative,
        ];
      }
      case 'end_call':
        return [t(`names.call_${command.outcome}`), command.number, command.note];
      case 'follow_up':
        return [command.name, command.number, command.note];
      case 'assign':
        return command.to.map((to) => `${agency_name(setup, to.agency)}: ${to.recipient}`);
      case 'acknowledge':
      case 'en_route':
      case 'arrive':
        return [command.by];
      case 'note':
        return [command.text];
      case 'answer':
        return [command.answer.text];
      default:
        return [];
    }
  })();
  return parts.filter((part) => part !== undefined && part.trim() !== '') as string[];
}
