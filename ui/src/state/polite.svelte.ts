/** What a screen reader is told, politely and once; countdowns are never told. */
let said = $state('');

export const polite = {
  get said(): string {
    return said;
  },
  /** The same sentence twice is still heard twice. */
  say(sentence: string): void {
    said = sentence === said ? `${sentence}\u00A0` : sentence;
  },
};
