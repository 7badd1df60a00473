import { door, problem_of, type Filter, type FindHit, type Page, type Problem } from '../../door';

/** Kept at once; who goes on lets go of the other end, and comes back to it page by page. */
export const most_kept = 200;

/** What was found, newest first: a stretch of it that grows at both ends. */
export class Results {
  hits = $state.raw<readonly FindHit[]>([]);
  /** There are older ones, or newer ones that were let go. */
  older = $state(false);
  newer = $state(false);
  problem = $state.raw<Problem>();
  /** What `hits` answers. */
  text = $state('');
  filter = $state.raw<Filter>({});
  filed_percent = $state<number>();
  #asked = 0;

  /** Nothing is asked, and what is still on its way is not waited for. */
  clear(): void {
    this.#asked += 1;
    [this.hits, this.older, this.newer] = [[], false, false];
    [this.problem, this.text, this.filter, this.filed_percent] = [undefined, '', {}, undefined];
  }

  /** From the newest on; true when it is what is shown now. */
  async ask(text: string, filter: Filter): Promise<boolean> {
    const found = await this.#page(text, filter, 'newest');
    if (!found) return false;
    [this.hits, this.older, this.newer] = [found.hits, found.more, false];
    [this.text, this.filter] = [text, filter];
    return true;
  }

  async go_older(): Promise<void> {
    const last = this.hits.at(-1);
    if (!this.older || !last) return;
    const found = await this.#page(this.text, this.filter, { before: last.seq });
    if (!found) return;
    const all = [...this.hits, ...found.hits];
    this.older = found.more;
    this.newer ||= all.length > most_kept;
    this.hits = all.slice(-most_kept);
  }

  async go_newer(): Promise<void> {
    const first = this.hits[0];
    if (!this.newer || !first) return;
    const found = await this.#page(this.text, this.filter, { after: first.seq });
    if (!found) return;
    const all = [...found.hits, ...this.hits];
    this.newer = found.more;
    this.older ||= all.length > most_kept;
    this.hits = all.slice(0, most_kept);
  }

  async #page(text: string, filter: Filter, page: Page) {
    const mine = ++this.#asked;
    try {
      const found = await door.query({ ask: 'find', text, filter, page });
      if (mine !== this.#asked) return undefined;
      this.problem = undefined;
      this.filed_percent = found.filed_percent;
      return found;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = problem_of(thrown);
      return undefined;
    }
  }
}
