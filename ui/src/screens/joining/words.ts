/** How many words let a desk in. */
export const word_count = 6;

/** What was typed as the room takes it: small letters, one space, whatever stood between. */
export function tidy_words(typed: string): string {
  return typed
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

export function count_words(typed: string): number {
  const tidy = tidy_words(typed);
  return tidy === '' ? 0 : tidy.split(' ').length;
}

/** A fingerprint in groups of four, so that it can be compared aloud. */
export function grouped(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

/** `9:07` of so many seconds. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
