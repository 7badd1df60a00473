// Generated from the Rust types that cross the door by tests/tests/contract.rs. Do not edit.

export type About = { "of": "assignment", assignment: number, agency: AgencyCode, role: AssignmentRole, channel: Channel, 
/**
 * Who at the agency.
 */
person: string, proposed?: AgencyCode, 
/**
 * The body's own, where it took the case over.
 */
reference?: string, 
/**
 * The plan it was sent by, and its version; of a sending alone.
 */
plan?: string, plan_version?: number, } | { "of": "departure", plan: string, plan_version: number, departed: Departure<string>, } | { "of": "clock", clock: number, clock_kind: ClockKind, agency?: AgencyCode, level?: Level, due_at: At, late_ms: Span, } | { "of": "answer", answer: AnswerKind, channel: AnswerChannel, result: AnswerResult, promised_at?: At, } | { "of": "correction", from: Correction<string>, to: Correction<string>, } | { "of": "note", internal: boolean, } | { "of": "pause", assignment: number, agency: AgencyCode, reason?: PauseReason, 
/**
 * When it goes on by itself; of a pause that ended, when the work is due.
 */
at: At, } | { "of": "confirmation", by_caller: boolean, } | { "of": "task", clock: number, recipient: Recipient, to: string, } | { "of": "close", outcome: CloseOutcome, overrode: boolean, } | { "of": "review", reasons: Array<ReviewReason>, marks: ReviewMarks, } | { "of": "family", ticket: TicketId, number?: TicketNumber, } | { "of": "call", outcome: CallOutcome, } | { "of": "opening", ticket_kind: TicketKind, };

export type Acceptance = { at: At, by: string, reference?: string, };

export type Accepted = { at: At, by: string, 
/**
 * By whoever had signed it: nobody else was there.
 */
alone: boolean, };

export type AccessPage = { rows: Array<AccessRow>, more: boolean, 
/**
 * What was taken out last, newest first; with the first page alone.
 */
exports?: Array<ExportRow>, 
/**
 * Rows on all pages that no supervisor has looked at.
 */
unseen: number, };

export type AccessReason = "caller_again" | "agency_asks" | "standing_in" | "other";

export type AccessRow = { 
/**
 * Its place in the access record.
 */
no: number, at: At, until: At, by: string, role: Role, desk: number, ticket: TicketId, number: TicketNumber, reason: AccessReason, 
/**
 * Absent: it has been erased.
 */
note?: string, 
/**
 * No supervisor has looked at it yet.
 */
unseen: boolean, };

export type AccountName = { account: string, name: string, role: Role, };

export type Actor = { role: Role, person?: PersonId, 
/**
 * The name on every event; staff names are not sealed. Empty for a desk, a wall and the clock.
 */
name: string, shift?: Shift, 
/**
 * The seat; 0 when no seat is meant.
 */
desk: number, 
/**
 * For whom a liaison speaks; nobody else speaks for an agency.
 */
agency?: AgencyCode, };

export type Agency = { code: AgencyCode, name: string, short_name: string, 
/**
 * At most [`super::AGENCY_WALL_NAME`] characters.
 */
wall_name: string, kind: AgencyKind, 
/**
 * What it is sent for, in the region's own words.
 */
handles: string, contact: Contact, duty: Duty, active: boolean, 
/**
 * What it is given, and gives, when a case becomes its own. Absent: as every agency outside is, or it takes over
 * nothing.
 */
body?: Body, 
/**
 * Who heads it, for letters. Absent: by the name of the agency.
 */
head?: Head, 
/**
 * Who else is called for it, each in their own hours.
 */
on_call?: Array<OnCall>, };

export type AgencyCode = string;

export type AgencyKind = "regency" | "unit" | "outside";

export type AlarmKey = { fired_at: At, ticket: TicketId, clock: number, cycle: number, aim: number, level: Level, };

export type AlarmPage = { alarms: Array<AlarmRow>, more: boolean, 
/**
 * Alarms that somebody was told of, in each ten minutes of the last day that had any; oldest first.
 */
load: Array<Load>, };

export type AlarmRow = { key: AlarmKey, number: TicketNumber, restricted: boolean, 
/**
 * Empty where the viewer may not know what a restricted case is.
 */
category: CategoryCode, district?: DistrictCode, clock_kind: ClockKind, agency?: AgencyCode, 
/**
 * How the clock ended, if it has.
 */
outcome?: ClockOutcome, 
/**
 * When, how late, to whom, and by whom it was taken.
 */
firing: Firing, };

export type Alone = { 
/**
 * Absent: the room answers again.
 */
since?: At, 
/**
 * Commands that the room does not have yet.
 */
held: number, 
/**
 * What the room refused afterwards, and nobody has looked at.
 */
to_look_at: number, };

export type AnswerChannel = "during_call" | "telephone" | "whatsapp" | "sms" | "in_person";

export type AnswerKind = "substantive" | "interim";

export type AnswerResult = "reached" | "no_reply" | "wrong_person" | "refused";

export type AnswerRow = { at: At, by: string, cycle: number, kind: AnswerKind, channel: AnswerChannel, result: AnswerResult, text?: string, promised_at?: At, 
/**
 * Why they were called although they asked not to be.
 */
although?: string, };

export type AsOf = { "of": "heard", at: At, } | { "of": "own" };

export type Asked = { 
/**
 * The category it was asked about; an answer may have made another of it.
 */
category: CategoryCode, question: string, 
/**
 * Absent: it was skipped.
 */
answer?: string, };

export type Asking = { 
/**
 * Absent: everything was asked, or there is nothing to ask.
 */
next?: NextQuestion, 
/**
 * What to tell the caller, the latest first.
 */
advice: Array<string>, };

export type AssignmentRole = "lead" | "support" | "copy";

export type AssignmentRow = { no: number, version: number, agency: AgencyCode, role: AssignmentRole, state: AssignmentState, channel: Channel, recipient: string, sent_at: At, acknowledged_at?: At, acknowledged_by?: string, en_route_at?: At, on_scene_at?: At, ended_at?: At, ending?: string, 
/**
 * Shown beside the words of done; for those who may read them.
 */
photos?: Array<PhotoId>, proposed?: AgencyCode, 
/**
 * The receipt of a body that took the case over.
 */
acceptance?: Acceptance, };

export type AssignmentState = "sent" | "acknowledged" | "en_route" | "on_scene" | "handed_over" | "done" | "returned" | "not_needed";

export type At = number;

export type Backup = { at: At, 
/**
 * File name without its folder; empty when none was made.
 */
file: string, bytes: number, 
/**
 * The journal's head when it was made: what `verify --head` compares.
 */
head_seq: Seq, head_hash: string, 
/**
 * Why it failed, as a problem code; absent when it succeeded.
 */
failed?: string, 
/**
 * The further place that it went to; absent: the first.
 */
place?: string, };

export type BackupPlace = { 
/**
 * Its whole path; it is never made, so that a stick that is not there is seen.
 */
folder: string, on: boolean, };

export type Because = "category" | "severity" | "district" | "hours";

export type Block = { at: At, until: At, by: string, };

export type Board = { seq: Seq, tickets: Array<TicketRow>, today: Today, };

export type Body = { 
/**
 * It may have the caller's name and number.
 */
caller: boolean, 
/**
 * It gives every case an id of its own, and without one it has received nothing.
 */
tracking: boolean, };

export type BrokenPart = "disk_full" | "disk_read_only" | "disk_fault" | "corrupt" | "newer_database" | "in_use" | "busy" | "other";

export type Calendar = { version: number, 
/**
 * Monday first. Minutes of the local day; `to` may pass 1,440 (over midnight, up to 2,880).
 */
week: [Array<Segment>, Array<Segment>, Array<Segment>, Array<Segment>, Array<Segment>, Array<Segment>, Array<Segment>], 
/**
 * Dated: they replace the whole day's segments. No segment: closed. What the day before still runs after
 * midnight is the day before's, and stays.
 */
exceptions: Array<Exception>, 
/**
 * The fixed national holidays: closed every year unless a dated exception says otherwise.
 */
yearly: Array<Yearly>, };

export type CalendarFault = { "kind": "week_segment", weekday: number, segment: Segment, } | { "kind": "exception_segment", day: Day, segment: Segment, } | { "kind": "impossible_day", day: Day, } | { "kind": "impossible_yearly", month: number, day: number, } | { "kind": "two_exceptions", day: Day, } | { "kind": "never_open" };

export type CallBack = { 
/**
 * Its last silent call: the result is recorded there.
 */
call: CallId, 
/**
 * Empty where the number has been erased.
 */
number: string, called_at: At, silent: number, };

export type CallId = string;

export type CallOutcome = "ticket" | "follow_up" | "info" | "prank" | "silent" | "wrong_number" | "test" | "transferred";

export type CallRow = { id: CallId, called_at: At, ended_at: At, by: string, outcome: CallOutcome, ticket?: TicketId, };

export type CallSoFar = { called_at: At, category?: CategoryCode, district?: DistrictCode, village?: VillageCode, landmark: string, narrative: string, number: string, };

export type Capacity = { name: string, role: Role, 
/**
 * A liaison's, and nobody else's.
 */
agency?: AgencyCode, };

export type Category = { code: CategoryCode, name_id: string, name_en: string, 
/**
 * At most [`super::CATEGORY_WALL_NAME`] characters.
 */
wall_name: string, 
/**
 * First part of the code, e.g. `KBR`.
 */
group: string, emergency: boolean, severity_default: Severity, channel: Channel112, 
/**
 * The narrative may be read only by those who handle the ticket.
 */
restricted: boolean, 
/**
 * About violence or threats at home: a silent call from such a number is not just ended.
 */
violent?: boolean, 
/**
 * Minutes within which the lead acknowledges.
 */
ack_minutes: number | null, 
/**
 * Minutes within which the lead is on the scene.
 */
onscene_minutes: number | null, 
/**
 * Working days within which a complaint is done.
 */
work_days: number | null, 
/**
 * Further words people search by, separated by spaces.
 */
keywords: string, active: boolean, };

export type CategoryCode = string;

export type CategoryReading = { code: CategoryCode, meaning: Meaning, 
/**
 * Sum of the weights that spoke; only comparable within one reading.
 */
score: number, 
/**
 * The words of the text that spoke for it, as typed, in their order.
 */
words: Array<string>, };

export type Cell = { "text": string } | { "count": number } | { "share": { part: number, of: number, } } | { "duration": number } | { "instant": At } | { "day": Day } | { "key": string } | "empty";

export type Change<V> = { before?: V, after: V, };

export type Changes = { seq: Seq, rows: Array<TicketRow>, 
/**
 * Tickets that this viewer may no longer see.
 */
gone: Array<TicketId>, 
/**
 * What happened, oldest first, cut by the same view.
 */
lines: Array<Line>, today?: Today, 
/**
 * The setup changed: ask for it again.
 */
setup: boolean, here?: Here, 
/**
 * The room's clock when this was answered.
 */
now: At, 
/**
 * Age of the clock task's last turn.
 */
heartbeat: Span, 
/**
 * Age of the last canary that came through: a durable write, a read of it, and the changes.
 */
canary: Span, 
/**
 * Is the wall clock believed?
 */
clock: ClockTrust, };

export type Channel = "telephone" | "radio" | "whatsapp" | "screen" | "in_person";

export type Channel112 = "own" | "ambulance" | "lapor";

export type Choice = { text: string, effect?: Effect, 
/**
 * What the caller is told once it is given; may be empty.
 */
advice?: string, };

export type ChosenBecause = "only_one" | "said_with_it" | "slip";

export type ClaimRow = { what: Claimable, by: string, desk: number, until: At, };

export type Claimable = { "of": "ticket", ticket: TicketId, } | { "of": "form", call: CallId, };

export type ClockChange = { ticket: TicketId, number: TicketNumber, clock_kind: ClockKind, agency?: AgencyCode, before: At, after: At, };

export type ClockKind = "dispatch" | "answer" | "acknowledge" | "arrive" | "work" | "verify";

export type ClockOutcome = "met" | "missed" | "interim" | "attempted" | "cancelled";

export type ClockRow = { no: number, kind: ClockKind, assignment?: number, cycle: number, started_at: At, allowed: Target, 
/**
 * From start to due, pauses and closed hours included.
 */
target: Span, due_at: At, 
/**
 * It stands still, and goes on by itself.
 */
paused?: Paused, stopped_at?: At, outcome?: ClockOutcome, breached_at?: At, 
/**
 * The highest level fired: what colours the countdown.
 */
level?: Level, fired_at?: At, 
/**
 * Levels still to fire, with their instants, in order.
 */
waiting: Array<Due>, 
/**
 * An alarm of this clock asks for a named person.
 */
asks: boolean, acknowledged_by?: string, acknowledged_at?: At, 
/**
 * It fired while the machine's clock was not trusted.
 */
suspect: boolean, 
/**
 * Who must still be told by a supervisor.
 */
tasks: Array<Recipient>, };

export type ClockTrust = { "state": "sure" } | { "state": "ahead", by: Span, since: At, } | { "state": "behind", by: Span, since: At, };

export type CloseOutcome = "handled" | "unfounded" | "handed_over" | "withdrawn" | "cancelled";

export type Closed = { outcome: CloseOutcome, at: At, by: string, };

export type Column = { 
/**
 * A key of the dictionary: `report.column_<name>`; of a day of the month its number, which needs no words.
 */
key: string, kind: ColumnKind, };

export type ColumnKind = "text" | "count" | "share" | "duration" | "instant" | "day";

export type CommandId = string;

export type Contact = { telephone: string, radio: string, whatsapp: string, 
/**
 * When it is to be called so; absent: always.
 */
hours?: Hours, };

export type Correction<T> = { "field": "category", "to": CategoryCode } | { "field": "severity", "to": Severity } | { "field": "kind", "to": TicketKind } | { "field": "place", "to": Place<T> } | { "field": "reporter", "to": Reporter<T> } | { "field": "narrative", "to": T } | { "field": "at_risk", "to": boolean } | { "field": "storm", "to": number | null };

export type Counted = { "category": CategoryCode } | "follow_up" | { "no_case": NoCase };

export type Cue = { kind: CueKind, 
/**
 * Words in order, with at most two others between; `|` separates words that serve alike, ` ~ ` parts that may
 * stand anywhere, `=` forbids other forms of a word.
 */
phrase: string, 
/**
 * A code, a severity or a word, by its kind; empty where the kind needs none.
 */
speaks_for: string, weight: number, };

export type CueChange = { cue: CueKey, own: OwnCue, };

export type CueEdit = { cue: CueKey, 
/**
 * The weight in the list without the room's changes; absent where it has no such row.
 */
product?: number, before?: OwnCue, 
/**
 * Absent: as the list has it.
 */
after?: OwnCue, };

export type CueKey = { kind: CueKind, phrase: string, speaks_for: string, };

export type CueKind = "word" | "category" | "severity" | "not" | "elsewhere" | "ordinary" | "outside" | "known";

export type CuePage = { 
/**
 * Version of the setup that it was read from.
 */
version: number, rows: Array<CueRow>, 
/**
 * Rows that were found, on this page and the others.
 */
found: number, 
/**
 * Rows in all.
 */
all: number, 
/**
 * Rows on which the room said its own word.
 */
own: number, 
/**
 * Kinds that the list has.
 */
kinds: Array<CueKind>, };

export type CueRow = { cue: CueKey, 
/**
 * Its weight in the list without the room's changes.
 */
product?: number, own?: OwnCue, source: CueSource, };

export type CueSearch = { 
/**
 * Words of the phrase, of what it speaks for, or of the category's name; empty: every row.
 */
text: string, kind?: CueKind, speaks_for?: string, source?: CueSource, 
/**
 * Rows that were shown already.
 */
from: number, };

export type CueSource = "product" | "room" | "learnt" | "off" | "declined";

export type CueTrial = { now: Explained, 
/**
 * Where a change was asked about.
 */
then?: Explained, };

export type Day = string;

export type Delivery = { recipient: Recipient, outlet: Outlet, state: DeliveryState, 
/**
 * How often it was tried.
 */
attempt: number, at?: At, 
/**
 * Of a task: who was told.
 */
to?: string, };

export type DeliveryState = "due" | "handed_over" | "failed" | "done";

export type Departure<T> = { "departure": "left_out", agency: AgencyCode, why: WhyLeftOut<T>, } | { "departure": "added", agency: AgencyCode, why: WhyAdded<T>, } | { "departure": "undecided", agency: AgencyCode, };

export type DeskKind = "workstation" | "browser" | "wall";

export type DeskRow = { no: number, name: string, kind: DeskKind, joined_at: At, by: string, left_at?: At, };

export type District = { code: DistrictCode, name: string, 
/**
 * At most [`super::DISTRICT_WALL_NAME`] characters.
 */
wall_name: string, 
/**
 * Degrees north.
 */
lat: number, 
/**
 * Degrees east.
 */
lon: number, 
/**
 * The district's own office, sent where a plan names [`super::DISTRICT_AGENCY`].
 */
agency: AgencyCode | null, 
/**
 * Name of the fire post that goes there first; empty when not known.
 */
fire_post: string, neighbours: Array<DistrictCode>, };

export type DistrictCode = string;

export type DoorView = { 
/**
 * Absent: no other PC can reach the room.
 */
open?: OpenDoor, 
/**
 * Present while a new desk is let in.
 */
words?: Words, };

export type Draft = { call: CallId, 
/**
 * The form as the screen keeps it; the room does not look inside. Empty: the draft is done with.
 */
form: string, kept_at: At, };

export type Due = { level: Level, at: At, };

export type DueSoon = { clock: ClockKind, agency?: AgencyCode, due_at: At, late?: boolean, };

export type During = { "days": number } | { "between": { from: Day, to: Day, } };

export type Duty = { "kind": "always" } | { "kind": "weekly", 
/**
 * 1 is Monday, 7 is Sunday: the day on which the hours start.
 */
days: Array<number>, 
/**
 * Minutes after local midnight, included.
 */
from_minute: number, 
/**
 * Minutes after local midnight, excluded.
 */
to_minute: number, } | { "kind": "unknown" };

export type Effect = { 
/**
 * It is another category after all.
 */
category?: CategoryCode, severity?: Grade, 
/**
 * Sent as well.
 */
agencies?: Array<AgencyCode>, 
/**
 * Not for this room: the caller is sent there, with its telephone.
 */
divert?: AgencyCode, };

export type EndCall<T> = { call: CallId, called_at: At, outcome: NoCase, number?: T, note?: T, 
/**
 * The room calls this number back, however few silent calls it made.
 */
call_back?: boolean, };

export type Erasable = { "of": "ticket", ticket: TicketId, } | { "of": "call", call: CallId, } | { "of": "numbers" } | { "of": "access" } | { "of": "handovers" };

export type Erasing = { 
/**
 * After it was closed, of a ticket and of the calls about it.
 */
tickets: number, 
/**
 * The same, of a restricted one; absent: like any other.
 */
restricted?: number, 
/**
 * After it ended, of a call that was no case, and of a number that is no longer marked or blocked.
 */
calls: number, 
/**
 * Of the reason for which somebody opened a restricted case, after they did.
 */
access: number, };

export type ErasureCount = { tickets: number, calls: number, numbers: number, access: number, 
/**
 * Texts of all of them.
 */
texts: number, };

export type ErasureRun = { 
/**
 * When it began.
 */
at: At, 
/**
 * The rule that it went by.
 */
rule: Erasing, tickets: number, calls: number, numbers: number, access: number, 
/**
 * Texts of all of them.
 */
texts: number, };

export type EscalationNext = { recipient: Recipient, at: At, };

export type EscalationPage = { 
/**
 * The deadline that was missed first goes first, and of one deadline the lowest step.
 */
steps: Array<EscalationStep>, next?: EscalationNext, };

export type EscalationStep = { clock: number, clock_kind: ClockKind, recipient: Recipient, due_at: At, 
/**
 * The office that is written to, and who holds it where the room knows.
 */
title: string, name: string, 
/**
 * To send or to read out; nothing of the caller is in it.
 */
text: string, };

export type Evidence = { 
/**
 * Tickets it was seen in.
 */
count: number, 
/**
 * Some of them, newest first; at most [`MOST_EXAMPLES`].
 */
tickets?: Array<TicketNumber>, effect: Gain, };

export type Exception = { day: Day, open: Array<Segment>, name: string, };

export type Execute<T> = { id: CommandId, } & ({ "do": "end_call" } & EndCall<T> | { "do": "undo_call", call: CallId, } | { "do": "record_call_back", call: CallId, reached: boolean, } | { "do": "mark_number", number: T, } | { "do": "unmark_number", number: T, } | { "do": "block_number", number: T, } | { "do": "lift_block", number: T, } | { "do": "follow_up" } & FollowUp<T> | { "do": "open_ticket" } & OpenTicket<T> | { "do": "claim", ticket: TicketId, } | { "do": "assign", ticket: TicketId, seen: number, plan: string, to: Array<Sending>, 
/**
 * Each place where it is done otherwise than the plan proposes; absent from a page that does not ask.
 */
departures?: Array<Departure<T>>, 
/**
 * When they were told, where it is written down later.
 */
at?: At, } | { "do": "acknowledge" } & Progress | { "do": "accept", reference?: string, ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, } | { "do": "en_route" } & Progress | { "do": "arrive" } & Progress | { "do": "finish", evidence?: T, 
/**
 * Beside the words; the room has them already.
 */
photos?: Array<PhotoId>, ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, } | { "do": "return", reason?: T, proposed?: AgencyCode, ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, } | { "do": "release", reason?: T, ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, } | { "do": "pause", reason: PauseReason, note?: T, resume_at: At, ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, } | { "do": "resume" } & Progress | { "do": "confirm", ticket: TicketId, seen: number, by_caller: boolean, note?: T, } | { "do": "note", ticket: TicketId, text: T, internal: boolean, } | { "do": "answer", ticket: TicketId, answer: GiveAnswer<T>, } | { "do": "correct", ticket: TicketId, seen: number, correction: Correction<T>, } | { "do": "attach", ticket: TicketId, seen: number, parent: TicketId, } | { "do": "relate", ticket: TicketId, to: TicketId, } | { "do": "unrelate", ticket: TicketId, to: TicketId, } | { "do": "detach", ticket: TicketId, seen: number, } | { "do": "close", ticket: TicketId, seen: number, outcome: CloseOutcome, reason?: T, } | { "do": "reopen", ticket: TicketId, seen: number, reason?: T, } | { "do": "review" } & GiveReview<T> | { "do": "acknowledge_alarm", ticket: TicketId, clock: number, } | { "do": "tell", ticket: TicketId, clock: number, recipient: Recipient, to: string, } | { "do": "record_delivery", ticket: TicketId, clock: number, outlet: Outlet, worked: boolean, } | { "do": "withdraw_alarms", ticket: TicketId, } | { "do": "put_aside", held: CommandId, } | { "do": "unmask" } & Unmask<T> | { "do": "look_at_access", to: number, } | { "do": "found" } & Found<T> | { "do": "add_person", person: PersonId, account: string, name: string, role: Role, secret: T, 
/**
 * A liaison's, and nobody else's.
 */
agency?: AgencyCode, } | { "do": "reset_person", person: PersonId, secret: T, } | { "do": "join_desk", desk: number, name: string, desk_kind: DeskKind, 
/**
 * SHA-256, in hex, of its certificate or cookie.
 */
key: string, } | { "do": "remove_desk", desk: number, } | { "do": "close_person", person: PersonId, } | { "do": "change_person", person: PersonId, 
/**
 * As whoever changes it has seen them.
 */
before: Capacity, after: Capacity, } | { "do": "start_storm", name: string, } | { "do": "end_storm", storm: number, } | { "do": "record_offered", 
/**
 * On which the shift began.
 */
day: Day, shift: Shift, offered: number, abandoned: number, } | { "do": "sign_handover" } & SignHandover<T> | { "do": "read_handover", handover: HandoverId, item: ItemKey, remark?: T, } | { "do": "unread_handover", handover: HandoverId, item: ItemKey, } | { "do": "accept_handover", handover: HandoverId, 
/**
 * By whoever signed it: nobody else is there.
 */
alone?: boolean, } | { "do": "keep_search", search: SearchId, name: string, filter: Filter, shared: boolean, } | { "do": "forget_search", search: SearchId, } | { "do": "change_roster", changes: Array<RosterChange>, } | { "do": "change_agency" } & Change<Agency> | { "do": "change_category" } & Change<Category> | { "do": "change_cue" } & CueEdit | { "do": "change_plan" } & Change<PlanRow> | { "do": "change_questions" } & Change<Protocol> | { "do": "change_template" } & TemplateEdit | { "do": "change_policy" } & Change<Policy> | { "do": "change_settings" } & Change<Settings> | { "do": "ask_backup" } | { "do": "record_backup", backup: Backup, } | { "do": "record_restore", after: Seq, from: At, } | { "do": "record_loss", after: Seq, from: At, saw: Saw, } | { "do": "note_loss", found_at: At, } | { "do": "erase", what: Erasable, texts: Array<SealedId>, again?: boolean, } | { "do": "record_erasure", run: ErasureRun, } | { "do": "confirm_clock", ahead: Span, } | { "do": "sweep", ticket: TicketId, suspect: boolean, });

export type Explained = { reading: Reading, 
/**
 * Heaviest first.
 */
voices: Array<Voice>, };

export type Export = { "what": "paper_kit" } | { "what": "open_tickets", kind: FileKind, } | { "what": "handover", handover: HandoverId, } | { "what": "handoff", ticket: TicketId, assignment: number, } | { "what": "letter", ticket: TicketId, clock: number, recipient: Recipient, } | { "what": "report", from: At, 
/**
 * Not in it any more.
 */
to: At, 
/**
 * Absent: now.
 */
as_of?: At, kind: FileKind, };

export type ExportRow = { 
/**
 * Its place in the access record.
 */
no: number, at: At, by: string, role: Role, desk: number, export: Export, };

export type Figure = "funnel" | "hours" | "offered" | "ministry" | "answer" | "clocks" | "acknowledge_category" | "arrive_category" | "work_category" | "acknowledge_agency" | "arrive_agency" | "work_agency" | "acknowledge_outside" | "arrive_outside" | "work_outside" | "fire" | "backlog" | "reopened" | "misroutes" | "handed" | "confirmed" | "cancelled_late" | "alarms" | "alarm_load" | "coverage";

export type FileKind = "pdf" | "xlsx" | "csv";

export type Filter = { state?: TicketState, kind?: TicketKind, category?: CategoryCode, severity?: Severity, district?: DistrictCode, village?: VillageCode, 
/**
 * Sent to it, and neither given back nor for its knowledge alone.
 */
agency?: AgencyCode, owner?: PersonId, 
/**
 * Some clock of it was missed, or is late.
 */
late?: boolean, 
/**
 * When it was called in.
 */
called?: During, };

export type FindHit = { id: TicketId, number: TicketNumber, category: CategoryCode, state: TicketState, district?: DistrictCode, 
/**
 * Village, the caller's words, landmark: whatever says best where.
 */
place: string, called_at: At, 
/**
 * Where the words were found, with the words around them; empty when masked.
 */
excerpt: string, 
/**
 * Its personal text was erased by schedule.
 */
erased?: boolean, 
/**
 * The row's position, for paging.
 */
seq: Seq, };

export type FindPage = { hits: Array<FindHit>, 
/**
 * There are more the way that was paged: older ones, or newer after `after`.
 */
more: boolean, 
/**
 * Older tickets are being made ready for filters, so far: those that are not are not found by one yet.
 */
filed_percent?: number, };

export type Firing = { level: Level, aim: number, 
/**
 * The instant at which the level was due.
 */
due_at: At, fired_at: At, 
/**
 * How long after its instant it was noticed.
 */
late_ms: Span, 
/**
 * Fired while the machine's clock was not trusted.
 */
suspect: boolean, withdrawn_at?: At, acknowledged_by?: string, acknowledged_at?: At, deliveries: Array<Delivery>, };

export type FollowUp<T> = { call: CallId, called_at: At, ticket: TicketId, number?: T, name?: T, note?: T, };

export type Found<T> = { region: Region, settings: Settings, supervisor: PersonId, account: string, name: string, secret: T, recovery: T, training: boolean, };

export type Gain = { of: number, before: number, after: number, };

export type GiveAnswer<T> = { kind: AnswerKind, channel: AnswerChannel, result: AnswerResult, text?: T, whole?: WholeAnswer, 
/**
 * Interim only: when the next answer was promised.
 */
promised_at?: At, 
/**
 * Why the caller was called although they asked not to be called back.
 */
although?: T, };

export type GiveReview<T> = { ticket: TicketId, 
/**
 * The ticket's version.
 */
seen: number, marks: ReviewMarks, note?: T, };

export type Grade = { "raise": Severity } | { "set": Severity };

export type HandedCaller = { "is": "known", name?: string, number?: string, } | { "is": "unknown" } | { "is": "not_to_be_called" } | { "is": "withheld" };

export type HandedStep = { agency: AgencyCode, state: AssignmentState, at: At, };

export type Handoff = { 
/**
 * The room that hands over.
 */
from: string, to: AgencyCode, 
/**
 * By which the room finds it again.
 */
number: TicketNumber, made_at: At, called_at: At, place: Place<string>, kind: TicketKind, category: CategoryCode, severity: Severity, 
/**
 * Somebody was in danger as the caller spoke.
 */
at_risk: boolean, narrative?: string, asked: Array<Asked>, 
/**
 * Callers about it, the first included.
 */
reporters: number, caller: HandedCaller, 
/**
 * What others have done so far.
 */
done: Array<HandedStep>, 
/**
 * It must not get about.
 */
restricted: boolean, };

export type HandoffPage = { document: Handoff, 
/**
 * On one page, to read out or to paste.
 */
text: string, 
/**
 * Best first.
 */
ways: Array<Way>, };

export type HandoverGlance = { id: HandoverId, signed_at: At, by: string, turn: ShiftChange, items: number, 
/**
 * Of those, how many nobody but its signer has read.
 */
unread: number, accepted?: Accepted, };

export type HandoverId = string;

export type HandoverNote<T> = { item: ItemKey, text: T, };

export type HandoverPage = { turn: ShiftChange, counts: ShiftCounts, items: Array<ItemRow>, 
/**
 * Who is on duty next; absent where the room keeps no roster.
 */
next?: Array<Rostered>, last?: HandoverRow, };

export type HandoverRow = { id: HandoverId, 
/**
 * Its place among all of them, for paging.
 */
no: number, signed_at: At, by: string, person?: PersonId, turn: ShiftChange, counts: ShiftCounts, items: Array<ItemRow>, 
/**
 * What was said to nothing in particular, or to what had gone by the signing.
 */
notes: Array<string>, 
/**
 * What came up after the signing; of one that waits to be accepted.
 */
added?: Array<ItemRow>, 
/**
 * Who was on duty next, as the roster stood at the signing.
 */
next?: Array<Rostered>, head: JournalHead, 
/**
 * Items that the viewer, taking over, has yet to see read.
 */
unread: number, accepted?: Accepted, 
/**
 * Never accepted: another one was signed in its place.
 */
replaced?: boolean, };

export type Head = { title: string, name: string, };

export type Health = { now: At, head: Seq, 
/**
 * Who takes notifications: a daemon's name, or why none does.
 */
notifier: Notifier, 
/**
 * What alarms are heard on.
 */
speaker: Speaker, last_backup?: Backup, 
/**
 * Every place that backups go to, the first one first.
 */
backups: Array<PlaceHealth>, 
/**
 * The disk refused the last write.
 */
disk_refused: boolean, 
/**
 * Bytes left on the data folder's disk, where the platform says.
 */
free_bytes?: number, 
/**
 * Age of the clock task's last turn.
 */
heartbeat: Span, 
/**
 * Age of the last canary that came through: a durable write, a read of it, and the changes.
 */
canary: Span, 
/**
 * Is the wall clock believed?
 */
clock: ClockTrust, };

export type Held = { ticket: TicketId, owner?: PersonId, };

export type Here = { 
/**
 * Said with the next question, which is then answered as soon as it is another.
 */
version: number, 
/**
 * Others with a ticket open, of tickets that the asker may read.
 */
looking: Array<Looking>, 
/**
 * Names of who is signed in: an emergency of anybody else is nobody's.
 */
signed_in: Array<string>, 
/**
 * Forms in the middle of a call at desks where nobody is, oldest first.
 */
waiting: Array<WaitingForm>, claims: Array<ClaimRow>, };

export type Highest = { 
/**
 * As it stands in numbers, `261123`.
 */
day: string, desk: number, count: number, };

export type Hours = { 
/**
 * 1 is Monday, 7 is Sunday: the day on which the hours start.
 */
days: Array<number>, 
/**
 * Minutes after local midnight, included.
 */
from_minute: number, 
/**
 * Minutes after local midnight, excluded.
 */
to_minute: number, };

export type Item = { "of": "ticket" } & TicketItem | { "of": "rest", tickets: Array<Held>, } | { "of": "call_back", call: CallId, called_at: At, silent: number, } | { "of": "number", number: SealedId, blocked_until?: At, nuisance?: boolean, } | { "of": "storm", storm: number, name: string, since: At, } | { "of": "fault" } & RoomFault;

export type ItemKey = string;

export type ItemRow = { key: ItemKey, 
/**
 * As it was signed; of a masked ticket without its village.
 */
item: Item, masked?: boolean, 
/**
 * The caller's own words for the place, or a landmark; where they may be read.
 */
place?: string, 
/**
 * A telephone number: whole where it is to be called, else its end.
 */
telephone?: string, 
/**
 * Absent: nothing was said, it is masked, or it has been erased.
 */
note?: string, read?: ReadRow, remarks?: Array<RemarkRow>, since?: Since, };

export type JournalHead = { seq: Seq, hash: string, };

export type KeptSearch = { id: SearchId, name: string, filter: Filter, 
/**
 * Whose it is; absent: the room's.
 */
owner?: PersonId, 
/**
 * Who kept it, as they were called then.
 */
by: string, };

export type Known = { 
/**
 * Its calls of the last 30 days, by outcome.
 */
outcomes: Array<OutcomeCount>, 
/**
 * The newest ticket about violence.
 */
violence?: Violence, nuisance?: Marked, 
/**
 * The block that holds now.
 */
block?: Block, 
/**
 * It has made so many pranks lately that marking it is proposed.
 */
proposes_mark: boolean, 
/**
 * It has been silent so often lately that it is called back.
 */
call_back?: CallBack, };

export type Language = "id" | "en";

export type Lesson = { cue: CueKey, 
/**
 * The row's weight now; absent where there is no such row.
 */
from?: number, to: number, 
/**
 * What people chose, most often first, and what was proposed instead.
 */
chosen: Array<CategoryCode>, instead_of: Array<CategoryCode>, evidence: Evidence, };

export type Lessons = { 
/**
 * Of so many narratives, for so many what people chose was proposed first.
 */
of: number, right: number, 
/**
 * Greatest effect first; at most [`MOST_LESSONS`].
 */
lessons: Array<Lesson>, };

export type Level = "orphan" | "half" | "soon" | "urgent" | "late" | "supervisor" | "head" | "secretary";

export type Line = { seq: Seq, ticket: TicketId, kind: LineKind, 
/**
 * When it occurred; `recorded_at` is later where it was entered afterwards.
 */
at: At, recorded_at: At, role: Role, by: string, desk: number, shift?: Shift, about?: About, text?: string, 
/**
 * What was shown beside the words, and may be looked at.
 */
photos?: Array<PhotoId>, 
/**
 * Some text of it was erased by schedule.
 */
erased?: boolean, };

export type LineKind = "opened" | "followed_up" | "claimed" | "assigned" | "departed" | "acknowledged" | "accepted" | "went_en_route" | "arrived" | "finished" | "returned" | "released" | "paused" | "resumed" | "confirmed" | "noted" | "answered" | "corrected" | "attached" | "detached" | "joined" | "related" | "unrelated" | "left" | "closed" | "reopened" | "reviewed" | "fired" | "alarm_acknowledged" | "told" | "alarms_withdrawn" | "reaimed" | "erased";

export type Load = { from: At, count: number, };

export type Looking = { ticket: TicketId, by: string, desk: number, typing: boolean, };

export type Loss = { 
/**
 * The last position that is left, and when it was recorded.
 */
after: Seq, from: At, 
/**
 * When the room was put back, or a desk first saw that it lies behind.
 */
found_at: At, 
/**
 * By a restore, and not by a copy of its file that nobody said anything of.
 */
restored: boolean, 
/**
 * What desks had seen beyond, each once.
 */
desks: Array<Saw>, 
/**
 * Somebody has taken note of it.
 */
noted?: LossNoted, };

export type LossNoted = { at: At, by: string, };

export type LossRow = { loss: Loss, 
/**
 * Numbers that desks had seen, and whose tickets the room has again because a desk told them.
 */
back: Array<NumberRun>, 
/**
 * Numbers that were told, and of which the room has no ticket.
 */
missing: Array<NumberRun>, };

export type Mark = { of: Placeholder, word: string, 
/**
 * It may stand in the text for restricted cases, too.
 */
discreet: boolean, };

export type MarkCount = { yes: number, no: number, cannot_tell: number, };

export type Marked = { at: At, by: string, };

export type Meaning = { "is": "category" } | { "is": "no_case", "outcome": NoCase } | { "is": "follow_up" };

export type MinistryRow = { name: string, 
/**
 * None: the form has such a row, and the room nothing that belongs there.
 */
counts: Array<Counted>, 
/**
 * It tells once more what other rows count, and is not in the sum.
 */
of_which?: boolean, };

export type MinistrySheet = { rows: Array<MinistryRow>, };

export type Nearby = { room: string, address: string, };

export type NextQuestion = { text: string, answers: Array<Offer>, };

export type NoCase = "prank" | "silent" | "wrong_number" | "info" | "test" | "transferred";

export type Notifier = { "state": "none" } | { "state": "ready", name: string, } | { "state": "missing" };

export type NumberRow = { 
/**
 * Empty where the number has been erased.
 */
number: string, nuisance?: Marked, block?: Block, };

export type NumberRun = { 
/**
 * As it stands in numbers, `261123`.
 */
day: string, desk: number, from: number, to: number, };

export type Offer = { text: string, turn: Turn, };

export type OnCall = { 
/**
 * An office or a name.
 */
who: string, telephone: string, 
/**
 * When they are to be called; absent: always.
 */
hours?: Hours, };

export type OpenBecause = "shared_name" | "several_places" | "everyday_word" | "not_the_scene" | "former_name" | "other_district";

export type OpenDoor = { 
/**
 * `host:port`, each a way to reach it, the likeliest first.
 */
addresses: Array<string>, 
/**
 * SHA-256, in hex, of the room's certificate.
 */
fingerprint: string, 
/**
 * The certificate in PEM, for browser PCs.
 */
certificate: string, };

export type OpenTicket<T> = { call: CallId, ticket: TicketId, called_at: At, 
/**
 * It was taken on this form while the room was down, and is typed in now.
 */
paper?: PaperNo, category: CategoryCode, severity: Severity, 
/**
 * Absent: as the category says.
 */
kind?: TicketKind, place: Place<T>, reporter: Reporter<T>, narrative?: T, 
/**
 * The umbrella incident it is part of.
 */
storm?: number, 
/**
 * Somebody is in danger as the caller speaks.
 */
at_risk?: boolean, 
/**
 * Protocol questions put to the caller and answered; what the region's own questions do not know is left out.
 */
asked?: Array<Asked>, };

export type OutboxRow = { command: Execute<string>, occurred_at: At, 
/**
 * Who did it; empty where nobody was signed in.
 */
by: string, 
/**
 * What its ticket was called when it was opened here.
 */
number?: TicketNumber, state: OutboxState, };

export type OutboxState = { "state": "held" } | { "state": "refused", why: Problem, };

export type OutcomeCount = { outcome: CallOutcome, count: number, };

export type Outlet = "notification" | "sound" | "task";

export type Outweighed = { plan: string, version: number, by: Weight, };

export type OwnCue = { "is": "weighs", weight: number, 
/**
 * What it was learnt from; absent where somebody thought of it.
 */
learnt?: Evidence, } | { "is": "off" } | { "is": "declined", weight: number, };

export type Page = "newest" | { "before": Seq } | { "after": Seq };

export type PaperNo = string;

export type PauseReason = "needs_caller" | "third_party" | "weather" | "budget";

export type Paused = { since: At, resume_at: At, reason: PauseReason, };

export type PersonChange = { seq: Seq, at: At, by: string, person: PersonId, before: Capacity, after: Capacity, };

export type PersonId = string;

export type PersonRow = { id: PersonId, account: string, name: string, role: Role, active: boolean, 
/**
 * For whom a liaison speaks.
 */
agency?: AgencyCode, };

export type PhotoId = string;

export type PhotoLook = { photo: PhotoId, at: At, by: string, desk: number, };

export type Place<T> = { district?: DistrictCode, village?: VillageCode, 
/**
 * The place as it was said when the gazetteer did not know it: kept as words, unverified.
 */
words?: T, landmark?: T, point?: Point, };

export type PlaceBackups = { last: Backup, 
/**
 * The last that succeeded.
 */
good?: Backup, };

export type PlaceHealth = { folder: string, is_first: boolean, 
/**
 * It is plugged in, mounted, reached.
 */
is_there: boolean, 
/**
 * The last backup that succeeded is too old, or there is none.
 */
is_stale: boolean, last?: Backup, good?: Backup, };

export type PlaceHit = { 
/**
 * `None` when the district itself is meant, or a spot of which only the district is known.
 */
village: VillageCode | null, district: DistrictCode, name: string, 
/**
 * Where a spot lies, as far as it is known.
 */
village_name?: string, district_name: string, kind: PlaceKind, 
/**
 * The other name by which it was found.
 */
matched_alias: string | null, 
/**
 * The name by which it was found belongs to another place too: ask which is meant.
 */
shared_name: boolean, 
/**
 * Not to be taken without a look: another place that fits bears the name, or it is only a guess by two slips.
 */
asks?: boolean, 
/**
 * The house number, RT and RW that were typed with the name, and are no part of it.
 */
address?: string, };

export type PlaceKind = "district" | "desa" | "kelurahan" | "spot";

export type PlaceReading = { "is": "unsaid" } | { "is": "chosen", hit: PlaceHit, why: ChosenBecause, words: string, } | { "is": "open", candidates: Array<PlaceHit>, 
/**
 * Where they all lie in one district.
 */
district?: DistrictCode, why: OpenBecause, words: string, };

export type PlaceView = { "place": "here" } | { "place": "there", room: string, address: string, desk: number, name: string, };

export type Placeholder = "number" | "code" | "kind" | "district" | "agencies" | "until" | "name" | "region";

export type PlanEdition = { 
/**
 * 1 as it was founded or first entered.
 */
version: number, changed_at: At, by: string, };

export type PlanHours = { "kind": "any" } | { "kind": "working" } | { "kind": "off_working" } | { "kind": "weekly", 
/**
 * 1 is Monday, 7 is Sunday: the day on which the hours start.
 */
days: Array<number>, 
/**
 * Minutes after local midnight, included.
 */
from_minute: number, 
/**
 * Minutes after local midnight, excluded.
 */
to_minute: number, };

export type PlanRow = { id: string, category: CategoryCode, 
/**
 * Severities it is for; empty is any.
 */
severity: Array<Severity>, 
/**
 * District it is for; `None` is any.
 */
district: DistrictCode | null, 
/**
 * When it speaks; absent is any time.
 */
hours?: PlanHours, lead: AgencyCode, supports: Array<Support>, active: boolean, };

export type Point = { lat: number, lon: number, };

export type Policy = { version: number, 
/**
 * From the call to the first agency told; emergencies only.
 */
dispatch: Span, 
/**
 * From the call to an answer that reached the caller.
 */
answer: Span, 
/**
 * Longest time after which an interim answer still owes the next one.
 */
interim_longest: Span, 
/**
 * Where a category names no minutes.
 */
acknowledge: Span, 
/**
 * From the return that left a complaint with nobody, to the next agency told.
 */
again: Span, 
/**
 * From done to the word of the room or the caller that it is.
 */
verify: Span, 
/**
 * What holds otherwise for a category, a severity, or both; the most specific one counts.
 */
exceptions: Array<TargetException>, 
/**
 * The hours in which a complaint's work is counted.
 */
calendar: Calendar, 
/**
 * For targets under an hour, and for longer ones: in the order of their levels.
 */
short: Array<Rung>, long: Array<Rung>, };

export type PolicyPreview = { 
/**
 * Open clocks that the policy is asked about.
 */
open: number, 
/**
 * Those that would aim elsewhere; at most a hundred are listed below.
 */
moved: number, changes: Array<ClockChange>, };

export type Present = { 
/**
 * The ticket that is open there.
 */
ticket?: TicketId, 
/**
 * Something is being written there.
 */
typing: boolean, };

export type Problem = { "problem": "refused", refusal: Refusal, } | { "problem": "signed_out" } | { "problem": "wrong_sign_in" } | { "problem": "not_joined" } | { "problem": "wrong_words" } | { "problem": "other_version", room: string, } | { "problem": "wait", seconds: number, } | { "problem": "not_allowed" } | { "problem": "unknown" } | { "problem": "malformed", about: string, } | { "problem": "broken", about: BrokenPart, trace: string, } | { "problem": "unreachable" } | { "problem": "alone" } | { "problem": "holding", held: number, } | { "problem": "ask_anew" };

export type Progress = { ticket: TicketId, assignment: number, 
/**
 * The assignment's version.
 */
seen: number, by: string, 
/**
 * Earlier than now only by a supervisor's hand or as a paper form has it, and visible.
 */
at?: At, };

export type Promised = { due_at: At, made_at: At, 
/**
 * Whose word it is.
 */
by: string, 
/**
 * Since then nobody was reached so often.
 */
attempts: number, tried_at?: At, };

export type Proposal = { 
/**
 * The plan's id, `R-07`.
 */
plan: string, 
/**
 * How often the plan was changed, and one.
 */
version: number, 
/**
 * What made this plan the most specific one.
 */
because: Array<Because>, agencies: Array<Proposed>, dispatch: Span | null, acknowledge: Span | null, arrive: Span | null, answer: Span, };

export type Proposed = { agency: AgencyCode, role: AssignmentRole, 
/**
 * The plan's own words for why; data of the room, may be empty.
 */
why: string, shortfalls: Array<Shortfall>, 
/**
 * Sent unless somebody says otherwise: it has no condition, and is not switched off.
 */
expected: boolean, };

export type Protocol = { category: CategoryCode, 
/**
 * One to three short sentences; empty where there is nothing to say.
 */
advice: string, questions: Array<Question>, };

export type Query = { "ask": "session" } | { "ask": "board" } | { "ask": "ticket", id: TicketId, } | { "ask": "setup" } | { "ask": "propose", category: CategoryCode, severity: Severity, district?: DistrictCode, 
/**
 * When it was called in, if not now: a plan's hours are judged then, what cannot be reached is judged now.
 */
called_at?: At, 
/**
 * Agencies put beside the plan.
 */
beside?: Array<AgencyCode>, } | { "ask": "try_plan", category: CategoryCode, severity: Severity, district?: DistrictCode, at: At, } | { "ask": "questions", category: CategoryCode, severity: Severity, asked: Array<Asked>, } | { "ask": "places", text: string, } | { "ask": "categories", text: string, } | { "ask": "reading", text: string, } | { "ask": "cues" } & CueSearch | { "ask": "try_cue", text: string, edit?: CueEdit, } | { "ask": "lessons" } | { "ask": "similar", call: CallSoFar, } | { "ask": "caller", number: string, } | { "ask": "call_backs" } | { "ask": "numbers" } | { "ask": "find" } & Search | { "ask": "sending", id: TicketId, } | { "ask": "handoff", id: TicketId, agency: AgencyCode, } | { "ask": "escalation", id: TicketId, } | { "ask": "telling" } & TellingAsk | { "ask": "ask_after" } | { "ask": "reviews" } | { "ask": "templates" } | { "ask": "try_template" } & TemplateTrial | { "ask": "storm", storm: number, } | { "ask": "report" } & ReportAsk | { "ask": "alarms", before?: AlarmKey, } | { "ask": "access", before?: number, } | { "ask": "preview", policy: Policy, } | { "ask": "preview_erasing", rule: Erasing, } | { "ask": "check_region", files: RegionFiles, } | { "ask": "seed_region" } | { "ask": "health" } | { "ask": "handover" } | { "ask": "handovers", before?: number, } | { "ask": "roster", day?: Day, } | { "ask": "losses" } | { "ask": "outbox" };

export type Question = { text: string, answers: Array<Choice>, };

export type ReadRow = { at: At, by: string, 
/**
 * By the viewer, who may take it back.
 */
own: boolean, };

export type Reading = { 
/**
 * At most [`MOST_CATEGORIES`], best first; empty when nothing spoke.
 */
categories: Array<CategoryReading>, 
/**
 * Of the best category; absent where that is no category of the region.
 */
severity?: SeverityReading, place: PlaceReading, 
/**
 * The words that name a spot, as typed.
 */
landmark?: string, 
/**
 * The words that put the scene outside the region.
 */
outside?: string, };

export type Reason = { "why": "same_caller" } | { "why": "says_again" } | { "why": "same_village" } | { "why": "near_village" } | { "why": "same_district" } | { "why": "seen_from_afar" } | { "why": "same_landmark", words: string, } | { "why": "same_number", words: string, } | { "why": "same_kind" } | { "why": "kindred_kind" } | { "why": "spoken_of" } | { "why": "same_words", words: Array<string>, };

export type Receipt = { seq: Seq, 
/**
 * The desk alone has it, and the room not yet: the position in the desk's own journal.
 */
held?: Seq, 
/**
 * What the ticket that it opened is called.
 */
number?: TicketNumber, };

export type Recipient = "operator" | "supervisor" | "head" | "district" | "secretary";

export type Recover = { recovery: string, account: string, secret: string, };

export type Refusal = { "code": "not_allowed" } | { "code": "stale", now: number, } | { "code": "unknown_ticket" } | { "code": "unknown_call" } | { "code": "unknown_person" } | { "code": "unknown_agency", agency: string, } | { "code": "unknown_category", category: string, } | { "code": "unknown_district", district: string, } | { "code": "unknown_village", village: string, } | { "code": "unknown_assignment", assignment: number, } | { "code": "unknown_clock" } | { "code": "unknown_photo" } | { "code": "not_a_photo" } | { "code": "photo_too_large" } | { "code": "unknown_plan", plan: string, } | { "code": "already_exists" } | { "code": "desk_taken", desk: number, } | { "code": "other_body" } | { "code": "too_long", what: string, longest: number, } | { "code": "too_many", what: string, most: number, } | { "code": "missing", what: string, } | { "code": "malformed", what: string, } | { "code": "wrong_time" } | { "code": "back_dating" } | { "code": "closed" } | { "code": "not_closed" } | { "code": "ended" } | { "code": "wrong_step", state: string, } | { "code": "lead_exists", agency: AgencyCode, } | { "code": "already_sent", agency: AgencyCode, } | { "code": "departure_unexplained", agency: AgencyCode, } | { "code": "open_assignments", agencies: Array<AgencyCode>, } | { "code": "nobody_done" } | { "code": "no_receipt" } | { "code": "no_body", agency: AgencyCode, } | { "code": "unanswered" } | { "code": "not_pausable" } | { "code": "not_done" } | { "code": "second_person" } | { "code": "wrong_calendar", fault: CalendarFault, } | { "code": "circular", category: string, } | { "code": "cannot_attach" } | { "code": "not_attached" } | { "code": "too_late" } | { "code": "already_founded" } | { "code": "not_founded" } | { "code": "weak_password", shortest: number, } | { "code": "last_supervisor" } | { "code": "same_name" } | { "code": "wrong_region", faults: Array<RowFault>, } | { "code": "no_call_back" } | { "code": "number_taken", number: string, } | { "code": "handover_open", by: string, } | { "code": "handover_over" } | { "code": "unread", items: number, } | { "code": "same_hands" } | { "code": "shift_over" } | { "code": "unknown_placeholder", placeholder: string, } | { "code": "telling_placeholder", placeholder: string, } | { "code": "own_work" } | { "code": "not_proposed" } | { "code": "counted_twice", counted: Counted, first: string, second: string, } | { "code": "nothing_changed" };

export type Region = { name: string, 
/**
 * First part of every ticket number, e.g. `SDA`.
 */
prefix: string, 
/**
 * Minutes east of UTC; WIB is 420.
 */
utc_offset_minutes: number, agencies: Array<Agency>, categories: Array<Category>, districts: Array<District>, villages: Array<Village>, plans: Array<PlanRow>, 
/**
 * How narratives are read; empty: as the product reads them.
 */
cues?: Array<Cue>, 
/**
 * What is asked about which category; one that is not here is asked about as the product does it.
 */
questions?: Array<Protocol>, 
/**
 * What the room made of that list.
 */
cue_changes?: Array<CueChange>, };

export type RegionCounts = { agencies: number, categories: number, districts: number, villages: number, plans: number, };

export type RegionFile = "agencies" | "categories" | "districts" | "villages" | "plans" | "cues" | "questions";

export type RegionFiles = { agencies: string, categories: string, districts: string, villages: string, plans: string, 
/**
 * Empty: narratives are read by the product's own cues.
 */
cues: string, 
/**
 * Empty: callers are asked the product's own questions.
 */
questions: string, };

export type RemarkRow = { at: At, by: string, text?: string, };

export type Reply = { "ask": "session" } & Session | { "ask": "board" } & Board | { "ask": "ticket" } & TicketPage | { "ask": "setup" } & SetupView | { "ask": "propose", proposal: Proposal | null, 
/**
 * In the order asked.
 */
beside: Array<Proposed>, } | { "ask": "try_plan", proposal: Proposal | null, outweighed: Array<Outweighed>, } | { "ask": "questions" } & Asking | { "ask": "places", hits: Array<PlaceHit>, } | { "ask": "categories", hits: Array<CategoryCode>, } | { "ask": "reading", reading: Reading, } | { "ask": "cues" } & CuePage | { "ask": "try_cue" } & CueTrial | { "ask": "lessons" } & Lessons | { "ask": "similar", 
/**
 * The same incident, at most three, best first.
 */
same: Array<SimilarTicket>, 
/**
 * Of the same kind and hour elsewhere, at most three: linked, never merged.
 */
related: Array<SimilarTicket>, } | { "ask": "caller", hits: Array<FindHit>, calls: Array<CallRow>, known: Known, } | { "ask": "call_backs", numbers: Array<CallBack>, } | { "ask": "numbers", numbers: Array<NumberRow>, } | { "ask": "find" } & FindPage | { "ask": "sending", texts: Array<SendingText>, } | { "ask": "handoff" } & HandoffPage | { "ask": "escalation" } & EscalationPage | { "ask": "telling" } & Telling | { "ask": "ask_after", tickets: Array<TicketRow>, } | { "ask": "reviews" } & ReviewPage | { "ask": "templates" } & TemplatePage | { "ask": "try_template" } & TemplateTried | { "ask": "storm" } & StormPage | { "ask": "report" } & ReportPage | { "ask": "alarms" } & AlarmPage | { "ask": "access" } & AccessPage | { "ask": "preview" } & PolicyPreview | { "ask": "preview_erasing" } & ErasureCount | { "ask": "check_region", faults: Array<RowFault>, counts: RegionCounts, 
/**
 * What `found` takes over, once no row is at fault; its name, prefix and zone are still to be given.
 */
region?: Region, } | { "ask": "seed_region", region: Region, } | { "ask": "health" } & Health | { "ask": "handover" } & HandoverPage | { "ask": "handovers", rows: Array<HandoverRow>, more: boolean, } | { "ask": "roster" } & RosterWeek | { "ask": "losses", rows: Array<LossRow>, } | { "ask": "outbox", 
/**
 * In the order in which they were done.
 */
rows: Array<OutboxRow>, };

export type ReportAsk = { from: At, 
/**
 * Not in it any more.
 */
to: At, 
/**
 * Absent: now.
 */
as_of?: At, 
/**
 * In which categories are named; absent: the room's.
 */
language?: Language, };

export type ReportPage = { from: At, to: At, 
/**
 * What was recorded later is not in it.
 */
as_of: At, 
/**
 * Version of the policy in force then.
 */
policy: number, 
/**
 * Groups of fewer are too few to compare.
 */
enough: number, 
/**
 * In the busiest ten minutes.
 */
most_alarms: number, 
/**
 * The rows of the ministry's sheet are the product's proposal, not the room's own.
 */
ministry_proposed: boolean, tables: Array<Table>, };

export type Reporter<T> = { number?: T, name?: T, 
/**
 * False when the caller asked not to be called back.
 */
call_back: boolean, };

export type ReviewCount = { name: string, reviewed: number, place: MarkCount, kind: MarkCount, sent: MarkCount, answered: MarkCount, };

export type ReviewMark = "yes" | "no" | "cannot_tell";

export type ReviewMarks = { 
/**
 * Was the place right?
 */
place: ReviewMark, 
/**
 * Was the kind right?
 */
kind: ReviewMark, 
/**
 * Was the right body told, and in time?
 */
sent: ReviewMark, 
/**
 * Was the caller answered plainly?
 */
answered: ReviewMark, };

export type ReviewPage = { 
/**
 * What was closed last first.
 */
rows: Array<ReviewRow>, 
/**
 * Reviews since the month began.
 */
done: number, 
/**
 * Of whom enough was drawn by lot to say something, by name. What was looked at because something was wrong with
 * it counts for nobody.
 */
people: Array<ReviewCount>, };

export type ReviewReason = "drawn" | "answer_missed" | "fire_missed" | "reopened" | "returned" | "turned_away" | "not_reached";

export type ReviewRow = { ticket: TicketRow, reasons: Array<ReviewReason>, 
/**
 * The viewer's own work: another reviews it.
 */
own: boolean, };

export type Role = "operator" | "supervisor" | "liaison" | "auditor" | "administrator" | "wall" | "desk" | "clock";

export type RoomFault = { "fault": "disk" } | { "fault": "clock" } | { "fault": "notifier" } | { "fault": "backup", folder: string, good_at?: At, } | { "fault": "loss", after: Seq, found_at: At, };

export type RosterChange = { day: Day, shift: Shift, before: Array<PersonId>, after: Array<PersonId>, };

export type RosterRow = { day: Day, shift: Shift, starts_at: At, people: Array<Rostered>, 
/**
 * It has ended: nothing about it changes any more.
 */
over?: boolean, };

export type RosterWeek = { days: Array<Day>, 
/**
 * Each day's shifts, in their order.
 */
rows: Array<RosterRow>, 
/**
 * Who can be put into it, by name.
 */
staff: Array<Rostered>, };

export type Rostered = { person: PersonId, name: string, 
/**
 * They do not work here any more, or take no calls: somebody is missing.
 */
gone?: boolean, };

export type RowFault = { file: RegionFile, 
/**
 * As an editor counts: the header is usually line 1.
 */
line: number, 
/**
 * Name of the column; empty when the whole line is meant.
 */
column: string, code: RowFaultCode, 
/**
 * What stood there, cut to [`VALUE_SHOWN`] characters.
 */
value: string, };

export type RowFaultCode = "empty_file" | "missing_column" | "unknown_column" | "duplicate_column" | "broken_line" | "empty" | "duplicate_code" | "bad_code" | "unknown_reference" | "wall_name_too_long" | "too_long" | "too_many" | "too_few" | "circular" | "not_a_number" | "out_of_range" | "not_a_choice" | "bad_hours" | "overlapping_plan";

export type Rung = { level: Level, when: When, told: Array<Recipient>, 
/**
 * Only for clocks of this kind.
 */
only?: ClockKind, };

export type Saw = { desk: number, 
/**
 * The last position that it had heard of, and when.
 */
seq: Seq, at: At, 
/**
 * Commands of its own that it had kept, and tells again.
 */
told_again: number, 
/**
 * The highest numbers that it knew of.
 */
numbers?: Array<Highest>, };

export type SealedId = string;

export type Search = { 
/**
 * By number, telephone, place or word; empty finds all.
 */
text: string, filter?: Filter, page?: Page, };

export type SearchId = string;

export type Segment = { from: number, to: number, };

export type Sending = { agency: AgencyCode, role: AssignmentRole, channel: Channel, 
/**
 * The person at the agency who took it; staff names are not sealed.
 */
recipient: string, };

export type SendingText = { agency: AgencyCode, 
/**
 * What to read out or paste.
 */
text: string, 
/**
 * Ways to reach it that the room has on record: whoever is on call now first, and of one person the best.
 */
ways: Array<Way>, };

export type Seq = number;

export type Session = { actor: Actor, 
/**
 * False before the first run: only `found` is accepted.
 */
founded: boolean, training: boolean, room: string, utc_offset_minutes: number, language: Language, version: string, 
/**
 * The room's clock, for the page's offset.
 */
now: At, shift: Shift, 
/**
 * Names to choose from at sign-in.
 */
accounts: Array<AccountName>, 
/**
 * Where the data lies; shown to supervisors and at the first run.
 */
data_folder: string, desk: number, 
/**
 * Present while this desk is alone, or has something from when it was.
 */
alone?: Alone, 
/**
 * Whose screen is locked: until they unlock it, or sign out, it is a desk where nobody is signed in.
 */
locked?: string, 
/**
 * Age of the clock task's last turn.
 */
heartbeat: Span, 
/**
 * Age of the last canary that came through: a durable write, a read of it, and the changes.
 */
canary: Span, 
/**
 * Is the wall clock believed?
 */
clock: ClockTrust, };

export type Settings = { 
/**
 * The language of notifications and of the texts read out to agencies.
 */
language: Language, notifications: boolean, 
/**
 * Alarms are heard from this PC's speaker.
 */
sound: boolean, 
/**
 * Folder for backups; empty means `backup` inside the data folder.
 */
backup_folder: string, 
/**
 * The wall screen's diagonal in inches and the farthest seat in metres: they size its letters.
 */
wall_inches: number, wall_metres: number, 
/**
 * Pranks of one number within a day after which marking it is proposed; 0 never proposes.
 */
pranks_to_propose: number, 
/**
 * Minutes for which a restricted case stays open to who asked to read it, 5 to 240.
 */
unmask_minutes: number, 
/**
 * Minutes without a key after which a desk's screen locks, at most 240; 0 never does.
 */
lock_minutes: number, 
/**
 * Further folders for backups, beside the first.
 */
backup_places?: Array<BackupPlace>, 
/**
 * When personal text is erased; absent: never.
 */
erasing?: Erasing, 
/**
 * Callers of the day before who are asked whether it is settled; 0 asks nobody.
 */
ask_after?: number, 
/**
 * Where the paper kit is put every night, by its whole path; it is never made. Empty: nowhere.
 */
paper_folder?: string, 
/**
 * What stands at the head of letters, line by line. Empty: the regency and the call center.
 */
letterhead?: string, 
/**
 * What is counted in which row of the ministry's monthly form; absent: as the product proposes.
 */
ministry?: MinistrySheet, };

export type SetupView = { seq: Seq, version: number, training: boolean, region: Region, policy: Policy, settings: Settings, people: Array<PersonRow>, 
/**
 * Desks that have joined, those that left too.
 */
desks: Array<DeskRow>, 
/**
 * Umbrella incidents, oldest first; at most the last one is going on.
 */
storms: Array<Storm>, last_backup?: Backup, 
/**
 * By the folder of its place; the first place is the empty one.
 */
backups: { [key in string]: PlaceBackups }, 
/**
 * What the room lost when it was put back, oldest first; to who may take note of it.
 */
losses?: Array<Loss>, 
/**
 * The last handover; to who takes calls.
 */
handover?: HandoverGlance, 
/**
 * The last runs that erased personal text, oldest first.
 */
erasures: Array<ErasureRun>, 
/**
 * Of every plan that was changed since the room was founded.
 */
plan_editions: { [key in string]: PlanEdition }, 
/**
 * Who was given another name, role or agency, oldest first.
 */
person_changes: Array<PersonChange>, 
/**
 * Searches that the viewer may choose: their own and the room's.
 */
searches: Array<KeptSearch>, 
/**
 * The ministry's sheet as it is counted by: the room's own, or what the product proposes.
 */
ministry: MinistrySheet, };

export type Severity = "low" | "medium" | "high" | "critical";

export type SeverityReading = { severity: Severity, 
/**
 * The words that raised or lowered it; empty where it is the category's own.
 */
words: Array<string>, };

export type Shell = { desktop: boolean, autostart: boolean, notifications: boolean, };

export type Shift = "morning" | "afternoon" | "night";

export type ShiftChange = { from: Shift, to: Shift, change_at: At, };

export type ShiftCounts = { calls: number, 
/**
 * Calls that became a ticket.
 */
tickets: number, 
/**
 * Tickets handed over of which something is late.
 */
late: number, };

export type Shortfall = "no_contact" | "off_duty" | "duty_unknown" | "inactive";

export type SignHandover<T> = { handover: HandoverId, notes?: Array<HandoverNote<T>>, 
/**
 * To none of the items.
 */
note?: T, 
/**
 * The unfinished one that this takes the place of.
 */
over?: HandoverId, };

export type SignIn = { account: string, secret: string, shift?: Shift, };

export type SimilarTicket = { ticket: TicketId, 
/**
 * 0 to 100; a proposal has [`crate::same::THRESHOLD`] or more.
 */
strength: number, 
/**
 * The strongest first.
 */
reasons: Array<Reason>, };

export type Since = { "became": "settled" } | { "became": "rests" } | { "became": "changed", now: Item, };

export type Situation = "registered" | "forwarded" | "on_the_way" | "done" | "handed_over" | "not_a_case" | "withdrawn" | "restricted";

export type Span = number;

export type Speaker = { "state": "none" } | { "state": "ready", name: string, } | { "state": "instead", chosen: string, name: string, } | { "state": "missing" } | { "state": "silent" };

export type SpeakerChoice = { 
/**
 * Absent: whatever the PC plays on by default.
 */
device?: SpeakerDevice, 
/**
 * Loudness of the alarm's own pulses, 0 to 100 percent.
 */
volume: number, };

export type SpeakerDevice = { id: string, name: string, };

export type SpeakerPage = { choice: SpeakerChoice, devices: Array<SpeakerDevice>, speaker: Speaker, };

export type Storm = { no: number, 
/**
 * As people of the room call it; no caller's words.
 */
name: string, since: At, by: string, until?: At, };

export type StormCount = { tickets: number, 
/**
 * Open, and nobody was sent.
 */
unsent: number, 
/**
 * Open, and somebody was sent.
 */
sent: number, 
/**
 * What was to be done is done, or the ticket is closed.
 */
done: number, 
/**
 * People in danger on tickets that are not done.
 */
at_risk: number, };

export type StormDistrict = { district?: DistrictCode, count: StormCount, };

export type StormKind = { category: CategoryCode, count: StormCount, };

export type StormPage = { storm: Storm, all: StormCount, 
/**
 * The most tickets first.
 */
kinds: Array<StormKind>, 
/**
 * The most tickets first; `None` where no district is known.
 */
districts: Array<StormDistrict>, };

export type Support = { 
/**
 * Code of an agency, or [`DISTRICT_AGENCY`].
 */
agency: string, 
/**
 * Reason in the region's own words; may be empty.
 */
why: string, };

export type Table = { id: Figure, columns: Array<Column>, 
/**
 * Each as long as `columns`.
 */
rows: Array<Array<Cell>>, 
/**
 * As long as `columns`; absent where rows cannot be added up.
 */
total?: Array<Cell>, };

export type Target = { "elapsed": Span } | { "working_days": number };

export type TargetException = { clock: ClockKind, category?: CategoryCode, severity?: Severity, 
/**
 * Absent: no such clock.
 */
target?: Target, };

export type Telling = { situation: Situation, 
/**
 * How the ticket stands by itself.
 */
fits: Situation, 
/**
 * What it would be, once the caller has it.
 */
kind: AnswerKind, text: string, 
/**
 * The promised time as the text says it: another one takes its place there.
 */
until: string, };

export type TellingAsk = { id: TicketId, 
/**
 * Absent: as the ticket stands.
 */
situation?: Situation, language: Language, 
/**
 * When they will hear more; absent: when an answer is due.
 */
promised_at?: At, };

export type Template = { situation: Situation, category?: CategoryCode, 
/**
 * Absent: taken back, the next wider one holds again.
 */
wording?: Wording, 
/**
 * How often it was changed.
 */
version: number, changed_at: At, by: string, };

export type TemplateEdit = { situation: Situation, category?: CategoryCode, before?: Wording, after?: Wording, };

export type TemplatePage = { rows: Array<TemplateRow>, 
/**
 * What may stand in a text.
 */
marks: Array<Mark>, };

export type TemplateRow = { situation: Situation, category?: CategoryCode, wording: Wording, 
/**
 * The product's own, for who wants them back.
 */
product: Wording, 
/**
 * Absent while the product's words hold.
 */
own?: Template, };

export type TemplateTrial = { situation: Situation, language: Language, text: string, };

export type TemplateTried = { text: string, };

export type TicketId = string;

export type TicketItem = { ticket: TicketId, number: TicketNumber, kind: TicketKind, category: CategoryCode, severity: Severity, restricted?: boolean, district?: DistrictCode, village?: VillageCode, state: TicketState, 
/**
 * Whose it is.
 */
owner?: PersonId, 
/**
 * Leads and supports that are on it still.
 */
waiting: Array<Waiting>, 
/**
 * What is late already, or falls due before the next shift ends; the earliest first.
 */
due: Array<DueSoon>, 
/**
 * When the caller was promised to hear again.
 */
promised_at?: At, 
/**
 * An agency's work stands still until then.
 */
paused_until?: At, 
/**
 * The caller asked not to be called back.
 */
no_call_back?: boolean, };

export type TicketKind = "emergency" | "complaint";

export type TicketNumber = string;

export type TicketPage = { seq: Seq, ticket: TicketRow, 
/**
 * Oldest first.
 */
lines: Array<Line>, family: Array<FindHit>, 
/**
 * What the caller can ask about it by.
 */
code?: string, 
/**
 * Who asked to read it, newest first: all of it to those who handle it and to an auditor, else one's own.
 */
opened?: Array<AccessRow>, 
/**
 * Who looked at its photos, newest first, by the same rule.
 */
looked?: Array<PhotoLook>, };

export type TicketRow = { id: TicketId, number: TicketNumber, 
/**
 * What a correction, a close or a reopening must have seen.
 */
version: number, 
/**
 * Where the row last changed; an older row never overwrites a newer.
 */
changed: Seq, state: TicketState, kind: TicketKind, category: CategoryCode, severity: Severity, restricted: boolean, masked: boolean, 
/**
 * Its number is often a nuisance: lower among its equals, never hidden. Only for who may read the number.
 */
nuisance?: boolean, 
/**
 * It was opened to this viewer, who does not handle it, until then.
 */
open_until?: At, called_at: At, 
/**
 * Taken on this form while the room was down, and typed in later.
 */
paper?: PaperNo, opened_at: At, opened_by: string, desk: number, 
/**
 * Absent: waits for somebody to claim it.
 */
owner?: string, district?: DistrictCode, village?: VillageCode, words?: string, landmark?: string, point?: Point, reporter_name?: string, reporter_number?: string, call_back: boolean, 
/**
 * Callers with a case of their own: this one and its children.
 */
reporters: number, follow_ups: number, narrative?: string, 
/**
 * What the caller answered to the room's questions; for those who may read the narrative.
 */
asked?: Array<Asked>, cycle: number, assignments: Array<AssignmentRow>, clocks: Array<ClockRow>, answers: Array<AnswerRow>, 
/**
 * What the caller was promised and has not heard yet.
 */
promise?: Promised, parent?: TicketId, children: Array<TicketId>, 
/**
 * Of the same event in other places.
 */
related?: Array<TicketId>, 
/**
 * The umbrella incident it is part of.
 */
storm?: number, at_risk?: boolean, closed?: Closed, 
/**
 * Of this desk alone: the room does not have it yet.
 */
held?: boolean, 
/**
 * As it was then: the room has not been heard since.
 */
seen_at?: At, 
/**
 * When its personal text was erased, by schedule.
 */
erased_at?: At, };

export type TicketState = "open" | "done" | "closed";

export type Today = { calls: number, last_hour: number, outcomes: Array<OutcomeCount>, 
/**
 * Absent: the room's, of now. Of a desk that is alone nobody knows the room's last hour.
 */
as_of?: AsOf, };

export type Turn = { category?: CategoryCode, severity?: Severity, agencies: Array<AgencyCode>, divert?: AgencyCode, };

export type Unfit = { "why": "no_key" } | { "why": "unreadable" } | { "why": "too_large" } | { "why": "unsigned" } | { "why": "not_a_signature" } | { "why": "other_key" } | { "why": "damaged" } | { "why": "not_a_release" } | { "why": "other_system", target: string, } | { "why": "not_newer", version: string, };

export type Unmask<T> = { ticket: TicketId, reason: AccessReason, 
/**
 * Why, in their own words.
 */
note: T, };

export type UpdateChosen = { "chosen": "nothing" } | { "chosen": "found", from: string, to: string, } | { "chosen": "unfit", unfit: Unfit, };

export type UpdateInstalled = { "installed": "done" } | { "installed": "leaving" } | { "installed": "by_hand", command: string, } | { "installed": "unfit", unfit: Unfit, };

export type UpdateView = { version: string, takes_files: boolean, };

export type Village = { code: VillageCode, name: string, kind: VillageKind, district: DistrictCode, 
/**
 * Degrees north.
 */
lat: number, 
/**
 * Degrees east.
 */
lon: number, 
/**
 * Other names people use for it, such as villages that have since been merged into it.
 */
aliases: Array<string>, };

export type VillageCode = string;

export type VillageKind = "desa" | "kelurahan";

export type Violence = { ticket: TicketId, number: TicketNumber, category: CategoryCode, 
/**
 * Absent where it may not be read, like what follows.
 */
state?: TicketState, district?: DistrictCode, village?: VillageCode, 
/**
 * The caller's own words for the place.
 */
words?: string, landmark?: string, };

export type Voice = { cue: CueKey, weight: number, 
/**
 * The words that were it, as typed.
 */
words: Array<string>, 
/**
 * It stands beside the category, and not in the list.
 */
keyword: boolean, };

export type Waiting = { agency: AgencyCode, state: AssignmentState, };

export type WaitingForm = { call: CallId, desk: number, kept_at: At, };

export type Way = { channel: Channel, address: string, 
/**
 * Somebody of the agency; absent: the agency's own.
 */
who?: string, 
/**
 * When it is to be used; absent: always.
 */
hours?: Hours, };

export type Weight = "district" | "severity" | "hours" | "order";

export type When = { "used": number } | { "left": { span: Span, part: number, } } | { "after": Span };

export type WholeAnswer = "informed" | "referred_to_lapor" | "transferred_to_other" | "caller_wants_no_more";

export type WhyAdded<T> = { "reason": "needed" } | { "reason": "in_place" } | { "reason": "nearer" } | { "reason": "agency_asked" } | { "reason": "other", words: T, };

export type WhyLeftOut<T> = { "reason": "already_there" } | { "reason": "not_needed" } | { "reason": "unreachable" } | { "reason": "agency_asked" } | { "reason": "other", words: T, };

export type Wording = { id: string, en?: string, };

export type Words = { words: string, 
/**
 * Until they are of no use.
 */
seconds: number, };

export type Yearly = { month: number, day: number, name: string, };

