import type { AgencyCode, At, CallId, CategoryCode, Channel, Draft, Severity, TicketId } from '../../door';
import type { Paper } from './paper';
import type { Reason } from './plan';
import type { Put } from './asking';

/** A row of the sending: how an agency is told, and who takes it. */
export interface Told {
  agency: AgencyCode;
  channel: Channel;
  recipient: string;
  /** The channel was chosen by hand. */
  is_chosen: boolean;
}

/** The form of one call, as it is kept on the desk's disk. Texts are as typed and never replaced. */
export interface Form {
  called_at: At;
  /** It was taken on paper, and is typed in now. */
  paper?: Paper;
  number: string;
  /** Words typed for the category; `category` is what was chosen by them. */
  what: string;
  category?: CategoryCode;
  severity?: Severity;
  /** Chosen by hand, so that another category does not change it. */
  is_severity_chosen: boolean;
  where: string;
  district?: string;
  village?: string;
  landmark: string;
  who: string;
  call_back: boolean;
  note: string;
  /** Agencies ticked or unticked by hand; the others are as the plan says. */
  ticks: Record<AgencyCode, boolean>;
  /** Agencies beside the plan's. */
  added: AgencyCode[];
  /** Why a tick is not as the plan has it, as far as it was answered. */
  reasons: Record<AgencyCode, Reason>;
  /** Agencies that were told already while others of the call are not. */
  sent: AgencyCode[];
  /** Questions that were put to the caller, in their order. */
  asked: Put[];
  /** This call is about a ticket that exists. */
  follows?: { ticket: TicketId; text: string };
  /** The same incident as a ticket that exists: saved as its child. */
  joins?: { ticket: TicketId; text: string };
  /** The same event in other places: linked with them once it is saved. */
  relates: { ticket: TicketId; text: string }[];
  /** No part of the umbrella incident that goes on. */
  is_apart: boolean;
  /** Somebody is in danger as the caller speaks. */
  is_at_risk: boolean;
  /** Minted at the first save, so that a second one is not a second ticket. */
  ticket?: TicketId;
  /** Saved: what remains is to tell the agencies. */
  is_saved: boolean;
  told: Told[];
  /** What the caller added after it was saved. */
  more: string;
}

export const blank = (called_at: At): Form => ({
  called_at,
  number: '',
  what: '',
  is_severity_chosen: false,
  where: '',
  landmark: '',
  who: '',
  call_back: true,
  note: '',
  ticks: {},
  added: [],
  relates: [],
  is_apart: false,
  is_at_risk: false,
  reasons: {},
  sent: [],
  asked: [],
  is_saved: false,
  told: [],
  more: '',
});

/** One call in hand. */
export class Call {
  readonly id: CallId;
  readonly form: Form;
  constructor(id: CallId, form: Form) {
    this.id = id;
    this.form = $state(form);
  }
  /** Nothing has been typed or chosen yet. */
  get is_blank(): boolean {
    const { number, what, where, landmark, who, note, follows, is_saved, paper } = this.form;
    return (
      !is_saved &&
      follows === undefined &&
      [number, what, where, landmark, who, note, paper?.no ?? '', paper?.called ?? ''].every(
        (text) => text.trim() === '',
      )
    );
  }
}

/** A draft as it was kept; undefined where it is done with or cannot be read. */
export function call_of(draft: Draft): Call | undefined {
  if (draft.form === '') return undefined;
  try {
    const kept = JSON.parse(draft.form) as Partial<Form>;
    if (typeof kept !== 'object' || kept === null) return undefined;
    return new Call(draft.call, { ...blank(draft.kept_at), ...kept });
  } catch {
    return undefined;
  }
}
