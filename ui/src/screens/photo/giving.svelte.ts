import { door, problem_of, type PhotoId, type Problem, type TicketId } from '../../door';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';

/** Beside the words of one agency that is done; the room takes no more. */
export const most_photos = 3;
/** What the room takes in, in bytes: a longer file is not sent at all. */
const largest = 10 * 1024 * 1024;
const kinds = ['image/jpeg', 'image/png', 'image/webp'];
/** What the file dialog offers. */
export const accepted = kinds.join(',');

/** A photo on its way to the room. */
export interface Given {
  readonly no: number;
  readonly name: string;
  readonly file: File;
  /** Of the file itself, until the room has it. */
  readonly url: string;
  photo?: PhotoId;
  problem?: Problem;
}

/** Why a photo did not arrive; words that were typed beside it are still there. */
export function why(problem: Problem): string {
  if (problem.problem === 'alone' || problem.problem === 'unreachable') return t('photo.alone');
  if (problem.problem === 'wait') return t('photo.wait', { seconds: problem.seconds });
  return problem_words(problem);
}

/** Photos for one ticket, sent as soon as they are chosen. */
export class Giving {
  readonly #ticket: TicketId;
  readonly #going = new Set<Promise<void>>();
  #last = 0;
  all = $state<Given[]>([]);
  /** More were offered than may be. */
  left_out = $state(false);

  constructor(ticket: TicketId) {
    this.#ticket = ticket;
  }

  add(files: Iterable<File>): void {
    this.left_out = false;
    for (const file of files) {
      if (this.all.length >= most_photos) {
        this.left_out = true;
        return;
      }
      this.#last += 1;
      const url = kinds.includes(file.type) ? URL.createObjectURL(file) : '';
      this.all.push({ no: this.#last, name: file.name || t('photo.pasted'), file, url });
      this.#send(this.#last);
    }
  }

  again(no: number): void {
    const one = this.all.find((given) => given.no === no);
    if (!one) return;
    one.problem = undefined;
    this.#send(no);
  }

  remove(no: number): void {
    const one = this.all.find((given) => given.no === no);
    if (one?.url) URL.revokeObjectURL(one.url);
    this.all = this.all.filter((given) => given.no !== no);
    this.left_out = false;
  }

  /** Of a file dropped while something else was; only what may be a picture. */
  static pictures(list: DataTransfer | null | undefined): File[] {
    return [...(list?.files ?? [])].filter((file) => file.type.startsWith('image/'));
  }

  /** When nothing is on its way any more. */
  async arrived(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  get is_going(): boolean {
    return this.all.some((one) => one.photo === undefined && one.problem === undefined);
  }

  get is_stuck(): boolean {
    return this.all.some((one) => one.problem !== undefined);
  }

  get problem(): Problem | undefined {
    return this.all.find((one) => one.problem !== undefined)?.problem;
  }

  /** As the command names them: each once, whatever was chosen twice. */
  get photos(): PhotoId[] {
    return [...new Set(this.all.flatMap((one) => one.photo ?? []))];
  }

  end(): void {
    for (const one of this.all) if (one.url) URL.revokeObjectURL(one.url);
  }

  #send(no: number): void {
    const sending = this.#give(no).finally(() => this.#going.delete(sending));
    this.#going.add(sending);
  }

  async #give(no: number): Promise<void> {
    const find = (): Given | undefined => this.all.find((given) => given.no === no);
    const file = find()?.file;
    if (!file) return;
    try {
      if (file.size > largest) throw { problem: 'refused', refusal: { code: 'photo_too_large' } } satisfies Problem;
      const photo = await door.give_photo(this.#ticket, file);
      const one = find();
      if (one) one.photo = photo;
    } catch (thrown) {
      const one = find();
      if (one) one.problem = problem_of(thrown);
    }
  }
}
