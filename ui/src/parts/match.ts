/** A piece of a text, and whether it is what was typed. */
export interface Piece {
  text: string;
  hit: boolean;
}

const bare = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const is_gap = (letter: string): boolean => /[\s\-.'’/]/.test(letter);

/**
 * The text cut where `typed` stands in it, ignoring case, accents, spaces and hyphens: "masangan kulon"
 * is found in "Masangankulon". At the start of a word if it is anywhere there, else wherever it is.
 */
export function pieces(text: string, typed: string): Piece[] {
  const wanted = [...bare(typed)].filter((letter) => !is_gap(letter));
  const letters = [...text];
  if (wanted.length === 0) return [{ text, hit: false }];
  const fits_from = (start: number): number => {
    let found = 0;
    for (let i = start; i < letters.length; i += 1) {
      const letter = letters[i] ?? '';
      if (is_gap(letter)) continue;
      if (bare(letter) !== wanted[found]) return -1;
      found += 1;
      if (found === wanted.length) return i + 1;
    }
    return -1;
  };
  const starts = letters.map((_, i) => i).filter((i) => !is_gap(letters[i] ?? ' '));
  const of_words = starts.filter((i) => i === 0 || is_gap(letters[i - 1] ?? ' '));
  for (const start of [...of_words, ...starts]) {
    const end = fits_from(start);
    if (end > 0) {
      return [
        { text: letters.slice(0, start).join(''), hit: false },
        { text: letters.slice(start, end).join(''), hit: true },
        { text: letters.slice(end).join(''), hit: false },
      ].filter((piece) => piece.text !== '');
    }
  }
  return [{ text, hit: false }];
}

/** Whether what was typed stands in the text; nothing typed leaves every text in a list. */
export const is_found = (text: string, typed: string): boolean =>
  typed.trim() === '' || pieces(text, typed).some((piece) => piece.hit);
