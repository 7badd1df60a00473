import type { ClockRow, Recipient, SetupView, TicketRow } from '../../door';
import { t } from '../../words/words.svelte';
import { agency_name } from './names';

/** Somebody without an account whom a supervisor must tell of a missed deadline. */
export interface Task {
  clock: ClockRow;
  recipient: Recipient;
}

/** What is still to be told on a ticket, the deadline missed first going first. */
export function tasks_of(ticket: TicketRow): Task[] {
  return ticket.clocks
    .flatMap((clock) => clock.tasks.map((recipient) => ({ clock, recipient })))
    .sort((a, b) => a.clock.due_at - b.clock.due_at);
}

const agency_of = (ticket: TicketRow, clock: ClockRow) =>
  ticket.assignments.find((one) => one.no === clock.assignment)?.agency;

/** `kepala DPUBMSDA`, `Sekda`. */
export function whom_words(setup: SetupView | undefined, ticket: TicketRow, { clock, recipient }: Task): string {
  const agency = agency_of(ticket, clock);
  if (recipient === 'district') {
    const district = setup?.region.districts.find((one) => one.code === ticket.district);
    return [t('names.recipient_district'), district?.name].filter(Boolean).join(' ');
  }
  return recipient === 'head' && agency
    ? t('ticket.head_of', { agency: agency_name(setup, agency) })
    : t(`names.recipient_${recipient}`);
}

/** `DPUBMSDA kerja`, `jawaban`: the deadline that was missed. */
export function missed_words(setup: SetupView | undefined, ticket: TicketRow, { clock }: Task): string {
  const agency = agency_of(ticket, clock);
  const kind = t(`names.clock_${clock.kind}`);
  return agency ? t('ticket.what_agency_clock', { agency: agency_name(setup, agency), clock: kind }) : kind;
}
