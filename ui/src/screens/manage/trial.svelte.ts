import { door, problem_of, type Policy, type PolicyPreview, type Problem } from '../../door';

/** What a policy would change, asked before it is saved. */
export class Trial {
  /** Of `after`; there while a person looks at it. */
  preview = $state.raw<PolicyPreview>();
  after = $state.raw<Policy>();
  problem = $state.raw<Problem>();
  busy = $state(false);

  async ask(after: Policy): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      this.preview = await door.query({ ask: 'preview', policy: after });
      this.after = after;
    } catch (thrown) {
      this.problem = problem_of(thrown);
    }
    this.busy = false;
  }

  /** Saves what was looked at; the policy that the room took, or none where it refused. */
  async save(edit: { save(after: Policy): Promise<boolean> }): Promise<Policy | undefined> {
    const after = this.after;
    if (!after) return undefined;
    const taken = await edit.save(after);
    this.end();
    return taken ? after : undefined;
  }

  end(): void {
    this.preview = undefined;
    this.after = undefined;
  }
}
