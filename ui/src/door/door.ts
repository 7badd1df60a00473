import type {
  Changes,
  Claimable,
  DeskKind,
  DoorView,
  Draft,
  Execute,
  Export,
  Nearby,
  Notifier,
  PhotoId,
  Present,
  PlaceView,
  Problem,
  Query,
  Receipt,
  Recover,
  Reply,
  Seq,
  Session,
  Shell,
  SignIn,
  Speaker,
  SpeakerChoice,
  SpeakerPage,
  TicketId,
  UpdateChosen,
  UpdateInstalled,
  UpdateView,
} from './contract.gen';

export type Command = Execute<string>;
export type Ask = Query['ask'];
/** What a question is answered with; tickets, boards and the like by their `ask`. */
export type Answer<A extends Ask> = Extract<Reply, { ask: A }>;

/** What a browser shows to join: it cannot look at certificates, so it shows the words themselves. */
export interface BrowserJoin {
  name: string;
  kind: DeskKind;
  words: string;
}
/** What a desktop shows: the room is told what it may know, never the words. */
export interface DesktopJoin {
  /** `host:port`, or a host alone. */
  address: string;
  name: string;
  words: string;
}

/** The one way into the room, the same from the desktop and from a browser. */
export interface Door {
  /** @throws Trouble; the receipt comes after the room has it on disk. */
  execute(command: Command): Promise<Receipt>;
  /** @throws Trouble */
  query<Q extends Query>(query: Q): Promise<Answer<Q['ask']>>;
  /**
   * A long poll: answers when something after `after` is there, when who else is here is of another version than
   * `here`, or when the room has waited long enough. @throws Trouble
   */
  changes(after: Seq, here: number, signal?: AbortSignal): Promise<Changes>;
  /**
   * Gives a file that is to be a photo of the ticket; the room keeps its picture and nothing else of it. A command names
   * it afterwards. @throws Trouble: refused, wait, alone
   */
  give_photo(ticket: TicketId, file: Blob): Promise<PhotoId>;
  /** A photo of a ticket; that it was looked at is recorded. @throws Trouble: unknown, alone */
  photo(ticket: TicketId, photo: PhotoId): Promise<Blob>;
  /**
   * Takes something out as a file; that it was taken is recorded. Answers where it is: its name among the downloads, or
   * its whole path. @throws Trouble: not_allowed, alone
   */
  take_out(what: Export): Promise<string>;
  /** What is open on this page, and whether something is written there; said again while it lasts. @throws Trouble */
  present(said: Present): Promise<void>;
  /** Begins to take something over, or says that it is one's own. @throws Trouble: not_allowed, unknown */
  claim(what: Claimable): Promise<void>;
  /** Locks this screen: until it is unlocked nobody is signed in here. @throws Trouble */
  lock(): Promise<Session>;
  /** By the password of whoever locked it. @throws Trouble: wrong_sign_in, wait */
  unlock(secret: string): Promise<Session>;
  /** @throws Trouble: wrong_sign_in, wait. */
  sign_in(who: SignIn): Promise<Session>;
  sign_out(): Promise<Session>;
  recover(by: Recover): Promise<Session>;
  /** The forms in the middle of a call, newest first, from the desk's own disk. */
  drafts(): Promise<Draft[]>;
  /** An empty `form` is done with. */
  keep_draft(draft: Draft): Promise<void>;
  /** What this shell can do beside the door; a browser can do none of it. */
  shell(): Promise<Shell>;
  /** Into the room for practice, or back: calls there are never sent and never counted. @throws Trouble */
  training(on: boolean): Promise<Session>;
  /** A supervisor says that the room's wall clock is right. @throws Trouble: not_allowed */
  confirm_clock(): Promise<void>;
  /** The room's door to other PCs. @throws Trouble: not_allowed but to supervisors and administrators */
  door(): Promise<DoorView>;
  /** Opens or shuts it, for good. @throws Trouble: not_allowed */
  set_door(on: boolean): Promise<DoorView>;
  /** Thinks of six words that let one desk in, or forgets them. @throws Trouble: not_allowed */
  let_in(on: boolean): Promise<DoorView>;
  /** A browser that the room does not know joins it; absent in a desktop. @throws Trouble: wrong_words, refused */
  pair?(join: BrowserJoin): Promise<void>;
  /** What only the desktop can do; absent in a browser. */
  readonly desktop?: Desktop;
}

export interface Desktop {
  /** True where it fills a screen of its own; otherwise it is to be moved there, and F11 pressed. */
  open_wall(): Promise<boolean>;
  /** In the wall's window only. */
  toggle_fullscreen(): Promise<boolean>;
  /** Shows one notification and says who took it; `missing` where no daemon does. */
  test_notification(): Promise<Notifier>;
  /** Plays what a late alarm sounds like, and says on what; `missing` where there is nothing to play it on. */
  test_sound(): Promise<Speaker>;
  /** What this computer plays alarms on, and what it could. */
  speaker(): Promise<SpeakerPage>;
  /** Device and volume of this computer alone. */
  choose_speaker(choice: SpeakerChoice): Promise<SpeakerPage>;
  /** A call form is open, or none: while one is, only the operator's own critical breach is heard. */
  calling(on: boolean): Promise<void>;
  /** What is playing ends now. */
  silence(): Promise<void>;
  /** Alarms are not heard for as many seconds as it answers. */
  mute(): Promise<number>;
  /** Starts with the computer, or no longer. */
  set_autostart(on: boolean): Promise<void>;
  /** Whether the room is in this computer. */
  place(): Promise<PlaceView>;
  /** Rooms that say on this network that they are there; takes two seconds. */
  nearby(): Promise<Nearby[]>;
  /** Joins a room elsewhere; the page is then to be loaded anew. @throws Trouble: wrong_words, unreachable, refused */
  join(join: DesktopJoin): Promise<PlaceView>;
  /**
   * Back to the room of this computer; the page is then to be loaded anew. `anyway`: what the room was not told is left
   * behind. @throws Trouble: not_allowed, holding
   */
  leave_room(anyway: boolean): Promise<PlaceView>;
  /** Stops the room. @throws Trouble: not_allowed, unless a supervisor is signed in or nothing is founded. */
  quit(): Promise<void>;
  /** What this program is, and whether it takes updates from files. */
  update(): Promise<UpdateView>;
  /** Asks for a file and checks it. @throws Trouble: not_allowed but to supervisors and administrators */
  choose_update(): Promise<UpdateChosen>;
  /** Makes a backup and has the system install what was chosen; may wait for a password. @throws Trouble: not_allowed */
  install_update(): Promise<UpdateInstalled>;
  /** Ends the program and starts the one that lies there now. @throws Trouble: not_allowed */
  start_again(): Promise<void>;
  /** The page has drawn something: without this the desktop says after 8 s that the window is blank. */
  painted(): Promise<void>;
}

/** A no, or a failure, as it left the room: a code and what it is about, never a sentence. */
export class Trouble extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.problem);
    this.problem = problem;
  }
}

/** Whatever was thrown, as a problem; what is not the room's word means that the room was not reached. */
export function problem_of(thrown: unknown): Problem {
  if (thrown instanceof Trouble) return thrown.problem;
  if (is_problem(thrown)) return thrown;
  return { problem: 'unreachable' };
}

export function is_problem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value && typeof value.problem === 'string';
}
