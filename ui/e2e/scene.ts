import type { AssignmentRole, TicketPage } from '../src/door';
import { mint, type Seat } from './room';

/** What a test needs to be there before a person looks at it. Numbers and people are invented. */
export interface Wanted {
  /** Now, unless the clock of the room is another. */
  called_at?: number;
  category?: string;
  severity?: 'low' | 'medium' | 'high' | 'critical';
  district?: string;
  village?: string;
  landmark?: string;
  number?: string;
  name?: string;
  narrative?: string;
  /** Agencies told, the first as lead. */
  agencies?: readonly string[];
}

/** Opens a ticket and tells its agencies, as a desk beside the page would. */
export async function put_ticket(seat: Seat, wanted: Wanted = {}): Promise<TicketPage> {
  const ticket = mint();
  await seat.execute({
    do: 'open_ticket',
    call: mint(),
    ticket,
    called_at: wanted.called_at ?? Date.now(),
    category: wanted.category ?? 'KBR-BGN',
    severity: wanted.severity ?? 'critical',
    place: { district: wanted.district ?? '35.15.11', village: wanted.village, landmark: wanted.landmark },
    reporter: { number: wanted.number, name: wanted.name, call_back: true },
    narrative: wanted.narrative,
  });
  const agencies = wanted.agencies ?? [];
  if (agencies.length > 0)
    await seat.execute({
      do: 'assign',
      ticket,
      seen: 1,
      plan: '',
      to: agencies.map((agency, i) => ({
        agency,
        role: (i === 0 ? 'lead' : 'support') satisfies AssignmentRole,
        channel: 'radio',
        recipient: i === 0 ? 'Yoga' : 'Dewi',
      })),
    });
  return seat.query({ ask: 'ticket', id: ticket });
}

/** One step of an agency, by the version it stands at now. */
export async function put_step(
  seat: Seat,
  ticket: string,
  no: number,
  step: 'acknowledge' | 'en_route' | 'arrive' | 'finish',
): Promise<void> {
  const { ticket: row } = await seat.query({ ask: 'ticket', id: ticket });
  const seen = row.assignments.find((one) => one.no === no)?.version ?? 0;
  const progress = { ticket, assignment: no, seen, by: 'Yoga' };
  await seat.execute(
    step === 'finish' ? { do: 'finish', ...progress, evidence: 'api padam' } : { do: step, ...progress },
  );
}
