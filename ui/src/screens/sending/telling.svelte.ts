import { door, type AgencyCode, type SendingText, type TicketId, type Way } from '../../door';

/** What is read out to the agencies of one ticket, and whose turn it is. */
export class Telling {
  texts = $state.raw<readonly SendingText[]>([]);
  /** The agency that is being told now. */
  agency = $state<AgencyCode>();

  async load(ticket: TicketId): Promise<void> {
    try {
      this.texts = (await door.query({ ask: 'sending', id: ticket })).texts;
    } catch {
      // Without it the facts of the call are read out; they stand in the same place.
    }
  }
  get text(): string | undefined {
    return this.texts.find((one) => one.agency === this.agency)?.text;
  }
  /** Best first. */
  ways(agency: AgencyCode): readonly Way[] {
    return this.texts.find((one) => one.agency === agency)?.ways ?? [];
  }
}
